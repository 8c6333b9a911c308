package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// stored is all that the session area holds, as text.
func (e *env) stored(prefix string) string {
	keys, _ := e.state.Keys(e.t.Context(), "session", prefix)
	var b strings.Builder
	for _, key := range keys {
		raw, _ := e.state.Get(e.t.Context(), "session", key)
		b.WriteString(key + " " + string(raw) + "\n")
	}
	return b.String()
}

func seenOf(method, url, authorization string) fields {
	return fields{"method": method, "url": url, "at": "2026-11-23T12:00:01Z", "authorization": authorization}
}

func TestWatch(t *testing.T) {
	e := newEnv(t, exits{})
	var w wire.Watch
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, &w))
	if w.Until != "2026-11-23T12:05:00Z" || w.Origin != "https://shop.test" || w.TabID != 7 {
		t.Fatalf("%+v", w)
	}
	in := fields{"requests": []fields{
		seenOf("GET", "https://api.shop.test/rest/V1/customers/me?secret=1", "Bearer "+adminToken),
		seenOf("GET", "https://api.shop.test/rest/V1/customers/me", "bearer "+adminToken),
		seenOf("GET", "https://shop.test/rest/V1/x", "Basic eDp5"),
		seenOf("GET", "https://shop.test/rest/V1/x", "Bearer "),
		seenOf("GET", "not a url", "Bearer "+adminToken),
	}}
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", in, nil))
	raw, _ := e.state.Get(t.Context(), "session", "watch:7")
	if err := json.Unmarshal(raw, &w); err != nil || len(w.Seen) != 1 {
		t.Fatalf("%v %s", err, raw)
	}
	if s := w.Seen[0]; s.Times != 2 || s.URL != "https://api.shop.test/rest/V1/customers/me" || s.Scheme != "bearer" {
		t.Errorf("%+v", s)
	}
	if all := e.stored(""); strings.Contains(all, "secret=1") || strings.Contains(all, "eDp5") {
		t.Error("something was kept that is no card")
	}
	var list struct{ Credentials []wire.Credential }
	wantOK(t, call(t, e, "GET", "/v1/credentials?origin=https://api.shop.test", nil, &list))
	if len(list.Credentials) != 1 || list.Credentials[0].FoundIn != "request: GET /rest/V1/customers/me" || list.Credentials[0].Store.RestURL != "https://api.shop.test/rest" {
		t.Errorf("%+v", list.Credentials)
	}
}

func TestWatchEnds(t *testing.T) {
	for name, end := range map[string]func(e *env){
		"by itself": func(e *env) { e.now = e.now.Add(5 * time.Minute) },
		"stopped":   func(e *env) { wantOK(e.t, call(e.t, e, "DELETE", "/v1/tabs/7/watch", nil, nil)) },
		"closed":    func(e *env) { wantOK(e.t, call(e.t, e, "DELETE", "/v1/tabs/7", nil, nil)) },
	} {
		t.Run(name, func(t *testing.T) {
			e := newEnv(t, exits{})
			wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, nil))
			end(e)
			in := fields{"requests": []fields{seenOf("GET", "https://shop.test/rest/V1/x", "Bearer "+adminToken)}}
			wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", in, nil))
			if e.stored("cred:") != "" {
				t.Error("a card was made")
			}
		})
	}
}

func TestWatchRefuses(t *testing.T) {
	e := newEnv(t, exits{})
	for _, in := range []fields{{"origin": "", "minutes": 5}, {"origin": "https://shop.test"}, {"origin": "https://shop.test", "minutes": -1}} {
		wantCode(t, call(t, e, "POST", "/v1/tabs/7/watch", in, nil), "invalid_request")
	}
}

// A page that shows one token after the other fills nothing: what was seen last
// stays, and what somebody logged in for.
func TestAPageCannotFillTheStorage(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{password: "right"}).Do})
	wantOK(t, call(t, e.withHeaders("call-0001", "7"), "POST", "/v1/token/admin", login("jane", "right"), nil))
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, nil))
	token := func(i int) string { return fmt.Sprintf("abcdefghijklmnopqrstuvwxyz%06d", i) }
	for i := range 100 {
		e.now = e.now.Add(time.Millisecond)
		in := fields{"requests": []fields{seenOf("GET", "https://shop.test/rest/V1/x", "Bearer "+token(i))}}
		wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", in, nil))
	}
	var list struct{ Credentials []wire.Credential }
	wantOK(t, call(t, e, "GET", "/v1/credentials?origin=https://shop.test", nil, &list))
	texts := e.stored("text:")
	if len(list.Credentials) != 61 || !strings.Contains(texts, token(99)) || strings.Contains(texts, token(1)) {
		t.Errorf("%d credentials", len(list.Credentials))
	}
	if kind := list.Credentials[0].Token.Kind; kind != wire.KindAdmin {
		t.Errorf("the first is %s", kind)
	}
}

package provider_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/sandbox"
)

// nasty are 60 user names and passwords that somebody has, or could have.
var nasty = []string{
	"a", " leading", "trailing ", "  ", "\t", "in side", `"quoted"`, `it's`, "`backtick`", `back\slash`, `\n`, `\u0041`, "line\nbreak", "\r\n",
	"tab\there", "<b>&amp;</b>", "]]>", "<![CDATA[x]]>", "<!--", "</password>", "</script>", "& < >", "&#0;", "&lt;", "%41%", "%s%d%n", "{}", `{"a":1}`,
	"[]", "null", "true", "0", "-1", "1e9", "$HOME", "$(id)", "; rm -rf /", "|", "!history", "#comment", "*?[]", "~", "=", "a=b&c=d", "?x", "@",
	"user@example.com", "a+b@example.com", "ä ö ü ß", "日本語", "العربية", "😀🔑", "👩‍👩‍👧", "e\u0301", "\u00e9", "\u200b", "\u2028\u2029", "\ufeff", "\u00a0",
	"\x01", "\x1b[31m", "\x7f", "\ufffd", strings.Repeat("x", 1000), strings.Repeat("é", 1000), strings.Repeat(`"`, 1000), strings.Repeat("😀", 1000),
}

// arrival is the last user name and password that a store was given.
type arrival struct{ kind, name, password string }

// logins are the ways to send both: every provider that sends a password, in
// each of its forms.
func logins(t *testing.T) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, p := range provider.All() {
		if !p.Counted {
			continue
		}
		variants := []map[string]string{{}}
		for _, field := range p.Fields {
			if len(field.Choices) > 0 && (field.Name == "kind" || field.Name == "encoding") {
				variants = nil
				for _, choice := range field.Choices {
					variants = append(variants, map[string]string{field.Name: choice.Value})
				}
			}
		}
		for i, fields := range variants {
			all[fmt.Sprintf("%s %d", p.ID, i)] = fields
		}
	}
	for name, fields := range map[string]map[string]string{
		"google": {"otp": "123456"}, "authy": {"factor": "authy", "otp": "1"}, "sms": {"send": "sms"}, "onetouch": {"factor": "onetouch"},
		"duo": {"factor": "duo_security", "otp": "1"}, "challenge": {"factor": "u2fkey"}, "key": {"factor": "u2fkey", "assertion": "{}"},
	} {
		all["admin "+name] = fields
	}
	if len(all) < 11 {
		t.Fatalf("only %d ways to log in", len(all))
	}
	return all
}

// shop is the sandbox beside a token service, telling what arrived.
func shop() (http.Handler, *arrival) {
	last := &arrival{}
	store := sandbox.New(sandbox.Options{TwoFactor: true, Arrived: func(kind, name, password string) { *last = arrival{kind, name, password} }})
	mode := store.Mode()
	mode.Factors, mode.DuoPasscode = []string{"google", "authy", "duo_security", "u2fkey"}, true
	store.SetMode(mode)
	mux := http.NewServeMux()
	mux.Handle("/", store)
	mux.HandleFunc("POST /oauth/token", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var sent map[string]string
		if r.Header.Get("Content-Type") == "application/json" {
			_ = json.Unmarshal(body, &sent)
			*last = arrival{wire.KindOAuth2, sent["username"], sent["password"]}
		} else if form, err := url.ParseQuery(string(body)); err == nil {
			*last = arrival{wire.KindOAuth2, form.Get("username"), form.Get("password")}
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"error":"invalid_grant"}`)
	})
	return mux, last
}

// straight is a Doer that hands requests to a handler.
type straight struct{ http.Handler }

func (s straight) Do(req *http.Request) (*http.Response, error) {
	r := httptest.NewRequest(req.Method, req.URL.String(), req.Body)
	r.Header, r.ContentLength = req.Header, req.ContentLength
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result(), nil
}

func send(store http.Handler, id string, fields map[string]string, user, password string) error {
	p, _ := provider.Get(strings.Fields(id)[0])
	in := provider.Input{Store: wire.Store{BaseURL: "http://shop.test", RestURL: "http://shop.test/rest"}, Fields: map[string]secret.Text{}}
	for name, value := range fields {
		in.Fields[name] = secret.New(value)
	}
	in.Fields["username"], in.Fields["password"] = secret.New(user), secret.New(password)
	in.Fields["clientId"], in.Fields["clientSecret"] = secret.New("client"), secret.New("secret")
	now := func() time.Time { return time.Unix(1_795_435_200, 0) }
	_, err := p.Obtain(context.Background(), provider.Env{Doer: straight{store}, Now: now}, in)
	return err
}

// Whatever is typed arrives at the store as it was typed, by the store's own
// reading: never trimmed, cut or escaped twice. What a form cannot carry is
// refused before anything leaves.
func TestAnyPasswordArrives(t *testing.T) {
	if len(nasty) < 60 {
		t.Fatalf("%d values", len(nasty))
	}
	for id, fields := range logins(t) {
		store, last := shop()
		refused := 0
		for i, user := range nasty {
			password := nasty[(i+7)%len(nasty)]
			*last = arrival{}
			err := send(store, id, fields, user, password)
			var field *provider.FieldError
			if errors.As(err, &field) {
				if refused++; field.Code != "value_not_xml" || *last != (arrival{}) {
					t.Errorf("%s, value %d: %v; arrived: %v", id, i, field, *last != arrival{})
				}
				continue
			}
			if last.name != user || last.password != password {
				t.Errorf("%s, value %d: %q and %q arrived as %q and %q; %v", id, i, user, password, last.name, last.password, err)
			}
		}
		t.Logf("%s: %d values sent, %d refused", id, len(nasty)-refused, refused)
		if refused > 6 {
			t.Errorf("%s: %d values refused", id, refused)
		}
	}
}

func TestNULIsRefused(t *testing.T) {
	for id, fields := range logins(t) {
		store, last := shop()
		for _, pair := range [][2]string{{"jane", "a\x00b"}, {"ja\x00ne", "right"}} {
			err := send(store, id, fields, pair[0], pair[1])
			var field *provider.FieldError
			if !errors.As(err, &field) || field.Code != "value_nul" || *last != (arrival{}) {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
}

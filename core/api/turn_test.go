package api_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// slow is a State that others come in between of, as in a browser: every answer
// is awaited there.
type slow struct {
	*api.Memory
	wrote func(key string)
}

func others() {
	for range 50 {
		runtime.Gosched()
	}
}

func (s slow) Get(ctx context.Context, area, key string) ([]byte, error) {
	others()
	return s.Memory.Get(ctx, area, key)
}

func (s slow) Keys(ctx context.Context, area, prefix string) ([]string, error) {
	others()
	return s.Memory.Keys(ctx, area, prefix)
}

func (s slow) Set(ctx context.Context, area, key string, value []byte) error {
	others()
	if s.wrote != nil {
		s.wrote(key)
	}
	return s.Memory.Set(ctx, area, key, value)
}

func (e *env) slowly(wrote func(string)) {
	e.Handler = api.New(api.Config{Exits: exits{}, State: slow{e.state, wrote}, Now: func() time.Time { return e.now }})
}

// A popup and a side panel look at once: the same token stays one, with both tabs.
func TestTheSameFoundAtOnceIsHeldOnce(t *testing.T) {
	e := newEnv(t, exits{})
	e.slowly(nil)
	in := fields{"snapshot": fields{"url": "https://shop.test/", "localStorage": fields{"DAFF_AUTH_TOKEN": customerToken}}}
	var wait sync.WaitGroup
	for i := range 6 {
		wait.Go(func() {
			wantOK(t, call(t, e.withHeaders("", fmt.Sprint(1+i%3)), "POST", "/v1/find", in, nil))
		})
	}
	wait.Wait()
	if keys, _ := e.state.Keys(t.Context(), "session", "cred:"); len(keys) != 1 {
		t.Fatalf("held %d times", len(keys))
	}
	for _, tab := range []string{"1", "2", "3"} {
		if e.stored("cred:") == "" {
			t.Fatalf("gone before tab %s was closed", tab)
		}
		wantOK(t, call(t, e, "DELETE", "/v1/tabs/"+tab, nil, nil))
	}
	if left := e.stored(""); left != "" {
		t.Errorf("left: %s", left)
	}
}

// Ending the watching, or the tab, while something is being seen leaves nothing.
func TestWatchThatEndedStaysEnded(t *testing.T) {
	for _, path := range []string{"/v1/tabs/7/watch", "/v1/tabs/7"} {
		e := newEnv(t, exits{})
		var once sync.Once
		var wait sync.WaitGroup
		e.slowly(func(key string) {
			if strings.HasPrefix(key, "cred:") {
				once.Do(func() {
					wait.Go(func() { wantOK(t, call(t, e, "DELETE", path, nil, nil)) })
					others()
				})
			}
		})
		wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 1 << 40}, nil))
		in := fields{"requests": []fields{seenOf("GET", "https://shop.test/rest/V1/x", "Bearer "+adminToken)}}
		wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", in, nil))
		wait.Wait()
		if left := e.stored("watch:"); left != "" {
			t.Errorf("%s: %s", path, left)
		}
		if left := e.stored("cred:"); path == "/v1/tabs/7" && left != "" {
			t.Errorf("%s: %s", path, left)
		}
	}
}

// One token in many requests is one card that does not grow with each, and what a
// page makes up for a method is no line of a list.
func TestWatchDoesNotGrow(t *testing.T) {
	e := newEnv(t, exits{})
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, nil))
	requests := []fields{seenOf(strings.Repeat("X", 5000), "https://shop.test/rest/V1/x", "Bearer "+adminToken)}
	for i := range 300 {
		requests = append(requests, seenOf("GET", fmt.Sprintf("https://shop.test/rest/V1/products/%d", i), "Bearer "+adminToken))
	}
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", fields{"requests": requests}, nil))
	if kept := e.stored("cred:"); len(kept) > 4000 || strings.Contains(kept, "XXXX") {
		t.Errorf("a card of %d bytes", len(kept))
	}
}

// A tab that is closed while a service answers takes its token along.
func TestRefreshOfAClosedTabLeavesNothing(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: s.Do})
	h := e.withHeaders("", "7")
	var c wire.Credential
	wantOK(t, call(t, h, "POST", "/v1/token/oauth2", oauth2Login(), &c))
	s.before = func() { wantOK(t, call(t, e, "DELETE", "/v1/tabs/7", nil, nil)) }
	wantCode(t, call(t, h, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), "tab_left")
	if left := e.stored("text:") + e.stored("cred:"); left != "" {
		t.Errorf("left: %s", left)
	}
}

// What a service told of a token stays when a page shows the same token.
func TestFoundAgainLosesNothing(t *testing.T) {
	e, c := obtainOAuth2(t, &tokenService{})
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, nil))
	in := fields{"requests": []fields{seenOf("GET", "https://shop.test/rest/V1/x", "Bearer "+textOf(t, e, c.Ref))}}
	wantOK(t, call(t, e, "POST", "/v1/tabs/7/seen", in, nil))
	var list struct{ Credentials []wire.Credential }
	wantOK(t, call(t, e, "GET", "/v1/credentials", nil, &list))
	if len(list.Credentials) != 1 || !list.Credentials[0].CanRefresh || list.Credentials[0].Token.ExpiresAt != c.Token.ExpiresAt {
		t.Errorf("%+v", list.Credentials)
	}
}

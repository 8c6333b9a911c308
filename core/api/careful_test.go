package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

func TestFrontDoorsPasswordNeverGoesFromTheTab(t *testing.T) {
	store := &shop{password: "right"}
	fromTab := func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") != "" {
			t.Errorf("%s %s went from the tab with an Authorization", req.Method, req.URL.Path)
		}
		return store.Do(req)
	}
	e := newEnv(t, exits{direct: doorkeeper(store), tab: fromTab})
	h := e.withHeaders("", "7")
	in := page("https://shop.test/")
	in["door"] = fields{"username": "stage", "password": "not it"}
	wantCode(t, call(t, h, "POST", "/v1/recognise", in, nil), "basic_auth")
	if keys, _ := e.state.Keys(t.Context(), "session", "door:"); len(keys) != 0 {
		t.Error("a door that did not open is remembered")
	}
}

// Firefox grants no requests by the click alone: the page is looked at from the
// tab first, and the grant comes with the click on the login button.
func TestAccessGrantedAfterTheTabWasLookedAt(t *testing.T) {
	store := &shop{password: "right"}
	granted := false
	direct := func(req *http.Request) (*http.Response, error) {
		if !granted {
			return unreachable(req)
		}
		return store.Do(req)
	}
	e := newEnv(t, exits{direct: direct, tab: store.Do})
	h := e.withHeaders("", "7")
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
	granted = true
	if err := call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil); err != nil {
		t.Fatal(err.Message)
	}
	if n := store.count("POST " + adminRoute); n != 1 {
		t.Errorf("%d logins reached the store", n)
	}
}

func TestBareHostNeverFallsBackToPlainHTTPWithAPassword(t *testing.T) {
	store := &shop{password: "right"}
	onlyHTTP := func(req *http.Request) (*http.Response, error) {
		if req.URL.Scheme == "https" {
			return unreachable(req)
		}
		return store.Do(req)
	}
	e := newEnv(t, exits{direct: onlyHTTP})
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right", "store", "shop.example"), nil), "plain_http")
	if err := call(t, e, "POST", "/v1/token/admin", login("jane", "right", "store", "http://shop.example"), nil); err != nil {
		t.Fatal(err.Message)
	}
}

func TestLoginsOfOneUserTakeTurns(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var wait sync.WaitGroup
	for _, user := range []string{"jane", "jane", "Jane", " jane", "jane", "JANE"} {
		wait.Go(func() { _ = api.Call(t.Context(), e, "POST", "/v1/token/admin", login(user, "wrong"), nil) })
	}
	wait.Wait()
	if n := store.count("POST " + adminRoute); n != 3 {
		t.Errorf("%d logins reached the store, want 3", n)
	}
}

func TestAnswerOfAGatewayCounts(t *testing.T) {
	store := &shop{password: "right"}
	broken := true
	direct := func(req *http.Request) (*http.Response, error) {
		if broken && req.Method == "POST" {
			return reply(502, "text/html", "<h1>502 Bad Gateway</h1>"), nil
		}
		return store.Do(req)
	}
	e := newEnv(t, exits{direct: direct})
	for range 3 {
		if err := call(t, e, "POST", "/v1/token/admin", login("jane", "right"), nil); err == nil {
			t.Fatal("the login succeeded")
		}
	}
	broken = false
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), nil), "locked_out")
}

func TestCancelBeforeTheCallArrives(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	if err := call(t, e, "DELETE", "/v1/calls/a", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	wantCode(t, call(t, e.withHeaders("a", ""), "POST", "/v1/token/admin", login("jane", "right"), nil), "cancelled")
	if n := store.count("POST " + adminRoute); n != 0 {
		t.Error("a cancelled login reached the store")
	}
}

func TestHeldTokenIsWrittenForItsOwnOriginOnly(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var c wire.Credential
	call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c)
	in := fields{"request": fields{"method": "GET", "url": "https://other.test/", "headers": []any{}}, "credential": fields{"ref": c.Ref}}
	wantCode(t, call(t, e, "POST", "/v1/snippet/curl", in, nil), "other_origin")
}

func TestTokenOfATabThatLeftIsNotKept(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	h := e.withHeaders("", "7")
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
	store.before = func(req *http.Request) {
		if req.Method == "POST" {
			call(t, e, "DELETE", "/v1/tabs/7", nil, nil)
		}
	}
	wantCode(t, call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil), "tab_left")
	if keys, _ := e.state.Keys(t.Context(), "session", ""); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestTokenGoesWithTheLastOfItsTabs(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	for _, tab := range []string{"7", "8"} {
		h := e.withHeaders("", tab)
		call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
		if err := call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil); err != nil {
			t.Fatal(err.Message)
		}
	}
	for _, step := range []struct {
		closed string
		left   int
	}{{"8", 1}, {"7", 0}} {
		call(t, e, "DELETE", "/v1/tabs/"+step.closed, nil, nil)
		if keys, _ := e.state.Keys(t.Context(), "session", "cred:"); len(keys) != step.left {
			t.Errorf("after tab %s closed: %v, want %d", step.closed, keys, step.left)
		}
	}
}

func TestPagesDoNotWatchTheTokensText(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	call(t, e.withHeaders("a", "7"), "POST", "/v1/token/admin", login("jane", "right"), nil)
	keys, _ := e.state.Keys(t.Context(), "session", "")
	for _, key := range keys {
		raw, _ := e.state.Get(t.Context(), "session", key)
		if strings.Contains(string(raw), adminToken) != strings.HasPrefix(key, "text:") {
			t.Errorf("record %s", key)
		}
	}
}

func TestTypedAddressLeavesTheTabAsItWas(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	h := e.withHeaders("", "7")
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
	call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil)
	typed := fields{"snapshot": fields{"url": "https://api.test/"}, "typed": true}
	var seen wire.Recognition
	if err := call(t, h, "POST", "/v1/recognise", typed, &seen); err != nil || seen.Origin != "https://api.test" {
		t.Fatalf("recognised %+v, %v", seen, err)
	}
	raw, _ := e.state.Get(t.Context(), "session", "tab:7")
	if !strings.Contains(string(raw), `"origin":"https://shop.test"`) {
		t.Error("the tab's record is another store's now")
	}
}

func TestOldCountsAreSwept(t *testing.T) {
	store := &shop{password: "right"}
	ways := exits{direct: store.Do}
	e := newEnv(t, ways)
	call(t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil)
	e.now = e.now.Add(time.Hour)
	e.restart(ways)
	if keys, _ := e.state.Keys(t.Context(), "local", "lock:"); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

package api_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var errFetch = errors.New("fetch: failed")

func unreachable(*http.Request) (*http.Response, error) { return nil, errFetch }

func page(url string) fields {
	return fields{"snapshot": fields{"url": url, "facts": fields{}, "scripts": []string{
		"var BASE_URL = 'https\\u003A\\u002F\\u002Fshop.test\\u002F'; var require = {'baseUrl': 'https\\u003A\\u002F\\u002Fshop.test\\u002Fstatic\\u002Fversion1\\u002Ffrontend\\u002FMagento\\u002Fluma\\u002Fen_US'};",
	}}}
}

// A certificate that was accepted in the tab holds for the tab only: the
// worker's fetch fails.
func TestTabIsTheWayWhereTheWorkerFails(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: unreachable, tab: store.Do})
	h := e.withHeaders("", "7")

	var seen wire.Recognition
	if err := call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), &seen); err != nil {
		t.Fatal(err.Message)
	}
	if seen.Magento != "yes" || len(seen.Evidence) == 0 || seen.Evidence[len(seen.Evidence)-1].Via != "tab" {
		t.Fatalf("recognised %+v", seen)
	}
	if n := store.count("POST /graphql"); n != 0 {
		t.Error("GraphQL went from the tab without a yes")
	}
	in := login("jane", "right")
	wantCode(t, call(t, h, "POST", "/v1/token/admin", in, nil), "tab_consent_required")
	if n := store.count("POST " + adminRoute); n != 0 {
		t.Fatal("a password went from the tab without a yes")
	}
	in["consent"] = []string{"tab"}
	var c wire.Credential
	if err := call(t, h, "POST", "/v1/token/admin", in, &c); err != nil {
		t.Fatal(err.Message)
	}
	ask := fields{"store": seen.Store, "credential": fields{"ref": c.Ref}}
	wantCode(t, call(t, h, "POST", "/v1/check", ask, nil), "tab_consent_required")
	ask["consent"] = []string{"tab"}
	var report wire.Check
	if err := call(t, h, "POST", "/v1/check", ask, &report); err != nil {
		t.Fatal(err.Message)
	}
	if report.Verdict != wire.VerdictValid {
		t.Errorf("verdict %+v", report)
	}
}

func TestTabOfAnotherStoreIsNoWay(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: unreachable, tab: store.Do})
	h := e.withHeaders("", "7")
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
	in := login("jane", "right", "consent", []string{"tab"},
		"store", fields{"baseUrl": "https://other.test", "restUrl": "https://other.test/rest"})
	wantCode(t, call(t, h, "POST", "/v1/token/admin", in, nil), "unreachable")
	if n := store.count("POST " + adminRoute); n != 0 {
		t.Error("a password for one store went from the tab of another")
	}
}

// doorkeeper wants HTTP Basic before the shop sees a request.
func doorkeeper(store *shop) doerFunc {
	return func(req *http.Request) (*http.Response, error) {
		if user, pass, _ := req.BasicAuth(); user != "stage" || pass != "door" {
			resp := reply(401, "text/html", "<h1>401 Authorization Required</h1>")
			resp.Header.Set("Www-Authenticate", `Basic realm="staging"`)
			return resp, nil
		}
		return store.Do(req)
	}
}

func TestBasicInFront(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: doorkeeper(store), tab: store.Do})
	h := e.withHeaders("", "7")
	var seen wire.Recognition
	if err := call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), &seen); err != nil {
		t.Fatal(err.Message)
	}
	err := call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil)
	wantCode(t, err, "basic_auth")
	if len(err.Choices) != 2 {
		t.Errorf("choices %v", err.Choices)
	}
	in := login("jane", "right", "door", fields{"username": "stage", "password": "door"})
	if err := call(t, h, "POST", "/v1/token/admin", in, nil); err != nil {
		t.Fatal(err.Message)
	}
	// The door stays open for this tab.
	if err := call(t, h, "POST", "/v1/token/admin", login("joe", "right"), nil); err != nil {
		t.Fatal(err.Message)
	}
	if err := call(t, h, "DELETE", "/v1/tabs/7", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	if keys, _ := e.state.Keys(t.Context(), "session", ""); len(keys) != 0 {
		t.Errorf("left after the tab closed: %v", keys)
	}
}

func TestBearerBehindBasicNeverGoesFromTheTab(t *testing.T) {
	store := &shop{password: "right"}
	fromTab := func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") != "" {
			t.Error("an Authorization of ours went from a tab behind Basic")
		}
		return store.Do(req)
	}
	e := newEnv(t, exits{direct: doorkeeper(store), tab: fromTab})
	h := e.withHeaders("", "7")
	var seen wire.Recognition
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), &seen)
	var report wire.Check
	in := fields{"store": seen.Store, "credential": fields{"token": adminToken}, "consent": []string{"tab"}}
	if err := call(t, h, "POST", "/v1/check", in, &report); err != nil {
		t.Fatal(err.Message)
	}
	if report.Verdict != wire.VerdictUnknown || report.Reason != "basic_and_bearer" {
		t.Errorf("verdict %s because of %s", report.Verdict, report.Reason)
	}
}

func TestTabThatLeavesItsOriginIsForgotten(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	h := e.withHeaders("", "7")
	call(t, h, "POST", "/v1/recognise", page("https://shop.test/"), nil)
	call(t, h, "POST", "/v1/token/admin", login("jane", "right"), nil)
	for _, move := range []struct {
		url  string
		left int
	}{{"https://shop.test/other", 4}, {"", 0}} {
		if err := call(t, h, "POST", "/v1/tabs/7", fields{"url": move.url}, nil); err != nil {
			t.Fatal(err.Message)
		}
		if keys, _ := e.state.Keys(t.Context(), "session", ""); len(keys) != move.left {
			t.Errorf("at %q: %v, want %d records", move.url, keys, move.left)
		}
	}
}

func TestCredentialStaysWithItsOrigin(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var c wire.Credential
	call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c)
	elsewhere := fields{"baseUrl": "https://other.test", "restUrl": "https://other.test/rest"}
	wantCode(t, call(t, e, "POST", "/v1/check", fields{"store": elsewhere, "credential": fields{"ref": c.Ref}}, nil), "other_origin")
	other := fields{"method": "GET", "url": "https://other.test/", "headers": []any{}}
	wantCode(t, call(t, e, "POST", "/v1/reveal", fields{"ref": c.Ref, "as": "curl", "request": other}, nil), "other_origin")
}

func TestCheckOfSeveralTokensWantsAPick(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	text := "Bearer 0123456789abcdefghijklmnopqrstuv\nBearer " + adminToken
	in := fields{"store": "https://shop.test", "credential": fields{"token": text}}
	wantCode(t, call(t, e, "POST", "/v1/check", in, nil), "several_tokens")
	in["pick"] = 2
	var report wire.Check
	if err := call(t, e, "POST", "/v1/check", in, &report); err != nil {
		t.Fatal(err.Message)
	}
	if report.Verdict != wire.VerdictValid {
		t.Errorf("verdict %+v", report)
	}
}

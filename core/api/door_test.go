package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

const proxyLines = "CF-Access-Client-Id: id.access\nCF-Access-Client-Secret: kept\n\nCookie: pass=1\nUser-Agent: Ours/1\n"

// behind is a store behind an access proxy and HTTP Basic: seen are the headers
// that reached it.
func behind(seen *[]http.Header, next doerFunc) doerFunc {
	return func(req *http.Request) (*http.Response, error) {
		*seen = append(*seen, req.Header)
		if req.Header.Get("CF-Access-Client-Secret") != "kept" || !strings.Contains(req.Header.Get("Cookie"), "pass=1") || req.Header.Get("User-Agent") != "Ours/1" {
			return reply(403, "text/html", "<html>Forbidden</html>"), nil
		}
		return next(req)
	}
}

func TestDoorOfHeaders(t *testing.T) {
	var seen []http.Header
	e := newEnv(t, exits{direct: behind(&seen, (&shop{password: "right"}).Do)})
	in := login("jane", "right", "door", fields{"headers": proxyLines})
	var c wire.Credential
	wantOK(t, call(t, e.withHeaders("call-0001", "7"), "POST", "/v1/token/admin", in, &c))

	// The tab remembers it, and what is copied has it.
	var curl struct {
		Text     string
		Findings []wire.Finding
	}
	wantOK(t, call(t, e.withHeaders("call-0002", "7"), "POST", "/v1/reveal", fields{"ref": c.Ref, "as": "curl"}, &curl))
	for _, line := range []string{"CF-Access-Client-Secret: kept", "Cookie: pass=1", "User-Agent: Ours/1", "Authorization: Bearer "} {
		if strings.Count(curl.Text, line) != 1 {
			t.Errorf("%d of %s", strings.Count(curl.Text, line), line)
		}
	}
	if len(curl.Findings) != 0 {
		t.Errorf("%v", curl.Findings)
	}
	masked := fields{"request": c.Request, "credential": fields{"ref": c.Ref}, "secret": "masked"}
	wantOK(t, call(t, e.withHeaders("call-0003", "7"), "POST", "/v1/snippet/curl", masked, &curl))
	if strings.Contains(curl.Text, "kept") || strings.Contains(curl.Text, "pass=1") {
		t.Error("the preview shows what opens the door")
	}
}

func TestDoorOfBasicAndASignature(t *testing.T) {
	var seen []http.Header
	store := doerFunc(func(req *http.Request) (*http.Response, error) {
		seen = append(seen, req.Header)
		return panelStore(req)
	})
	e := newEnv(t, exits{direct: store})
	in := fields{"store": shopStore, "credential": fields{"token": fourValues}, "door": fields{"username": "stage", "password": "door"}}
	wantOK(t, call(t, e, "POST", "/v1/check", in, nil))
	together := false
	for _, h := range seen {
		if a := h.Get("Authorization"); strings.HasPrefix(a, "Basic ") && strings.Contains(a, ", OAuth oauth_consumer_key=") {
			together = true
		}
	}
	if !together {
		t.Error("Basic and the signature do not share the header")
	}
}

func TestCopiedFormSaysThatBasicAndBearerCollide(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{password: "right"}).Do})
	var c wire.Credential
	wantOK(t, call(t, e.withHeaders("call-0001", "7"), "POST", "/v1/token/admin", login("jane", "right", "door", fields{"username": "stage", "password": "door"}), &c))
	var curl struct{ Findings []wire.Finding }
	wantOK(t, call(t, e.withHeaders("call-0002", "7"), "POST", "/v1/reveal", fields{"ref": c.Ref, "as": "curl"}, &curl))
	if len(curl.Findings) != 1 || curl.Findings[0].Code != "basic_and_bearer" {
		t.Errorf("%v", curl.Findings)
	}
}

func TestDoorRefuses(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{}).Do})
	for _, lines := range []string{"no colon", "Authorization: Bearer x", "X Y: z", "X:", "Host: evil.test", "X: a\x01b", "Content-Length: 3"} {
		in := login("jane", "right", "door", fields{"headers": lines})
		wantCode(t, call(t, e, "POST", "/v1/token/admin", in, nil), "door_header_refused")
	}
}

// In a browser a cookie and another User-Agent go only where it was told to let
// Storekey: every call says so, and no failed login is counted.
func TestDoorWithoutAccess(t *testing.T) {
	for path, in := range map[string]fields{
		"/v1/recognise":   {"snapshot": fields{"url": "https://shop.test/admin", "facts": fields{"adminLogo": []string{"/"}}}},
		"/v1/token/admin": login("jane", "right"),
		"/v1/check":       {"store": shopStore, "credential": fields{"token": "abcdefghijklmnopqrstuvwxyz012345"}},
		"/v1/can-i":       {"store": shopStore, "credential": fields{"token": "abcdefghijklmnopqrstuvwxyz012345"}},
	} {
		closed := func(req *http.Request) (*http.Response, error) {
			if req.Header.Get("Cookie") == "" {
				t.Errorf("%s: without the door's cookie", path)
			}
			return nil, api.ErrNoAccess
		}
		e := newEnv(t, exits{direct: closed})
		in["door"] = fields{"headers": "Cookie: pass=1"}
		err := call(t, e.withHeaders("call-0001", "7"), "POST", path, in, nil)
		wantCode(t, err, "door_no_access")
		if e.stored("lock:") != "" {
			t.Errorf("%s: a try was counted", path)
		}
	}
}

// Where https is stopped on the way, a bare name leads to plain http: neither what
// opens the door nor a token goes there unasked.
func TestNothingSecretGoesDownToPlainHTTP(t *testing.T) {
	var told []string
	store := doerFunc(func(req *http.Request) (*http.Response, error) {
		if req.URL.Scheme == "https" {
			return nil, errFetch
		}
		told = append(told, req.Header.Get("Authorization")+req.Header.Get("Cf-Access-Client-Secret"))
		return (&shop{}).Do(req)
	})
	e := newEnv(t, exits{direct: store})
	in := fields{"store": "shop.example", "credential": fields{"token": adminToken},
		"door": fields{"username": "stage", "password": "door", "headers": "CF-Access-Client-Secret: kept"}}
	wantCode(t, call(t, e, "POST", "/v1/check", in, nil), "plain_http")
	wantCode(t, call(t, e, "POST", "/v1/can-i", in, nil), "plain_http")
	if all := strings.Join(told, ""); all != "" || len(told) == 0 {
		t.Errorf("in clear: %q", told)
	}
	// Typed so, or agreed to, it is the user's will.
	in["store"] = "http://shop.example"
	wantOK(t, call(t, e, "POST", "/v1/check", in, nil))
	in["store"], in["consent"], in["door"] = "shop.example", []string{"plain_http"}, nil
	wantOK(t, call(t, e, "POST", "/v1/check", in, nil))
}

// Another port of the same host is another program.
func TestDoorOpensNoOtherPort(t *testing.T) {
	elsewhere := ""
	store := doerFunc(func(req *http.Request) (*http.Response, error) {
		if req.URL.Port() == "9000" {
			elsewhere = req.Header.Get("Authorization")
			return reply(200, "application/json", `{"access_token":"abc","token_type":"Bearer"}`), nil
		}
		return (&shop{}).Do(req)
	})
	e := newEnv(t, exits{direct: store})
	in := fields{"store": shopStore, "door": fields{"username": "stage", "password": "door"}, "fields": fields{
		"grant": "password", "tokenUrl": "https://shop.test:9000/oauth/token", "clientId": "1", "username": "jane", "password": "right"}}
	wantOK(t, call(t, e, "POST", "/v1/token/oauth2", in, nil))
	if elsewhere != "" {
		t.Error("the door's password went to another port")
	}
}

// A store that only the tab reached is reached directly once its door is known.
func TestDoorOpensTheDirectWay(t *testing.T) {
	var seen []http.Header
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: behind(&seen, store.Do), tab: store.Do})
	snapshot := fields{"url": "https://shop.test/admin", "facts": fields{"adminLogo": []string{"/"}}}
	wantOK(t, call(t, e.withHeaders("call-0001", "7"), "POST", "/v1/recognise", fields{"snapshot": snapshot}, nil))
	in := login("jane", "right")
	wantCode(t, call(t, e.withHeaders("call-0002", "7"), "POST", "/v1/token/admin", in, nil), "tab_consent_required")
	in = login("jane", "right", "door", fields{"headers": proxyLines})
	wantOK(t, call(t, e.withHeaders("call-0003", "7"), "POST", "/v1/token/admin", in, nil))
}

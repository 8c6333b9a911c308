package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const factorRoute = "/rest/V1/tfa/provider/"

// careful is a store with second factors: it takes the password "right", the
// code "123456" and the key's answer {"touched":true}.
type careful struct {
	*shop
	active string // codes in JSON, without the brackets
	bodies []string
}

func newCareful(active string) *careful {
	return &careful{shop: &shop{password: "right"}, active: active}
}

func (s *careful) Do(req *http.Request) (*http.Response, error) {
	if req.Method != http.MethodPost {
		return s.shop.Do(req)
	}
	sent, _ := io.ReadAll(req.Body)
	s.mu.Lock()
	s.requests, s.bodies = append(s.requests, "POST "+req.URL.Path), append(s.bodies, string(sent))
	s.mu.Unlock()
	if s.before != nil {
		s.before(req)
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	status, body := s.answer(req.URL.Path, string(sent))
	return reply(status, "application/json", body), nil
}

func (s *careful) answer(path, sent string) (int, string) {
	var in map[string]string
	_ = json.Unmarshal([]byte(sent), &in)
	if in["password"] != s.password {
		return 401, `{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}`
	}
	good := false
	switch strings.TrimPrefix(path, factorRoute) {
	case adminRoute:
		return 400, `{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":[` + s.active + `]}}`
	case "authy/send-token/sms":
		return 200, `[]`
	case "u2fkey/authentication-challenge":
		return 200, `{"credential_request_options_json":"{\"credentialRequestOptions\":{}}"}`
	case "google/authenticate", "authy/authenticate":
		good = in["otp"] == "123456"
	case "u2fkey/verify":
		good = in["publicKeyCredentialJson"] == `{"touched":true}`
	}
	if good {
		return 200, `"` + adminToken + `"`
	}
	return 401, `{"message":"Invalid code."}`
}

// passwords is how many requests carried one.
func (s *careful) passwords() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.bodies)
}

// atCode is an env in whose tab 7 the password was accepted.
func atCode(t *testing.T, store *careful) *env {
	t.Helper()
	e := newEnv(t, exits{direct: store.Do})
	must(t, call(t, e.inTab(""), "POST", "/v1/recognise", page("https://shop.test/admin"), nil))
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", login("jane", "right"), nil), "two_factor_required")
	return e
}

func goOn(step fields) fields { return fields{"continue": true, "fields": step} }

func (e *env) waiting() (l wire.PendingLogin, found bool) {
	raw, _ := e.state.Get(e.t.Context(), "session", "login:7")
	return l, raw != nil && json.Unmarshal(raw, &l) == nil
}

func (e *env) wantWiped() {
	e.t.Helper()
	keys, _ := e.state.Keys(e.t.Context(), "session", "")
	for _, key := range keys {
		if strings.Contains(key, "login:") {
			e.t.Errorf("left: %s", key)
		}
	}
}

func TestLoginWaitsForItsCode(t *testing.T) {
	store := newCareful(`"google"`)
	e := atCode(t, store)
	l, found := e.waiting()
	if !found || l.Who != "jane" || l.Origin != "https://shop.test" || l.Provider != "admin" || strings.Join(l.Active, "") != "google" ||
		l.Until != "2026-11-23T12:03:00Z" {
		t.Fatalf("waits: %+v", l)
	}
	e.restart(exits{direct: store.Do}) // the worker was killed, the popup closed
	h := e.inTab("")
	wantCode(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"otp": "000000"}), nil), "wrong_code")
	if _, found := e.waiting(); !found {
		t.Fatal("a wrong code ended it")
	}
	var c wire.Credential
	must(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"otp": "123 456"}), &c))
	if c.Who != "jane" || c.Origin != "https://shop.test" || c.Provider != "admin" || c.Token.Kind != wire.KindAdmin {
		t.Errorf("got %+v", c)
	}
	e.wantWiped()
	if store.count("POST "+adminRoute) != 1 || store.passwords() != 3 {
		t.Errorf("requests %v", store.requests)
	}
}

func TestWaitingLoginIsWiped(t *testing.T) {
	for name, end := range map[string]func(e *env){
		"given up":        func(e *env) { must(e.t, call(e.t, e, "DELETE", "/v1/tabs/7/login", nil, nil)) },
		"tab closed":      func(e *env) { must(e.t, call(e.t, e, "DELETE", "/v1/tabs/7", nil, nil)) },
		"origin left":     func(e *env) { must(e.t, call(e.t, e, "POST", "/v1/tabs/7", fields{"url": "https://other.test/"}, nil)) },
		"late for a code": func(e *env) { e.now = e.now.Add(3 * time.Minute) },
		"worker starts":   func(e *env) { e.now = e.now.Add(3 * time.Minute); e.restart(exits{}) },
	} {
		t.Run(name, func(t *testing.T) {
			store := newCareful(`"google"`)
			e := atCode(t, store)
			end(e)
			if name == "worker starts" {
				e.wantWiped()
			}
			wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", goOn(fields{"otp": "123456"}), nil), "login_over")
			e.wantWiped()
			if store.passwords() != 1 {
				t.Errorf("requests %v", store.requests)
			}
		})
	}
}

func TestWaitingLoginStaysOnItsOwnPage(t *testing.T) {
	store := newCareful(`"google"`)
	e := atCode(t, store)
	must(t, call(t, e, "POST", "/v1/tabs/7", fields{"url": "https://shop.test/elsewhere"}, nil))
	if _, found := e.waiting(); !found {
		t.Error("another page of the store ended it")
	}
	other := goOn(fields{"otp": "123456"})
	other["store"] = fields{"baseUrl": "https://other.test", "restUrl": "https://other.test/rest"}
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", other, nil), "other_origin")
	wantCode(t, call(t, e, "POST", "/v1/token/admin", goOn(fields{"otp": "123456"}), nil), "login_over")
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/customer", goOn(fields{"otp": "123456"}), nil), "login_over")
	if store.passwords() != 1 {
		t.Errorf("requests %v", store.requests)
	}
}

// The page reads the one record; what was typed is where pages do not look, and
// in nothing that is kept.
func TestWaitingLoginShowsNoPassword(t *testing.T) {
	store := newCareful(`"google"`)
	store.password = "a very secret password"
	e := newEnv(t, exits{direct: store.Do})
	h := e.withHeaders("call-1", "7")
	wantCode(t, call(t, h, "POST", "/v1/token/admin", login("jane", store.password), nil), "two_factor_required")
	for _, area := range []string{"session", "local"} {
		keys, _ := e.state.Keys(t.Context(), area, "")
		for _, key := range keys {
			raw, _ := e.state.Get(t.Context(), area, key)
			if strings.Contains(string(raw), store.password) != (key == "text:login:7") {
				t.Errorf("%s record %s", area, key)
			}
		}
	}
}

func TestNoTabNoWaiting(t *testing.T) {
	e := newEnv(t, exits{direct: newCareful(`"google"`).Do})
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), nil), "two_factor_required")
	e.wantWiped()
}

func TestWaitingLoginEndsWithThePassword(t *testing.T) {
	store := newCareful(`"google"`)
	e := atCode(t, store)
	store.password = "changed meanwhile"
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", goOn(fields{"otp": "123456"}), nil), "invalid_grant")
	e.wantWiped()
}

// The one factor there is need not be named; a code that was sent is Authy's.
func TestCodeThatIsSent(t *testing.T) {
	store := newCareful(`"authy","google"`)
	e := atCode(t, store)
	h := e.inTab("")
	e.now = e.now.Add(time.Minute)
	err := call(t, h, "POST", "/v1/token/admin", goOn(fields{"send": "sms"}), nil)
	wantCode(t, err, "two_factor_sent_sms")
	if strings.Join(err.Choices, " ") != "authy google" {
		t.Errorf("choices %v", err.Choices)
	}
	if l, _ := e.waiting(); l.Factor != "authy" || l.Sent != "sms" || len(l.Active) != 2 || l.Until != "2026-11-23T12:03:00Z" {
		t.Errorf("waits: %+v", l)
	}
	must(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"otp": "123456"}), nil))
	if store.count("POST "+factorRoute+"authy/authenticate") != 1 || store.passwords() != 3 {
		t.Errorf("requests %v", store.requests)
	}
}

func TestSecurityKeyIsTouched(t *testing.T) {
	store := newCareful(`"u2fkey"`)
	e := atCode(t, store)
	b := &browser{origin: "https://shop.test"}
	e.open(b, exits{direct: store.Do})
	h := e.inTab("")
	wantCode(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{}), nil), "two_factor_touch")
	if l, _ := e.waiting(); l.Factor != "u2fkey" || !l.Touch || store.passwords() != 2 {
		t.Fatalf("waits: %+v after %v", l, store.requests)
	}
	wantCode(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{}), nil), "key_not_touched")
	b.origin = "https://other.test"
	wantCode(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{}), nil), "key_other_tab")
	if store.passwords() != 2 {
		t.Error("the password went without the key")
	}
	b.origin, b.key = "https://shop.test", func(options string) string {
		if options != `{"credentialRequestOptions":{}}` {
			t.Errorf("asked %s", options)
		}
		return `{"touched":true}`
	}
	must(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{}), nil))
	e.wantWiped()
	if store.passwords() != 3 {
		t.Errorf("requests %v", store.requests)
	}
}

// A click on a factor other than the one begun begins that.
func TestAnotherFactorThanTheKey(t *testing.T) {
	store := newCareful(`"u2fkey","google"`)
	e := atCode(t, store)
	h := e.inTab("")
	wantCode(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"factor": "u2fkey"}), nil), "two_factor_touch")
	must(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"factor": "google", "otp": "123456"}), nil))
}

// A saved login's password stays sealed while it waits, and the token is saved
// as with any other renewal.
func TestSavedLoginWaits(t *testing.T) {
	store := newCareful(`"google"`)
	e, id, cid := panel(t, store.Do)
	h := e.inTab("")
	wantCode(t, call(t, h, "POST", "/v1/stores/"+id+"/credentials/"+cid+"/renew", fields{}, nil), "two_factor_required")
	raw, _ := e.state.Get(t.Context(), "session", "text:login:7")
	if raw == nil || strings.Contains(string(raw), "right") {
		t.Error("the saved password was opened for the wait, or nothing waits")
	}
	var c wire.Credential
	must(t, call(t, h, "POST", "/v1/token/admin", goOn(fields{"otp": "123456"}), &c))
	if c.Saved == nil || c.Saved.Credential != cid || c.Who != "jane" {
		t.Errorf("got %+v", c)
	}
	e.wantWiped()
	if saved := listStores(t, e, "").Stores[0].Credentials[0]; !saved.HasToken {
		t.Error("the token is not saved")
	}
}

func TestTabThatLeavesBeforeTheCode(t *testing.T) {
	store := newCareful(`"google"`)
	e := newEnv(t, exits{direct: store.Do})
	must(t, call(t, e.inTab(""), "POST", "/v1/recognise", page("https://shop.test/admin"), nil))
	store.before = func(*http.Request) { call(t, e, "DELETE", "/v1/tabs/7", nil, nil) }
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", login("jane", "right"), nil), "tab_left")
	e.wantWiped()
}

// The key of the authenticator app can be saved: then the one request of a
// renewal is the second factor's, and nobody types a code.
func TestSavedKeyComputesTheCode(t *testing.T) {
	store := newCareful(`"google"`)
	e, id, cid := panel(t, store.Do)
	path := "/v1/stores/" + id + "/credentials/" + cid
	must(t, call(t, e, "PUT", "/v1/settings/seed", fields{"beside": true}, nil))
	must(t, call(t, e, "PUT", path, fields{"fields": fields{"totp": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "otp": "123456"}}, nil))
	wantCode(t, call(t, e, "POST", path+"/renew", fields{}, nil), "wrong_code")
	if store.count("POST "+factorRoute+"google/authenticate") != 1 || store.passwords() != 1 || strings.Contains(store.bodies[0], "GEZD") {
		t.Fatalf("requests %v", store.requests)
	}
	raw, _ := e.state.Get(t.Context(), "local", "store:"+id)
	if !strings.Contains(string(raw), `/totp"`) || strings.Contains(string(raw), "GEZD") || strings.Contains(string(raw), `/otp"`) {
		t.Error("the key is not sealed, or a code is kept")
	}
}

// A step answers the second factor and nothing else: not for another user, and
// without the yes to one more try that the first step had.
func TestStepIsOfTheSameUser(t *testing.T) {
	store := newCareful(`"google"`)
	e := newEnv(t, exits{direct: store.Do})
	in := login("jane", "right", "consent", []string{"locked", "tab"})
	wantCode(t, call(t, e.inTab(""), "POST", "/v1/token/admin", in, nil), "two_factor_required")
	raw, _ := e.state.Get(t.Context(), "session", "text:login:7")
	if strings.Contains(string(raw), `"locked"`) || !strings.Contains(string(raw), `"tab"`) {
		t.Errorf("consent kept: %v", strings.Contains(string(raw), `"locked"`))
	}
	var c wire.Credential
	must(t, call(t, e.inTab(""), "POST", "/v1/token/admin", goOn(fields{"username": "boss", "password": "other", "otp": "123456"}), &c))
	if c.Who != "jane" || strings.Contains(store.bodies[1], "boss") || strings.Contains(store.bodies[1], "other") {
		t.Errorf("logged in as %s", c.Who)
	}
}

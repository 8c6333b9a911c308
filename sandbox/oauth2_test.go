package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

func client(service string) sandbox.Client {
	for _, c := range sandbox.Clients() {
		if c.Service == service {
			return c
		}
	}
	return sandbox.Client{}
}

type tokens struct {
	Access    string `json:"access_token"`
	Refresh   string `json:"refresh_token"`
	Type      string `json:"token_type"`
	ExpiresIn any    `json:"expires_in"`
}

// asForm and jsonOf write a request to the token service; pairs of name, value.
func asForm(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

func asObject(pairs ...string) string {
	v := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v[pairs[i]] = pairs[i+1]
	}
	raw, _ := json.Marshal(v)
	return string(raw)
}

const formMedia = "Content-Type: application/x-www-form-urlencoded"

func ownerOf(more ...string) []string {
	c := client("oauth2")
	return append([]string{"grant_type", "password", "client_id", c.ID, "client_secret", c.Secret, "username", "roni@example.com", "password", "Customer123!"}, more...)
}

func refreshOf(token string) []string {
	return ownerOf("grant_type", "refresh_token", "refresh_token", token)
}

func TestOAuth2PasswordGrant(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	for name, a := range map[string]answer{
		"json": ask(t, store, "POST", "/oauth/token", asObject(ownerOf()...), asJSON),
		"form": ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia),
		"basic": ask(t, store, "POST", "/oauth/token", asForm("grant_type", "password", "username", "roni@example.com", "password", "Customer123!"), formMedia,
			"Authorization: Basic "+base64.StdEncoding.EncodeToString([]byte("2:"+client("oauth2").Secret))),
	} {
		expect(t, a, 200, `"token_type":"Bearer"`)
		got := decode[tokens](t, a.body)
		if strings.Count(got.Access, ".") != 2 || got.Refresh == "" || got.ExpiresIn != 31536000.0 {
			t.Errorf("%s: %+v", name, got)
		}
		expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", wantsJSON, "Authorization: Bearer "+got.Access), 200, "roni@example.com")
	}
	expect(t, ask(t, store, "GET", "/oauth/token", ""), 405, "not supported")
	expect(t, ask(t, store, "POST", "/oauth/token/request", ""), 400, "oauth_problem")
}

func TestOAuth2RefreshRotates(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	first := decode[tokens](t, ask(t, store, "POST", "/oauth/token", asObject(ownerOf()...), asJSON).body)
	second := decode[tokens](t, ask(t, store, "POST", "/oauth/token", asObject(refreshOf(first.Refresh)...), asJSON).body)
	if second.Access == first.Access || second.Refresh == first.Refresh || second.Refresh == "" {
		t.Errorf("got %+v after %+v", second, first)
	}
	expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", wantsJSON, "Authorization: Bearer "+first.Access), 401, "self")
	expect(t, ask(t, store, "POST", "/oauth/token", asObject(refreshOf(first.Refresh)...), asJSON), 400, "Token has been revoked")
	expect(t, ask(t, store, "POST", "/oauth/token", asObject(refreshOf("def5")...), asJSON), 400, "Cannot decrypt")
	clock.at = clock.at.Add(400 * 24 * time.Hour)
	expect(t, ask(t, store, "POST", "/oauth/token", asObject(refreshOf(second.Refresh)...), asJSON), 400, "Token has expired")
}

func TestOAuth2ErrorsOfItsGenerations(t *testing.T) {
	wrong := ownerOf("password", "x")
	for _, test := range []struct {
		generation string
		sent       []string
		status     int
		want       string
	}{
		{"", wrong, 400, `{"error":"invalid_grant","error_description":"The user credentials were incorrect."}`},
		{"l8", wrong, 400, `{"error":"invalid_grant","error_description":"The user credentials were incorrect.","message":"The user credentials were incorrect."}`},
		{"l8_long", wrong, 400, "The provided authorization grant"},
		{"l74", wrong, 401, `{"error":"invalid_credentials","error_description":"The user`},
		{"lold", wrong, 401, `{"error":"invalid_credentials","message":"The user`},
		{"l9", refreshOf("x"), 400, `"error":"invalid_grant"`},
		{"l8", refreshOf("x"), 401, `"error":"invalid_request"`},
		{"l9", ownerOf("client_secret", "x"), 401, "invalid_client"},
		{"l9", ownerOf("client_id", ""), 400, "`client_id`"},
		{"l9", ownerOf("username", ""), 400, "`username`"},
		{"l9", ownerOf("grant_type", "implicit"), 400, "unsupported_grant_type"},
	} {
		store, _ := newStore(sandbox.Options{})
		store.SetMode(sandbox.Mode{OAuth2: sandbox.OAuth2Mode{Generation: test.generation}})
		expect(t, ask(t, store, "POST", "/oauth/token", asObject(test.sent...), asJSON), test.status, test.want)
	}
}

func TestOAuth2Modes(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	mode := func(m sandbox.OAuth2Mode) { store.SetMode(sandbox.Mode{OAuth2: m}) }
	mode(sandbox.OAuth2Mode{Body: "form"})
	expect(t, ask(t, store, "POST", "/oauth/token", asObject(ownerOf()...), asJSON), 400, "Check that all required parameters")
	expect(t, ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia), 200, "access_token")
	mode(sandbox.OAuth2Mode{PasswordOff: true})
	expect(t, ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia), 400, "unsupported_grant_type")
	mode(sandbox.OAuth2Mode{NoRefresh: true, ExpiresText: true})
	if a := ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia); strings.Contains(a.body, "refresh_token") || !strings.Contains(a.body, `"31536000"`) {
		t.Error(a.body)
	}
	mode(sandbox.OAuth2Mode{Throttled: true})
	if a := ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia); a.status != http.StatusTooManyRequests || a.header.Get("Retry-After") != "42" {
		t.Errorf("%d %v", a.status, a.header)
	}
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"oauth2":{"generation":"l10"}}`), 400, "no generation l10")
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"oauth2":{"throttled":false}}`), 200, `"throttled":false`)
}

func TestOAuth2LosesAnAnswer(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	store.SetMode(sandbox.Mode{OAuth2: sandbox.OAuth2Mode{LoseAnswer: true}})
	func() {
		defer func() {
			if recover() != http.ErrAbortHandler {
				t.Error("the answer came")
			}
		}()
		ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia)
	}()
	expect(t, ask(t, store, "POST", "/oauth/token", asForm(ownerOf()...), formMedia), 200, "access_token")
}

func TestIntrospectionAndRevocation(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	got := decode[tokens](t, ask(t, store, "POST", "/oauth/token", asForm(ownerOf("scope", "a b")...), formMedia).body)
	c := client("oauth2")
	call := func(path, token, secret string) answer {
		return ask(t, store, "POST", path, asForm("token", token, "client_id", c.ID, "client_secret", secret), formMedia)
	}
	expect(t, call("/oauth/introspect", got.Access, "x"), 401, "invalid_client")
	expect(t, call("/oauth/introspect", got.Access, c.Secret), 200, `"active":true`)
	expect(t, call("/oauth/revoke", got.Refresh, c.Secret), 200, "")
	expect(t, call("/oauth/introspect", got.Access, c.Secret), 200, `{"active":false}`)
	expect(t, call("/oauth/revoke", "unknown", c.Secret), 200, "")
}

func TestIMS(t *testing.T) {
	store, clock := newStore(sandbox.Options{Mode: "ims"})
	c := client("ims")
	expect(t, ask(t, store, "POST", adminRoute, right, asJSON, wantsJSON), 401, "Adobe IMS ACCESS_TOKEN")
	sent := []string{"grant_type", "client_credentials", "client_id", c.ID, "client_secret", c.Secret, "scope", "commerce.accs"}
	expect(t, ask(t, store, "POST", "/_ims/token/v3", asForm(append(sent, "client_secret", "x")...), formMedia), 400, "invalid_client")
	expect(t, ask(t, store, "POST", "/_ims/token/v3", asObject(sent...), asJSON), 400, "unsupported_grant_type")
	got := decode[tokens](t, ask(t, store, "POST", "/_ims/token/v3", asForm(sent...), formMedia).body)
	bearer := "Authorization: Bearer " + got.Access
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", wantsJSON, bearer), 200, "Magento_Store")
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"{customer{email}}"}`, asJSON, bearer), 200, "isn't authorized")
	clock.at = clock.at.Add(25 * time.Hour)
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", wantsJSON, bearer), 401, "Token has expired")
	store.SetMode(sandbox.Mode{})
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", wantsJSON, bearer), 401, "resources")
}

func TestReCaptcha(t *testing.T) {
	store, _ := newStore(sandbox.Options{Mode: "recaptcha"})
	const customer = `{"username":"roni@example.com","password":"Customer123!"}`
	const mutation = `{"query":"mutation{generateCustomerToken(email:\"roni@example.com\",password:\"Customer123!\"){token}}"}`
	passed := "X-ReCaptcha: " + sandbox.RecaptchaAnswer
	expect(t, ask(t, store, "POST", shopRoute, customer, asJSON, wantsJSON), 400, "ReCaptcha validation failed, please try again")
	expect(t, ask(t, store, "POST", shopRoute, customer, asJSON, wantsJSON, passed), 200, "eyJ")
	expect(t, ask(t, store, "POST", "/graphql", mutation, asJSON), 200, "ReCaptcha validation failed")
	expect(t, ask(t, store, "POST", "/graphql", mutation, asJSON, passed), 200, "eyJ")
	expect(t, ask(t, store, "POST", adminRoute, right, asJSON, wantsJSON), 200, "eyJ")
}

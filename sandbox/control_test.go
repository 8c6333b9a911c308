package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

func decode[T any](t *testing.T, text string) (value T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return value
}

func TestJournalKeepsNoSecret(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	token := tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	ask(t, store, "GET", "/rest/V1/modules?secret=hidden", "", "Authorization: Bearer "+token, "Cookie: PHPSESSID=hidden")
	ask(t, store, "POST", "/graphql", `{"query":"mutation{generateCustomerToken(email:\"a@b\",password:\"hidden\"){token}}"}`, asJSON)
	text := ask(t, store, "GET", "/_sandbox/requests", "").body
	for _, secret := range []string{token, "Admin123", "hidden"} {
		if strings.Contains(text, secret) {
			t.Errorf("the journal holds %q", secret)
		}
	}
	for _, name := range []string{"Authorization", "PHPSESSID", "secret", "/rest/V1/modules"} {
		if !strings.Contains(text, name) {
			t.Errorf("the journal lacks %q", name)
		}
	}
	count := decode[struct {
		Total           int
		ByRoute, ByUser map[string]int
	}](t, ask(t, store, "GET", "/_sandbox/counters", "").body)
	if count.Total != 2 || count.ByRoute["integration/admin/token"] != 1 || count.ByRoute["graphql"] != 1 || count.ByUser["a@b"] != 1 {
		t.Errorf("counted %+v", count)
	}
}

func TestModes(t *testing.T) {
	for mode, want := range map[string]struct {
		status int
		part   string
	}{
		`{"name":"maintenance"}`:                            {503, "<h1>"},
		`{"name":"waf"}`:                                    {403, "<h1>"},
		`{"name":"html"}`:                                   {200, "<h1>"},
		`{"name":"header_lost"}`:                            {401, "Magento_Backend::admin"},
		`{"name":"redirect","redirect":"/shop"}`:            {301, ""},
		`{"name":"not_magento"}`:                            {404, "nginx"},
		`{"basic":"guest:let me in"}`:                       {401, "Authorization Required"},
		`{"name":"waf","times":0,"latencyMs":1,"basic":""}`: {403, "<h1>"},
	} {
		store, _ := newStore(sandbox.Options{})
		bearer := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
		expect(t, ask(t, store, "PUT", "/_sandbox/mode", mode), 200, "")
		expect(t, ask(t, store, "GET", "/rest/V1/modules", "", bearer), want.status, want.part)
		expect(t, ask(t, store, "POST", "/_sandbox/reset", ""), 200, "ok")
		expect(t, ask(t, store, "GET", "/rest/V1/modules", "", bearer), 200, "Magento_")
	}
}

func TestControlSaysWhatItHas(t *testing.T) {
	store, _ := newStore(sandbox.Options{Mode: "unreachable"})
	expect(t, ask(t, store, "GET", "/_sandbox/", ""), 200, "PUT mode")
	expect(t, ask(t, store, "GET", "/_sandbox/nope", ""), 404, "GET otp")
	expect(t, ask(t, store, "GET", "/_sandbox/accounts", ""), 200, "roni@example.com")
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"nope":1}`), 400, "nope")
	expect(t, ask(t, store, "DELETE", "/_sandbox/requests", ""), 200, "ok")
}

func TestModeForSomeRequests(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	ask(t, store, "PUT", "/_sandbox/mode", `{"name":"waf","times":2}`)
	for i, status := range []int{403, 403, 200} {
		if got := ask(t, store, "GET", "/rest/V1/directory/currency", "").status; got != status {
			t.Errorf("request %d: %d, want %d", i+1, got, status)
		}
	}
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"name":"nope"}`), 400, "no mode")
}

func TestRedirectArrives(t *testing.T) {
	store, _ := newStore(sandbox.Options{Mode: "redirect", Redirect: "/shop"})
	a := ask(t, store, "GET", "/rest/V1/directory/currency", "")
	if a.status != 301 || a.header.Get("Location") != "/shop/rest/V1/directory/currency" {
		t.Fatalf("%d to %s", a.status, a.header.Get("Location"))
	}
	expect(t, ask(t, store, "GET", a.header.Get("Location"), ""), 200, "USD")
}

func TestBasicInFront(t *testing.T) {
	store, _ := newStore(sandbox.Options{Basic: "guest:secret"})
	const basic = "Authorization: Basic Z3Vlc3Q6c2VjcmV0"
	oauth := `, OAuth oauth_consumer_key="` + strings.Repeat("z", 32) +
		`", oauth_nonce="n", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1", oauth_signature="s", oauth_token="` + strings.Repeat("z", 32) + `"`
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", basic), 200, "USD")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", basic+oauth), 401, "A consumer")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", basic+", Bearer x"), 401, "isn't authorized")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", basic, "Authorization: Bearer x"), 400, "Bad Request")
	if a := ask(t, store, "GET", "/", ""); a.header.Get("WWW-Authenticate") == "" {
		t.Error("no WWW-Authenticate")
	}
}

func TestSubFolder(t *testing.T) {
	store, _ := newStore(sandbox.Options{BasePath: "/shop/"})
	expect(t, ask(t, store, "GET", "/shop/rest/V1/directory/currency", ""), 200, "USD")
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", ""), 404, "nginx")
	expect(t, ask(t, store, "POST", "/shop/graphql", `{"query":"{storeConfig{base_url}}"}`), 200, `http:\/\/localhost:8089\/shop\/`)
}

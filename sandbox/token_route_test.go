package sandbox_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

const (
	refusedText = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."
	right       = `{"username":"admin","password":"Admin123!seed"}`
)

func TestTokenRoute(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	for _, one := range []struct {
		name, path, media, body string
		status                  int
		want                    string // all of it, or up to …
	}{
		{"right", adminRoute, "application/json", right, 200, `"eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6Miwi…`},
		{"with a charset", adminRoute, "application/json; charset=UTF-8", right, 200, `"eyJ…`},
		{"as XML", adminRoute, "text/xml", "<x><username>admin</username><password>Admin123!seed</password></x>", 200, `"eyJ…`},
		{"XML with entities", adminRoute, "application/xml", "<x><username>&#97;dmin</username><password><![CDATA[Admin123!seed]]></password></x>", 200, `"eyJ…`},
		{"name in capitals", adminRoute, "application/json", strings.Replace(right, "admin", "ADMIN", 1), 200, `"eyJ…`},
		{"index.php and store code", "/index.php/rest/all/V1/integration/admin/token/", "application/json", right, 200, `"eyJ…`},
		{"wrong password", adminRoute, "application/json", `{"username":"admin","password":"x"}`, 401, `{"message":"` + refusedText + `"}`},
		{"unknown user", adminRoute, "application/json", `{"username":"x","password":"x"}`, 401, `{"message":"` + refusedText + `"}`},
		{"password with a blank", adminRoute, "application/json", strings.Replace(right, "seed", "seed ", 1), 401, `{"message":"` + refusedText + `"}`},
		{"a customer is no admin", adminRoute, "application/json", `{"username":"roni@example.com","password":"Customer123!"}`, 401, `{"message":"` + refusedText + `"}`},
		{"one missing", adminRoute, "application/json", `{"username":"x"}`, 400,
			`{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"password"}}`},
		{"one empty", adminRoute, "application/json", `{"username":"","password":"x"}`, 400,
			`{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"username"}}`},
		{"both missing", adminRoute, "application/json", `{}`, 400, `{"message":"One or more input exceptions have occurred.","errors":[{"message":…`},
		{"no JSON", adminRoute, "application/json", `{"username":`, 400, `{"message":"Decoding error."}`},
		{"no XML", adminRoute, "application/xml", `<x><username>`, 400, `{"message":"Decoding error."}`},
		{"a form", adminRoute, "application/x-www-form-urlencoded", `username=admin`, 400,
			`{"message":"Server cannot understand Content-Type HTTP header media type application\/x-www-form-urlencoded"}`},
		{"no media type", adminRoute, "", right, 400, `{"message":"Content-Type header is empty."}`},
		{"another charset", adminRoute, "application/json; charset=latin1", right, 400, `{"message":"UTF-8 is the only supported charset."}`},
		{"unknown store code", "/rest/nope/V1/integration/admin/token", "application/json", right, 400, `{"message":"Specified request cannot be processed."}`},
	} {
		t.Run(one.name, func(t *testing.T) {
			a := ask(t, store, "POST", one.path, one.body, wantsJSON, "Content-Type: "+one.media)
			start, part := strings.CutSuffix(one.want, "…")
			if a.status != one.status || part && !strings.HasPrefix(a.body, start) || !part && a.body != one.want {
				t.Errorf("got %d %s, want %d %s", a.status, a.body, one.status, one.want)
			}
		})
	}
}

func TestTokenIsMagentos(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	token := tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
	if len(token) != 151 {
		t.Errorf("%d characters", len(token))
	}
	if tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!") != token {
		t.Error("two logins in one second give two tokens")
	}
	header, _ := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[0])
	if string(header) != `{"kid":"1","alg":"HS256"}` {
		t.Errorf("header %s", header)
	}
	if c := claimsIn(token); c != (claims{1, 3, clock.at.Unix(), clock.at.Unix() + 3600}) {
		t.Errorf("claims %+v", c)
	}
	other, _ := newStore(sandbox.Options{Key: []byte("another store")})
	expect(t, ask(t, other, "GET", "/rest/V1/customers/me", "", "Authorization: Bearer "+token), 401, "isn't authorized")
}

// A revocation takes everything of that customer with it, what is issued in the
// same second too.
func TestRevoke(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	me := func() int {
		bearer := "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
		return ask(t, store, "GET", "/rest/V1/customers/me", "", bearer).status
	}
	bearer := "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
	expect(t, ask(t, store, "POST", "/rest/V1/integration/customer/revoke-customer-token", "{}", asJSON, bearer), 200, "true")
	expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", bearer), 401, "self")
	if me() != 401 {
		t.Error("a token of the same second works")
	}
	clock.at = clock.at.Add(time.Second)
	if me() != 200 {
		t.Error("a later token does not work")
	}
}

func TestCookiesOfTokenRoutes(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	for _, one := range []struct {
		route, body string
		want        string
	}{
		{adminRoute, right, "PHPSESSID form_key"},
		{adminRoute, `{"username":"admin","password":"x"}`, "PHPSESSID form_key"},
		{adminRoute, `{}`, ""},
		{shopRoute, `{"username":"roni@example.com","password":"Customer123!"}`, "PHPSESSID persistent_shopping_cart form_key"},
		{shopRoute, `{"username":"roni@example.com","password":"x"}`, "PHPSESSID"},
	} {
		var names []string
		for _, line := range ask(t, store, "POST", one.route, one.body, asJSON).header.Values("Set-Cookie") {
			name, _, _ := strings.Cut(line, "=")
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != one.want {
			t.Errorf("%s sets %q, want %q", one.body, got, one.want)
		}
	}
}

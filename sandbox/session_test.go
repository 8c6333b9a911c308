package sandbox_test

import (
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

const isScript = "X-Requested-With: XMLHttpRequest"

// panelSession is the cookie line of a panel login, as the web API takes it.
func panelSession(v *visitor, user string) string {
	v.logIn(user)
	return "Cookie: PHPSESSID=" + v.cookie("/admin", "admin")
}

func shopSession(v *visitor) string {
	v.post("/customer/account/loginPost/", v.get("/customer/account/login/"), "login[username]", "roni@example.com", "login[password]", "Customer123!")
	return "Cookie: PHPSESSID=" + v.cookie("/", "PHPSESSID")
}

// The panel's session is the admin on REST whatever the method, and on REST only.
func TestPanelSessionEverywhere(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	session := panelSession(visit(t, store), "admin")
	expect(t, ask(t, store, "POST", "/rest/V1/products/attributes/color/options", `{"option":{"label":"red"}}`, asJSON, session), 404, "attributeCode")
	expect(t, ask(t, store, "GET", "/rest/all/V1/modules", "", session), 200, "Magento_")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session, isScript), 200, "Magento_")
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"mutation{generateCustomerTokenAsAdmin(input:{customer_email:\"roni@example.com\"}){customer_token}}"}`,
		asJSON, session), 200, "isn't authorized")
}

// A panel session ends when another login of the same user loads a page, and at
// logout.
func TestPanelSessionEnds(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	first, second := visit(t, store), visit(t, store)
	session := panelSession(first, "admin")
	other := panelSession(second, "admin")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session), 200, "Magento_") // until its panel loads a page
	first.has(first.get("/admin"), "adminhtml-auth-login")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session), 401, "isn't authorized")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", other), 200, "Magento_")
	second.follow(second.get("/admin/admin/dashboard/index/"), "auth/logout")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", other), 401, "isn't authorized")
}

// A customer's session counts on REST for scripts only, and not on "all".
func TestShopSession(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	v := visit(t, store)
	session := shopSession(v)
	me := func(path string, headers ...string) int {
		return ask(t, store, "GET", path, "", append(headers, session)...).status
	}
	for _, one := range []struct {
		got, want int
		what      string
	}{
		{me("/rest/V1/customers/me"), 401, "without the header"},
		{me("/rest/V1/customers/me", isScript), 200, "as a script"},
		{me("/rest/german/V1/customers/me", isScript), 200, "on another view"},
		{me("/rest/all/V1/customers/me", isScript), 401, "on all"},
	} {
		if one.got != one.want {
			t.Errorf("%s: %d", one.what, one.got)
		}
	}
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"{customer{email}}"}`, asJSON, session), 200, "roni@example.com")
	expect(t, ask(t, store, "POST", "/rest/V1/integration/customer/revoke-customer-token", "", session, isScript), 200, "true")
	if me("/rest/V1/customers/me", isScript) != 200 {
		t.Error("a revocation of tokens ends the session")
	}
	clock.at = clock.at.Add(61 * time.Minute)
	if me("/rest/V1/customers/me", isScript) != 401 {
		t.Error("a session of more than an hour lives on")
	}
}

// Where sessions are bound to the browser, a call of another one ends the
// session, the panel's too.
func TestBoundSessions(t *testing.T) {
	const browser, curl = "User-Agent: Go-http-client/1.1", "User-Agent: curl/8.5.0"
	store, _ := inMode("bound_sessions")
	v := visit(t, store)
	session := panelSession(v, "admin")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session, browser), 200, "Magento_")
	v.has(v.get("/admin/admin/dashboard/index/"), "adminhtml-dashboard-index")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session, curl), 401, "isn't authorized")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session, browser), 401, "isn't authorized")
	v.has(v.get("/admin/admin/dashboard/index/"), "adminhtml-auth-login")
	shop := shopSession(v)
	expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", shop, isScript, curl), 401, "self")
	expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", shop, isScript, browser), 401, "self")
}

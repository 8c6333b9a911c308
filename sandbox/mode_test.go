package sandbox_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// inMode is a store as Options.Mode makes it.
func inMode(mode string) (*sandbox.Store, *clock) { return newStore(sandbox.Options{Mode: mode}) }

// Every word of Modes is one, alone and together with others.
func TestEveryMode(t *testing.T) {
	for _, word := range sandbox.Modes() {
		store, _ := inMode(word)
		if mode := store.Mode(); mode.Name != word && mode.Name != "" {
			t.Errorf("%s is %+v", word, mode)
		}
	}
	store, _ := inMode("bearer,throttle,bound_sessions")
	if mode := store.Mode(); mode.Name != "throttle" || !mode.BearerToken || !mode.BoundSessions {
		t.Errorf("together %+v", mode)
	}
}

// What stands in front of the web APIs, and lets the shop's pages through.
func TestInFrontOfTheAPI(t *testing.T) {
	for mode, want := range map[string]struct {
		status       int
		part         string
		name, header string
	}{
		"gateway_timeout": {504, "504 Gateway Time-out", "", ""},
		"first_byte":      {503, "first byte timeout", "X-Served-By", "cache-"},
		"challenge":       {403, "Just a moment", "Cf-Mitigated", "challenge"},
		"no_rewrites":     {404, "<center>nginx", "", ""},
	} {
		store, _ := inMode(mode)
		for _, path := range []string{"/rest/V1/directory/currency", "/graphql", "/soap/default"} {
			a := ask(t, store, "GET", path, "")
			expect(t, a, want.status, want.part)
			if !strings.HasPrefix(a.header.Get(want.name), want.header) {
				t.Errorf("%s: %s is %q", mode, want.name, a.header.Get(want.name))
			}
		}
		expect(t, ask(t, store, "GET", "/", ""), 200, "Things that stay")
	}
	store, _ := inMode("no_rewrites")
	expect(t, ask(t, store, "GET", "/index.php/rest/V1/directory/currency", ""), 200, "USD")
}

// A browser that opened a page passes with the cookie it got.
func TestChallengePassed(t *testing.T) {
	store, _ := inMode("challenge")
	cookie, _, _ := strings.Cut(ask(t, store, "GET", "/", "").header.Get("Set-Cookie"), ";")
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", "Cookie: "+cookie), 200, "USD")
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", "Cookie: cf_clearance=x"), 403, "Just a moment")
}

func TestNoCurl(t *testing.T) {
	store, _ := inMode("no_curl")
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", "User-Agent: curl/8.5.0"), 403, "403 Forbidden")
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", "User-Agent: Mozilla/5.0"), 200, "USD")
}

// The first answer is everybody's, whoever asks.
func TestCached(t *testing.T) {
	store, clock := inMode("cached")
	bearer := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	missed := ask(t, store, "GET", "/rest/V1/modules", "", bearer)
	expect(t, missed, 200, "Magento_")
	if missed.header.Get("X-Cache") != "MISS" || missed.header.Get("Age") != "" {
		t.Errorf("the first has %v", missed.header)
	}
	clock.at = clock.at.Add(90 * time.Second)
	hit := ask(t, store, "GET", "/rest/V1/modules", "")
	expect(t, hit, 200, "Magento_")
	if hit.header.Get("X-Cache") != "HIT" || hit.header.Get("CF-Cache-Status") != "HIT" || hit.header.Get("Age") != "91" {
		t.Errorf("the second has %v", hit.header)
	}
	expect(t, ask(t, store, "GET", "/rest/V1/modules?fresh=1", ""), 401, "isn't authorized")
	expect(t, ask(t, store, "POST", "/rest/V1/modules", "", bearer), 404, "any route")
	store.SetMode(sandbox.Mode{})
	expect(t, ask(t, store, "GET", "/rest/V1/modules", ""), 401, "isn't authorized")
}

func TestThrottle(t *testing.T) {
	for mode, status := range map[string]int{"throttle": 429, "overload": 503} {
		store, clock := inMode(mode)
		expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"throttleRate":0.5,"throttleBurst":2}`), 200, mode)
		statuses := func(n int) (all []int) {
			for range n {
				all = append(all, ask(t, store, "GET", "/rest/V1/directory/currency", "").status)
			}
			return all
		}
		if got := statuses(3); !slices.Equal(got, []int{200, 200, status}) {
			t.Errorf("%s: %v", mode, got)
		}
		if got := ask(t, store, "GET", "/rest/V1/directory/currency", "").header.Get("Retry-After"); got != "2" {
			t.Errorf("%s: come again after %s", mode, got)
		}
		clock.at = clock.at.Add(2 * time.Second)
		if got := statuses(2); !slices.Equal(got, []int{200, status}) {
			t.Errorf("%s, two seconds later: %v", mode, got)
		}
		expect(t, ask(t, store, "GET", "/", ""), 200, "Things that stay")
	}
}

// An access proxy lets nobody in who lacks what it wants, not even to a page.
func TestAccessProxy(t *testing.T) {
	for mode, brings := range map[string][]string{
		"door_headers":    {"CF-Access-Client-Id: sandbox.access", "CF-Access-Client-Secret: made-up"},
		"door_cookie":     {"Cookie: staging_access=made-up"},
		"door_user_agent": {"User-Agent: StagingAccess/1.0"},
		"door_cookie,door_user_agent": {"Cookie: staging_access=made-up",
			"User-Agent: StagingAccess/1.0"},
	} {
		store, _ := inMode(mode)
		expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", brings...), 200, "USD")
		for i := range brings {
			one := ask(t, store, "GET", "/", "", brings[i+1:]...)
			expect(t, one, 403, "Forbidden")
		}
		expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"doorHeaders":null,"doorCookie":"","doorUserAgent":""}`), 200, "")
		expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", ""), 200, "USD")
	}
}

// Behind Basic a session goes beside the header.
func TestBasicAndSession(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	v := visit(t, store)
	v.logIn("admin")
	store.SetMode(sandbox.Mode{Basic: "guest:secret"})
	session := "Cookie: PHPSESSID=" + v.cookie("/admin", "admin")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session, "Authorization: Basic Z3Vlc3Q6c2VjcmV0"), 200, "Magento_")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", session), 401, "Authorization Required")
}

func TestRedirectWithoutTarget(t *testing.T) {
	store, _ := inMode("redirect")
	a := ask(t, store, "GET", "/rest/V1/directory/currency?x=1", "")
	if a.status != 301 || a.header.Get("Location") != "/moved/rest/V1/directory/currency?x=1" {
		t.Fatalf("%d to %s", a.status, a.header.Get("Location"))
	}
	expect(t, ask(t, store, "GET", a.header.Get("Location"), ""), 200, "USD")
}

// A token of one store is worth nothing at another, but where they share a key.
func TestSharedKey(t *testing.T) {
	one, _ := newStore(sandbox.Options{})
	other, _ := newStore(sandbox.Options{})
	shared, _ := newStore(sandbox.Options{Key: []byte("of two stores")})
	same, _ := newStore(sandbox.Options{Key: []byte("of two stores")})
	at := func(from, to *sandbox.Store) int {
		bearer := "Authorization: Bearer " + tokenOf(t, from, adminRoute, "admin", "Admin123!seed")
		return ask(t, to, "GET", "/rest/V1/modules", "", bearer).status
	}
	if at(one, one) != 200 || at(one, other) != 401 || at(shared, same) != 200 || at(shared, one) != 401 {
		t.Error("the wrong stores take each other's tokens")
	}
}

// Customers belong to a website; their tokens are nobody's on the other one.
func TestSecondWebsite(t *testing.T) {
	store, _ := inMode("websites")
	roni := "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
	anna := "Authorization: Bearer " + tokenOf(t, store, "/rest/second/V1/integration/customer/token", "anna@second.example.com", "Customer123!")
	expect(t, ask(t, store, "GET", "/rest/second/V1/customers/me", "", anna), 200, `"website_id":2`)
	expect(t, ask(t, store, "GET", "/rest/V1/customers/me", "", anna), 401, `"self"`)
	expect(t, ask(t, store, "GET", "/rest/second/V1/customers/me", "", roni), 401, `"self"`)
	expect(t, ask(t, store, "GET", "/rest/german/V1/customers/me", "", roni), 200, "roni")
	expect(t, ask(t, store, "POST", shopRoute, `{"username":"anna@second.example.com","password":"Customer123!"}`, asJSON), 401, "sign-in was incorrect")
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"{customer{email}}"}`, "Store: second", anna), 200, "anna@second")
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"{customer{email}}"}`, "Store: second", roni), 200, "isn't authorized")
	expect(t, ask(t, store, "POST", "/graphql", `{"query":"{availableStores{website_code}}"}`), 200, `"second"`)
	expect(t, ask(t, store, "GET", "/_sandbox/accounts", ""), 200, "anna@second")
	store.SetMode(sandbox.Mode{})
	expect(t, ask(t, store, "GET", "/rest/second/V1/customers/me", "", anna), 400, "cannot be processed")
	if strings.Contains(ask(t, store, "GET", "/_sandbox/accounts", "").body, "anna") {
		t.Error("a customer of no website is listed")
	}
}

// Where admins log in at Adobe no password helps, and the panel has no form for one.
func TestLoginAtAdobe(t *testing.T) {
	store, _ := inMode("ims")
	expect(t, ask(t, store, "POST", adminRoute, right, asJSON), 401, "Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN.")
	v := visit(t, store)
	page := v.get("/admin")
	v.has(page, "adminhtml-auth-login", "Sign in with Adobe ID")
	v.lacks(page, `name="login[password]"`)
	v.has(v.post("/admin", page, "login[username]", "admin", "login[password]", "Admin123!seed"), "Sign in with Adobe ID")
	tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
}

func TestModeIsCopied(t *testing.T) {
	headers := map[string]string{"A": "1"}
	store, _ := newStore(sandbox.Options{})
	store.SetMode(sandbox.Mode{DoorHeaders: headers})
	headers["A"] = "2"
	store.Mode().DoorHeaders["A"] = "3"
	expect(t, ask(t, store, "GET", "/rest/V1/directory/currency", "", "A: 1"), 200, "USD")
}

package sandbox_test

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

func TestRest(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	admin := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	limited := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "limited", "Limited123!seed")
	customer := "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
	unknown := `Authorization: OAuth oauth_consumer_key="` + strings.Repeat("z", 32) +
		`", oauth_nonce="n", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1", oauth_signature="s", oauth_token="` + strings.Repeat("z", 32) + `"`
	for _, one := range []struct {
		name, method, path string
		header             string
		status             int
		part               string
	}{
		{"modules as admin", "GET", "/rest/V1/modules", admin, 200, `"Magento_Store"`},
		{"modules as limited", "GET", "/rest/V1/modules", limited, 200, `"Magento_Store"`},
		{"modules as customer", "GET", "/rest/V1/modules", customer, 401, `{"resources":"Magento_Backend::admin"}`},
		{"modules signed by an unknown consumer", "GET", "/rest/V1/modules", unknown, 401, "A consumer having the specified key"},
		{"two blanks", "GET", "/rest/V1/modules", strings.Replace(admin, "Bearer ", "Bearer  ", 1), 401, "isn't authorized"},
		{"lower case", "GET", "/rest/V1/modules", strings.Replace(admin, "Bearer", "bearer", 1), 200, "Magento_"},
		{"anonymous in spite of a bad bearer", "GET", "/rest/V1/directory/currency", "Authorization: Bearer x", 200, "USD"},
		{"a route without data, no right", "GET", "/rest/V1/inventory/sources", limited, 401, "Magento_InventoryApi::source"},
		{"a route without data, with right", "GET", "/rest/V1/inventory/sources", admin, 501, "sandbox"},
		{"a route with variables", "GET", "/rest/V1/customers/7/billingAddress", "", 401, "Magento_Customer::manage"},
		{"literal before variable", "GET", "/rest/V1/customers/me/billingAddress", "", 401, `"self"`},
		{"self as admin", "GET", "/rest/V1/customers/me", admin, 400, `"customerId"`},
		{"self as customer", "GET", "/rest/german/V1/customers/me", customer, 200, "roni@example.com"},
		{"self on all", "GET", "/rest/all/V1/customers/me", customer, 401, `"self"`},
		{"index.php and a last slash", "GET", "/index.php/rest/V1/customers/me/", customer, 200, "Roni"},
		{"admin as a store code", "GET", "/rest/admin/V1/modules", admin, 400, "cannot be processed"},
		{"small v", "GET", "/rest/default/v1/modules", admin, 400, "cannot be processed"},
		{"no route", "GET", "/rest/V1/nope", "", 404, "does not match any route"},
		{"HEAD", "HEAD", "/rest/V1/modules", admin, 405, ""},
		{"PATCH", "PATCH", "/rest/V1/modules", admin, 405, "The PATCH HTTP method"},
		{"search without criteria", "GET", "/rest/V1/orders", admin, 400, "searchCriteria"},
		{"search", "GET", "/rest/V1/orders?searchCriteria[pageSize]=1", admin, 200, `"total_count":0`},
		{"fields", "GET", "/rest/V1/products?searchCriteria[pageSize]=1&fields=items[sku],total_count", limited, 200,
			`{"items":[{"sku":"SEED-1"}],"total_count":3}`},
		{"a product", "GET", "/rest/V1/products/SEED-2?fields=name", admin, 200, `{"name":"Red lamp"}`},
		{"no such product", "GET", "/rest/V1/products/NOPE", admin, 404, "requested doesn't exist"},
		{"filters", "GET", "/rest/V1/products?searchCriteria[filter_groups][0][filters][0][field]=name" +
			"&searchCriteria[filter_groups][0][filters][0][value]=Blue%20bag&fields=total_count", admin, 200, `{"total_count":1}`},
		{"like", "GET", "/rest/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name" +
			"&searchCriteria[filterGroups][0][filters][0][value]=%25LAMP&searchCriteria[filterGroups][0][filters][0][conditionType]=like&fields=items[name]",
			admin, 200, `{"items":[{"name":"Red lamp"}]}`},
		{"in, second page", "GET", "/rest/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku" +
			"&searchCriteria[filter_groups][0][filters][0][value]=SEED-1,SEED-3&searchCriteria[filter_groups][0][filters][0][condition_type]=in" +
			"&searchCriteria[pageSize]=1&searchCriteria[currentPage]=2&fields=items[sku],total_count", admin, 200,
			`{"items":[{"sku":"SEED-3"}],"total_count":2}`},
		{"store views", "GET", "/rest/V1/store/storeViews", admin, 200, `"code":"german"`},
		{"websites", "GET", "/rest/V1/store/websites", admin, 200, `[{"id":0`},
		{"OAuth without a nonce", "GET", "/rest/V1/modules", `Authorization: OAuth oauth_consumer_key="x", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1", oauth_signature="s"`, 400, "oauth_nonce"},
		{"OAuth with SHA1", "GET", "/rest/V1/modules", strings.Replace(unknown, "SHA256", "SHA1", 1), 400, `"parameters":["HMAC-SHA1"]`},
		{"OAuth with a short key", "GET", "/rest/V1/modules", strings.Replace(unknown, "zz", "z", 1), 401, "not the correct length"},
		{"capital REST", "GET", "/REST/V1/modules", admin, 404, "<html"},
	} {
		t.Run(one.name, func(t *testing.T) {
			headers := []string{wantsJSON}
			if one.header != "" {
				headers = append(headers, one.header)
			}
			expect(t, ask(t, store, one.method, one.path, "", headers...), one.status, one.part)
		})
	}
	clock.at = clock.at.Add(time.Hour)
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", admin), 401, "isn't authorized")
}

func TestOutputFollowsAccept(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	for accept, want := range map[string]string{
		"":                                "application/json; charset=utf-8",
		"*/*":                             "application/json; charset=utf-8",
		"application/xml;q=0.9,text/html": "application/xml; charset=utf-8",
		"text/html":                       "text/html; charset=utf-8",
		"application/json;q=0.5,text/xml": "application/xml; charset=utf-8",
	} {
		a := ask(t, store, "GET", "/rest/V1/directory/currency", "", "Accept: "+accept)
		if got := a.header.Get("Content-Type"); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}

func TestLock(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	try := func(password string) int {
		return ask(t, store, "POST", adminRoute, `{"username":"locktest","password":"`+password+`"}`, asJSON).status
	}
	for range 5 {
		try("wrong")
	}
	if try("Locktest123!") != 200 {
		t.Fatal("five wrong ones already lock")
	}
	for range 6 {
		try("wrong")
	}
	if try("Locktest123!") != 401 {
		t.Error("six wrong ones do not lock")
	}
	clock.at = clock.at.Add(1799 * time.Second)
	if try("Locktest123!") != 401 {
		t.Error("the lock ends early")
	}
	clock.at = clock.at.Add(time.Second)
	if try("Locktest123!") != 200 {
		t.Error("the lock does not end")
	}
}

func TestSecondFactor(t *testing.T) {
	store, clock := newStore(sandbox.Options{TwoFactor: true})
	sent := `{"username":"admin","password":"Admin123!seed"`
	expect(t, ask(t, store, "POST", adminRoute, sent+"}", asJSON), 400, `{"active_providers":["google"]}`)
	google := "/rest/V1/tfa/provider/google/authenticate"
	code := decode[sandbox.OTP](t, ask(t, store, "GET", "/_sandbox/otp", "").body).Code
	for at, status := range map[time.Duration]int{0: 200, 25 * time.Second: 200, 65 * time.Second: 401} {
		clock.at = clock.at.Add(at)
		expect(t, ask(t, store, "POST", google, sent+`,"otp":"`+code+`"}`, asJSON), status, "")
		clock.at = clock.at.Add(-at)
	}
	expect(t, ask(t, store, "GET", "/rest/V1/tfa/installed-providers", ""), 401, "Magento_TwoFactorAuth::tfa")
	expect(t, ask(t, store, "POST", adminRoute, `{"username":"limited","password":"Limited123!seed"}`, asJSON), 400, `{"providers":["google"],"active_providers":[]}`)
	expect(t, ask(t, store, "POST", google, `{"username":"limited","password":"Limited123!seed","otp":"000000"}`, asJSON), 400, "Provider is not configured.")
	expect(t, ask(t, store, "POST", "/rest/V1/tfa/provider/authy/authenticate", sent+`,"otp":"1"}`, asJSON), 400, "Provider is not allowed.")
	expect(t, ask(t, store, "POST", google, sent+`}`, asJSON), 400, `{"fieldName":"otp"}`)
	store.SetMode(sandbox.Mode{})
	expect(t, ask(t, store, "POST", google, sent+`}`, asJSON), 404, "any route")
}

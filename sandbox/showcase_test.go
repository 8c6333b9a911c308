package sandbox_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// Each page holds what its storefront can be known by, and a customer's token
// for its script; what the scripts do is seen in a browser.
func TestOtherStorefronts(t *testing.T) {
	store, clock := newStore(sandbox.Options{BasePath: "/shop"})
	index := ask(t, store, "GET", "/shop/_front/", "").body
	marks := map[string]string{
		"venia": `<div id="root">`, "aemcif": `class="page basicpage"`, "edgedropins": "/scripts/aem.js", "hyva": "window.hyva",
		"hyvacheckout": `id="react-checkout"`, "scandipwa": "website_code", "graphcommerce": `id="__NEXT_DATA__"`,
		"alokai": `id="__nuxt"`, "vuestorefront1": "__INITIAL_STATE__", "daffodil": "<app-root",
	}
	var listed []string
	for _, found := range regexp.MustCompile(`/shop/_front/(\w+)/"`).FindAllStringSubmatch(index, -1) {
		listed = append(listed, found[1])
	}
	if len(listed) != len(marks)+1 || !slices.Contains(listed, "serviceworker") {
		t.Errorf("the list has %v", listed)
	}
	for id, mark := range marks {
		page := ask(t, store, "GET", "/shop/_front/"+id+"/", "")
		expect(t, page, 200, mark)
		expect(t, page, 200, "storefront({")
		for _, found := range regexp.MustCompile(`(?:src|href)="http://localhost:8089(/[^"]+\.(?:js|css))"`).FindAllStringSubmatch(page.body, -1) {
			expect(t, ask(t, store, "GET", found[1], ""), 200, "")
		}
		token := first(page.body, `"token":"(eyJ[\w.-]+)"`)
		expect(t, ask(t, store, "GET", "/shop/rest/V1/customers/me", "", "Authorization: Bearer "+token), 200, "roni@example.com")
		if !strings.Contains(index, "/_front/"+id+"/") {
			t.Errorf("the list lacks %s", id)
		}
	}
	old := claimsIn(ask(t, store, "GET", "/shop/_front/venia/?expired", "").body)
	if old.UTypID != 3 || old.EXP != clock.at.Add(-time.Hour).Unix() {
		t.Errorf("an expired one says %+v", old)
	}
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"front":"daffodil"}`), 200, "daffodil")
	expect(t, ask(t, store, "PUT", "/_sandbox/mode", `{"front":"nope"}`), 400, "no storefront")
	expect(t, ask(t, store, "GET", "/shop/", ""), 200, "<app-root")
	expect(t, ask(t, store, "GET", "/shop/customer/account/login/", ""), 200, "login-form")
	expect(t, ask(t, store, "GET", "/shop/_front/nope/", ""), 404, "")
	expect(t, ask(t, store, "GET", "/shop/_front/nope.js", ""), 404, "")
	expect(t, ask(t, store, "GET", "/shop/_front/front.js", ""), 200, "window.storefront")
	expect(t, ask(t, store, "GET", "/shop/_front/serviceworker/", ""), 200, "worker.js")
	if got := ask(t, store, "GET", "/shop/_front/serviceworker/worker.js", "").header.Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
		t.Errorf("the worker is %s", got)
	}
	if logins := ask(t, store, "GET", "/_sandbox/counters", "").body; !strings.Contains(logins, `"total":0`) {
		t.Errorf("a page counts as a login: %s", logins)
	}
}

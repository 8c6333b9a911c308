package sandbox_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// 202 is not done: and who may start a bulk may not look after it.
func TestAsync(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	admin := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	limited := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "limited", "Limited123!seed")
	a := ask(t, store, "POST", "/rest/async/V1/products", `{"product":{}}`, asJSON, limited)
	expect(t, a, 202, `"status":"accepted"`)
	uuid := first(a.body, `"bulk_uuid":"([0-9a-f-]{36})"`)
	expect(t, ask(t, store, "GET", "/rest/V1/bulk/"+uuid+"/status", "", limited), 401, "system_magento_logging_bulk_operations")
	expect(t, ask(t, store, "GET", "/rest/V1/bulk/"+uuid+"/status", "", admin), 200, `"operations_list":[{"id":0,"status":4`)
	expect(t, ask(t, store, "GET", "/rest/V1/bulk/"+uuid+"/detailed-status", "", admin), 200, `"user_id":2`)
	expect(t, ask(t, store, "GET", "/rest/V1/bulk/nope/status", "", admin), 404, "bulkUuid")

	expect(t, ask(t, store, "POST", "/rest/default/async/V1/orders", `{}`, asJSON, limited), 401, "Magento_Sales::create")
	expect(t, ask(t, store, "POST", "/rest/async/V1/nope", `{}`, asJSON, limited), 404, "any route")
	expect(t, ask(t, store, "GET", "/rest/async/V1/products", "", limited), 400, "cannot be processed")
	expect(t, ask(t, store, "PUT", "/rest/all/async/bulk/V1/products/bySku", `[{"product":{"sku":"a"}},{"product":{"sku":"b"}}]`, asJSON, limited), 202, `"id":1`)
	expect(t, ask(t, store, "PUT", "/rest/async/bulk/V1/products/SEED-1", `[]`, asJSON, limited), 404, "any route")
	expect(t, ask(t, store, "PUT", "/rest/async/bulk/V1/products/bySku", `{}`, asJSON, limited), 400, "Decoding error")
}

// A login put off gives no token, ever.
func TestAsyncLogin(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	a := ask(t, store, "POST", "/rest/async/V1/integration/admin/token", right, asJSON)
	expect(t, a, 202, "bulk_uuid")
	if strings.Contains(a.body, "eyJ") {
		t.Error("it gives a token")
	}
}

package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

type routesAnswer struct {
	Routes []wire.Route
	Total  int
}

func routesOf(t *testing.T, e *env, in fields) routesAnswer {
	t.Helper()
	var out routesAnswer
	wantOK(t, call(t, e, "POST", "/v1/routes", in, &out))
	return out
}

func TestFinderOffline(t *testing.T) {
	e := newEnv(t, exits{})
	got := routesOf(t, e, fields{"origin": "https://shop.test", "query": "products", "limit": 5})
	if len(got.Routes) != 5 || got.Total < 20 {
		t.Fatalf("%d of %d", len(got.Routes), got.Total)
	}
	r := got.Routes[0]
	if r.Method != "GET" || r.Path != "/V1/products" || r.From != "stock" || r.Allowed != wire.Unknown || !r.Searches || r.Writes {
		t.Errorf("%+v", r)
	}
	if path := strings.Join(r.ResourcePath, " > "); path != "Catalog > Inventory > Products" {
		t.Errorf("%s", path)
	}
}

func TestFinderKnowsTheStore(t *testing.T) {
	e := newEnv(t, exits{direct: schemaShop(&shop{password: "right"})})
	h := e.withHeaders("call-0001", "7")
	var c wire.Credential
	wantOK(t, call(t, h, "POST", "/v1/token/admin", login("jane", "right"), &c))
	wantOK(t, call(t, e.withHeaders("call-0002", "7"), "POST", "/v1/can-i", fields{"store": shopStore, "credential": fields{"ref": c.Ref}}, nil))

	got := routesOf(t, e, fields{"origin": "https://shop.test", "query": "shelves", "ref": c.Ref})
	if len(got.Routes) != 1 || got.Routes[0].From != "store" || got.Routes[0].Allowed != wire.Yes || got.Routes[0].Resource != "Acme_Shelves::read" {
		t.Errorf("%+v", got.Routes)
	}
	for query, want := range map[string]string{"/V1/modules": wire.Yes, "/V1/products": wire.No, "/V1/customers/me": wire.No, "/V1/directory/currency": wire.Yes} {
		if got := routesOf(t, e, fields{"origin": "https://shop.test", "query": query, "ref": c.Ref}); got.Routes[0].Allowed != want {
			t.Errorf("%s: %s", query, got.Routes[0].Allowed)
		}
	}
	mine := routesOf(t, e, fields{"origin": "https://shop.test", "query": "products", "ref": c.Ref, "mine": true})
	for _, r := range mine.Routes {
		if r.Allowed == wire.No {
			t.Errorf("%s %s is not allowed", r.Method, r.Path)
		}
	}
	// Another store knows nothing of it.
	if got := routesOf(t, e, fields{"origin": "https://other.test", "query": "shelves"}); got.Total != 0 {
		t.Errorf("%+v", got)
	}
}

func TestRouteInDetail(t *testing.T) {
	e := newEnv(t, exits{})
	one := func(method, path string) (d wire.RouteDetail) {
		t.Helper()
		wantOK(t, call(t, e, "POST", "/v1/routes/one", fields{"origin": "https://shop.test", "method": method, "path": path}, &d))
		return d
	}
	d := one("PUT", "/V1/products/24-MB01")
	if d.Path != "/V1/products/{sku}" || len(d.InPath) != 1 || d.InPath[0] != (wire.RouteParameter{Name: "sku", Type: "string", Required: true}) ||
		!strings.Contains(d.Body, `"product"`) || !d.Async || !d.Scoped || len(d.WholeBody) <= len(d.Body) {
		t.Errorf("%+v", d)
	}
	if d = one("GET", "/V1/orders"); !d.Searches || d.Body != "" || d.Async || len(d.Query) != 0 || !strings.Contains(strings.Join(d.Fields, " "), "increment_id") {
		t.Errorf("%+v", d)
	}
	for _, path := range []string{"/V1/integration/admin/token", "/V1/integration/customer/token"} {
		if d = one("POST", path); d.Async {
			t.Errorf("%s may be queued", path)
		}
	}
	wantCode(t, call(t, e, "POST", "/v1/routes/one", fields{"method": "GET", "path": "/V1/nothing"}, nil), "route_not_known")
}

package catalogue

import (
	"strings"
	"testing"
)

func first(t *testing.T, x *Index, query string) string {
	t.Helper()
	list, _ := x.Search(query, 1)
	if len(list) == 0 {
		return ""
	}
	return list[0].Method + " " + list[0].Path
}

func TestSearch(t *testing.T) {
	x := NewIndex(Stock().Operations)
	for query, want := range map[string]string{
		"products":             "GET /V1/products",
		"product":              "GET /V1/products",
		"post products":        "POST /V1/products",
		"delete product sku":   "DELETE /V1/products/{sku}",
		"orders":               "GET /V1/orders",
		"order invoice":        "POST /V1/order/{orderId}/invoice",
		"customers me":         "GET /V1/customers/me",
		"/V1/products/24-MB01": "GET /V1/products/{sku}",
		"/rest/V1/modules":     "GET /V1/modules",
		"/v1/mod":              "GET /V1/modules",
		"stock item":           "GET /V1/stockItems/{productSku}",
		"website":              "GET /V1/store/websites",
		"cms block search":     "GET /V1/cmsBlock/search",
		"nothing like this":    "",
	} {
		if got := first(t, x, query); got != want {
			t.Errorf("%q: got %s, want %s", query, got, want)
		}
	}
}

func TestSearchCounts(t *testing.T) {
	x := NewIndex(Stock().Operations)
	list, total := x.Search("", 20)
	if len(list) != 20 || total != 406 {
		t.Errorf("%d of %d", len(list), total)
	}
	if list, total = x.Search("zzz", 20); len(list) != 0 || total != 0 {
		t.Errorf("%d of %d", len(list), total)
	}
}

func TestSearchTakesTheFirstOfTwo(t *testing.T) {
	own := []Operation{{Method: "GET", Path: "/V1/modules", Service: "ours"}}
	list, _ := NewIndex(own, Stock().Operations).Search("/V1/modules", 5)
	if len(list) != 1 || list[0].Service != "ours" {
		t.Errorf("%+v", list)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"catalogProductRepositoryV1": "catalog product repository v1", "/V1/cmsBlock/{blockId}": "v1 cms block block id",
		"SOAPService": "soapservice", "": "", "/": "",
	} {
		if got := strings.Join(words(text), " "); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func BenchmarkSearch(b *testing.B) {
	ops := append([]Operation{}, Stock().Operations...)
	for i := range 94 {
		o := ops[i]
		o.Path += "/more"
		ops = append(ops, o)
	}
	x := NewIndex(ops)
	b.ResetTimer()
	for i := range b.N {
		x.Search("post order inv"[:1+i%14], 30)
	}
}

func TestSearchByAPieceOfAPath(t *testing.T) {
	x := NewIndex(Stock().Operations)
	for typed, want := range map[string]string{
		"customers/me": "/V1/customers/me", "GET customers/me": "/V1/customers/me", "/rest/default/V1/modules": "/V1/modules",
		"german/V1/products/24-MB01": "/V1/products/{sku}", "carts/mine/items": "/V1/carts/mine/items",
		"storeviews":               "/V1/store/storeViews",
		"catalogProductRepository": "/V1/products", "backendModuleServiceV1": "/V1/modules",
	} {
		if list, _ := x.Search(typed, 1); len(list) != 1 || list[0].Path != want {
			t.Errorf("%s: %+v", typed, list)
		}
	}
}

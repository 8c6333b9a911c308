package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

var productSearch = map[string]any{"method": "GET", "path": "/V1/products", "searches": true, "query": []wire.RouteParameter{{Name: "storeId"}}}

// behindPath is a route with what came behind its path.
func behindPath(route map[string]any, fill map[string]string, filters ...int) map[string]any {
	out := map[string]any{"fill": fill, "filters": filters}
	for name, v := range route {
		out[name] = v
	}
	return out
}

// typedPath is a path that was typed, with the query behind it, and left.
func typedPath(t *testing.T, path string) *player {
	t.Helper()
	p := finding(t, "").does(fields("method", "GET", "path", path, "extra", "a=b"), Changed{"path", path})
	in := bodyOf(t, p.asked(AskRoute))
	if _, query, _ := strings.Cut(path, "?"); in["query"] != query || in["path"] != "/V1/products" {
		t.Error(in)
	}
	return p
}

func TestAQueryGoesIntoTheFields(t *testing.T) {
	p := typedPath(t, "/V1/products?anything")
	p.answers(AskRoute, 200, behindPath(productSearch, map[string]string{"filter-0-0-field": "sku", "filter-0-1-field": "name", "filter-1-0-field": "price",
		"sort-field": "name", "sort-direction": "DESC", "page-size": "5", "page": "", "fields": "items[sku]", "query-storeId": "2", "extra": "x[]=1"}, 2, 1))
	want := map[string]string{"path": "/V1/products", "filter-0-0-field": "sku", "filter-1-0-field": "price", "sort-field": "name", "sort-direction": "DESC",
		"page-size": "5", "page": "", "fields": "items[sku]", "query-storeId": "2", "extra": "a=b\nx[]=1"}
	for name, value := range want {
		if got := p.filled()[name]; got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	if !slices.Equal(p.m.Request.Filters, []int{2, 1}) {
		t.Error(p.m.Request.Filters)
	}
	p.has(Unfold{"more-fold"})
	in := bodyOf(t, p.asked(AskRequest))
	if query := in["query"].([]any); len(query) != 3 || query[2].(map[string]any)["name"] != "x[]" {
		t.Error(query)
	}
	if search := in["search"].(map[string]any); search["pageSize"] != 5.0 || search["fields"] != "items[sku]" {
		t.Error(search)
	}
}

func TestAQueryStaysWhereItHasNoPlace(t *testing.T) {
	p := typedPath(t, "/V1/products?a=1%0A2").answers(AskRoute, 200, productSearch)
	if got := p.m.Request.Values["path"]; got != "/V1/products?a=1%0A2" {
		t.Error(got)
	}
	p = typedPath(t, "/V1/products?x=1").answers(AskRoute, 404, map[string]any{"error": map[string]any{"code": "route_not_known"}})
	if got := p.m.Request.Values["path"]; got != "/V1/products?x=1" {
		t.Error(got)
	}
	p = typedPath(t, "/V1/products?x=1").does(fields("method", "GET", "path", "/V1/products?x=12"))
	if p.answers(AskRoute, 200, behindPath(productSearch, map[string]string{"extra": "x=1"})); p.m.Request.Values["path"] != "/V1/products?x=12" {
		t.Error("an answer about what stood there before")
	}
}

// The fields of a route are drawn once it is known: what was kept goes into them then.
func TestASearchOutlivesThePopup(t *testing.T) {
	p := typedPath(t, "/V1/products?x=1").answers(AskRoute, 200, behindPath(productSearch, map[string]string{"filter-0-0-field": "sku", "filter-0-0-value": "A"}, 1))
	again := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"), RequestFound{p.keptRecord(), nil})
	again.answers(AskRoute, 200, productSearch)
	if v := again.filled(); v["filter-0-0-value"] != "A" || len(again.page().Use.Request.Filters) != 1 {
		t.Error(v)
	}
	if in := bodyOf(t, again.asked(AskRequest)); in["search"] == nil {
		t.Error(in)
	}
}

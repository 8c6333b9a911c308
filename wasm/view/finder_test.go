package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

var (
	productGet = wire.Route{Method: "GET", Path: "/V1/products/{sku}", Resource: "Magento_Catalog::products",
		ResourcePath: []string{"Catalog", "Products"}, From: "stock", Allowed: wire.Yes}
	productPut  = wire.Route{Method: "PUT", Path: "/V1/products/{sku}", From: "store", Allowed: wire.Unknown, Writes: true}
	productList = wire.Route{Method: "GET", Path: "/V1/products", Resource: "anonymous", From: "stock", Allowed: wire.Yes, Searches: true}
)

// finding is the Use screen of an administrator with something typed.
func finding(t *testing.T, text string, routes ...wire.Route) *player {
	t.Helper()
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"), Changed{"find", text})
	if len(routes) > 0 {
		p.answers(AskRoutes, 200, map[string]any{"routes": routes, "total": 40})
	}
	return p
}

func TestFindAsksForEachKey(t *testing.T) {
	p := finding(t, "prod")
	first := p.asked(AskRoutes)
	if in := bodyOf(t, first); in["query"] != "prod" || in["origin"] != shop || in["ref"] != "a" || in["mine"] != nil {
		t.Error(in)
	}
	p.does(Changed{"find", "prod sku"})
	p.does(Answered{ID: first.ID, What: AskRoutes, Status: 200, Body: []byte(`{"routes":[{"method":"GET","path":"/late"}],"total":1}`)})
	if lines := p.page().Use.Find.Lines; len(lines) > 0 {
		t.Errorf("an answer to what was typed before is shown: %+v", lines)
	}
	p.answers(AskRoutes, 200, map[string]any{"routes": []wire.Route{productGet, productPut}, "total": 40})
	find := p.page().Use.Find
	if !find.Shown || find.Note != "40 found" || len(find.Lines) != 2 || find.Hint || p.page().Use.Request.Shown {
		t.Errorf("%+v", find)
	}
	if line := find.Lines[0]; line.State != "yes" || line.Is != wire.Yes || line.Line != "Catalog › Products" || line.Writes {
		t.Errorf("%+v", line)
	}
	if line := find.Lines[1]; line.State != "unknown" || line.Line != "this store’s own" || !line.Writes {
		t.Errorf("a route that nothing is known of: %+v", line)
	}
	p.does(Changed{"find-mine", "true"})
	if in := bodyOf(t, p.asked(AskRoutes)); in["mine"] != true {
		t.Error(in)
	}
	p.does(Changed{"find", " "})
	if find := p.page().Use.Find; find.Shown {
		t.Errorf("%+v", find)
	}
}

func TestFindByKeys(t *testing.T) {
	p := finding(t, "prod", productGet, productPut).does(pressed("find-up"))
	if at := p.page().Use.Find.At; at != 1 {
		t.Error(at)
	}
	p.does(pressed("find-open"))
	if v := p.filled(); v["method"] != "PUT" || v["path"] != "/V1/products/{sku}" {
		t.Error(v)
	}
	if in := bodyOf(t, p.asked(AskRoute)); in["method"] != "PUT" || in["path"] != "/V1/products/{sku}" {
		t.Error(in)
	}
	p.has(SetValue{"find", ""})
	p.has(FocusField{"request", "param-sku"})
	p.answers(AskRoute, 200, wire.RouteDetail{Route: productPut, InPath: []wire.RouteParameter{{Name: "sku", Type: "string"}},
		Body: `{"product":{}}`, WholeBody: `{"product":{"name":""}}`, Async: true})
	u := p.page().Use
	if u.Find.Shown || !u.Request.Shown || len(u.Request.Params) != 1 || !u.Request.Switch || !u.Request.Modes || u.Request.State != "unknown" {
		t.Errorf("%+v", u.Request)
	}
	if v := p.filled(); v["data"] != `{"product":{}}` {
		t.Error(v)
	}
}

func TestEscapeLeavesTheFinder(t *testing.T) {
	p := finding(t, "prod", productGet)
	if p.m.Escape() != "find-clear" {
		t.Error(p.m.Escape())
	}
	if p.does(pressed("find-clear")); p.m.Escape() != "" || p.page().Use.Find.Shown {
		t.Error("still there")
	}
}

func TestFindNothing(t *testing.T) {
	p := finding(t, "zzz")
	if empty := p.page().Use.Find.Empty; empty != "" {
		t.Error("says so before it is known:", empty)
	}
	p.answers(AskRoutes, 200, map[string]any{"routes": []wire.Route{}, "total": 0})
	if empty := p.page().Use.Find.Empty; !strings.HasPrefix(empty, "Nothing found") {
		t.Error(empty)
	}
	if p.does(pressed("find-open"), pressed("find-down")); len(p.effects) > 0 {
		t.Error(p.effects)
	}
}

func TestWithoutRightsTheFinderSaysWhereTheyComeFrom(t *testing.T) {
	if p := finding(t, "prod", productPut); !p.page().Use.Find.Hint {
		t.Error("no hint")
	}
}

func TestRecentRequests(t *testing.T) {
	p := finding(t, "").does(pressed("find-down"))
	if ask := p.asked(AskRecent); ask.Method != "GET" || ask.Path != "/v1/recent?origin=http%3A%2F%2Fshop.test" {
		t.Errorf("%+v", ask)
	}
	p.answers(AskRecent, 200, map[string]any{"requests": []wire.Recent{
		{Method: "PUT", Path: "/rest/all/V1/products/24-MB01", Target: "header", At: start.Add(-time.Hour).Format(time.RFC3339)}}})
	find := p.page().Use.Find
	if !find.Shown || !find.Clear || len(find.Lines) != 1 || find.Lines[0].Path != "/rest/all/V1/products/24-MB01" || !strings.HasSuffix(find.Lines[0].Line, " · Header") {
		t.Errorf("%+v", find)
	}
	p.does(pressedOf("find-open", "0"))
	if v := p.filled(); v["method"] != "PUT" || v["path"] != "/rest/all/V1/products/24-MB01" || p.m.Request.Form != "header" {
		t.Error(v, p.m.Request.Form)
	}
	if chosen := slices.IndexFunc(p.page().Use.Scopes, func(c Choice) bool { return c.Chosen }); p.page().Use.Scopes[chosen].Value != "all" {
		t.Error("the scope is not the path's")
	}
	p.does(pressed("recent")).does(pressed("recent-forget"))
	if ask := p.asked(AskRecent); ask.Method != "DELETE" {
		t.Errorf("%+v", ask)
	}
	if find := p.page().Use.Find; find.Empty == "" || find.Clear {
		t.Errorf("%+v", find)
	}
}

func TestMarked(t *testing.T) {
	for query, want := range map[string]string{
		"":         "/V1/products/{sku}",
		"prod sku": "/V1/[prod]ucts/{[sku]}",
		"PROD":     "/V1/[prod]ucts/{sku}",
		"u":        "/V1/prod[u]cts/{sk[u]}",
		"xyz":      "/V1/products/{sku}",
		"produ uc": "/V1/[produc]ts/{sku}",
	} {
		got := ""
		for _, s := range Marked("/V1/products/{sku}", query) {
			if s.Class == "mark" {
				got += "[" + s.Text + "]"
			} else {
				got += s.Text
			}
		}
		if got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}

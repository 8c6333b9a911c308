package view

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// filling is a route of an administrator that was chosen in the finder.
func filling(t *testing.T, route wire.Route, detail wire.RouteDetail) *player {
	t.Helper()
	detail.Route = route
	return finding(t, "x", route).does(pressedOf("find-open", "0")).answers(AskRoute, 200, detail)
}

func (p *player) types(pairs ...string) *player {
	p.t.Helper()
	values := map[string]string{}
	for name, value := range p.m.Request.Values {
		values[name] = value
	}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return p.does(RequestEdited{values})
}

func TestParametersAreFilledIn(t *testing.T) {
	p := filling(t, productGet, wire.RouteDetail{Query: []wire.RouteParameter{{Name: "editMode", Type: "boolean"}, {Name: "storeId", Type: "integer"}}})
	r := p.page().Use.Request
	if len(r.Query) != 2 || r.Query[0].Type != "true or false" || r.Query[1].Mode != "numeric" || r.QueryNote != "fields, editMode, storeId, headers" {
		t.Errorf("%+v", r)
	}
	p.types("param-sku", "a/b", "query-storeId", "2", "fields", "sku,name", "headers", "X-Trace: 7\nnothing\nAccept: text/plain")
	in := bodyOf(t, p.asked(AskRequest))
	got, _ := json.Marshal([]any{in["params"], in["query"], in["headers"]})
	want := `[{"sku":"a/b"},[{"name":"fields","value":"sku,name"},{"name":"storeId","value":"2"}],[{"name":"X-Trace","value":"7"},{"name":"Accept","value":"text/plain"}]]`
	if string(got) != want {
		t.Errorf("%s", got)
	}
}

func TestSendWantsTheParametersOfThePath(t *testing.T) {
	p := filling(t, productGet, wire.RouteDetail{}).builds().does(pressed("send"))
	p.has(FocusField{"request", "param-sku"})
	p.asksNothing()
}

func TestAPathThatIsAnotherRouteForgetsTheFirst(t *testing.T) {
	p := filling(t, productPut, wire.RouteDetail{Async: true}).types("path", "/rest/all/V1/products/24-MB01?x=1")
	if !p.page().Use.Request.Modes {
		t.Error("the same route by its values")
	}
	for _, path := range []string{"/V1/products", "/V1/carts/24-MB01", "/V1/products/a/b"} {
		if q := *p; q.types("path", path).page().Use.Request.Modes {
			t.Error(path)
		}
	}
	if p.types("method", "DELETE").page().Use.Request.Modes {
		t.Error("another method")
	}
}

func TestSearchCriteria(t *testing.T) {
	p := filling(t, productList, wire.RouteDetail{Fields: []string{"sku", "name"}})
	if v := p.filled(); v["page-size"] != "20" {
		t.Error(v)
	}
	p.does(pressed("filter-and")).has(FocusField{"request", "filter-0-0-field"})
	p.does(pressed("filter-or"), pressed("filter-and"))
	p.types("filter-0-0-field", "sku", "filter-0-0-value", `24-%`, "filter-0-0-condition", "like", "filter-0-1-field", "name",
		"filter-0-1-value", "Bag", "filter-1-0-field", " ", "sort-field", "name", "sort-direction", "DESC", "page", "x")
	in := bodyOf(t, p.asked(AskRequest))
	got, _ := json.Marshal(in["search"])
	want := `{"groups":[[{"condition":"like","field":"sku","value":"24-%"},{"condition":"eq","field":"name","value":"Bag"}]],"pageSize":20,"sort":[{"direction":"DESC","field":"name"}]}`
	if string(got) != want {
		t.Errorf("%s", got)
	}
	var joins string
	for _, row := range p.page().Use.Request.Filters {
		joins += row.Join + " "
	}
	if joins != "where or and " {
		t.Error(joins)
	}
	p.does(pressedOf("filter-drop", "0 0"))
	if v := p.filled(); v["filter-0-0-field"] != "name" || v["filter-0-1-field"] != "" || len(p.m.Request.Filters) != 2 {
		t.Error(v, p.m.Request.Filters)
	}
	p.does(pressedOf("filter-drop", "0 0"), pressedOf("filter-drop", "0 0"), pressedOf("filter-drop", "7 7"))
	if len(p.m.Request.Filters) != 0 {
		t.Error(p.m.Request.Filters)
	}
	p.types("path", "/V1/products?searchCriteria[pageSize]=3")
	if in := bodyOf(t, p.asked(AskRequest)); in["search"] != nil || p.page().Use.Request.Search {
		t.Error("criteria in the path and in fields:", in)
	}
}

func TestScope(t *testing.T) {
	p := use(t)
	if u := p.page().Use; !u.Scopes[1].Off || u.ScopeNote == "" {
		t.Errorf("a customer’s token may go to all: %+v", u.Scopes)
	}
	p = finding(t, "")
	if u := p.page().Use; u.Scopes[1].Off || u.Scopes[1].Value != "all" || !u.Scopes[0].Chosen {
		t.Errorf("%+v", u.Scopes)
	}
	p.does(Changed{"scope", "all"})
	if in := bodyOf(t, p.asked(AskRequest)); in["storeCode"] != "all" || in["path"] != "/V1/modules" {
		t.Error(in)
	}
	p.types("path", shop+"/rest/german/V1/modules?a=b")
	for _, c := range p.page().Use.Scopes {
		if c.Chosen != (c.Value == "german") {
			t.Errorf("%+v", c)
		}
	}
	p.does(Changed{"scope", ""})
	if v := p.filled(); v["path"] != "/V1/modules?a=b" {
		t.Error("a path that names another scope stays:", v)
	}
}

func TestScopeWarningsStandUnderIt(t *testing.T) {
	p := finding(t, "").does(fields("method", "PUT", "path", "/V1/products/a"))
	p.answers(AskRequest, 200, map[string]any{"request": wire.Request{Method: "PUT", URL: shop + "/rest/V1/products/a"},
		"findings": []wire.Finding{{Code: "scope_default_view", Level: wire.LevelWarning, Message: "One view."}, {Code: "parameter_missing", Level: wire.LevelWarning, Message: "Missing."}}})
	u := p.page().Use
	if len(u.ScopeSays) != 1 || u.ScopeSays[0].Message != "One view." || len(u.Request.Findings) != 1 || u.Request.Findings[0].Message != "Missing." {
		t.Errorf("%+v %+v", u.ScopeSays, u.Request.Findings)
	}
}

func TestBodies(t *testing.T) {
	p := filling(t, productPut, wire.RouteDetail{Body: `{"product":{"sku":""}}`, WholeBody: `{"product":{"sku":"","name":""}}`, Async: true})
	p.types("data", `{"mine":1}`, "param-sku", "24-MB01").does(Changed{"body-whole", "whole"})
	if v := p.filled(); v["data"] != `{"product":{"sku":"","name":""}}` || v["body-which"] != "whole" {
		t.Error(v)
	}
	p.does(Changed{"body-required", "required"})
	if v := p.filled(); v["data"] != `{"mine":1}` {
		t.Error("what was typed is gone:", v)
	}
	p.does(Changed{"mode-async", "async"})
	if in := bodyOf(t, p.asked(AskRequest)); in["mode"] != "async" || in["body"] != `{"mine":1}` {
		t.Error(in)
	}
	p.does(Changed{"mode-bulk", "bulk"})
	var list []map[string]any
	if err := json.Unmarshal([]byte(p.filled()["data"]), &list); err != nil || len(list) != 1 || list[0]["sku"] != "24-MB01" || list[0]["mine"] != 1.0 {
		t.Error(err, list)
	}
	if len(p.page().Use.Request.Params) != 0 {
		t.Error("in bulk the parameters are in the bodies")
	}
	p.does(Changed{"mode-now", "now"})
	if v := p.filled(); v["data"] != `{"mine":1}` || v["mode"] != "now" {
		t.Error(v)
	}
}

func TestAListOfOne(t *testing.T) {
	for data, want := range map[string]string{
		`[{"a":1}]`: `[{"a":1}]`, ``: "[{\n  \"sku\": \"x\"\n}]", `{}`: "[{\n  \"sku\": \"x\"\n}]", `{ "a": 1}`: "[{\n  \"sku\": \"x\", \"a\": 1}]",
	} {
		r := Request{Values: map[string]string{"path": "/V1/p/{sku}", "param-sku": "x", "data": data}}
		if got := r.listed(); got != want || !json.Valid([]byte(got)) {
			t.Errorf("%s: %s", data, got)
		}
	}
}

func TestJSONFaults(t *testing.T) {
	for text, want := range map[string][3]int{
		"{\n  \"a\": 1,\n  oops\n}": {3, 3, 14},
		`{"a":1`:                    {1, 7, 6},
		`{"é😀": x}`:                 {1, 8, 8},
		`[1,]`:                      {1, 4, 3},
		`{"a":1} x`:                 {1, 9, 8},
	} {
		line, column, from, bad := jsonFault(text)
		if got := [3]int{line, column, from}; !bad || got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if _, _, _, bad := jsonFault(` {"a": [1, 2.5, null]} `); bad {
		t.Error("JSON is none")
	}
	p := finding(t, "").does(fields("method", "POST", "path", "/V1/carts", "data", "{\n x}"))
	p.asksNothing()
	if u := p.page().Use; u.Request.DataFault != "Line 2, column 2: not JSON from here on." || !u.Button.Off || !u.Send.Off {
		t.Errorf("%+v", u.Request)
	}
	p.does(pressed("fault-data")).has(Caret{"request", "data", 3})
	p.types("headers", "Content-Type: text/plain")
	if u := p.page().Use; u.Request.DataFault != "" {
		t.Error("what is declared as something else is no JSON")
	}
}

func TestGraphQL(t *testing.T) {
	p := finding(t, "").does(Changed{"scope", "german"}, Changed{"protocol-graphql", "graphql"})
	if v := p.filled(); v["query"] == "" || v["protocol"] != "graphql" {
		t.Error(v)
	}
	p.types("query", "query a { b }", "variables", `{"c": 1}`, "operation", "a", "currency", "EUR")
	in := bodyOf(t, p.asked(AskRequest))
	got, _ := json.Marshal([]any{in["graphql"], in["headers"], in["path"]})
	want := `[{"operationName":"a","query":"query a { b }","variables":{"c":1}},[{"name":"Accept","value":"application/json"},{"name":"Store","value":"german"},{"name":"Content-Currency","value":"EUR"}],null]`
	if string(got) != want {
		t.Errorf("%s", got)
	}
	if u := p.page().Use; !u.Scopes[1].Off {
		t.Error("all is no store view")
	}
	p.types("variables", "{")
	if p.asksNothing(); p.page().Use.Request.VarsFault == "" {
		t.Error("not told")
	}
	for _, e := range examples {
		if v := p.does(Changed{"graphql-example", e.id}).filled(); v["query"] != e.query || p.page().Use.Request.VarsFault != "" {
			t.Errorf("%s: %v", e.id, v)
		}
	}
	p.does(pressed("lists-ask")).answers(AskLists, 200, wire.Sent{Status: 200,
		Body: `{"data":{"availableStores":[{"store_code":"french"}],"currency":{"available_currency_codes":["EUR","USD"]}}}`})
	u := p.page().Use
	if last := u.Scopes[len(u.Scopes)-1]; len(u.Request.Currencies) != 2 || u.Request.Lists != "" || last.Value != "french" {
		t.Errorf("%+v %+v", u.Request, u.Scopes)
	}
	if p.does(pressed("lists-ask")).answers(AskLists, 200, wire.Sent{Status: 200, Body: "x"}); p.page().Use.Request.Lists == "" {
		t.Error("that nothing came is not told")
	}
}

func TestAnotherTokenKeepsWhatIsFilledIn(t *testing.T) {
	a, b := credential("a", wire.KindAdmin, time.Hour), credential("b", wire.KindIntegration, time.Hour)
	p := play(t).at(recognition(), a, b).does(pressed("tab-use"), fields("method", "POST", "path", "/V1/carts", "data", "{}"))
	p.does(Changed{"request-credential", "b"})
	if in := bodyOf(t, p.asked(AskRequest)); in["path"] != "/V1/carts" || p.m.Request.Ref != "b" {
		t.Error(in)
	}
	p.does(Changed{"request-credential", ""})
	if in := bodyOf(t, p.asked(AskRequest)); in["path"] != "/V1/carts" || p.m.Request.Ref != "" {
		t.Error(in)
	}
	p.does(pressed("tab-grab"), pressed("tab-use"))
	if p.m.Request.Ref != "" {
		t.Error("without a token was a choice")
	}
}

func TestFormIsRemembered(t *testing.T) {
	p := finding(t, "").builds().does(Changed{"form", "header"})
	if in := bodyOf(t, p.asked(AskSettings)); in["target"] != "header" || in["secret"] != "text" {
		t.Error(in)
	}
	p.does(Changed{"secret", "env"})
	if in := bodyOf(t, p.asked(AskSnippet)); in["secret"] != "env" || p.page().Use.Eye {
		t.Error(in)
	}
	p = finding(t, "").builds().answers(AskSettings, 200, map[string]any{"target": "header", "secret": "redacted"})
	if ask := p.asked(AskSnippet); ask.Path != "/v1/snippet/header" || bodyOf(t, ask)["secret"] != "redacted" {
		t.Errorf("%+v", ask)
	}
}

package view

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestWhatLooksLikeARequest(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "products": false, "post products": false, "GET /V1/products": false, "curl": false, "prod sku": false,
		"curl http://a.test": true, " curl.exe -k x": true, "fetch(\"x\")": true, "await fetch('x')": true, "irm http://x": true,
		"POST https://a.test/rest/V1/x": true, "a\nb": true, "```bash": true,
		"/rest/V1/products?searchCriteria[pageSize]=1": true, "GET V1/orders?x=1": true, "what /V1/x?": false, "https?": false, "https://a.test/rest/V1/x": true,
	} {
		if got := looksLikeRequest(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

const command = "curl -H 'Authorization: Bearer 0123456789abcdef0123456789abcdef' http://x"

func pasting(t *testing.T, request wire.Request, origin string, tokens ...wire.Token) *player {
	t.Helper()
	p := finding(t, "").does(RequestPasted{command})
	if in := bodyOf(t, p.asked(AskRead)); in["text"] != command {
		t.Error(in)
	}
	out := wire.ReadRequest{Request: request, Origin: origin, Findings: []wire.Finding{}}
	if len(tokens) > 0 {
		out.Inspect = &wire.Inspect{Tokens: tokens}
	}
	return p.answers(AskRead, 200, out)
}

func TestAPastedRequestIsFilledIn(t *testing.T) {
	data := `{"a":1}`
	p := pasting(t, wire.Request{Method: "PUT", URL: shop + "/rest/all/V1/carts/1?x=y", Body: &data, Headers: []wire.Header{
		{Name: "X-Trace", Value: "7"}, {Name: "Content-Type", Value: "application/json"}, {Name: "Sec-Fetch-Mode", Value: "cors"}, {Name: "User-Agent", Value: "x"}}},
		shop, wire.Token{Kind: wire.KindAdmin})
	v := p.filled()
	if v["method"] != "PUT" || v["path"] != "/rest/all/V1/carts/1?x=y" || v["data"] != data || v["headers"] != "X-Trace: 7" {
		t.Error(v)
	}
	panel := p.page().Use.Pasted
	if !panel.Shown || !panel.Check || strings.Contains(panel.Text, "It was for") || !strings.Contains(panel.Text, "Admin token") {
		t.Errorf("%+v", panel)
	}
	p.does(pressed("pasted-check"))
	if in := bodyOf(t, p.asked(AskInspect)); in["text"] != command || p.m.Screen != Check {
		t.Error(in)
	}
	p.has(SetValue{"paste", command})
	if p.page().Use.Pasted.Shown {
		t.Error("the text is still held")
	}
}

func TestAPastedRequestOfAnotherStore(t *testing.T) {
	for url, path := range map[string]string{
		"https://other.test/sub/rest/all/V1/x": "/rest/all/V1/x", "https://other.test/shop/graphql": "/graphql", "https://other.test/x": "/x",
	} {
		p := pasting(t, wire.Request{Method: "GET", URL: url}, "https://other.test")
		if v := p.filled(); v["path"] != path {
			t.Error(v)
		}
		if panel := p.page().Use.Pasted; panel.Text != "It was for other.test; now it is for shop.test." || panel.Check {
			t.Errorf("%+v", panel)
		}
		if p.does(pressed("pasted-leave")); p.page().Use.Pasted.Shown {
			t.Error("still there")
		}
	}
}

func TestAPastedQueryIsGraphQL(t *testing.T) {
	data := `{"query":"{ a }","variables":{"b":1},"operationName":"c"}`
	p := pasting(t, wire.Request{Method: "POST", URL: shop + "/graphql", Body: &data, Headers: []wire.Header{{Name: "Store", Value: "german"}, {Name: "Content-Currency", Value: "EUR"}}}, shop)
	v := p.filled()
	if v["query"] != "{ a }" || v["variables"] != "{\n  \"b\": 1\n}" || v["operation"] != "c" || v["currency"] != "EUR" || v["headers"] != "" || p.m.scope() != "german" {
		t.Error(v)
	}
}

func TestTypedCommandsAreReadOnEnter(t *testing.T) {
	p := finding(t, "").does(Changed{"find", command})
	p.asksNothing()
	if find := p.page().Use.Find; !find.Shown || len(find.Lines) != 1 || strings.Contains(find.Lines[0].Path+find.Lines[0].Query, "012345") {
		t.Errorf("%+v", find)
	}
	p.does(pressed("find-open")).refuses(AskRead, 400, wire.Error{Code: "no_request", Message: "None.", Hint: "Paste one."})
	if empty := p.page().Use.Find.Empty; empty != "None. Paste one." {
		t.Error(empty)
	}
	p.does(Changed{"find", "https://shop.test/rest/V1/x?a='b'"}, pressed("find-open"))
	if in := bodyOf(t, p.asked(AskRead)); in["text"] != "curl 'https://shop.test/rest/V1/x?a=%27b%27'" {
		t.Error(in)
	}
}

func TestACallWithAnAddressInItIsNotAnAddress(t *testing.T) {
	for _, text := range []string{
		"fetch(\"https://shop.test/rest/V1/x\", {\n  \"method\": \"PUT\"\n});", "await fetch('https://shop.test/rest/V1/x', {})", "iwr -Uri https://shop.test/x",
	} {
		p := finding(t, "").does(RequestPasted{text})
		if in := bodyOf(t, p.asked(AskRead)); in["text"] != text {
			t.Errorf("%s: %v", text, in)
		}
	}
}

func TestAPastedPathIsFilledIn(t *testing.T) {
	p := finding(t, "").does(RequestPasted{"/rest/default/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[pageSize]=3"})
	if in := bodyOf(t, p.asked(AskRoute)); in["path"] != "/V1/products" || in["method"] != "GET" {
		t.Error(in)
	}
	p.answers(AskRoute, 200, behindPath(productSearch, map[string]string{"page-size": "3"}))
	if v := p.filled(); v["path"] != "/rest/default/V1/products" || v["page-size"] != "3" {
		t.Error(v)
	}
}

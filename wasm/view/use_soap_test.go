package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const soapService = "catalogProductRepositoryV1"

func soapOperations(likely string, names ...string) map[string]any {
	list := []wire.SOAPOperation{}
	for _, name := range names {
		body := `<env:Envelope xmlns:ns1="` + shop + `/soap/default?services=` + soapService + `"><env:Body><ns1:` + soapService + name + `Request/></env:Body></env:Envelope>`
		list = append(list, wire.SOAPOperation{Name: soapService + name, Reads: strings.HasPrefix(name, "Get"), Request: wire.Request{Method: "POST", Body: &body}})
	}
	return map[string]any{"operations": list, "likely": soapService + likely}
}

// onSOAP is a route of that service, turned to SOAP.
func onSOAP(t *testing.T, route wire.Route) *player {
	t.Helper()
	route.Service = soapService
	p := finding(t, "prod", route).does(pressed("find-open")).answers(AskRoute, 200, wire.RouteDetail{Route: route})
	return p.does(Changed{"protocol-soap", "soap"})
}

func TestSOAPTakesTheServiceOfTheRoute(t *testing.T) {
	p := onSOAP(t, productList)
	if v := p.filled(); v["protocol"] != "soap" || v["service"] != soapService {
		t.Error(v)
	}
	p.answers(AskServices, 200, map[string]any{"services": []string{"a", soapService}})
	if u := p.page().Use.Request; u.Protocol != "soap" || len(u.SOAP.Services) != 2 || u.SOAP.Envelope || u.SOAP.Note == "" {
		t.Errorf("%+v", u.SOAP)
	}
	ask := p.does(pressed("soap-ask")).asked(AskSOAP)
	if in := bodyOf(t, ask); in["service"] != soapService || in["method"] != "GET" || in["path"] != "/V1/products" || in["credential"].(map[string]any)["ref"] != "a" || ask.Origin != shop {
		t.Error(in)
	}
	p.answers(AskSOAP, 200, soapOperations("GetList", "Save", "Get", "GetList"))
	if v := p.filled(); v["soap-operation"] != soapService+"GetList" || !strings.Contains(v["envelope"], "GetListRequest") {
		t.Error(v)
	}
	in := bodyOf(t, p.asked(AskRequest))
	if soap := in["soap"].(map[string]any); soap["service"] != soapService || soap["envelope"] != p.m.Request.Values["envelope"] || in["for"] != "a" || in["path"] != nil {
		t.Error(in)
	}
	if got := p.page().Use.Send.Label; got != "Send" {
		t.Error(got)
	}
	p.does(Changed{"soap-operation", soapService + "Save"})
	if got := p.page().Use.Send.Label; got != "Send POST" {
		t.Error(got)
	}
	p.does(Changed{"scope", "german"})
	if v := p.filled(); !strings.Contains(v["envelope"], "/soap/german?services=") {
		t.Error("the namespace is still that of the other store view: " + v["envelope"])
	}
}

func TestSOAPSaysWhyNot(t *testing.T) {
	p := onSOAP(t, productList).does(pressed("soap-ask")).answers(AskSOAP, 409, map[string]any{"error": map[string]any{"code": "tab_consent_required", "message": "Only this tab.", "hint": "Say yes."}})
	u := p.page().Use.Request.SOAP
	if u.Problem != "Only this tab. Say yes." || u.Ask.Label == "Ask the store" {
		t.Errorf("%+v", u)
	}
	if in := bodyOf(t, p.does(pressed("soap-ask")).asked(AskSOAP)); in["consent"].([]any)[0] != "tab" {
		t.Error(in)
	}
}

func TestAPastedEnvelope(t *testing.T) {
	body := "<Envelope/>"
	p := pasting(t, wire.Request{Method: "POST", URL: shop + "/soap/german?services=aV1", Body: &body,
		Headers: []wire.Header{{Name: "Content-Type", Value: "application/soap+xml; charset=utf-8"}, {Name: "X-Trace", Value: "1"}}}, shop)
	v := p.filled()
	if v["protocol"] != "soap" || v["service"] != "aV1" || v["envelope"] != body || v["headers"] != "X-Trace: 1" || p.m.Request.Code != "german" {
		t.Error(v)
	}
}

func TestHeadersThatThePagesSend(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"))
	p.answers(AskSeen, 200, map[string]any{"headers": []wire.SeenHeader{
		{Name: "Store", Value: "german", On: "graphql"}, {Name: "Content-Currency", Value: "EUR", On: "graphql"},
		{Name: "X-Mine", Value: "on", On: "graphql"}, {Name: "X-Once", On: "graphql"}, {Name: "X-Rest", Value: "1", On: "rest"}}})
	if ticks := p.page().Use.Request.Ticks; len(ticks) != 1 || ticks[0].Label != "X-Rest: 1" {
		t.Errorf("%+v", ticks)
	}
	p.does(Changed{"protocol-graphql", "graphql"})
	u := p.page().Use
	if ticks := u.Request.Ticks; len(ticks) != 2 || ticks[0].Value == "" || ticks[1].Value != "" {
		t.Errorf("%+v", ticks)
	}
	if len(u.Request.Currencies) != 1 || u.Request.Currencies[0].Value != "EUR" || !holds(p.m.codes(), "german") {
		t.Errorf("%+v", u.Request.Currencies)
	}
	p.does(fields("protocol", "graphql", "query", "{a}", "sends-X-Mine", "true", "sends-X-Once", "true", "preview", "1700000000", "recaptcha", "r"))
	sent := map[string]string{}
	for _, h := range bodyOf(t, p.asked(AskRequest))["headers"].([]any) {
		sent[h.(map[string]any)["name"].(string)] = h.(map[string]any)["value"].(string)
	}
	if sent["X-Mine"] != "on" || sent["Preview-Version"] != "1700000000" || sent["X-ReCaptcha"] != "r" || len(sent) != 4 {
		t.Error(sent)
	}
}

func TestKeptExamples(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("tab-use"), Changed{"protocol-graphql", "graphql"})
	p.answers(AskExamples, 200, map[string]any{"examples": []wire.Example{{Name: "Mine", Query: "{mine}", Variables: "{}"}}})
	p.does(Changed{"graphql-example", "own:Mine"})
	if v := p.filled(); v["query"] != "{mine}" || v["variables"] != "{}" {
		t.Error(v)
	}
	if x := p.page().Use.Request.Examples; !x.Kept || len(x.Own) != 1 {
		t.Errorf("%+v", x)
	}
	if ask := p.does(pressed("example-keep")).asked(AskExamples); ask.Method != "DELETE" || ask.Path != "/v1/examples?name=Mine" {
		t.Errorf("%+v", ask)
	}
	p.does(fields("query", "{other}", "protocol", "graphql"))
	if in := bodyOf(t, p.does(pressed("example-keep")).asked(AskExamples)); in["query"] != "{other}" {
		t.Error(in)
	}
	p.answers(AskExamples, 200, map[string]any{"examples": []wire.Example{}, "kept": "other"})
	if x := p.page().Use.Request.Examples; !x.Kept || !strings.Contains(x.Label, "other") {
		t.Errorf("%+v", x)
	}
}

// A password in a body is not written down with the request.
func TestAPasswordIsNotKept(t *testing.T) {
	p := use(t).does(fields("method", "POST", "path", "/V1/integration/admin/token", "data", `{"username":"jane","password":"s3cret-word"}`))
	for _, e := range p.effects {
		if keep, is := e.(Keep); is && strings.Contains(string(keep.Value), "s3cret-word") {
			t.Error(string(keep.Value))
		}
	}
}

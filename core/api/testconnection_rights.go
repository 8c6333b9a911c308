package api

import (
	"net/http"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// routesForRights are what tools ask first: integrator.io what nearly every role
// may, MyMagento what a narrow one may not.
var routesForRights = []struct{ path, title, resource string }{
	{"/V1/modules", "List of modules, which integrator.io asks for", "Magento_Backend::admin"},
	{"/V1/store/websites", "List of websites, which MyMagento asks for", "Magento_Backend::store"},
}

// rights asks a few routes that only read.
func (t *connection) rights(tok token.Token, area string) {
	t.begin(testRights)
	if tok.Kind == wire.KindCustomer || area == provider.AreaCustomer {
		t.end(testRights, wire.StepSkipped)
		return
	}
	carries := carrier{token: tok, area: area, userAgent: t.h.browser.UserAgent(), now: t.h.now(), old: oauth1.IsOld(t.store.Version)}
	var findings []wire.Finding
	allowed, result := 0, wire.StepOK
	for _, route := range routesForRights {
		address := magento.Route(t.store, t.store.StoreCode, route.path)
		may, known := t.may(carries, address)
		switch {
		case !known:
			result = wire.StepWarning
		case may:
			allowed++
			findings = append(findings, wire.NewFinding("right_yes", "title", route.title))
		default:
			findings = append(findings, wire.NewFinding("right_no", "title", route.title, "resource", route.resource))
		}
	}
	if result != wire.StepOK || allowed == 0 {
		result = wire.StepWarning
	}
	if len(findings) == 0 {
		findings = append(findings, wire.NewFinding("rights_untold"))
	}
	t.end(testRights, result, findings...)
}

func (t *connection) may(c carrier, address string) (may, known bool) {
	text := c.token.Text
	request := c.authorize(wire.Request{Method: http.MethodGet, URL: address}, text.Reveal())
	req, err := http.NewRequest(request.Method, request.URL, nil)
	if err != nil {
		return false, false
	}
	for _, h := range request.Headers {
		req.Header.Set(h.Name, h.Value)
	}
	answer, err := magento.Send(t.j.ctx, t.way, req)
	if err != nil {
		return false, false
	}
	t.out.Evidence = append(t.out.Evidence, answer.Evidence(http.MethodGet, address, ""))
	refusal := magento.Refused(answer)
	return refusal == nil, refusal == nil || refusal.Code == "not_authorized"
}

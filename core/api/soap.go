package api

import (
	"net/url"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// soap lists the operations of a service, each as a request with its envelope
// to fill in. The store's WSDL tells them; a protected service shows its own
// only to those who may call it (Magento_Webapi).
func (h *handler) soap(j *job) (any, error) {
	var in struct {
		storeCall
		Service    string              `json:"service"`
		Credential *wire.CredentialRef `json:"credential"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	store, evidence, way, err := h.reach(j, in.storeCall)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	code := first(store.StoreCode, "default")
	address := store.BaseURL + "/soap/" + code + "?services=" + url.QueryEscape(in.Service)
	var headers []wire.Header
	if in.Credential != nil {
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(store.RestURL))
		if err != nil {
			return nil, err
		}
		headers = c.authorize(wire.Request{Method: "GET", URL: address}, text.Reveal()).Headers
	}
	answer, err := magento.Get(j.ctx, way, store.BaseURL+"/soap/"+code+"?wsdl&services="+url.QueryEscape(in.Service),
		append(headers, wire.Header{Name: "Accept", Value: "application/soap+xml, text/xml"})...)
	if err != nil {
		return nil, err
	}
	operations, types := catalogue.ReadWSDL(string(answer.Body))
	if len(operations) == 0 {
		return nil, refuse("service_unknown", "service", in.Service)
	}
	list := []wire.SOAPOperation{}
	for _, o := range operations {
		body := types.Envelope(o, address)
		list = append(list, wire.SOAPOperation{Name: o.Name, Request: wire.Request{Method: "POST", URL: address, Body: &body,
			Headers: []wire.Header{{Name: "Content-Type", Value: "application/soap+xml; charset=utf-8"}, {Name: "Accept", Value: "application/soap+xml"}}}})
	}
	return map[string]any{"operations": list}, nil
}

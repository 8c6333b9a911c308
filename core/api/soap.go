package api

import (
	"net/http"
	"slices"
	"sort"
	"strings"

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
		Code       string              `json:"storeCode"`
		Credential *wire.CredentialRef `json:"credential"`
		// Operation is the one that is wanted; its name begins with its service's.
		Operation string `json:"operation"`
		// Method and Path are of the route that the operation is wanted for.
		Method string `json:"method"`
		Path   string `json:"path"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	store, evidence, way, err := h.reach(j, in.storeCall)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	if in.Service == "" {
		in.Service, _ = soapService(in.Operation)
	}
	if in.Service == in.Operation {
		in.Operation = ""
	}
	store.StoreCode = first(in.Code, store.StoreCode)
	address := soapAddress(store, in.Service)
	var headers []wire.Header
	if in.Credential != nil {
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(store.RestURL))
		if err != nil {
			return nil, err
		}
		headers = c.authorize(wire.Request{Method: "GET", URL: address}, text.Reveal()).Headers
	}
	answer, err := magento.Get(j.ctx, way, strings.Replace(address, "?", "?wsdl&", 1),
		append(headers, wire.Header{Name: "Accept", Value: "application/soap+xml, text/xml"})...)
	if way.held != nil {
		return nil, way.held
	}
	if err != nil {
		return nil, err
	}
	wsdl := string(answer.Body)
	operations, types := catalogue.ReadWSDL(wsdl)
	if len(operations) == 0 {
		return nil, noOperations(answer, in.Service)
	}
	space := first(catalogue.Namespace(wsdl), address)
	list, names := []wire.SOAPOperation{}, []string{}
	for _, o := range operations {
		if in.Operation != "" && in.Operation != o.Name {
			continue
		}
		body := types.Envelope(o, space)
		names = append(names, o.Name)
		list = append(list, wire.SOAPOperation{Name: o.Name, Reads: isSOAPRead(body), Request: wire.Request{Method: "POST", URL: address, Body: &body,
			Headers: slices.Clone(soapHeaders)}})
	}
	if len(list) == 0 {
		return nil, refuse("operation_unknown", "service", in.Service, "operation", in.Operation)
	}
	return map[string]any{"operations": list, "likely": likelyOperation(names, in.Service, in.Method, in.Path)}, nil
}

var soapHeaders = []wire.Header{{Name: "Content-Type", Value: "application/soap+xml; charset=utf-8"}, {Name: "Accept", Value: "application/soap+xml"}}

// soapParam is a SOAP request: an envelope for a service.
type soapParam struct {
	Service  string `json:"service"`
	Envelope string `json:"envelope"`
}

// soap makes a POST of it.
func (in *requestCall) soap() {
	in.Method, in.Body = http.MethodPost, &in.SOAP.Envelope
	in.Path = soapPath(in.Code, in.SOAP.Service)
	in.Headers = withHeaders(wire.Request{Headers: in.Headers}, soapHeaders...).Headers
}

// likelyOperation is the one that does what a route does.
func likelyOperation(names []string, service, method, path string) string {
	words := "GetList GetItems Get"
	switch {
	case method == http.MethodDelete:
		words = "DeleteById Delete Remove Unassign"
	case method == http.MethodPut:
		words = "Save Update Assign"
	case method == http.MethodPost:
		words = "Save Create Add Place Assign"
	case strings.HasSuffix(path, "}"):
		words = "GetById Get"
	}
	for _, fits := range []func(name, with string) bool{func(a, b string) bool { return a == b }, strings.HasPrefix} {
		for _, word := range strings.Fields(words) {
			for _, name := range names {
				if fits(name, service+word) {
					return name
				}
			}
		}
	}
	return names[0]
}

// soapAddress is the endpoint of a service: it wants a store code.
func soapAddress(store wire.Store, service string) string {
	return magento.APIRoot(store) + soapPath(store.StoreCode, service)
}

func soapPath(code, service string) string {
	return "/soap/" + encodedSegment(first(code, "default")) + "?services=" + encoded(service)
}

// noOperations says why: without the right to it a service is not described
// (status 401, observed on 2.4.7), and one that is not there neither (400).
func noOperations(answer magento.Answer, service string) error {
	if refusal := magento.Refused(answer); refusal != nil && answer.Status != http.StatusBadRequest && answer.Status != http.StatusOK {
		return refusal
	}
	return refuse("service_unknown", "service", service)
}

// soapServices lists the services of a store, as far as its routes tell: what
// REST groups routes by is a service of SOAP, under the same name
// (Magento_Webapi builds both from webapi.xml).
func (h *handler) soapServices(j *job) (any, error) {
	_, own := h.indexOf(j, originOfURL(j.req.URL.Query().Get("origin")))
	services := []string{}
	for _, list := range [2][]catalogue.Operation{own.Operations, catalogue.Stock().Operations} {
		for i := range list {
			if service := list[i].Service; service != "" && !has(services, service) {
				services = append(services, service)
			}
		}
	}
	sort.Strings(services)
	return map[string]any{"services": services}, nil
}

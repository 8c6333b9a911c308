package sandbox

import (
	"io"
	"net/http"
	"slices"
	"strings"
)

// wsdlList names every service, whoever asks.
func (c *call) wsdlList(w http.ResponseWriter) {
	all := object{}
	for _, f := range schemaData().services {
		all = append(all, field{f.name, object{{"wsdl_endpoint", c.s.baseURL(c.r) + "soap/" + c.store + "?wsdl&services=" + f.name}}})
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, phpJSON(all))
}

// wsdl describes services to who may use all that they do. It has the
// operations that the sandbox runs; of other services it has the frame.
func (c *call) wsdl(w http.ResponseWriter) {
	for name := range c.r.URL.Query() {
		if name != "wsdl" && name != "services" {
			soapFault(w, http.StatusBadRequest, soap12, "env:Sender", "Not allowed parameters: "+name+". Please use only wsdl and services.")
			return
		}
	}
	who, no := c.identify()
	var services []string
	for _, service := range strings.Split(c.r.URL.Query().Get("services"), ",") {
		if no == nil {
			no = c.describable(who, service)
		}
		services = append(services, service)
	}
	c.setCookies(w)
	if no != nil {
		soapFault(w, no.status, soap12, "env:Sender", filled(no))
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=UTF-8")
	_, _ = io.WriteString(w, wsdlText(c.soapAddress(), services))
}

func (c *call) describable(who caller, service string) *refusal {
	known := false
	if c.s.mode.TwoFactor && strings.HasPrefix(service, "twoFactorAuth") {
		for name := range twoFactorOperations {
			known = known || strings.HasPrefix(name, service)
		}
	}
	for _, one := range schemaData().operations {
		if one.service != service || c.s.mode.TwoFactor && service == adminService {
			continue
		}
		known = true
		if one.resource != "anonymous" && !who.may(one.resource, c.store) && service != "integrationCustomerTokenServiceV1" {
			return refuseWith(http.StatusUnauthorized, "The consumer isn't authorized to access %resources.", object{{"resources", one.resource}})
		}
	}
	if !known {
		return refuseWith(http.StatusBadRequest, `Requested service is not available: "%1"`, []any{service})
	}
	return nil
}

// operationFields are what the operations take, all of them text.
var operationFields = map[string][]string{
	"integrationAdminTokenServiceV1CreateAdminAccessToken":       {"username", "password"},
	"integrationCustomerTokenServiceV1CreateCustomerAccessToken": {"username", "password"},
	"twoFactorAuthAdminTokenServiceV1CreateAdminAccessToken":     {"username", "password"},
	"twoFactorAuthGoogleAuthenticateV1CreateAdminAccessToken":    {"username", "password", "otp"},
}

// wsdlText is WSDL 1.1 with SOAP 1.2, document and literal.
func wsdlText(address string, services []string) string {
	space := escapedXML(address)
	var types, messages, rest strings.Builder
	for _, service := range services {
		var ports, bindings strings.Builder
		for _, name := range append(sortedKeys(soapOperations), sortedKeys(twoFactorOperations)...) {
			method, ok := strings.CutPrefix(name, service)
			if !ok {
				continue
			}
			lower := strings.ToLower(method[:1]) + method[1:]
			types.WriteString(wsdlElement(name+"Request", operationFields[name]) + wsdlElement(name+"Response", []string{"result"}))
			for _, kind := range []string{"Request", "Response"} {
				messages.WriteString(`<message name="` + name + kind + `"><part name="messageParameters" element="tns:` + name + kind + `"/></message>`)
			}
			ports.WriteString(`<operation name="` + name + `"><input message="tns:` + name + `Request"/><output message="tns:` + name + `Response"/></operation>`)
			bindings.WriteString(`<operation name="` + name + `"><soap12:operation soapAction="` + service + title(lower) +
				`"/><input><soap12:body use="literal"/></input><output><soap12:body use="literal"/></output></operation>`)
		}
		rest.WriteString(`<portType name="` + service + `PortType">` + ports.String() + `</portType>` +
			`<binding name="` + service + `Binding" type="tns:` + service + `PortType"><soap12:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>` +
			bindings.String() + `</binding><service name="` + service + `Service"><port name="` + service + `Port" binding="tns:` + service +
			`Binding"><soap12:address location="` + space + `"/></port></service>`)
	}
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"` +
		` xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:tns="` + space + `" name="` + strings.Join(slices.Compact(services), ",") +
		`" targetNamespace="` + space + `"><types><xsd:schema targetNamespace="` + space + `">` + types.String() + `</xsd:schema></types>` +
		messages.String() + rest.String() + "</definitions>\n"
}

func wsdlElement(name string, fields []string) string {
	text := `<xsd:element name="` + name + `"><xsd:complexType><xsd:sequence>`
	for _, one := range fields {
		text += `<xsd:element name="` + one + `" minOccurs="1" maxOccurs="1" type="xsd:string"/>`
	}
	return text + `</xsd:sequence></xsd:complexType></xsd:element>`
}

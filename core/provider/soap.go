package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "soap",
		Title:   "SOAP",
		Summary: "User name and password over SOAP 1.2, where REST is closed.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer},
		Fields:  eitherFields(),
	},
	Order:   72,
	Counted: true,
	Obtain:  obtainSOAP,
})

// The services of Magento_Integration and, with two-factor authentication on,
// those of Magento_TwoFactorAuth in the place of the administrator's: names after
// Magento_Webapi's ServiceMetadata, the last two not observed.
const (
	adminService    = "integrationAdminTokenServiceV1"
	customerService = "integrationCustomerTokenServiceV1"
	factorService   = "twoFactorAuthAdminTokenServiceV1"
	googleService   = "twoFactorAuthGoogleAuthenticateV1"

	adminMethod    = "CreateAdminAccessToken"
	customerMethod = "CreateCustomerAccessToken"
)

// obtainSOAP reads the description of the service first: it says whether the
// service is there, and under which address as its namespace. Nothing secret goes
// with that, so that the password leaves once and to the right one.
func obtainSOAP(ctx context.Context, env Env, in Input) (Credential, error) {
	kind, err := kindOfLogin(in)
	if err != nil {
		return Credential{}, err
	}
	if kind == wire.KindCustomer {
		return soapCall{service: customerService, method: customerMethod}.send(ctx, env, in, kind, eitherUser)
	}
	if in.Fields["otp"].Empty() {
		credential, err := soapCall{service: adminService, method: adminMethod}.send(ctx, env, in, kind, eitherUser)
		return credential, secondFactor(withMethods(err))
	}
	code, err := codeNow(env, in)
	if err != nil {
		return Credential{}, err
	}
	credential, err := soapCall{service: googleService, method: adminMethod}.send(ctx, env, in.with("otp", code), kind, codedUser)
	return credential, factorCalls[factorGoogle].refused(err)
}

// soapCall is one operation of one service.
type soapCall struct{ service, method, url, space string }

func (c soapCall) send(ctx context.Context, env Env, in Input, kind string, fields []wire.Field) (Credential, error) {
	if err := c.find(ctx, env, in); err != nil {
		return Credential{}, err
	}
	return login{url: c.url, kind: kind, fields: fields, form: c.form()}.send(ctx, env, in)
}

// find takes the namespace from the description. Where an administrator's service
// is not there, the second factor's stands in its place; where none can be read,
// the namespace is the address, as observed on 2.4.7.
func (c *soapCall) find(ctx context.Context, env Env, in Input) error {
	services := []string{c.service}
	if c.service == adminService {
		services = append(services, factorService)
	}
	for _, service := range services {
		url := soapURL(in.Store, service)
		answer, err := magento.Get(ctx, env.Doer, wsdlOf(url), append(append([]wire.Header{}, in.Headers...), wire.Header{Name: "Accept", Value: "application/wsdl+xml, text/xml"})...)
		if err != nil {
			return fmt.Errorf("provider: reading the description of the service: %w", err)
		}
		if space := targetNamespace(answer); space != "" {
			c.service, c.url, c.space = service, url, space
			return nil
		}
		if refusal := magento.Refused(answer); stopsSOAP(refusal) {
			refusal.Evidence = []wire.Evidence{answer.Evidence(http.MethodGet, wsdlOf(url), refusal.Finding().Message)}
			return refusal
		}
	}
	c.url = soapURL(in.Store, c.service)
	c.space = c.url
	return nil
}

// stopsSOAP tells what no login over SOAP gets past.
func stopsSOAP(r *magento.Refusal) bool {
	if r == nil {
		return false
	}
	switch r.Code {
	case "redirected", "basic_auth", "waf_page", "maintenance", "store_code_unknown", "page_not_found", "rate_limited":
		return true
	}
	return false
}

// soapURL is the endpoint of a service: it wants a store code in the path.
func soapURL(store wire.Store, service string) string {
	code := magento.CustomerView(store.StoreCode)
	if code == "" {
		code = "default"
	}
	return magento.APIRoot(store) + "/soap/" + code + "?services=" + service
}

func wsdlOf(url string) string { return strings.Replace(url, "?services=", "?wsdl&services=", 1) }

func targetNamespace(a magento.Answer) string {
	_, after, found := strings.Cut(string(a.Body), ` targetNamespace="`)
	space, _, closed := strings.Cut(after, `"`)
	if a.Status != http.StatusOK || !found || !closed || len(space) > 2000 || strings.ContainsAny(space, "<>\n") {
		return ""
	}
	return strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'").Replace(space)
}

const soapEnvelope = "http://www.w3.org/2003/05/soap-envelope"

func (c soapCall) form() loginForm {
	name := c.service + c.method
	return loginForm{
		media: "application/soap+xml; charset=utf-8",
		write: func(fields []wire.Field, values []string) ([]byte, error) {
			inner, err := xmlElements(fields, values)
			return []byte(`<?xml version="1.0" encoding="UTF-8"?><env:Envelope xmlns:env="` + soapEnvelope + `" xmlns:ns1="` + xmlEscape.Replace(c.space) +
				`"><env:Body><ns1:` + name + `Request>` + inner + `</ns1:` + name + `Request></env:Body></env:Envelope>`), err
		},
		read: func(body []byte) (secret.Text, bool) {
			text, ok := magento.XMLText(body, "Envelope", "Body", name+"Response", "result")
			if !ok {
				return secret.Text{}, false
			}
			return tokenLike(text)
		},
		refused: refusedSOAP,
	}
}

// refusedSOAP reads a fault, which comes with status 200.
func refusedSOAP(a magento.Answer) *magento.Refusal {
	refusal := magento.Refused(a)
	if refusal != nil && refusal.Code == "refused" && strings.Contains(refusal.StoreMessage, "not present") {
		refusal.Code = "soap_no_operation"
	}
	return refusal
}

// withMethods names the second factor where the fault does not: its parameters
// were not observed, and google is the only one that SOAP is asked with.
func withMethods(err error) error {
	var refusal *magento.Refusal
	if errors.As(err, &refusal) && refusal.Code == "two_factor_required" && len(refusal.ActiveProviders) == 0 {
		refusal.ActiveProviders = []string{"google"}
		if named := refusal.Params["active_providers"]; named != "" {
			refusal.ActiveProviders = strings.Split(named, ", ")
		}
	}
	return err
}

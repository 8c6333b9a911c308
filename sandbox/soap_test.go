package sandbox_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

const soapMedia = "Content-Type: application/soap+xml; charset=utf-8"

// soapRequest is an envelope of SOAP 1.2 for a service of the store view default.
func soapRequest(service, method, fields string) string {
	return `<?xml version="1.0"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:ns1="http://localhost:8089/soap/default?services=` +
		service + `"><env:Body><ns1:` + service + method + `Request>` + fields + `</ns1:` + service + method + `Request></env:Body></env:Envelope>`
}

const (
	adminService = "integrationAdminTokenServiceV1"
	adminFields  = "<username>admin</username><password>Admin123!seed</password>"
)

func soapAsk(t *testing.T, store *sandbox.Store, service, method, fields string, headers ...string) answer {
	t.Helper()
	return ask(t, store, "POST", "/soap/default?services="+service, soapRequest(service, method, fields), append(headers, soapMedia)...)
}

func TestSOAP(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	a := soapAsk(t, store, adminService, "CreateAdminAccessToken", adminFields)
	expect(t, a, 200, "<result>eyJ")
	bearer := "Authorization: Bearer " + first(a.body, "<result>(.*)</result>")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", bearer), 200, "Magento_")
	expect(t, soapAsk(t, store, "backendModuleServiceV1", "GetModules", "", bearer), 200, "<item>Magento_Store</item>")
	for what, one := range map[string]answer{
		"sign-in was incorrect":      soapAsk(t, store, adminService, "CreateAdminAccessToken", "<username>admin</username><password>x</password>"),
		`&quot;password&quot; is`:    soapAsk(t, store, adminService, "CreateAdminAccessToken", "<username>admin</username>"),
		"Procedure 'integration":     soapAsk(t, store, adminService, "Nope", adminFields),
		"access Magento_Backend::ad": soapAsk(t, store, "backendModuleServiceV1", "GetModules", ""),
		"not present":                ask(t, store, "POST", "/soap/default?services=another", soapRequest(adminService, "CreateAdminAccessToken", adminFields), soapMedia),
		"Bad Request":                ask(t, store, "POST", "/soap/default?services="+adminService, "<x>", soapMedia),
		"services are missing":       ask(t, store, "GET", "/soap/default", ""),
	} {
		expect(t, one, 200, "<env:Fault>")
		expect(t, one, 200, what)
	}
	expect(t, ask(t, store, "GET", "/soap/nope?wsdl", ""), 400, "cannot be processed")
	if got := ask(t, store, "GET", "/_sandbox/counters", "").body; !strings.Contains(got, `"admin":5`) {
		t.Errorf("counted %s", got)
	}
}

func TestSOAP11(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	body := strings.Replace(soapRequest(adminService, "CreateAdminAccessToken", adminFields), "http://www.w3.org/2003/05/soap-envelope",
		"http://schemas.xmlsoap.org/soap/envelope/", 1)
	a := ask(t, store, "POST", "/soap/default?services="+adminService, body, "Content-Type: text/xml")
	expect(t, a, 200, "<result>eyJ")
	if got := a.header.Get("Content-Type"); got != "text/xml; charset=utf-8" {
		t.Errorf("answered as %s", got)
	}
	expect(t, ask(t, store, "POST", "/soap/default?services="+adminService, strings.Replace(body, "Admin123!seed", "x", 1)), 200, "<faultstring>The account")
}

func TestSOAPSecondFactor(t *testing.T) {
	store, _ := newStore(sandbox.Options{TwoFactor: true})
	const factor = "twoFactorAuthAdminTokenServiceV1"
	expect(t, soapAsk(t, store, adminService, "CreateAdminAccessToken", adminFields), 200, "not present")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&services="+adminService, ""), 400, "not available")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&services="+factor, ""), 200, `name="`+factor+`CreateAdminAccessTokenRequest"`)
	expect(t, soapAsk(t, store, factor, "CreateAdminAccessToken", adminFields), 200, "Please use the 2fa provider-specific endpoints")
	const google = "twoFactorAuthGoogleAuthenticateV1"
	code := decode[sandbox.OTP](t, ask(t, store, "GET", "/_sandbox/otp", "").body).Code
	expect(t, soapAsk(t, store, google, "CreateAdminAccessToken", adminFields+"<otp>"+code+"</otp>"), 200, "<result>eyJ")
	store.SetMode(sandbox.Mode{})
	expect(t, soapAsk(t, store, google, "CreateAdminAccessToken", adminFields+"<otp>"+code+"</otp>"), 200, "not present")
}

func TestWSDL(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	a := ask(t, store, "GET", "/soap/default?wsdl&services="+adminService, "")
	expect(t, a, 200, `targetNamespace="http://localhost:8089/soap/default?services=`+adminService+`"`)
	expect(t, a, 200, `element name="password"`)
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&services=backendModuleServiceV1", ""), 401, "isn't authorized")
	admin := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&services=backendModuleServiceV1", "", admin), 200, "GetModules")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&services=nopeV1", ""), 400, "nopeV1")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl&x=1&services="+adminService, ""), 400, "Not allowed parameters: x")
	expect(t, ask(t, store, "GET", "/soap/default?wsdl_list=1", ""), 200, `"backendModuleServiceV1":{"wsdl_endpoint"`)
}

package provider

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// shelf answers each path (with its query) by itself and keeps what arrived.
type shelf struct {
	answers map[string]string
	status  int
	got     []*http.Request
	bodies  []string
}

func (s *shelf) Do(req *http.Request) (*http.Response, error) {
	body := ""
	if req.Body != nil {
		raw, _ := io.ReadAll(req.Body)
		body = string(raw)
	}
	s.got, s.bodies = append(s.got, req), append(s.bodies, body)
	text, known := s.answers[req.Method+" "+req.URL.RequestURI()]
	status := 400
	if !known {
		text = soapFault("Requested service is not available")
	} else {
		status = max(s.status, 200)
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text))}, nil
}

func (s *shelf) last() (*http.Request, string) { return s.got[len(s.got)-1], s.bodies[len(s.bodies)-1] }

const graphQLToken = `{"data":{"generateCustomerToken":{"token":"` + customerToken + `"}}}`

func TestCustomerOverGraphQL(t *testing.T) {
	s := &shelf{answers: map[string]string{"POST /shop/graphql": graphQLToken}}
	fields := login2(`a"b@example.com`, `"}){x}`)
	fields["recaptcha"] = "answer"
	got, err := give("customergraphql", s.Do, fields)
	if err != nil || got.Kind != wire.KindCustomer || got.Token.Reveal() != customerToken || len(s.got) != 1 {
		t.Fatalf("%v, %d requests", err, len(s.got))
	}
	req, body := s.last()
	if req.Header.Get("Store") != "german" || req.Header.Get("X-ReCaptcha") != "answer" || req.GetBody != nil {
		t.Errorf("headers %v", req.Header)
	}
	var sent struct{ Variables map[string]string }
	if json.Unmarshal([]byte(body), &sent) != nil || sent.Variables["email"] != fields["username"] || sent.Variables["password"] != fields["password"] {
		t.Error("the values arrived otherwise")
	}
}

func TestGraphQLRefusals(t *testing.T) {
	const refused = `{"errors":[{"message":"%","extensions":{"category":"#"}}],"data":{"generateCustomerToken":null}}`
	for _, test := range []struct {
		message, category string
		status            int
		recaptcha, code   string
	}{
		{"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.", "graphql-authentication", 200, "", "sign_in_refused"},
		{"Anmeldung fehlgeschlagen.", "graphql-authentication", 200, "", "sign_in_refused"},
		{"Anmeldung fehlgeschlagen.", "graphql-authentication", 401, "", "sign_in_refused"},
		{"ReCaptcha validation failed, please try again", "graphql-input", 200, "", "recaptcha"},
		{"ReCaptcha validation failed, please try again", "graphql-input", 200, "x", "recaptcha_refused"},
		{"Requested store is not found (german)", "graphql-input", 500, "", "store_code_unknown"},
		{"This account isn't confirmed. Verify and try again.", "graphql-authentication", 200, "", "account_not_confirmed"},
	} {
		body := strings.NewReplacer("%", test.message, "#", test.category).Replace(refused)
		s := &shelf{status: test.status, answers: map[string]string{"POST /shop/graphql": body}}
		fields := login2("a@b.c", "hunter22")
		fields["recaptcha"] = test.recaptcha
		_, err := give("customergraphql", s.Do, fields)
		var refusal *magento.Refusal
		if !errors.As(err, &refusal) || refusal.Code != test.code || len(refusal.Evidence) != 1 || len(s.got) != 1 {
			t.Errorf("%s: %v", test.code, err)
		}
	}
}

func TestReCaptchaOverREST(t *testing.T) {
	const path = "/shop/rest/german/V1/integration/customer/token"
	s := &shelf{status: 400, answers: map[string]string{"POST " + path: `{"message":"ReCaptcha validation failed, please try again"}`}}
	for answer, code := range map[string]string{"": "recaptcha", "03AF": "recaptcha_refused"} {
		fields := login2("a@b.c", "x")
		fields["recaptcha"] = answer
		_, err := give("customer", s.Do, fields)
		req, body := s.last()
		if codeOf(err) != code || req.Header.Get("X-ReCaptcha") != answer || strings.Contains(body, "03AF") {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestXML(t *testing.T) {
	const admin, shop, google = "/shop/rest/V1/integration/admin/token", "/shop/rest/german/V1/integration/customer/token", "/shop/rest/V1/tfa/provider/google/authenticate"
	for _, test := range []struct{ kind, otp, path, token string }{
		{"", "", admin, adminToken}, {"admin", "", admin, adminToken}, {"customer", "", shop, customerToken}, {"admin", "123 456", google, adminToken},
	} {
		s := &shelf{answers: map[string]string{"POST " + test.path: "<?xml version=\"1.0\"?>\n<response>" + test.token + "</response>\n"}}
		fields := login2("jane", "<&>")
		fields["kind"], fields["otp"] = test.kind, test.otp
		got, err := give("xml", s.Do, fields)
		if err != nil || got.Token.Reveal() != test.token || len(s.got) != 1 {
			t.Errorf("%+v: %v", test, err)
			continue
		}
		req, body := s.last()
		if req.Header.Get("Content-Type") != "application/xml" || req.Header.Get("Accept") != "application/xml" {
			t.Errorf("headers %v", req.Header)
		}
		if want := "<login><username>jane</username><password>&lt;&amp;&gt;</password>"; !strings.HasPrefix(body, want) || strings.Contains(body, "<otp>123456</otp>") != (test.otp != "") {
			t.Error(body)
		}
	}
}

func TestXMLRefusals(t *testing.T) {
	const path = "POST /shop/rest/V1/integration/admin/token"
	for body, code := range map[string]string{
		"<?xml version=\"1.0\"?>\n<response>\n  <message>The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.</message>\n</response>\n":       "sign_in_refused",
		"<response><message>Please use the 2fa provider-specific endpoints to obtain a token.</message><parameters><active_providers><item>google</item></active_providers></parameters></response>": "two_factor_required",
		"<html><title>Moved</title></html>": "web_page_answer",
	} {
		s := &shelf{status: 400, answers: map[string]string{path: body}}
		if strings.HasPrefix(code, "web") {
			s.status = 200
		}
		if _, err := give("xml", s.Do, login2("jane", "x")); codeOf(err) != code && !strings.HasSuffix(code, "page_answer") {
			t.Errorf("%s: %v", code, err)
		} else if err == nil {
			t.Errorf("%s: taken", code)
		}
	}
	if _, err := give("xml", nobody, map[string]string{"kind": "guest", "username": "a", "password": "b"}); codeOf(err) != "value_not_known" {
		t.Error(err)
	}
}

// Whatever XML can carry arrives as it was typed; the rest is refused before
// anything leaves.
func TestXMLCarriesAnyPassword(t *testing.T) {
	for i, value := range append(nasty, "a\rb", "\ufffe", "\uffff", "\x01", "\x0b", "\u0085", "&#13;") {
		s := &shelf{answers: map[string]string{"POST /shop/rest/V1/integration/admin/token": "<response>" + adminToken + "</response>"}}
		_, err := give("xml", s.Do, login2(value, value))
		if carried := isXML(value); carried != (err == nil) || carried != (len(s.got) == 1) {
			t.Errorf("value %d: %v", i, err)
			continue
		} else if !carried {
			if code := codeOf(err); code != "value_not_xml" && code != "value_nul" {
				t.Errorf("value %d: %s", i, code)
			}
			continue
		}
		var got struct {
			Username string `xml:"username"`
			Password string `xml:"password"`
		}
		if err := xml.Unmarshal([]byte(s.bodies[0]), &got); err != nil || got.Username != value || got.Password != value {
			t.Errorf("value %d arrived otherwise: %v", i, err)
		}
	}
}

const (
	adminSOAP    = "/shop/soap/german?services=integrationAdminTokenServiceV1"
	adminWSDL    = "/shop/soap/german?wsdl&services=integrationAdminTokenServiceV1"
	customerSOAP = "/shop/soap/german?services=integrationCustomerTokenServiceV1"
)

func soapAnswer(operation, token string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:ns1="x"><env:Body><ns1:` +
		operation + `Response><result>` + token + `</result></ns1:` + operation + `Response></env:Body></env:Envelope>`
}

func soapFault(text string) string {
	return `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" ><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code>` +
		`<env:Reason><env:Text xml:lang="en">` + text + `</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`
}

func TestSOAP(t *testing.T) {
	const operation = "integrationAdminTokenServiceV1CreateAdminAccessToken"
	for name, space := range map[string]string{
		"https://host" + adminSOAP:                              "",
		"http://inner:8080/soap/german?services=x&amp;y=&quot;": `<definitions name="x" targetNamespace="http://inner:8080/soap/german?services=x&amp;y=&quot;">`,
	} {
		s := &shelf{answers: map[string]string{"POST " + adminSOAP: soapAnswer(operation, adminToken)}}
		if space != "" {
			s.answers["GET "+adminWSDL] = space
		}
		got, err := give("soap", s.Do, login2("jane", `a"<&>b`))
		if err != nil || got.Token.Reveal() != adminToken || got.Kind != wire.KindAdmin {
			t.Fatal(name, err)
		}
		req, body := s.last()
		if req.Header.Get("Content-Type") != "application/soap+xml; charset=utf-8" {
			t.Errorf("headers %v", req.Header)
		}
		if !strings.Contains(body, `xmlns:ns1="`+name+`"><env:Body><ns1:`+operation+`Request><username>jane</username><password>a&quot;&lt;&amp;&gt;b</password></ns1:`+operation+`Request>`) {
			t.Error(body)
		}
	}
	s := &shelf{answers: map[string]string{"POST " + customerSOAP: soapAnswer("integrationCustomerTokenServiceV1CreateCustomerAccessToken", customerToken)}}
	fields := login2("a@b.c", "x")
	fields["kind"] = "customer"
	if got, err := give("soap", s.Do, fields); err != nil || got.Kind != wire.KindCustomer {
		t.Error(err)
	}
}

// With the second factor on another service stands in the place of the usual
// one. One password leaves, whatever is there.
func TestSOAPSecondFactor(t *testing.T) {
	const path = "/shop/soap/german?services=twoFactorAuthAdminTokenServiceV1"
	s := &shelf{answers: map[string]string{
		"GET /shop/soap/german?wsdl&services=twoFactorAuthAdminTokenServiceV1": `<definitions targetNamespace="x">`,
		"POST " + path: soapFault("Please use the 2fa provider-specific endpoints to obtain a token."),
	}}
	_, err := give("soap", s.Do, login2("jane", "x"))
	var second *TwoFactor
	if !errors.As(err, &second) || !second.Answerable() || len(s.got) != 3 {
		t.Errorf("%v after %d requests", err, len(s.got))
	}
	const google = "twoFactorAuthGoogleAuthenticateV1"
	s = &shelf{answers: map[string]string{"POST /shop/soap/german?services=" + google: soapAnswer(google+"CreateAdminAccessToken", adminToken)}}
	fields := login2("jane", "x")
	fields["otp"] = "123456"
	if _, err := give("soap", s.Do, fields); err != nil {
		t.Error(err)
	}
	if _, body := s.last(); !strings.Contains(body, "<otp>123456</otp>") {
		t.Error(body)
	}
}

// A fault comes with status 200.
func TestSOAPFaults(t *testing.T) {
	for text, code := range map[string]string{
		"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.": "sign_in_refused",
		"Procedure 'x' not present": "soap_no_operation",
		"Something else":            "refused",
	} {
		s := &shelf{answers: map[string]string{"POST " + adminSOAP: soapFault(text)}}
		_, err := give("soap", s.Do, login2("jane", "hunter22"))
		if codeOf(err) != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}

package magento

import (
	"os"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func codes(findings []wire.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

func TestExplain(t *testing.T) {
	const signIn = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."
	const signInAll = "sign_in_refused maybe_locked maybe_other_account maybe_store_all"
	const notAuthorizedAll = "not_authorized maybe_expired maybe_integration_bearer maybe_header_lost"
	tests := []struct {
		name   string
		status int
		text   string
		want   string
	}{
		{"second factor", 400, `{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":["google"]}}`, "two_factor_required"},
		{"second factor not set up", 0, `{"message":"Please ask an administrator with sufficient access to configure 2FA first"}`, "two_factor_not_set_up"},
		{"second factor by mail", 0, `You are required to configure personal Two-Factor Authorization in order to login. Please check your email.`, "two_factor_mail_sent"},
		{"sign-in", 401, `{"message":"` + signIn + `"}`, signInAll},
		{"sign-in as text", 0, signIn, signInAll},
		{"sign-in, GraphQL", 200, `{"errors":[{"message":"` + signIn + `","extensions":{"category":"graphql-authentication"}}],"data":{}}`, signInAll},
		{"no right", 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::store"}}`, notAuthorizedAll},
		{"no right, template alone", 0, `The consumer isn't authorized to access %resources.`, notAuthorizedAll},
		{"no right, from a log", 0, `[2024-01-01] ERROR 401: {"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Sales::actions_view"}} at line 3`, notAuthorizedAll},
		{"curl -v", 0, "> GET /rest/V1/modules HTTP/1.1\n{ [99 bytes data]\n* Connection #0 {\"a\" left\n{\"message\":\"Decoding error.\"}", "decoding_error"},
		{"XML after a log's words", 0, "got <response><message>Decoding error.</message></response> here", "decoding_error"},
		{"no right, curly apostrophe", 0, `The consumer isn’t authorized to access Magento_Catalog::products.`, notAuthorizedAll},
		{"self", 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`, "self_only maybe_other_view maybe_expired"},
		{"self as text", 0, `The consumer isn't authorized to access self.`, "self_only maybe_other_view maybe_expired"},
		{"reCAPTCHA", 400, `{"message":"ReCaptcha validation failed, please try again"}`, "recaptcha"},
		{"decoding", 400, `{"message":"Decoding error."}`, "decoding_error"},
		{"content type", 0, `Content-Type header is empty.`, "content_type"},
		{"IMS", 0, `Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN.`, "ims_only"},
		{"route", 404, `{"message":"Request does not match any route."}`, "route_not_found"},
		{"store code", 400, `{"message":"Specified request cannot be processed."}`, "store_code_unknown"},
		{"signature method", 0, `{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]}`, "signature_method"},
		{"signature", 0, `oauth_problem=The+signature+is+invalid.+Verify+and+try+again.`, "signature_invalid"},
		{"consumer key", 0, `oauth_problem=Consumer%20key%20has%20expired`, "consumer_expired"},
		{"Basic", 401, titled("401 Authorization Required"), "basic_auth"},
		{"Basic, status from the title", 0, titled("401 Authorization Required"), "basic_auth"},
		{"curl -i", 0, "HTTP/1.1 401 Unauthorized\r\nServer: nginx\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n<html>", "basic_auth"},
		{"curl -i over a proxy", 0, "HTTP/1.1 200 Connection established\n\nHTTP/2 404\nserver: nginx\n\n" + titled("404 Not Found"), "page_not_found"},
		{"head alone", 0, "HTTP/1.1 301 Moved\nLocation: https://www.example.com/\n", "redirected"},
		{"web server's 404", 0, titled("404 Not Found"), "page_not_found"},
		{"page", 0, titled("Home page"), "web_page_answer"},
		{"GraphQL", 200, `{"errors":[{"message":"The current customer isn't authorized.","extensions":{"category":"graphql-authorization"}}]}`, "graphql_not_authorized"},
		{"GraphQL, store header", 500, `{"errors":[{"message":"Requested store is not found (nope)","extensions":{"category":"graphql-input"}}]}`, "store_code_unknown"},
		{"SOAP fault", 200, `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Reason><env:Text>` + signIn + `</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`, signInAll},
		{"report", 500, `{"message":"Internal Error. Details are available in Magento log file. Report ID: webapi-1"}`, "store_error"},

		{"nothing", 0, "", ""},
		{"token", 0, "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjF9.c2ln", ""},
		{"header", 0, "Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345", ""},
		{"words", 0, "I asked the provider for an invalid code. Nothing came.", ""},
		{"other JSON", 0, `{"id":1,"email":"a@example.com"}`, ""},
		{"other error", 400, `{"message":"The product is odd."}`, ""},
		{"other API", 0, `{"error":"invalid_grant"}`, ""},
		{"number", 0, "7", ""},
		{"status alone", 401, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := codes(Explain(test.status, test.text)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestExplainNamesTheResource(t *testing.T) {
	for _, text := range []string{
		`{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Cms::page"}}`,
		`The consumer isn't authorized to access Magento_Cms::page.`,
	} {
		found := Explain(0, text)
		if len(found) == 0 || found[0].Params["resources"] != "Magento_Cms::page" || !strings.Contains(found[0].Message, "Magento_Cms::page") {
			t.Errorf("%s: %+v", text, found)
		}
	}
}

// Each rule names the place its text comes from; the table is the one place to
// look for it.
func TestRulesNameTheirSource(t *testing.T) {
	source, err := os.ReadFile("rule.go")
	if err != nil {
		t.Skip("the source is not here: ", err)
	}
	for _, block := range strings.Split(string(source), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if strings.HasPrefix(strings.TrimSpace(lines[0]), "{code:") {
			t.Errorf("no source above %s", lines[0])
		}
	}
}

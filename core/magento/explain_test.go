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
	const notAuthorizedAll = "not_authorized maybe_expired maybe_integration_bearer maybe_rights_cached maybe_header_lost"
	const selfOnlyAll = "self_only maybe_other_view maybe_expired maybe_session"
	tests := []struct {
		name   string
		status int
		text   string
		want   string
	}{
		{"second factor", 400, `{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":["google"]}}`, "two_factor_required use_integration"},
		{"second factor not set up", 0, `{"message":"Please ask an administrator with sufficient access to configure 2FA first"}`, "two_factor_not_set_up"},
		{"second factor by mail", 0, `You are required to configure personal Two-Factor Authorization in order to login. Please check your email.`, "two_factor_mail_sent"},
		{"sign-in", 401, `{"message":"` + signIn + `"}`, signInAll},
		{"sign-in as text", 0, signIn, signInAll},
		{"sign-in, GraphQL", 200, `{"errors":[{"message":"` + signIn + `","extensions":{"category":"graphql-authentication"}}],"data":{}}`, "sign_in_refused maybe_locked maybe_other_account"},
		{"no right", 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::store"}}`, notAuthorizedAll},
		{"no right, template alone", 0, `The consumer isn't authorized to access %resources.`, notAuthorizedAll},
		{"no right, from a log", 0, `[2024-01-01] ERROR 401: {"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Sales::actions_view"}} at line 3`, notAuthorizedAll},
		{"curl -v", 0, "> GET /rest/V1/modules HTTP/1.1\n{ [99 bytes data]\n* Connection #0 {\"a\" left\n{\"message\":\"Decoding error.\"}", "decoding_error"},
		{"XML after a log's words", 0, "got <response><message>Decoding error.</message></response> here", "decoding_error"},
		{"no right, curly apostrophe", 0, `The consumer isn’t authorized to access Magento_Catalog::products.`, notAuthorizedAll},
		{"self", 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`, selfOnlyAll},
		{"self as text", 0, `The consumer isn't authorized to access self.`, selfOnlyAll},
		{"reCAPTCHA", 400, `{"message":"ReCaptcha validation failed, please try again"}`, "recaptcha"},
		{"decoding", 400, `{"message":"Decoding error."}`, "decoding_error"},
		{"content type", 0, `Content-Type header is empty.`, "content_type"},
		{"IMS", 0, `Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN.`, "ims_only"},
		{"route", 404, `{"message":"Request does not match any route."}`, "route_not_found"},
		{"store code", 400, `{"message":"Specified request cannot be processed."}`, "store_code_unknown"},
		{"signature method", 0, `{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]}`, "signature_method"},
		{"signature", 0, `oauth_problem=The+signature+is+invalid.+Verify+and+try+again.`, "signature_invalid maybe_exchange_secret maybe_proxy maybe_secret_encrypted"},
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
		{"SOAP fault that no rule knows", 200, `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Reason><env:Text>Bad Request</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`, "request_refused"},
		{"SOAP fault", 200, `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Reason><env:Text>` + signIn + `</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`, "sign_in_refused maybe_locked maybe_other_account"},
		{"report", 500, `{"message":"Internal Error. Details are available in Magento log file. Report ID: webapi-1"}`, "store_error"},

		{"nothing", 0, "", ""},
		{"token", 0, "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjF9.c2ln", ""},
		{"header", 0, "Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345", ""},
		{"words", 0, "I asked the provider for an invalid code. Nothing came.", ""},
		{"other JSON", 0, `{"id":1,"email":"a@example.com"}`, ""},
		{"other error, status not known", 0, `{"message":"The product is odd."}`, ""},
		{"other API", 0, `{"error":"of its own"}`, ""},
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

// The answer to a missing right ends with the box to tick.
func TestExplainEndsWithTheBox(t *testing.T) {
	stock := []wire.TreeNode{{ID: "A_Sales::sales", Title: "Sales"}, {ID: "A_Sales::view", Title: "View", Parent: "A_Sales::sales"}}
	own := []wire.TreeNode{{ID: "A_Sales::sales", Title: "Verkauf", Ticked: true}, {ID: "A_Sales::view", Title: "Ansehen", Parent: "A_Sales::sales"}}
	bare := []wire.TreeNode{{ID: "A_Sales::sales", Title: "Verkauf"}}
	tests := []struct {
		name      string
		paths     PathOf
		resources string
		code      string
		says      string
	}{
		{"stock", Paths(nil, stock), "A_Sales::view", "right_box", "Sales > View"},
		{"the store's own words", Paths(own, stock), "A_Sales::view", "right_unticked", "Verkauf > Ansehen"},
		{"ticked", Paths(own, stock), "A_Sales::sales", "right_ticked", "Verkauf"},
		{"a tree without ticks", Paths(bare, stock), "A_Sales::sales", "right_box", "Verkauf"},
		{"not in the store's tree", Paths(bare, stock), "A_Sales::view", "right_box", "Sales > View"},
		{"a module's", Paths(own, stock), "Acme_Pos::till", "right_box_unknown", "Acme_Pos"},
		{"two", Paths(stock), "A_Sales::sales, A_Sales::view", "right_box right_box", "Sales > View"},
		{"none known", nil, "A_Sales::view", "", ""},
		{"everybody's", Paths(stock), "Magento_Backend::admin", "", ""},
		{"a customer's own", Paths(stock), "self", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body := `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"` + test.resources + `"}}`
			found := Explain(401, body, WithPaths(test.paths))
			var boxes []wire.Finding
			for _, f := range found {
				if strings.HasPrefix(f.Code, "right_") {
					boxes = append(boxes, f)
				}
			}
			if codes(boxes) != test.code {
				t.Fatalf("got %q, want %q", codes(boxes), test.code)
			}
			if last := found[len(found)-1]; test.code != "" && !strings.Contains(last.Message+last.Hint, test.says) {
				t.Errorf("ends with %q %q", last.Message, last.Hint)
			}
		})
	}
}

func TestUnknownSaysWhatWouldHelp(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "answer_empty",
		" \n":                 "answer_empty",
		"Lorem ipsum dolor.":  "answer_unknown",
		`{"id":1}`:            "answer_unknown",
		testToken:             "answer_is_token",
		"Bearer " + testToken: "answer_is_token",
	} {
		if f := Unknown(0, text); f.Code != want || f.Hint == "" {
			t.Errorf("%.20q: %s", text, f.Code)
		}
	}
}

// Each rule names the place its text comes from; the tables are the one place to
// look for it.
func TestRulesNameTheirSource(t *testing.T) {
	for _, file := range []string{"rule.go", "rule_client.go", "rule_oauth2.go", "rule_page.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Skip("the source is not here: ", err)
		}
		commented := false
		for line := range strings.Lines(string(source)) {
			switch line = strings.TrimSpace(line); {
			case strings.HasPrefix(line, "//"):
				commented = true
			case line == "", strings.HasSuffix(line, "{"):
				commented = false
			case strings.HasPrefix(line, "{code:") && !commented:
				t.Errorf("%s: no source above %s", file, line)
			}
		}
	}
}

// No rule is hidden by one before it that has the same words.
func TestRulesAreReached(t *testing.T) {
	for name, table := range map[string][]rule{"rules": rules, "clientRules": clientRules, "oauth2Rules": oauth2Rules} {
		for _, r := range table {
			text := r.is
			if text == "" {
				text = strings.Join(r.has, " ")
			}
			if got, ok := ruleIn(table, text); !ok || got.code != r.code {
				t.Errorf("%s: %q is taken for %s, not for %s", name, text, got.code, r.code)
			}
		}
	}
}

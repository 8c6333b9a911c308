package magento

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func titled(title string) string {
	return "<!doctype html>\n<html><head><title>" + title + "</title></head><body>x</body></html>"
}

func TestRefused(t *testing.T) {
	const signIn = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."
	tests := []struct {
		name    string
		status  int
		header  string // "Name: value"
		body    string
		code    string
		message string
		params  string // "name=value"
	}{
		{"wrong password", 401, "", `{"message":"` + signIn + `"}`, "sign_in_refused", signIn, ""},
		{"wrong password, up to 2.2", 401, "", `{"message":"You did not sign in correctly or your account is temporarily disabled."}`, "sign_in_refused", "", ""},
		{"wrong password, XML", 401, "", `<?xml version="1.0"?><response><message>` + signIn + `</message></response>`, "sign_in_refused", signIn, ""},
		{"no right", 401, "", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::store"}}`, "not_authorized", "The consumer isn't authorized to access Magento_Backend::store.", "resources=Magento_Backend::store"},
		{"no right, up to 2.2", 401, "", `{"message":"Consumer is not authorized to access %resources","parameters":{"resources":"Magento_Sales::sales, Magento_Cart::manage"}}`, "not_authorized", "", "resources=Magento_Sales::sales, Magento_Cart::manage"},
		{"no right, another language", 401, "", `{"message":"Der Verbraucher darf %resources nicht.","parameters":{"resources":"Magento_Cms::page"}}`, "not_authorized", "Der Verbraucher darf Magento_Cms::page nicht.", "resources=Magento_Cms::page"},
		{"self", 401, "", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`, "self_only", "", "resources=self"},
		{"second factor", 400, "", `{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":["google"]}}`, "two_factor_required", "", ""},
		{"second factor, another language", 400, "", `{"message":"Bitte anders.","parameters":{"active_providers":["authy","google"]}}`, "two_factor_required", "Bitte anders.", ""},
		{"second factor by mail", 400, "", `{"message":"You are required to configure personal Two-Factor Authorization in order to login. Please check your email.","parameters":{"providers":["google"],"active_providers":[]}}`, "two_factor_mail_sent", "", ""},
		{"second factor by mail, another language", 400, "", `{"message":"Bitte E-Mail lesen.","parameters":{"providers":["google"],"active_providers":[]}}`, "two_factor_mail_sent", "", ""},
		{"second factor not set up", 400, "", `{"message":"Please ask an administrator with sufficient access to configure 2FA first"}`, "two_factor_not_set_up", "", ""},
		{"mail failed", 400, "", `{"message":"Failed to send the message. Please contact the administrator"}`, "two_factor_mail_failed", "", ""},
		{"wrong code", 401, "", `{"message":"Invalid code."}`, "wrong_code", "", ""},
		{"factor not allowed", 400, "", `{"message":"Provider is not allowed."}`, "provider_not_allowed", "", ""},
		{"factor not set up", 400, "", `{"message":"Provider is not configured."}`, "provider_not_configured", "", ""},
		{"reCAPTCHA", 400, "", `{"message":"ReCaptcha validation failed, please try again"}`, "recaptcha", "", ""},
		{"IMS", 401, "", `{"message":"Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN."}`, "ims_only", "", ""},
		{"no role", 401, "", `{"message":"More permissions are needed to access this."}`, "no_role", "", ""},
		{"not confirmed", 401, "", `{"message":"This account isn't confirmed. Verify and try again."}`, "account_not_confirmed", "", ""},
		{"field", 400, "", `{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"searchCriteria"}}`, "field_missing", "", "field=searchCriteria"},
		{"fields", 400, "", `{"message":"One or more input exceptions have occurred.","errors":[{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"username"}},{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"password"}}]}`, "field_missing", `One or more input exceptions have occurred. "username" is required. Enter and try again. "password" is required. Enter and try again.`, "field=username"},
		{"bad value is no missing field", 400, "", `{"message":"Invalid value of \"%value\" provided for the %fieldName field.","parameters":{"fieldName":"email","value":"x"}}`, "refused", `Invalid value of "x" provided for the email field.`, ""},
		{"route", 404, "", `{"message":"Request does not match any route."}`, "route_not_found", "", ""},
		{"store code", 400, "", `{"message":"Specified request cannot be processed."}`, "store_code_unknown", "", ""},
		{"https", 400, "", `{"message":"Operation allowed only in HTTPS"}`, "https_only", "", ""},
		{"OPTIONS", 405, "", `{"message":"The %1 HTTP method is not supported.","parameters":["OPTIONS"]}`, "method_not_supported", "The OPTIONS HTTP method is not supported.", ""},
		{"no content type", 400, "", `{"message":"Content-Type header is empty."}`, "content_type", "", ""},
		{"form", 400, "", `{"message":"Server cannot understand Content-Type HTTP header media type application\/x-www-form-urlencoded"}`, "content_type", "", ""},
		{"not JSON", 400, "", `{"message":"Decoding error."}`, "decoding_error", "", ""},
		{"decoding in developer mode", 400, "", `{"message":"Decoding error: \n%1\n%2","parameters":["Syntax error","trace"]}`, "decoding_error", "", ""},
		{"accept", 406, "", `{"messages":{"error":[{"code":406,"message":"Server cannot match any of the given Accept HTTP header media type(s) from the request: \"x\" with media types from the config of response renderer."}]}}`, "accept_header", "", ""},
		{"internal", 500, "", `{"message":"Internal Error. Details are available in Magento log file. Report ID: webapi-6b03c62a84b3c"}`, "store_error", "", ""},
		{"developer mode", 500, "", `{"message":"SQLSTATE[HY000]","trace":"#0 x"}`, "store_error", "SQLSTATE[HY000]", ""},
		{"back-pressure", 429, "", `{"message":"Too Many Requests"}`, "rate_limited", "", ""},
		{"unknown text", 400, "", `{"message":"The product is odd."}`, "refused", "The product is odd.", ""},
		{"signature method", 400, "", `{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]}`, "signature_method", "Signature method HMAC-SHA1 is not supported", ""},
		{"signature", 401, "", `{"message":"The signature is invalid. Verify and try again."}`, "signature_invalid", "", ""},
		{"consumer", 401, "", `{"message":"A consumer having the specified key does not exist"}`, "consumer_unknown", "", ""},
		{"nonce", 401, "", `{"message":"The nonce is already being used by the consumer with ID %1","parameters":["1"]}`, "nonce_used", "The nonce is already being used by the consumer with ID 1", ""},

		{"Basic", 401, `Www-Authenticate: Basic realm="Staging"`, titled("401 Authorization Required"), "basic_auth", "", "realm=Staging"},
		{"Basic with a JSON body", 401, `Www-Authenticate: basic`, `{"message":"` + signIn + `"}`, "basic_auth", "", ""},
		{"Basic without its header", 401, "", titled("401 Authorization Required"), "basic_auth", "401 Authorization Required", ""},
		{"web server's 404", 404, "Server: nginx", titled("404 Not Found"), "page_not_found", "404 Not Found", "server=nginx"},
		{"empty 404", 404, "", "", "page_not_found", "", ""},
		{"HTML with 200", 200, "", titled("Home &amp;\n page"), "web_page_answer", "Home & page", ""},
		{"text with 200", 200, "", "hello", "not_json", "", ""},
		{"XML with 200", 200, "", `<?xml version="1.0"?><response>abc</response>`, "not_json", "", ""},
		{"nothing with 200", 200, "", "", "not_json", "", ""},
		{"maintenance", 503, "", titled("503") + "The server is temporarily unable to service your request due to maintenance downtime", "maintenance", "", ""},
		{"broken back end", 503, "", titled("503 Backend fetch failed"), "store_error", "503 Backend fetch failed", ""},
		{"bad gateway", 502, "", titled("502 Bad Gateway"), "store_error", "502 Bad Gateway", ""},
		{"firewall", 403, "Server: cloudflare", titled("Attention Required! | Cloudflare"), "waf_page", "", "server=cloudflare"},
		{"challenge", 503, "Cf-Mitigated: challenge", titled("Just a moment..."), "waf_page", "", ""},
		{"challenge with 200", 200, "", titled("Just a moment..."), "waf_page", "", ""},
		{"forbidden", 403, "", "no", "waf_page", "", ""},
		{"too many, HTML", 429, "", titled("429"), "rate_limited", "", ""},
		{"redirect", 301, "Location: https://www.example.com/rest/V1/modules", "", "redirected", "", "target=https://www.example.com/rest/V1/modules"},
		{"redirect to nowhere", 302, "", titled("302 Found"), "redirected", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := Answer{Status: test.status, Header: http.Header{}, Body: []byte(test.body)}
			if name, value, ok := strings.Cut(test.header, ": "); ok {
				a.Header.Set(name, value)
			}
			r := Refused(a)
			if r == nil {
				t.Fatal("not refused")
			}
			if r.Code != test.code || r.Status != test.status {
				t.Errorf("got %s (%d), want %s", r.Code, r.Status, test.code)
			}
			if test.message != "" && r.StoreMessage != test.message {
				t.Errorf("message %q, want %q", r.StoreMessage, test.message)
			}
			if name, value, ok := strings.Cut(test.params, "="); ok && r.Params[name] != value {
				t.Errorf("%s is %q, want %q", name, r.Params[name], value)
			}
			if f := r.Finding(); f.Code != test.code || strings.ContainsAny(f.Message+f.Hint, "{}") {
				t.Errorf("finding %s: %s %s", f.Code, f.Message, f.Hint)
			}
			if r.Error() == "" {
				t.Error("no text")
			}
		})
	}
}

func TestRefusedActiveProviders(t *testing.T) {
	r := Refused(Answer{Status: 400, Body: []byte(`{"message":"x","parameters":{"active_providers":["google","u2fkey"]}}`)})
	if !slices.Equal(r.ActiveProviders, []string{"google", "u2fkey"}) {
		t.Errorf("got %v", r.ActiveProviders)
	}
	if f := r.Finding(); f.Params["methods"] != "google, u2fkey" {
		t.Errorf("got %v", f)
	}
}

func TestNotRefused(t *testing.T) {
	for _, body := range []string{`"eyJ"`, `[]`, `{}`, `true`, ` {"message":"a product's own"} `, `{"errors":[{"message":"graphql"}]}`} {
		if r := Refused(Answer{Status: 200, Body: []byte(body)}); r != nil {
			t.Errorf("%s: %v", body, r)
		}
	}
}

// Every code of the rules and of the door has words.
func TestEveryRefusalHasWords(t *testing.T) {
	all := append(append(append([]rule{}, rules...), clientRules...), oauth2Rules...)
	for _, r := range pageRules {
		all = append(all, rule{code: r.code})
	}
	for _, r := range append(all, rule{code: "self_only", also: append(selfOnlyAlso, exchangeAlso...)}, rule{code: "not_authorized", also: append(anyAdminAlso, possibilities...)}) {
		for _, code := range append([]string{r.code}, r.also...) {
			if f := finding(code, nil); f.Message == "" || f.Hint == "" || strings.ContainsAny(f.Message+f.Hint, "{}") {
				t.Errorf("%s: %q %q", code, f.Message, f.Hint)
			}
		}
	}
	for _, known := range transportCodes {
		f, ok := Finding(known.err)
		if !ok || f.Code != known.code || f.Hint == "" || strings.ContainsAny(f.Hint, "{}") {
			t.Errorf("%v: %v", known.err, f)
		}
	}
}

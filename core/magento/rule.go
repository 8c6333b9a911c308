package magento

import "strings"

// rule says by what a refusal is known and which findings explain it. A rule
// matches where every part of has occurs in the text (lower-case), or where the
// text is exactly is, or where the parameter param came with it: parameters are
// the same in every language, texts are translated by store view.
type rule struct {
	code  string
	has   []string
	is    string
	param string
	// also are the findings that make the explanation complete.
	also []string
}

// rules is the one table of what Magento's refusals mean; the first match wins.
// m2 is magento/magento2, SP magento/security-package; the wording is that of a
// recorded 2.4.7 where one exists, with older wordings beside it.
var rules = []rule{
	// SP TwoFactorAuth/Model/AdminAccessTokenService.php: all three only after
	// the password was right.
	{code: "two_factor_mail_sent", has: []string{"required to configure personal two-factor authorization"}, param: "providers"},
	{code: "two_factor_required", has: []string{"2fa provider-specific endpoints"}, param: "active_providers"},
	{code: "two_factor_not_set_up", has: []string{"administrator with sufficient access to configure 2fa"}},
	{code: "two_factor_mail_failed", has: []string{"failed to send the message. please contact the administrator"}},
	// SP TwoFactorAuth/Model/Provider/Engine/Google/Authenticate.php.
	{code: "wrong_code", is: "invalid code."},
	// SP TwoFactorAuth/Model/UserAuthenticator.php.
	{code: "provider_not_allowed", has: []string{"provider is not allowed"}},
	{code: "provider_not_configured", has: []string{"provider is not configured"}},

	// m2 Integration/Model/{Admin,Customer}TokenService.php; the lock has the
	// same words (RequestThrottler.php). The second wording is ≤2.2 (m2#4432).
	{code: "sign_in_refused", has: []string{"account sign-in was incorrect"}, also: signInAlso},
	{code: "sign_in_refused", has: []string{"did not sign in correctly", "temporarily disabled"}, also: signInAlso},
	// m2 Customer/Model/AccountManagement.php.
	{code: "account_not_confirmed", has: []string{"this account isn't confirmed"}},
	// m2 User/Model/User.php.
	{code: "no_role", has: []string{"more permissions are needed to access this"}},
	// SP ReCaptchaWebapiRest/Plugin/RestValidationPlugin.php (m2#34731).
	{code: "recaptcha", has: []string{"recaptcha validation failed"}},
	// m2 AdminAdobeIms/Plugin/AdminTokenPlugin.php.
	{code: "ims_only", has: []string{"admin token generation is disabled"}},

	// m2 Webapi/Controller/Rest/InputParamsResolver.php; without the
	// apostrophe ≤2.2. What is asked for is "self" on a customer's own routes.
	{code: "not_authorized", has: []string{"consumer", "authorized to access"}, param: "resources", also: notAuthorizedAlso},
	// m2 QuoteGraphQl, CustomerGraphQl: with status 200 up to 2.4.7 (m2#26112).
	{code: "graphql_not_authorized", has: []string{"current customer isn't authorized"}},
	// m2 CustomerGraphQl/Controller/HttpRequestValidator, from 2.4.8.
	{code: "graphql_token_refused", has: []string{"composite reader could not read a token"}},
	{code: "token_revoked", has: []string{"token has been revoked"}},

	// Framework Exception/InputException.php.
	{code: "field_missing", has: []string{"is required. enter and try again"}},
	// m2 Webapi/Controller/Rest/Router.php: a wrong verb says the same.
	{code: "route_not_found", has: []string{"request does not match any route"}},
	// m2 Webapi/Controller/Rest/RequestProcessorPool.php, StoreGraphQl.
	{code: "store_code_unknown", has: []string{"specified request cannot be processed"}},
	{code: "store_code_unknown", has: []string{"requested store is not found"}},
	// m2 Webapi/Controller/Rest/RequestValidator.php.
	{code: "https_only", has: []string{"operation allowed only in https"}},
	{code: "rate_limited", is: "too many requests"},
	// Framework Webapi/Rest/RequestMethodValidator.php.
	{code: "method_not_supported", has: []string{"http method is not supported"}},
	// Framework Webapi/Rest/Request.php and Request/Deserializer.
	{code: "content_type", has: []string{"content-type header is empty"}},
	{code: "content_type", has: []string{"content-type header is invalid"}},
	{code: "content_type", has: []string{"cannot understand content-type"}},
	{code: "content_type", has: []string{"utf-8 is the only supported charset"}},
	{code: "accept_header", has: []string{"cannot match any of the given accept"}},
	{code: "decoding_error", has: []string{"decoding error"}},

	// m2 AdminAdobeIms/Model/TokenReader.php: the only bearer whose end is told.
	{code: "ims_expired", has: []string{"token has expired"}},

	// Framework Oauth/Oauth.php; SHA-1 went in 2.4.4.
	{code: "signature_method", has: []string{"signature method", "is not supported"}},
	{code: "signature_invalid", has: []string{"signature is invalid"}},
	// m2 Integration/Model/Oauth/Token/Provider.php and Nonce/Generator.php.
	{code: "consumer_unknown", has: []string{"consumer having the specified key does not exist"}},
	{code: "token_unknown", has: []string{"specified token does not exist"}},
	{code: "token_unknown", has: []string{"token with consumer id", "does not exist"}},
	{code: "consumer_expired", has: []string{"consumer key has expired"}},
	{code: "nonce_used", has: []string{"nonce is already being used"}},
	{code: "nonce_invalid", has: []string{"error occurred validating the nonce"}},

	// Framework Webapi/ErrorProcessor.php.
	{code: "store_error", has: []string{"internal error. details are available in magento log file"}},
}

var (
	// m2#4432, m2#29939: the lock, the wrong kind of account and the store code
	// "all" all look like a wrong password.
	signInAlso = []string{"maybe_locked", "maybe_other_account", "maybe_store_all"}
	// m2#5110, Adyen/adyen-magento2#1457, m2#39289: expired, an integration's
	// token and a lost header all look like a missing right.
	notAuthorizedAlso = []string{"maybe_expired", "maybe_integration_bearer", "maybe_header_lost"}
	// m2#26089, m2#10258.
	selfOnlyAlso = []string{"maybe_other_view", "maybe_expired"}
)

// ruleFor finds the rule of a message.
func ruleFor(m Message) (rule, bool) {
	for _, text := range []string{m.Template, m.Text} {
		if r, ok := ruleForText(text); ok {
			return r.narrowed(resourcesOf(m)), true
		}
	}
	for _, r := range rules {
		if _, ok := m.Params[r.param]; ok && r.param != "" {
			return r.narrowed(m.Params["resources"]), true
		}
	}
	return rule{}, false
}

func ruleForText(text string) (rule, bool) {
	text = strings.TrimSpace(strings.ReplaceAll(strings.ToLower(text), "’", "'"))
	for _, r := range rules {
		if r.is == text && text != "" || len(r.has) > 0 && hasAll(text, r.has) {
			return r, true
		}
	}
	return rule{}, false
}

func hasAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// narrowed tells a customer's own routes from those that need a right.
func (r rule) narrowed(resources string) rule {
	if r.code == "not_authorized" && resources == "self" {
		r.code, r.also = "self_only", selfOnlyAlso
	}
	return r
}

// resourcesOf names the resources that the route asks for, from the parameter
// or from a text that was pasted filled in.
func resourcesOf(m Message) string {
	if r, ok := m.Params["resources"]; ok {
		return r
	}
	_, after, ok := strings.Cut(m.Text, "to access ")
	if !ok {
		return ""
	}
	after, _, _ = strings.Cut(after, "\n")
	after = strings.TrimRight(strings.TrimSpace(after), `."'}`)
	if after == "%resources" || strings.ContainsAny(after, "{<") {
		return ""
	}
	return after
}

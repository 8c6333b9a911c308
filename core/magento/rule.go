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
	// also are the findings that make the explanation complete, the likeliest
	// first.
	also []string
}

// rules is the one table of what Magento's refusals mean; the first match wins.
// Beside it stand, made alike, what other token services say (rule_oauth2.go),
// what answers in front of Magento (rule_page.go) and what clients say where no
// answer came (rule_client.go).
//
// m2 is magento/magento2, SP magento/security-package; the wording is that of a
// recorded 2.4.7 where one exists, with older wordings beside it.
var rules = []rule{
	// SP TwoFactorAuth/Model/AdminAccessTokenService.php: all three only after
	// the password was right (m2#31314).
	{code: "two_factor_mail_sent", has: []string{"required to configure personal two-factor authorization"}, param: "providers"},
	{code: "two_factor_required", has: []string{"2fa provider-specific endpoints"}, param: "active_providers", also: []string{"use_integration"}},
	{code: "two_factor_not_set_up", has: []string{"administrator with sufficient access to configure 2fa"}},
	{code: "two_factor_mail_failed", has: []string{"failed to send the message. please contact the administrator"}},
	// SP TwoFactorAuth/Model/Provider/Engine/*/Authenticate.php.
	{code: "wrong_code", is: "invalid code."},
	{code: "duo_refused", is: "invalid response"},
	{code: "security_key_not_asked", has: []string{"u2f authentication prompt not sent"}},
	// SP TwoFactorAuth/Model/UserAuthenticator.php.
	{code: "provider_not_allowed", has: []string{"provider is not allowed"}},
	{code: "provider_not_configured", has: []string{"provider is not configured"}},
	{code: "provider_configured", has: []string{"provider is already configured"}},
	// SP TwoFactorAuth/Model/UserConfig/SignedTokenManager.php.
	{code: "setup_link_over", has: []string{"invalid two-factor authorization token"}},

	// m2 Integration/Model/{Admin,Customer}TokenService.php; the lock has the
	// same words (RequestThrottler.php). The second wording is ≤2.2 (m2#4432).
	{code: "sign_in_refused", has: []string{"account sign-in was incorrect"}, also: signInAlso},
	{code: "sign_in_refused", has: []string{"did not sign in correctly", "temporarily disabled"}, also: signInAlso},
	// m2 Customer/Model/AccountManagement.php.
	{code: "account_not_confirmed", has: []string{"this account isn't confirmed"}},
	// m2 User/Model/User.php (m2#1800).
	{code: "no_role", has: []string{"more permissions are needed to access this"}},
	// SP ReCaptchaWebapiRest/Plugin/RestValidationPlugin.php (m2#34731).
	{code: "recaptcha", has: []string{"recaptcha validation failed"}},
	// m2 AdminAdobeIms/Plugin/AdminTokenPlugin.php.
	{code: "ims_only", has: []string{"admin token generation is disabled"}},
	// m2 LoginAsCustomerGraphQl/Model/Resolver/RequestCustomerToken.php.
	{code: "login_as_customer_off", has: []string{"login as customer is disabled"}},
	{code: "assistance_off", has: []string{"allow remote shopping assistance is disabled"}},
	{code: "customer_email_unknown", has: []string{"customer email provided does not exist"}},
	// m2 CustomerGraphQl/Model/Resolver/GenerateCustomerToken.php.
	{code: "value_not_given", has: []string{`specify the "`, `" value`}},

	// m2 Webapi/Controller/Rest/InputParamsResolver.php; without the
	// apostrophe ≤2.2. What is asked for is "self" on a customer's own routes.
	{code: "not_authorized", has: []string{"consumer", "authorized to access"}, param: "resources", also: notAuthorizedAlso},
	// m2 Authorization/Model/Acl/AclRetriever.php (m2#30925).
	{code: "role_not_found", has: []string{"role '", "' not found"}},
	// m2 QuoteGraphQl, CustomerGraphQl: with status 200 up to 2.4.7 (m2#26112).
	{code: "graphql_not_authorized", has: []string{"current customer isn't authorized"}},
	// m2 CustomerGraphQl/Controller/HttpRequestValidator, from 2.4.8.
	{code: "graphql_token_refused", has: []string{"composite reader could not read a token"}},
	{code: "integration_revoked", is: "access token has been revoked"},
	{code: "token_revoked", has: []string{"token has been revoked"}},

	// Framework Exception/InputException.php.
	{code: "field_missing", has: []string{"is required. enter and try again"}},
	// Framework Reflection/NameFinder.php.
	{code: "field_unknown", has: []string{"does not have accessor method"}},
	// Framework Exception/NoSuchEntityException.php, and the wording of its kin.
	{code: "record_missing", has: []string{"no such entity"}},
	{code: "record_missing", has: []string{"doesn't exist. verify"}},
	// m2 Webapi/Controller/Rest/Router.php: a wrong verb says the same.
	{code: "route_not_found", has: []string{"request does not match any route"}},
	// m2 Webapi/Controller/Rest/RequestProcessorPool.php, StoreGraphQl.
	{code: "store_code_unknown", has: []string{"specified request cannot be processed"}},
	{code: "store_code_unknown", has: []string{"requested store is not found"}},
	// m2 StoreGraphQl: the header Content-Currency; status 500 was recorded.
	{code: "currency_unknown", has: []string{"please correct the target currency"}},
	// m2 Webapi/Controller/Rest.php, up to 2.3.
	{code: "get_on_all", has: []string{"operation with store code 'all'"}},
	// m2 Webapi/Controller/Rest/RequestValidator.php.
	{code: "https_only", has: []string{"operation allowed only in https"}},
	{code: "rate_limited", is: "too many requests"},
	// Framework Webapi/Rest/RequestMethodValidator.php (m2#28690).
	{code: "method_not_supported", has: []string{"http method is not supported"}},
	// Framework Webapi/Rest/Request.php and Request/Deserializer.
	{code: "content_type", has: []string{"content-type header is empty"}},
	{code: "content_type", has: []string{"content-type header is invalid"}},
	{code: "content_type", has: []string{"cannot understand content-type"}},
	{code: "content_type", has: []string{"utf-8 is the only supported charset"}},
	{code: "accept_header", has: []string{"cannot match any of the given accept"}},
	{code: "decoding_error", has: []string{"decoding error"}},
	// m2 Webapi/Model/Rest/Swagger; swagger-ui's own words (klaviyo/magento2-klaviyo#32).
	{code: "services_wrong", has: []string{"requested services are missing"}},
	{code: "schema_failed", has: []string{"failed to load api definition"}},

	// m2 AdminAdobeIms/Model/TokenReader.php: the only bearer whose end is told.
	{code: "ims_expired", has: []string{"token has expired"}},

	// Framework Oauth/Oauth.php; SHA-1 went in 2.4.4 (AdobeDocs/commerce-webapi#330).
	{code: "signature_method", has: []string{"signature method", "is not supported"}},
	{code: "signature_invalid", has: []string{"signature is invalid"}, also: signatureAlso},
	{code: "oauth_version", has: []string{"oauth version isn't supported"}},
	{code: "oauth_value_length", has: []string{"token length is invalid"}},
	// m2 Integration/Model/Oauth/Token/Provider.php.
	{code: "oauth_value_length", has: []string{"is not the correct length"}},
	{code: "consumer_unknown", has: []string{"consumer having the specified key does not exist"}},
	{code: "token_unknown", has: []string{"specified token does not exist"}},
	{code: "token_of_other_consumer", has: []string{"token is not associated with the specified consumer"}},
	{code: "not_access_token", has: []string{"token is not an access token"}},
	{code: "consumer_expired", has: []string{"consumer key has expired"}},
	// The same file, at activation alone (m2#15977, m2#36326).
	{code: "activation_half", has: []string{"token with consumer id", "does not exist"}},
	{code: "activation_twice", has: []string{"token is already being used"}},
	{code: "activation_verifier", has: []string{"verifier is invalid"}},
	{code: "activation_verifier", has: []string{"verifier and verifier token do not match"}},
	{code: "activation_order", has: []string{"because consumer token is not a"}},
	// m2 Integration/Model/Oauth/Nonce/Generator.php.
	{code: "nonce_used", has: []string{"nonce is already being used"}},
	{code: "nonce_invalid", has: []string{"error occurred validating the nonce"}},
	// m2 Integration/Block/Adminhtml/System/Messages (m2#12095).
	{code: "integrations_reset", has: []string{"integrations have been reset"}},

	// Framework App/Request/CsrfValidator.php: a page's answer, not the API's.
	{code: "form_key_invalid", has: []string{"invalid form key"}},
	// Framework Webapi/ErrorProcessor.php.
	{code: "store_error", has: []string{"internal error. details are available in magento log file"}},
	// Framework App/Bootstrap.php.
	{code: "store_error", has: []string{"an error has happened during application run"}},
}

var (
	// m2#4432, m2#29939: the lock, the wrong kind of account and the store code
	// "all" all look like a wrong password.
	signInAlso = []string{"maybe_locked", "maybe_other_account", "maybe_store_all"}
	// m2#5110, Adyen/adyen-magento2#1457, m2#30925, m2#39289: expired, an
	// integration's token, stale caches and a lost header all look like a missing
	// right.
	notAuthorizedAlso = []string{"maybe_expired", "maybe_integration_bearer", "maybe_rights_cached", "maybe_header_lost"}
	// Magento_Backend::admin comes with every role (m2 User roles-tree.js), so it
	// is no right that is missing.
	anyAdminAlso = []string{"any_admin_passes", "maybe_expired", "maybe_integration_bearer", "maybe_header_lost"}
	// m2#26089, m2#10258.
	selfOnlyAlso = []string{"maybe_other_view", "maybe_expired", "maybe_session"}
	// m2#33940, m2#39058, m2#35313.
	signatureAlso = []string{"maybe_brackets", "maybe_proxy", "maybe_secret_encrypted"}
	// m2#37913: on /oauth/token/request the token secret is empty.
	exchangeAlso = []string{"maybe_exchange_secret", "maybe_proxy", "maybe_secret_encrypted"}
)

// categories are GraphQL's for its errors, in any language (Framework
// GraphQl/Exception; "internal" is webonyx/graphql-php's for all others).
var categories = []struct{ category, code string }{
	{"graphql-authentication", "graphql_authentication"},
	{"graphql-authorization", "graphql_authorization"},
	{"graphql-input", "graphql_input"},
	{"graphql-no-such-entity", "graphql_no_such_entity"},
	{"graphql-already-exists", "graphql_already_exists"},
	{"internal", "graphql_internal"},
}

// ruleFor finds the rule of a message.
func ruleFor(m Message) (rule, bool) {
	for _, text := range []string{m.Template, m.Text} {
		if r, ok := ruleForText(text); ok {
			return r.narrowed(m), true
		}
	}
	for _, r := range rules {
		if _, ok := m.Params[r.param]; ok && r.param != "" {
			return r.narrowed(m), true
		}
	}
	return rule{}, false
}

func ruleForText(text string) (rule, bool) { return ruleIn(rules, plainly(text)) }

// plainly is text as the rules are written.
func plainly(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToLower(text), "’", "'"))
}

func ruleIn(table []rule, text string) (rule, bool) {
	for _, r := range table {
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

// narrowed tells what has the same words and another meaning.
func (r rule) narrowed(m Message) rule {
	switch resources := resourcesOf(m); {
	case r.code == "not_authorized" && resources == "self":
		r.code, r.also = "self_only", selfOnlyAlso
	case r.code == "not_authorized" && resources == rootResource:
		r.also = anyAdminAlso
	case r.code == "consumer_expired" && m.Category != "":
		// m2 CustomerGraphQl, from 2.4.8: a login's token that is over.
		r.code = "graphql_token_expired"
	}
	return r
}

// resourcesOf names the resources that the route asks for, from the parameter
// or from a text that was pasted filled in.
func resourcesOf(m Message) string {
	if r, ok := m.Params["resources"]; ok {
		return withoutSecrets(r)
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
	return withoutSecrets(after)
}

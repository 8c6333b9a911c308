package wire

// englishProvider has the words for the ways to obtain a credential.
var englishProvider = []entry{
	{"admin_token_needed", LevelError, "An administrator’s token is needed to act for a customer.", "Log in as an administrator first (user name, password, code): a panel login, an integration or Adobe IMS will not do here."},
	{"admin_token_expired", LevelError, "The administrator’s token has expired.", "Log in as the administrator again, then ask for the customer’s token."},
	{"admin_token_other", LevelError, "This is no administrator’s token, so the store will not act for a customer with it.", "Log in with an administrator’s user name and password: a panel login, an integration or Adobe IMS will not do here."},
	{"as_admin_not_allowed", LevelError, "The store does not let this administrator act for customers.", "The administrator’s role needs Login as Customer and Allow remote shopping assistance under Customers; both have to be ticked."},

	// The second factor of an administrator.
	{"two_factor_sent_sms", LevelInfo, "The store has had a code sent by text message.", "Enter it when it comes. Another one is sent only if you ask for it."},
	{"two_factor_sent_call", LevelInfo, "The store has had a phone call made that tells the code.", "Enter the code that you hear."},
	{"two_factor_sent_app", LevelInfo, "The store has asked the Authy app for a yes.", "Say yes in the app, then go on here."},
	{"two_factor_touch", LevelInfo, "The store waits for the security key.", "Go on and touch the key when the browser asks for it, in the store’s own tab."},
	{"factor_unknown_way", LevelError, "The store sends no code in that way.", "Have it sent in another way."},
	{"factor_refused", LevelError, "The second factor was refused. The store says: {storeMessage}", "Try again with a new code, or choose another second factor."},
	{"code_unreadable", LevelError, "{label} is neither a code nor the key of an authenticator app.", "Enter the 6 digits, or the otpauth:// address or key that the app was set up with (SHA-1 or SHA-256, by time)."},
	{"onetouch_denied", LevelError, "The Authy app did not say yes: no, or not within ten seconds.", "Say yes in the app and go on again, or have it asked anew."},
	{"onetouch_not_sent", LevelError, "The Authy app has not been asked yet.", "Have the app asked first, then say yes there."},
	{"security_key_refused", LevelError, "The store does not know this security key, or its answer is for another page.", "Use the key that is registered for this user, at the address at which it was registered."},
	{"assertion_unreadable", LevelError, "{label} is not JSON.", "Let the browser make it: open the store in a tab and log in there with Storekey."},
	{"duo_signature", LevelError, "Up to 2.4.7 the store wants Duo’s signed answer, which only the panel’s own login page can make.", "Log in to the panel and use the browser’s login, set up Google Authenticator for this user, or use an integration. From 2.4.8 on a Duo passcode does."},
	{"login_over", LevelError, "The login has been waiting for more than three minutes, or was given up: it is wiped.", "Log in again with user name and password."},
	{"key_other_tab", LevelError, "The security key is asked in the store’s own tab, and this tab shows another address.", "Go back to the store’s page in this tab and go on."},
	{"key_no_access", LevelError, "The browser does not let Storekey into this tab.", "Click the Storekey button in the store’s tab and go on."},
	{"key_not_touched", LevelError, "No security key answered.", "Plug the key in, go on and touch it when the browser asks. Another second factor of this user does, too."},
	{"key_no_browser", LevelError, "A security key is asked by the browser’s tab, and there is none here.", "Log in with the extension, or choose another second factor."},

	// Revoking.
	{"revoke_all", LevelWarning, "This ends every token of {who}, on every device and in every program, not this one alone.", "Magento revokes by customer. Say yes if that is meant."},
	{"revoked", LevelInfo, "The store has revoked the customer’s tokens.", ""},
	{"revoked_all", LevelInfo, "All tokens of this customer have ended, {count} of those that Storekey held among them.", "A login in the same second would be refused, too: Storekey waits for the next one."},
	{"revoke_dead", LevelError, "The store does not take this token for a live one: there is nothing to revoke with it.", "It has expired or was revoked before. Log in as the customer again to end the other tokens."},
	{"revoke_no_route", LevelError, "The store has no such route: REST revokes from 2.4.6 on.", "Revoke over GraphQL, or with the other of the two."},
	{"revoke_admin", LevelError, "Magento has no web API that ends an administrator’s token.", "It ends by itself. Sooner: in the panel, System > Permissions > All Users, open the user and click Force Sign-In; that ends all tokens of that user."},
	{"revoke_integration", LevelError, "Magento has no web API that ends an integration’s token; it does not end by itself.", "In the panel, System > Integrations: Reauthorize gives it new values, Delete takes it away."},
	{"revoke_session", LevelError, "This is a login of the browser, not a token.", "Log out on the store’s own page."},
	{"revoke_unknown", LevelError, "It is not known whose token this is, so it is not revoked.", "Check it first."},
	{"revoke_elsewhere", LevelError, "This token was issued by another service than the store.", "Revoke it where it was issued."},
	{"value_nul", LevelError, "{label} holds a NUL character, which no store takes.", "Type it again."},

	{"four_not_found", LevelError, "The text does not hold the values of an integration.", "Copy them from the integration’s page in the panel, with their labels."},
	{"value_not_known", LevelError, "{label} has a value that is none to pick from.", "Pick one of those that are offered."},
	{"value_not_xml", LevelError, "{label} holds a character that XML cannot carry.", "Log in with JSON instead: as Administrator or as Customer."},
	{"recaptcha_refused", LevelError, "The shop did not take this reCAPTCHA answer.", "It is good once and for two minutes: get a new one from the shop’s own login form, or log in there and take the token."},
	{"soap_no_operation", LevelError, "SOAP does not have this login at that address.", "The store may be known under another address there (its base URL), or the second factor asks for a code. Log in over REST: as Administrator or as Customer."},

	// Services that stand elsewhere than the store.
	{"asks_not_address", LevelError, "The address of the token service is not a web address.", "Write it whole, as in https://login.example.com/oauth/token, without a user or password in it."},
	{"asks_elsewhere", LevelWarning, "The saved login asks {host}, which is not the store.", "Say that you want it, or give the address of the token endpoint again: a saved address could have been changed."},
	{"asked_elsewhere", LevelInfo, "The token service is at {host}; it is not the store.", ""},
	{"service_token_issued", LevelInfo, "The token service issued a token.", ""},
	{"service_not_token", LevelError, "The address answered, but not with a token.", "Check the address of the token endpoint: its answer has an access_token."},
	{"extra_unreadable", LevelError, "{label} cannot be read.", "Write one a line, as name=value."},
	{"oauth2_other_body", LevelError, "The token service seems not to have read the body. It says: {storeMessage}", "Send the body as {other} if the service wants that. With Laravel Passport from 12 on the password grant may be switched off instead (Passport::enablePasswordGrant())."},
	{"oauth2_throttled", LevelError, "The token service refuses so many requests. It asks to wait: {wait}.", "Wait as long before the next try: each one may start the time anew."},
	{"oauth2_no_endpoint", LevelError, "There is no token endpoint at this address.", "Ask whoever runs the service for the address; Laravel Passport has it at /oauth/token."},
	{"oauth2_token_type", LevelWarning, "The token is of the type {type}, not a bearer token.", "Requests that carry it as a bearer may be refused: ask whoever runs the service how it is sent."},
	{"oauth2_no_address", LevelError, "No address is known for that: the token service was given without one.", "Get the token again, with the introspection or revocation endpoint filled in."},
	{"oauth2_revoked", LevelInfo, "The token service says that the token is revoked, or that it never knew it.", ""},
	{"oauth2_not_revoked_yet", LevelError, "The token service is busy: the token still lives.", "Revoke it again in a moment."},
	{"introspect_active", LevelInfo, "The token service says that the token is active.", ""},
	{"introspect_inactive", LevelError, "The token service says that the token is not active: it is over, was revoked, or is of another service.", "Get a new one."},
}

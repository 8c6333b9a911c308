package wire

// englishCheck are the words for asking a store about a token.
var englishCheck = []entry{
	// Notes on single requests.
	{"without_token_refused", LevelInfo, "without the token: refused, as it should be", ""},
	{"with_token_accepted", LevelInfo, "with the token: accepted", ""},
	{"with_token_refused", LevelInfo, "with the token: refused as if there were none", ""},
	{"header_arrives", LevelInfo, "another Authorization header gets an answer of its own: it arrives", ""},

	{"signature_accepted", LevelInfo, "signed (OAuth 1.0a): accepted", ""},

	// Valid.
	{"accepted_signed", LevelInfo, "The store accepts this integration’s signature (OAuth 1.0a).", ""},
	{"bearer_allowed", LevelInfo, "The access token works as a bearer token, too.", ""},
	{"bearer_off", LevelWarning, "The access token alone is refused as a bearer token: requests have to be signed (OAuth 1.0a).",
		"That is Magento’s default since 2.4.4. An administrator can allow it: Stores > Configuration > Services > OAuth > Consumer Settings > Allow OAuth Access Tokens to be used as standalone Bearer tokens."},
	{"signature_sha1", LevelWarning, "The store takes HMAC-SHA1 signatures, not HMAC-SHA256: it is older than 2.4.4.",
		"Set HMAC-SHA1 in the client."},
	{"accepted", LevelInfo, "The store accepts this token.", ""},
	{"expired_but_accepted", LevelWarning, "The token says that it expired at {expiresAt}, yet the store accepts it.",
		"Do not count on it: the store's clock may be behind."},
	{"admin_or_integration", LevelInfo, "The token is an administrator's or an integration's; it does not tell which.", ""},

	// Invalid.
	{"expired", LevelError, "The token has expired.",
		"Log in again. How long a token lives is set under Stores > Configuration > Services > Web API > JWT Authentication."},
	{"not_accepted", LevelError, "The store does not accept this token, though it has not expired by its own word.",
		"It was revoked, was changed on the way, is of another store, or the store's encryption key was changed: log in again. An administrator without any role is refused like this, too."},
	{"customer_refused", LevelError, "The store does not accept this customer token here, though it has not expired by its own word.",
		"It was revoked (a log-out anywhere ends all of a customer's tokens), or belongs to another website's store view: check it under that view's code, or log in again."},

	// Cannot tell.
	{"opaque_refused", LevelWarning, "The store does not take this token as a bearer token. Whether it is still good cannot be told.",
		"If it is an integration's access token, it works signed with OAuth 1.0a and all four values, or after an administrator allowed it: Stores > Configuration > Services > OAuth > Consumer Settings > Allow OAuth Access Tokens to be used as standalone Bearer tokens. If it is from a login, it is over: log in again."},
	{"header_lost", LevelError, "The Authorization header does not reach Magento: no token can work on this server.",
		"On Apache with FastCGI or FPM let the host set CGIPassAuth On, or a rewrite rule with E=HTTP_AUTHORIZATION. Then check again."},
	{"control_open", LevelWarning, "The store answers this question to everybody, so the token could not be told from none.",
		"Something in front of the store, or one of its modules, opens a protected route. Try a request that the token is meant for."},
	{"cached_answer", LevelWarning, "The answer came from a cache, so it says nothing about this token.",
		"Ask the store's own address without the cache, or exclude /rest from it."},
	{"unexpected_answer", LevelWarning, "The store's answer was not the expected one, so it proves nothing.",
		"Check the address: something else may answer there."},
	{"basic_and_bearer", LevelError, "Behind HTTP Basic a bearer token cannot be sent: both need the one Authorization header.",
		"Let the host make an exception for /rest, or sign with OAuth 1.0a, which can share the header with Basic."},
	{"not_a_bearer", LevelWarning, "This is not a bearer token, so the store cannot be asked like this.",
		"Paste the token alone. Values of an integration have to be signed (OAuth 1.0a)."},
	{"four_incomplete_check", LevelWarning, "Not all four values of the integration are there, so nothing can be signed.",
		"Consumer key, consumer secret, access token and access token secret stand on the integration’s page in the panel, the last two after it was activated."},
	// What a token may do.
	{"schema_read", LevelInfo, "the schema lists {count} routes", ""},
	{"schema_unreadable", LevelInfo, "no schema", ""},
	{"schema_stale", LevelWarning, "The schema shows this token no more than a guest, so it came out of a cache.",
		"Single routes were asked instead. Clear the store’s caches (Web Services Configuration) to get the whole list."},
	{"schema_not_told", LevelInfo, "The store’s schema does not tell what the token may do; one route of each resource was asked instead.",
		"What only writing routes ask for stays unknown: nothing is written to find out."},
	{"schema_without_self", LevelInfo, "Routes of the customer’s own (…/me, …/mine) may be called, though the schema does not list them all.", ""},
	{"routes_without_resource", LevelInfo, "Some routes of other modules do not tell which resource they ask for.", "They are listed as allowed where the store’s schema shows them to this token."},
	{"all_resources", LevelInfo, "This token may do everything.", "If it is for a program, give it a role of its own with only what that needs."},
	{"ticked_not_granted", LevelWarning, "Ticked in the panel, but not granted ({count}): {resources}.",
		"Save the role or integration again (an integration: Reauthorize), clear the caches, then get a new token."},
	{"granted_not_ticked", LevelWarning, "Granted, though not ticked in the panel ({count}): {resources}.",
		"The token may be of another role, or the page was changed and not saved."},
	{"check_stopped", LevelInfo, "The check was stopped before the store answered.", ""},
	{"clock_differs", LevelWarning, "This computer's clock differs from the store's, which said {storeTime}.",
		"Set the clock. Times here are judged by the store's."},

	// One token at several stores.
	{"shared_key", LevelWarning, "The token is valid at {others}, too: the stores share an encryption key, so what is issued at one opens the other.",
		"Unless both addresses lead to the same store, give each its own key (System > Other Settings > Manage Encryption Key) and get new tokens."},
	{"shared_tokens", LevelWarning, "The token is valid at {others}, too: one store’s database is a copy of the other’s.",
		"Unless both addresses lead to the same store, remove integrations and tokens from the copy: whoever knows one of them there can use it at the other."},
}

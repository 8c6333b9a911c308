package magento

// oauth2Rules is what other token services mean by the error of RFC 6749 §5.2
// and RFC 6750 §3.1, and by their own words beside it: first what is told by
// description, message or hint, then by the error itself. L is
// thephpleague/oauth2-server src/Exception/OAuthServerException.php.
var oauth2Rules = []rule{
	// L with its hint, where the body was not read (laravel/passport#589).
	{code: "oauth2_body_unread", has: []string{"unsupported_grant_type", "all required parameters"}},
	// L: 401 invalid_request up to 8, 400 invalid_grant from 9 on.
	{code: "oauth2_refresh_used", has: []string{"the refresh token is invalid"}},
	{code: "oauth2_refresh_used", has: []string{"cannot decrypt the refresh token"}},
	// L src/AuthorizationValidators/BearerTokenValidator.php.
	{code: "oauth2_header_missing", has: []string{`missing "authorization" header`}},
	{code: "oauth2_header_missing", has: []string{`missing "bearer" token`}},
	{code: "oauth2_token_refused", has: []string{"access token could not be verified"}},
	{code: "oauth2_token_refused", has: []string{"access token has been revoked"}},
	// L: 401 invalid_credentials up to 8.0, 400 invalid_grant from then on.
	{code: "oauth2_password", has: []string{"user credentials were incorrect"}},
	{code: "oauth2_password", has: []string{"invalid_credentials"}},
	// Adobe's API gateway (Experience League, "Api Key is invalid").
	{code: "adobe_api_key", has: []string{"api key is"}},
	{code: "adobe_token", has: []string{"oauth token is"}},
	// Laravel's own (auth, throttle, CSRF middleware).
	{code: "oauth2_token_refused", is: "unauthenticated."},
	{code: "rate_limited", has: []string{"too many attempts."}},
	{code: "laravel_session", has: []string{"csrf token mismatch"}},

	// RFC 6749 §5.2.
	{code: "oauth2_grant", has: []string{"error=invalid_grant"}, also: []string{"oauth2_grant_client"}},
	{code: "oauth2_client", has: []string{"error=invalid_client"}},
	{code: "oauth2_grant_type", has: []string{"error=unsupported_grant_type"}},
	{code: "oauth2_not_for_client", has: []string{"error=unauthorized_client"}},
	{code: "oauth2_scope", has: []string{"error=invalid_scope"}},
	{code: "oauth2_request", has: []string{"error=invalid_request"}},
	// RFC 6750 §3.1.
	{code: "oauth2_token_refused", has: []string{"error=invalid_token"}},
	{code: "oauth2_scope", has: []string{"error=insufficient_scope"}},
	// RFC 6749 §4.1.2.1, RFC 7009 §2.2.1.
	{code: "oauth2_denied", has: []string{"error=access_denied"}},
	{code: "oauth2_server", has: []string{"error=server_error"}},
	{code: "oauth2_server", has: []string{"error=temporarily_unavailable"}},
	{code: "oauth2_no_revoking", has: []string{"error=unsupported_token_type"}},
}

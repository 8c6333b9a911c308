package wire

// englishSource are the words for what a page keeps of a token beside the token
// itself.
var englishSource = []entry{
	{"page_lifetime_longer", LevelWarning, "The page goes on using this token for {gap} after it has expired.",
		"The store takes the customer for a guest in that time. Let the storefront take the lifetime from the token (exp), or set both alike."},
	{"page_lifetime_shorter", LevelInfo, "The page stops using this token {gap} before it expires.",
		"The token works elsewhere until then. The storefront has a lifetime of its own for it."},
	{"page_forgot_it", LevelInfo, "The page itself no longer uses this token: the lifetime that it gives it ended {ago} ago.",
		"Ask the store: the token may work all the same."},
	{"page_renews_it", LevelInfo, "The page gets its data anew at the next load, this token with them.",
		"Reload the page and look again if you want the token that it uses."},
	{"page_uses_other", LevelInfo, "The page sends the token in {place} instead, as long as it takes that one for live.",
		"To see what the page does, take that one."},
	{"page_calls_it_invalid", LevelInfo, "The page has marked this token as no longer valid.",
		"Ask the store: the token may work all the same."},
	{"page_refresh_token", LevelInfo, "The page also keeps a refresh token, in {place}.",
		"It gets a new token from the shop's own API and is of no use after Bearer."},
	{"luma_no_token", LevelInfo, "Luma pages keep no API token: the store knows its customers by a cookie that no script can read.",
		"Log in here to get a token, or use the customer's session in the browser."},
	{"luma_customer", LevelInfo, "A customer is logged in on this page: {name}.",
		"The customer's session can be used in place of a token."},
	{"luma_logged_in", LevelInfo, "A customer is logged in on this page.",
		"The customer's session can be used in place of a token."},
	{"luma_guest", LevelInfo, "Nobody is logged in on this page.",
		"Log in on the page, or here with a customer's e-mail address and password."},
}

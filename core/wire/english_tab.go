package wire

// englishTab has the words for what is taken from, and put into, an open tab.
var englishTab = []entry{
	{"session_no_browser", LevelError, "There is no browser to take the login from.", "Give the cookie’s value (admin in the panel, PHPSESSID in the shop), or log in another way."},
	{"session_missing", LevelError, "The browser has no login at this address.", "Log in to the page first, then try again."},
	{"session_no_access", LevelWarning, "The browser does not let Storekey use the login at {host}.", "Try again and say yes when the browser asks, or log in another way."},
	{"door_no_access", LevelWarning, "The browser does not let Storekey send the front door’s cookie or User-Agent to {host} yet.", "Try again, and say yes when the browser asks."},
	{"session_accepted", LevelInfo, "The store accepted the browser’s login.", ""},
	{"panel_session_ended", LevelError, "The store no longer takes the panel’s login.", "It ends by logging out, after a while without a click (15 minutes by default), or when the same user logs in elsewhere. Load a page of the panel and log in again."},
	{"customer_session_ended", LevelError, "The store no longer takes the customer’s login.", "Reload the page and log in again."},
	{"session_ended", LevelError, "The store does not take this login (any more).", "It ends by logging out, after a while without a click, or when the same user logs in elsewhere. Log in to the page again."},
	{"session_whole", LevelWarning, "This is the whole login of the page: whoever has it can do all that you can do there.", "A store that checks the browser’s name or address ends the login when another program uses it."},

	{"badge", LevelInfo, "Storekey has a credential for this tab: {kind}", ""},
	{"found_in_request", LevelInfo, "request: {method} {path}", ""},

	{"put_not_bearer", LevelError, "A storefront keeps bearer tokens only; this is none.", "Pick a customer’s token."},
	{"put_production", LevelWarning, "{host} is a production store: the page will reload as that customer.", "Say yes if that is what you want."},
	{"put_no_place", LevelError, "This page has no place where a token could be put.", "Open a page of the storefront that keeps its token in the browser, and log in there once so that the place exists."},
	{"put_nothing", LevelInfo, "Nothing was put into this page, or it has been put back already.", ""},
	{"put_tab_left", LevelWarning, "The tab has left that store, so nothing was changed.", "Go back to the store and try again."},
	{"put_no_access", LevelWarning, "The browser gives no access to this tab any more.", "Click the Storekey button on the tab and try again."},

	{"api_not_named", LevelError, "The page does not name {origin} as the place of its API.", "Paste the token into Check and name the store yourself."},
	{"api_plain_http", LevelWarning, "The page names {origin} as its API, which is not encrypted although the page is: Storekey does not go there on a page’s word.", "Paste the token into Check and type the address yourself if you want that."},
	{"api_private", LevelWarning, "The page names {origin} as its API, an address of a private network: Storekey does not go there on a page’s word.", "Paste the token into Check and type the address yourself if you want that."},
	{"part_missing", LevelError, "The value {name} is not known.", "Activate the integration in the panel, then open its page again: all four values are there then."},

	{"private_not_saved", LevelError, "What was found in a private window is not saved.", "Open the store in an ordinary window to save its login there."},
}

package wire

// englishAPI has the words for what Storekey itself refuses or asks.
var englishAPI = Phrases{
	"invalid_request":    {LevelError, "The call could not be read: {problem}.", "Compare it with the list of calls in the documentation."},
	"body_not_json":      {LevelError, "The body is not what it should be: {problem}.", "Mend it, or say by a Content-Type header that it is something other than JSON."},
	"unknown_call":       {LevelError, "There is no call {path}.", "Compare it with the list of calls in the documentation."},
	"too_large":          {LevelError, "The text is larger than {limit}.", "Paste only the part that holds the token."},
	"field_required":     {LevelError, "{field} is empty.", "Fill it in and try again."},
	"store_missing":      {LevelError, "No store is named.", "Say which store: its address, as the browser shows it."},
	"no_page":            {LevelError, "This tab shows no page of a web server.", "Open the store in the tab and click the Storekey button there."},
	"call_unknown":       {LevelError, "Nothing is known of that call any more.", "Start it again."},
	"credential_unknown": {LevelError, "Storekey no longer holds that token.", "Get a new one: tokens are kept until the tab closes or leaves the store."},
	"target_unknown":     {LevelError, "There is no form named {target}.", "Pick one from the list of forms."},
	"provider_unknown":   {LevelError, "There is no way to log in named {provider}.", "Pick one from the list."},
	"other_origin":       {LevelError, "The token belongs to {origin} and is not sent to {other}.", "Open that store, or paste the token and name the store yourself."},
	"snippet_refused":    {LevelError, "{form} cannot carry this request. {problem}", "{hint}"},
	"nothing_token_like": {LevelError, "There is nothing token-like in the text.", "Paste a token, an Authorization header or a curl command."},
	"several_tokens":     {LevelError, "There is more than one token in the text.", "Paste the one that you want to ask about."},

	"plain_http":           {LevelWarning, "{host} is asked over plain http: everybody on the way can read the password.", "Use the https address, or say that you want it all the same."},
	"tab_consent_required": {LevelWarning, "Only this tab gets through to the store, so the request would go from the tab.", "The page’s cookies go along and the page’s own scripts could see it. Say yes if you trust this page."},
	"locked_out":           {LevelError, "Storekey stops here: the store refused this user {failures} times.", "Magento locks a user after six refusals in 30 minutes, counting those of every program, and does not say so. Wait half an hour, or check the password in the store first."},
	"sign_in_counted":      {LevelInfo, "Refused sign-ins of this user so far: {failures}.", "Magento locks a user for 30 minutes after six."},
	"lock_warning":         {LevelWarning, "Refused sign-ins of this user so far: {failures}. Each further one risks a lock.", "Magento locks a user for 30 minutes after six, and other programs count too. Make sure of the password before the next try."},
	"lock_stop":            {LevelWarning, "Refused sign-ins of this user so far: {failures}. Storekey stops here.", "Wait 30 minutes or check the password in the store. Storekey tries again only if you insist."},
	"cancelled":            {LevelInfo, "Cancelled.", "Start again when you are ready. A sign-in that had left may have been counted by the store."},
	"interrupted":          {LevelWarning, "The browser stopped Storekey while the store was answering; the store may have counted this login.", "Log in again if you need the token."},
	"api_not_found":        {LevelWarning, "This is a Magento page, but its web API does not answer at the usual addresses.", "The API may be switched off or behind a firewall rule. Ask the store’s administrator for the API address."},
	"interrupted_before":   {LevelWarning, "The browser stopped Storekey before anything secret was sent.", "Start again."},
	"server_error":         {LevelError, "Something went wrong inside Storekey.", "Close it and open it again. If it comes back, report it with what you did."},
}

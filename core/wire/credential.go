package wire

// Credential is a token that Storekey holds: everything but its text, which
// leaves only by reveal.
type Credential struct {
	Ref    string `json:"ref"`
	Origin string `json:"origin"`
	Token  Token  `json:"token"`
	// Who is the user name or e-mail that it was obtained for, where known.
	Who string `json:"who,omitempty"`
	// Provider is the registry ID of how it was obtained; FoundIn says where it
	// was found instead.
	Provider string `json:"provider,omitempty"`
	FoundIn  string `json:"foundIn,omitempty"`
	// Places are all places where it was found, FoundIn the first of them.
	Places []string `json:"places,omitempty"`
	// Source is the registry ID of the source that found it, CanPut that this
	// source can write into the page, too.
	Source string `json:"source,omitempty"`
	CanPut bool   `json:"canPut,omitempty"`
	// PageExpiresAt is when the page stops using it, as the page keeps it.
	PageExpiresAt string `json:"pageExpiresAt,omitempty"`
	// APIOrigin is another origin that the page names as the one that takes it. It
	// is asked only after a click that shows it.
	APIOrigin string `json:"apiOrigin,omitempty"`
	// Private says that it is of a private window: it is shown there only and
	// never saved.
	Private bool `json:"private,omitempty"`
	// Area is a session's: panel or customer.
	Area string `json:"area,omitempty"`
	// Parts are the values of a credential that has several: an integration's
	// four, in Magento's order.
	Parts []Part `json:"parts,omitempty"`
	// CanRefresh says that its service gives the next token without a login;
	// CanIntrospect and CanRevoke that it can be asked about it, and end it.
	CanRefresh    bool `json:"canRefresh,omitempty"`
	CanIntrospect bool `json:"canIntrospect,omitempty"`
	CanRevoke     bool `json:"canRevoke,omitempty"`
	// Saved says where it is saved, if it is.
	Saved *SavedRef `json:"saved,omitempty"`
	Store Store     `json:"store"`
	// Request is the request that Copy curl writes, without its Authorization.
	Request  Request    `json:"request"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Findings []Finding  `json:"findings,omitempty"`
}

// CredentialRef names a credential in a call: one that Storekey holds, or the
// text itself.
type CredentialRef struct {
	Ref   string `json:"ref,omitempty"`
	Token string `json:"token,omitempty"`
}

// Part is one value of a credential that has several.
type Part struct {
	// Name is consumer_key, consumer_secret, access_token or
	// access_token_secret (RFC 5849).
	Name string `json:"name"`
	// Masked is empty where the value is not known.
	Masked string `json:"masked,omitempty"`
}

// Watch is what is being observed of a tab's requests, kept in the browser
// session under "watch:<tab>". Times are RFC 3339 in UTC.
type Watch struct {
	V      int    `json:"v"`
	TabID  int    `json:"tabId"`
	Origin string `json:"origin"`
	// Until is when the watching ends by itself.
	Until string `json:"until"`
	// Seen are the requests that carried a credential, the latest first.
	Seen []Seen `json:"seen"`
}

// SeenHeader is a header that a store's own page was seen to send to its API. A
// value that may be somebody's is left out. On is graphql or rest.
type SeenHeader struct {
	Name  string `json:"name"`
	Value string `json:"value,omitempty"`
	On    string `json:"on"`
}

// Seen is one observed request: where it went, without its query, and the
// credential that it carried.
type Seen struct {
	Method string `json:"method"`
	URL    string `json:"url"`
	At     string `json:"at"`
	Ref    string `json:"ref"`
	// Scheme is bearer or oauth.
	Scheme string `json:"scheme"`
	Times  int    `json:"times"`
}

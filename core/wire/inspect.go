package wire

import "encoding/json"

// What a token is for: the kinds of Magento's user types, and those of services
// in front of it.
const (
	KindAdmin       = "admin"
	KindCustomer    = "customer"
	KindIntegration = "integration"
	KindGuest       = "guest"
	KindIMS         = "ims"
	KindOAuth2      = "oauth2"
	KindSession     = "session"
	KindUnknown     = "unknown"
)

// How a token is written.
const (
	FormatJWS     = "jws"    // RFC 7515, compact serialisation
	FormatJWE     = "jwe"    // RFC 7516
	FormatOpaque  = "opaque" // 32 of [0-9a-z], looked up by the store
	FormatOAuth1  = "oauth1" // RFC 5849 Authorization header
	FormatCookie  = "cookie"
	FormatUnknown = "unknown"
)

// Inspect is the offline report of what a text holds.
type Inspect struct {
	Tokens   []Token   `json:"tokens"`
	Findings []Finding `json:"findings"`
	// URL is the address that stood beside the token (a pasted curl command),
	// or empty.
	URL string `json:"url,omitempty"`
}

// Token is one token-like thing in a text. Times are RFC 3339 in UTC and empty
// where the token does not tell; nothing here says that a store accepts it.
type Token struct {
	Kind   string `json:"kind"`
	Format string `json:"format"`
	// Source says where in the text it stood: "text", "authorization header",
	// "curl", "json access_token" …
	Source          string          `json:"source"`
	UserID          *int64          `json:"userId,omitempty"`
	IssuedAt        string          `json:"issuedAt,omitempty"`
	ExpiresAt       string          `json:"expiresAt,omitempty"`
	Expired         *bool           `json:"expired,omitempty"`
	LifetimeSeconds *int64          `json:"lifetimeSeconds,omitempty"`
	Header          json.RawMessage `json:"header,omitempty"`
	Claims          json.RawMessage `json:"claims,omitempty"`
	Findings        []Finding       `json:"findings"`
	Masked          string          `json:"masked"`
}

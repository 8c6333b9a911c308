package wire

// Classes of what is copied.
const (
	CopiedSecret = "secret" // lives long: a password, an integration's values, a browser's login
	CopiedBearer = "bearer" // a token that ends by itself, or what carries one
)

// Copied is what is known of a text that was given away to be copied, without it:
// its HMAC-SHA256 under a key that was made for it.
type Copied struct {
	Class string `json:"class"`
	Key   string `json:"key"`
	Hash  string `json:"hash"`
}

// CopiedUntil says when it is taken off the clipboard, if it is.
type CopiedUntil struct {
	// Class is that of what was copied, empty for what may stay.
	Class   string `json:"class,omitempty"`
	Until   string `json:"until,omitempty"`
	Seconds int    `json:"seconds"`
	// Offer says that the user was not asked yet.
	Offer bool `json:"offer"`
}

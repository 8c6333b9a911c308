package wire

// Introspection is what a token service tells of a token (RFC 7662 §2.2). Of an
// inactive one it tells nothing else. Times are RFC 3339 in UTC.
type Introspection struct {
	Active    bool       `json:"active"`
	Scope     string     `json:"scope,omitempty"`
	ClientID  string     `json:"clientId,omitempty"`
	Username  string     `json:"username,omitempty"`
	TokenType string     `json:"tokenType,omitempty"`
	Subject   string     `json:"subject,omitempty"`
	Audience  string     `json:"audience,omitempty"`
	Issuer    string     `json:"issuer,omitempty"`
	IssuedAt  string     `json:"issuedAt,omitempty"`
	ExpiresAt string     `json:"expiresAt,omitempty"`
	Evidence  []Evidence `json:"evidence,omitempty"`
	Findings  []Finding  `json:"findings,omitempty"`
}

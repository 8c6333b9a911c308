package wire

// Signature is what the doctor says of a request that is signed by OAuth 1.0a.
type Signature struct {
	// BaseString is what must have been signed, the access token masked in it.
	BaseString string `json:"baseString"`
	// Matches says that the signature is that of this base string.
	Matches bool `json:"matches"`
	// Variants are the other ways to sign that were compared, or tried.
	Variants []SignatureVariant `json:"variants"`
	Evidence []Evidence         `json:"evidence,omitempty"`
	Findings []Finding          `json:"findings"`
}

// SignatureVariant is one way to sign a request.
type SignatureVariant struct {
	// Name is the finding code of what is different, or as_sent.
	Name string `json:"name"`
	// URL is the address that is signed, without its query.
	URL string `json:"url"`
	// Matches: the signature in hand is this one, or the store accepts it.
	Matches bool `json:"matches"`
	// Status is what the store answered, 0 where it was not asked.
	Status int `json:"status,omitempty"`
}

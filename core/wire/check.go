package wire

// Verdicts of a check. Valid and invalid are only said with evidence.
const (
	VerdictValid   = "valid"
	VerdictInvalid = "invalid"
	VerdictUnknown = "unknown"
)

// Check is the store's answer about a token, with the evidence for it.
type Check struct {
	Verdict string `json:"verdict"`
	// Reason is a finding code: what decided the verdict.
	Reason string `json:"reason"`
	Kind   string `json:"kind"`
	Who    string `json:"who,omitempty"`
	// Masked names the token that was asked about without giving it away.
	Masked   string     `json:"masked,omitempty"`
	Store    Store      `json:"store"`
	Evidence []Evidence `json:"evidence"`
	Findings []Finding  `json:"findings"`
}

// Store is a Magento store as the web API addresses it. URLs have no trailing
// slash. RestURL has no store code: <restUrl>[/<storeCode>]/V1/…
type Store struct {
	BaseURL   string `json:"baseUrl"`
	RestURL   string `json:"restUrl"`
	StoreCode string `json:"storeCode,omitempty"`
	Version   string `json:"version,omitempty"`
	Edition   string `json:"edition,omitempty"`
}

// Evidence is one request that was made and what came back.
type Evidence struct {
	Method string `json:"method"`
	URL    string `json:"url"`
	// Status is the HTTP status, 0 where no answer came.
	Status int    `json:"status"`
	Note   string `json:"note"`
	// Via is "tab" where the request went from the open tab instead of from
	// Storekey itself.
	Via string `json:"via,omitempty"`
}

package wire

// Error is what an API call answers when it did not do what was asked. Codes
// reuse RFC 6749 §5.2 and RFC 6750 §3.1 where they exist.
type Error struct {
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Hint    string            `json:"hint"`
	Params  map[string]string `json:"params,omitempty"`
	// Choices are what the user can pick from next (second factors, for one).
	Choices  []string   `json:"choices,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Findings []Finding  `json:"findings,omitempty"`
}

// ErrorBody is the JSON of a refused API call.
type ErrorBody struct {
	Error Error `json:"error"`
}

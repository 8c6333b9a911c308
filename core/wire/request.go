package wire

// Request is one HTTP request as people write it down: what every snippet
// target turns into text.
type Request struct {
	Method  string   `json:"method"`
	URL     string   `json:"url"`
	Headers []Header `json:"headers"`
	// Body is the text sent, or nil where the request has none.
	Body *string `json:"body,omitempty"`
}

// Header is one header line. Order and repetition are kept.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Recent is a request that was used at a store: never its query, its headers or
// its body. Target is the form that it was copied in, or empty where it was
// sent. At is RFC 3339 in UTC.
type Recent struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Target string `json:"target,omitempty"`
	At     string `json:"at"`
}

// ReadRequest is a request that was pasted, without the credential that it had.
type ReadRequest struct {
	Request Request `json:"request"`
	// Origin is where it went, empty where the text does not tell.
	Origin   string    `json:"origin,omitempty"`
	Findings []Finding `json:"findings"`
	// Inspect tells of the credential, nil where there was none.
	Inspect *Inspect `json:"inspect,omitempty"`
}

// Example is a GraphQL query that somebody kept.
type Example struct {
	Name      string `json:"name"`
	Query     string `json:"query"`
	Variables string `json:"variables,omitempty"`
	Operation string `json:"operation,omitempty"`
}

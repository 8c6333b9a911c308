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

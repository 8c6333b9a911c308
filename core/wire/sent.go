package wire

// Sent is what came back for a request that was sent from the page.
type Sent struct {
	Status  int      `json:"status"`
	Headers []Header `json:"headers"`
	// Body is text; Binary says that it was none and is left out.
	Body   string `json:"body"`
	Binary bool   `json:"binary,omitempty"`
	// Cut says that Body is only the beginning. Size is that of the whole answer
	// in bytes.
	Cut  bool `json:"cut,omitempty"`
	Size int  `json:"size"`
	// Millis is the time from sending to the last byte.
	Millis int64 `json:"millis"`
	// At is when it was sent (RFC 3339 UTC).
	At       string    `json:"at"`
	Via      string    `json:"via,omitempty"`
	Findings []Finding `json:"findings"`
	// Next is a request that follows: the status of what was queued.
	Next *Request `json:"next,omitempty"`
}

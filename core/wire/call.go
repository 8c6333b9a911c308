package wire

import "encoding/json"

// Version of the records and messages in this package.
const Version = 1

// States of a call.
const (
	CallRunning     = "running"
	CallSent        = "sent" // a request with a credential has left: never run again
	CallDone        = "done"
	CallFailed      = "failed"
	CallCancelled   = "cancelled"
	CallInterrupted = "interrupted" // the worker ended while it ran
)

// Call is the record of one API call that takes long or must not run twice, as
// kept in the browser session under "call:<id>". The request's body, which may
// hold a password, is never in it. Times are RFC 3339 in UTC.
type Call struct {
	V      int    `json:"v"`
	ID     string `json:"id"`
	Origin string `json:"origin,omitempty"`
	Path   string `json:"path"`
	State  string `json:"state"`
	Step   string `json:"step,omitempty"`
	Done   int    `json:"done,omitempty"`
	Total  int    `json:"total,omitempty"`

	StartedAt  string          `json:"startedAt"`
	FinishedAt string          `json:"finishedAt,omitempty"`
	Status     int             `json:"status,omitempty"`
	Body       json.RawMessage `json:"body,omitempty"`
}

// Finished reports whether nothing more will happen to the call.
func (c Call) Finished() bool {
	return c.State != CallRunning && c.State != CallSent
}

// Message is what a page sends to the worker: one API call.
type Message struct {
	V      int             `json:"v"`
	ID     string          `json:"id"`
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Body   json.RawMessage `json:"body,omitempty"`
	TabID  int             `json:"tabId,omitempty"`
}

// Answer is what the worker sends back.
type Answer struct {
	V      int             `json:"v"`
	ID     string          `json:"id"`
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/storekey/storekey/core/wire"
)

// Error is a refused call, as a Go error: its HTTP status and what the API said.
type Error struct {
	Status int
	Detail
}

// Detail is what the API said; another name for wire.Error, so that its fields
// can be those of an Error beside the method Error.
type Detail = wire.Error

// Error implements error.
func (e *Error) Error() string { return e.Message }

// Call makes one call of handler from Go and decodes its answer into out, which
// may be nil. A refusal is an *Error.
func Call(ctx context.Context, handler http.Handler, method, path string, in, out any) error {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return fmt.Errorf("api: writing call: %w", err)
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("api: writing call: %w", err)
	}
	answer := &buffer{header: http.Header{}, status: http.StatusOK}
	handler.ServeHTTP(answer, req)
	if answer.status != http.StatusOK {
		var refused wire.ErrorBody
		if err := json.Unmarshal(answer.body.Bytes(), &refused); err != nil {
			return fmt.Errorf("api: reading answer: %w", err)
		}
		return &Error{answer.status, refused.Error}
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(answer.body.Bytes(), out)
}

// buffer is a ResponseWriter in memory.
type buffer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (b *buffer) Header() http.Header         { return b.header }
func (b *buffer) WriteHeader(status int)      { b.status = status }
func (b *buffer) Write(p []byte) (int, error) { return b.body.Write(p) }

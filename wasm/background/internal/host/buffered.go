package host

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// buffered is an answer held back until it is whole: syumai/workers leaks a
// stream's callbacks, and a handler that panics half-way must not have spoken.
type buffered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newBuffered() *buffered { return &buffered{header: http.Header{}} }

func (b *buffered) Header() http.Header { return b.header }

func (b *buffered) WriteHeader(status int) {
	if b.status == 0 {
		b.status = status
	}
}

func (b *buffered) Write(p []byte) (int, error) {
	b.WriteHeader(http.StatusOK)
	return b.body.Write(p)
}

// serve runs next on r and holds its answer back. A panic becomes a 500; report
// gets what was panicked with.
func serve(next http.Handler, r *http.Request, report func(any)) (answer *buffered) {
	defer func() {
		if cause := recover(); cause != nil {
			report(cause)
			answer = serverError()
		}
	}()
	answer = newBuffered()
	next.ServeHTTP(answer, r)
	answer.WriteHeader(http.StatusOK)
	return answer
}

// serverError says nothing of the cause, which may hold what was typed.
func serverError() *buffered {
	answer := newBuffered()
	answer.Header().Set("Content-Type", "application/json")
	answer.WriteHeader(http.StatusInternalServerError)
	words := wire.NewFinding("server_error")
	_ = json.NewEncoder(answer).Encode(wire.ErrorBody{Error: wire.Error{
		Code: words.Code, Message: words.Message, Hint: words.Hint,
	}})
	return answer
}

// rejoin undoes what syumai/workers does to header values: it splits them at
// every comma, those of an OAuth header and of a date included.
func rejoin(header http.Header) {
	for name, values := range header {
		if len(values) > 1 {
			header[name] = []string{strings.Join(values, ",")}
		}
	}
}

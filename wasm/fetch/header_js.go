package fetch

import (
	"fmt"
	"net/http"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// headersOf makes a Headers object. What the browser says of a bad value it
// says with the value, so only the name is told on.
func headersOf(header http.Header) (js.Value, error) {
	headers := js.Global().Get("Headers").New()
	for name, values := range header {
		for _, value := range values {
			_, err := promise.Try(func() js.Value { return headers.Call("append", name, value) })
			if err != nil {
				return js.Undefined(), fmt.Errorf("%w: %q", ErrHeader, name)
			}
		}
	}
	return headers, nil
}

// headerOf reads a Headers object, or any list of pairs. A value is kept whole:
// commas are part of dates and of OAuth headers.
func headerOf(headers js.Value) http.Header {
	header := http.Header{}
	pairs := js.Global().Get("Array").Call("from", headers)
	for i := range pairs.Length() {
		pair := pairs.Index(i)
		header.Add(pair.Index(0).String(), pair.Index(1).String())
	}
	return header
}

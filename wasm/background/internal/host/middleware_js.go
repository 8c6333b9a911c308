package host

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Middleware stands between syumai/workers and a handler. Request body and
// answer cross as one piece each: the library's streams leak, and its reader
// leaves a callback behind per read.
func Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rejoin(r.Header)
		if err := takeBody(r); err != nil {
			write(w, serverError())
			return
		}
		write(w, serve(next, r, report))
	})
}

// takeBody replaces the request's stream by its bytes.
func takeBody(r *http.Request) error {
	stream, ok := r.Body.(interface{ GetRawJSBody() js.Value })
	if !ok || !stream.GetRawJSBody().Truthy() {
		r.Body, r.ContentLength = http.NoBody, 0
		return nil
	}
	response := js.Global().Get("Response").New(stream.GetRawJSBody())
	buffer, err := promise.Call(response, "arrayBuffer")
	if err != nil {
		return err
	}
	body := bytesToGo(buffer)
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

func write(w http.ResponseWriter, answer *buffered) {
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	if raw, ok := w.(interface{ WriteRawJSBody(js.Value) }); ok {
		raw.WriteRawJSBody(bytesToJS(answer.body.Bytes()))
		return
	}
	_, _ = w.Write(answer.body.Bytes())
}

func bytesToGo(buffer js.Value) []byte {
	array := js.Global().Get("Uint8Array").New(buffer)
	data := make([]byte, array.Length())
	js.CopyBytesToGo(data, array)
	return data
}

func bytesToJS(data []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	return array
}

// report writes where a call panicked to the console. What it panicked with is
// written only for the runtime's own errors, which hold nothing that was typed.
func report(cause any) {
	what := fmt.Sprintf("%T", cause)
	if fault, ok := cause.(runtime.Error); ok {
		what = fault.Error()
	}
	fmt.Fprintf(os.Stderr, "storekey: a call ended in a panic: %s\n%s", what, debug.Stack())
}

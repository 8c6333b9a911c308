package fetch

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// readAll reads an answer piece by piece, up to MaxBody, so that a store that
// falls silent half-way is noticed.
func readAll(watch *watch, response js.Value) ([]byte, error) {
	stream := response.Get("body")
	if !stream.Truthy() {
		return nil, nil
	}
	reader := stream.Call("getReader")
	var body []byte
	for len(body) < MaxBody {
		piece, err := promise.Call(reader, "read")
		if err != nil {
			return nil, watch.explain(err)
		}
		if piece.Get("done").Bool() {
			return body, nil
		}
		watch.heard()
		body = append(body, bytesToGo(piece.Get("value"))...)
	}
	watch.abort() // of what is left
	return body[:MaxBody], nil
}

// respond makes the http.Response of a whole answer.
func respond(req *http.Request, status int, header http.Header, body []byte) *http.Response {
	return &http.Response{
		Status:        strconv.Itoa(status) + " " + http.StatusText(status),
		StatusCode:    status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        header,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       req,
	}
}

func bytesToJS(data []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	return array
}

func bytesToGo(array js.Value) []byte {
	data := make([]byte, array.Length())
	js.CopyBytesToGo(data, array)
	return data
}

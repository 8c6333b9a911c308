package host

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall/js"
	"testing"
)

// stream is a request body as syumai/workers passes it.
type stream struct {
	io.ReadCloser
	value js.Value
}

func (s stream) GetRawJSBody() js.Value { return s.value }

// writer is an answer as syumai/workers takes it.
type writer struct {
	*httptest.ResponseRecorder
	raw js.Value
}

func (w *writer) WriteRawJSBody(body js.Value) { w.raw = body }

func streamOf(code string) stream {
	return stream{value: js.Global().Call("eval", code)}
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("X-Auth", r.Header.Get("Authorization"))
	w.WriteHeader(http.StatusAccepted)
	_, _ = w.Write(append([]byte("got "), body...))
}

func pass(handler http.HandlerFunc, body io.ReadCloser) *writer {
	w := &writer{ResponseRecorder: httptest.NewRecorder()}
	r := &http.Request{Method: "POST", Body: body, ContentLength: -1, Header: http.Header{"Authorization": {`OAuth a="1"`, ` b="2"`}}}
	Middleware(handler).ServeHTTP(w, r)
	return w
}

func TestMiddleware(t *testing.T) {
	w := pass(echo, streamOf(`new Response("bödy").body`))
	if got := string(bytesToGo(w.raw)); w.Code != 202 || got != "got bödy" || w.Body.Len() != 0 {
		t.Errorf("%d %q, as a stream %q", w.Code, got, w.Body)
	}
	if got := w.Header().Get("X-Auth"); got != `OAuth a="1", b="2"` {
		t.Errorf("authorization %s", got)
	}
}

func TestMiddlewareWithoutBody(t *testing.T) {
	for name, body := range map[string]io.ReadCloser{"nil": nil, "null": streamOf(`null`), "undefined": streamOf(`undefined`)} {
		if got := string(bytesToGo(pass(echo, body).raw)); got != "got " {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestMiddlewareBrokenBody(t *testing.T) {
	w := pass(echo, streamOf(`new ReadableStream({ pull() { throw new Error("gone") } })`))
	if got := string(bytesToGo(w.raw)); w.Code != 500 || !strings.Contains(got, "server_error") {
		t.Errorf("%d %s", w.Code, got)
	}
}

func TestMiddlewarePanic(t *testing.T) {
	w := pass(func(http.ResponseWriter, *http.Request) { panic("marker") }, nil)
	if got := string(bytesToGo(w.raw)); w.Code != 500 || strings.Contains(got, "marker") {
		t.Errorf("%d %s", w.Code, got)
	}
}

func TestMiddlewareWithAnOrdinaryWriter(t *testing.T) {
	w := httptest.NewRecorder()
	Middleware(http.HandlerFunc(echo)).ServeHTTP(w, &http.Request{Header: http.Header{}})
	if w.Code != 202 || w.Body.String() != "got " {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

package fetch

import (
	"context"
	"io"
	"net/http"
	"strings"
	"syscall/js"
	"testing"
)

func eval(code string) js.Value { return js.Global().Call("eval", code) }

// network puts a function in place of the browser's fetch for one test. It notes
// what it was called with in network.calls.
func network(t *testing.T, fetch string) js.Value {
	t.Helper()
	before := js.Global().Get("fetch")
	fake := eval(`(() => {
		const answer = ` + fetch + `;
		const network = { calls: [], fetch(url, init) {
			network.calls.push({ url, init });
			return answer(url, init);
		} };
		return network;
	})()`)
	js.Global().Set("fetch", fake.Get("fetch"))
	t.Cleanup(func() { js.Global().Set("fetch", before) })
	return fake
}

func call(t *testing.T, network js.Value, i int) js.Value {
	t.Helper()
	calls := network.Get("calls")
	if calls.Length() <= i {
		t.Fatalf("%d calls, want more", calls.Length())
	}
	return calls.Index(i)
}

func request(t *testing.T, ctx context.Context, method, url, body string) *http.Request {
	t.Helper()
	var reader io.Reader
	if body != "" {
		reader = strings.NewReader(body)
	}
	req, err := http.NewRequestWithContext(ctx, method, url, reader)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func read(t *testing.T, resp *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

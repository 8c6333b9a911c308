package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"syscall/js"
	"testing"
)

// tab stands for a browser with one tab, in which the injected function is this.
func tab(t *testing.T, tabFetch string) js.Value {
	t.Helper()
	fake := eval(`({
		calls: [],
		scripting: { async executeScript({ target, func, args }) {
			globalThis.chrome.calls.push(JSON.stringify({ tabId: target.tabId, request: args[0] }));
			if (target.tabId !== 7) throw new Error("No tab with id: " + target.tabId);
			return [{ frameId: 0, result: await func(...args) }];
		} },
	})`)
	js.Global().Set("chrome", fake)
	js.Global().Set("storekey", eval(`({ tabFetch: `+tabFetch+` })`))
	t.Cleanup(func() { js.Global().Delete("chrome"); js.Global().Delete("storekey") })
	return fake
}

func TestTabSendsAndAnswers(t *testing.T) {
	fake := tab(t, `async () => ({ status: 401, headers: [["date", "Mon, 23 Nov"], ["x", "1"]], body: btoa("\xff\x00ok") })`)
	req := request(t, context.Background(), "POST", "https://user:pass@shop.test/rest/V1/x?y#z", "bödy")
	req.Header.Set("Authorization", `OAuth a="1", b="2"`)
	resp, err := Tab(7).Do(req)
	if err != nil || resp.StatusCode != 401 || read(t, resp) != "\xff\x00ok" || resp.Header.Get("Date") != "Mon, 23 Nov" {
		t.Fatalf("%+v, %v", resp, err)
	}
	sent := sentRequest(t, fake, 0)
	if sent.URL != "https://shop.test/rest/V1/x?y" || sent.Method != "POST" || sent.Body != "YsO2ZHk=" || sent.Silence != 25000 || sent.Cap != MaxBody {
		t.Errorf("sent %+v", sent)
	}
	if len(sent.Headers) != 1 || sent.Headers[0] != [2]string{"Authorization", `OAuth a="1", b="2"`} {
		t.Errorf("headers %q", sent.Headers)
	}
}

type tabRequest struct {
	ID, URL, Method, Body, Abort string
	Headers                      [][2]string
	Silence, Cap                 int
}

func sentRequest(t *testing.T, fake js.Value, i int) tabRequest {
	t.Helper()
	var sent struct{ Request tabRequest }
	if err := json.Unmarshal([]byte(call(t, fake, i).String()), &sent); err != nil {
		t.Fatal(err)
	}
	return sent.Request
}

func TestTabFails(t *testing.T) {
	for name, test := range map[string]struct {
		tab      int
		tabFetch string
		want     error
	}{
		"network":       {7, `async () => ({ error: { name: "TypeError", message: "Failed to fetch" } })`, ErrFailed},
		"silent":        {7, `async () => ({ error: { name: "TimeoutError", message: "" } })`, ErrTimeout},
		"elsewhere":     {7, `async () => ({ error: { name: "SecurityError", message: "" } })`, ErrOtherOrigin},
		"page unloaded": {7, `async () => null`, ErrFailed},
		"no answer":     {7, `async () => undefined`, ErrFailed},
		"no such tab":   {8, `async () => null`, ErrFailed},
	} {
		tab(t, test.tabFetch)
		if _, err := Tab(test.tab).Do(request(t, context.Background(), "GET", "http://shop.test/", "")); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

// What Storekey sends from the tab is told apart from what the page sends, for
// as long as it is under way.
func TestTabNotesWhatIsUnderWay(t *testing.T) {
	tab(t, `async () => ({ status: 200, headers: [], body: btoa([...storekey.underWay].join()) })`)
	underWay := eval(`storekey.underWay = new Set()`)
	resp, err := Tab(7).Do(request(t, context.Background(), "POST", "https://user:pass@shop.test/rest/V1/x?y#z", "b"))
	if err != nil || read(t, resp) != "POST https://shop.test/rest/V1/x?y" {
		t.Errorf("%+v, %v", resp, err)
	}
	if left := underWay.Get("size").Int(); left != 0 {
		t.Errorf("%d are left", left)
	}
}

func TestTabIsRedirected(t *testing.T) {
	for _, location := range []string{"", "http://shop.test/login"} {
		tab(t, `async () => ({ status: 0, headers: [], body: "", location: "`+location+`" })`)
		resp, err := Tab(7).Do(request(t, context.Background(), "GET", "http://shop.test/x", ""))
		if err != nil || resp.StatusCode != 307 || resp.Header.Get("Location") != location {
			t.Errorf("%+v, %v", resp, err)
		}
	}
}

func TestTabRefusesHeader(t *testing.T) {
	fake := tab(t, `async () => null`)
	req := request(t, context.Background(), "GET", "http://shop.test/", "")
	req.Header["X-Bad"] = []string{"marker\nX: y"}
	if _, err := Tab(7).Do(req); !errors.Is(err, ErrHeader) || strings.Contains(err.Error(), "marker") {
		t.Errorf("got %v", err)
	}
	if fake.Get("calls").Length() != 0 {
		t.Error("something was injected")
	}
}

// The injected request ends when its context does.
func TestTabIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	fake := tab(t, `(request) => {
		if (request.abort) { globalThis.chrome.aborted(request.abort); return null }
		globalThis.chrome.started();
		return new Promise(() => {});
	}`)
	started := js.FuncOf(func(js.Value, []js.Value) any { go cancel(); return nil })
	defer started.Release()
	stopped := make(chan string, 1)
	aborted := js.FuncOf(func(_ js.Value, args []js.Value) any { stopped <- args[0].String(); return nil })
	defer aborted.Release()
	fake.Set("started", started)
	fake.Set("aborted", aborted)

	if _, err := Tab(7).Do(request(t, ctx, "GET", "http://shop.test/", "")); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if id := <-stopped; id != sentRequest(t, fake, 0).ID {
		t.Errorf("%s was aborted", id)
	}
}

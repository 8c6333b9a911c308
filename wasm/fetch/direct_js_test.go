package fetch

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

func TestDirectSends(t *testing.T) {
	fake := network(t, `async () => new Response("ok")`)
	req := request(t, context.Background(), "POST", "https://user:pass@shop.test/rest/V1/x?a=b%20c#part", `{"password":"pä"}`)
	req.Header.Set("Authorization", `OAuth a="1", b="2"`)
	req.Header.Set("Content-Type", "application/json")
	if _, err := Direct().Do(req); err != nil {
		t.Fatal(err)
	}
	sent := call(t, fake, 0)
	if got := sent.Get("url").String(); got != "https://shop.test/rest/V1/x?a=b%20c" {
		t.Errorf("url %s", got)
	}
	init := sent.Get("init")
	for name, want := range map[string]string{
		"method": "POST", "credentials": "omit", "redirect": "manual", "cache": "no-store", "referrerPolicy": "no-referrer",
	} {
		if got := init.Get(name).String(); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if got := string(bytesToGo(init.Get("body"))); got != `{"password":"pä"}` {
		t.Errorf("body %s", got)
	}
	for name, want := range map[string]string{"authorization": `OAuth a="1", b="2"`, "content-type": "application/json"} {
		if got := init.Get("headers").Call("get", name).String(); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestDirectSendsNoBodyWithGet(t *testing.T) {
	fake := network(t, `async () => new Response(null, { status: 204 })`)
	resp, err := Direct().Do(request(t, context.Background(), "GET", "http://shop.test/", ""))
	if err != nil || resp.StatusCode != 204 || read(t, resp) != "" {
		t.Fatalf("%+v, %v", resp, err)
	}
	if body := call(t, fake, 0).Get("init").Get("body"); !body.IsUndefined() {
		t.Error("a GET had a body")
	}
}

func TestDirectAnswers(t *testing.T) {
	network(t, `async () => new Response("{\"message\":\"é\"}", { status: 401, headers: [
		["date", "Mon, 23 Nov 2026 06:00:00 GMT"], ["www-authenticate", 'Basic realm="a, b", charset="UTF-8"'], ["content-type", "application/json"],
	] })`)
	req := request(t, context.Background(), "GET", "http://shop.test/", "")
	resp, err := Direct().Do(req)
	if err != nil || resp.StatusCode != 401 || resp.Request != req {
		t.Fatalf("%+v, %v", resp, err)
	}
	for name, want := range map[string]string{
		"Date": "Mon, 23 Nov 2026 06:00:00 GMT", "Www-Authenticate": `Basic realm="a, b", charset="UTF-8"`, "Content-Type": "application/json",
	} {
		if got := resp.Header[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if got := read(t, resp); got != `{"message":"é"}` {
		t.Errorf("body %s", got)
	}
}

func TestDirectFails(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	for name, test := range map[string]struct {
		ctx   context.Context
		fetch string
		want  error
		words string
	}{
		"network":          {fetch: `async () => { throw new TypeError("Failed to fetch") }`, want: ErrFailed, words: "Failed to fetch"},
		"in the body":      {fetch: `async () => new Response(new ReadableStream({ pull() { throw new TypeError("network error") } }))`, want: ErrFailed, words: "network error"},
		"silent":           {fetch: untilAborted, want: ErrTimeout},
		"silent half-way":  {fetch: silentBody, want: ErrTimeout},
		"cancelled":        {ctx: ended, fetch: untilAborted, want: context.Canceled},
		"cancelled, body":  {ctx: ended, fetch: silentBody, want: context.Canceled},
		"deadline is also": {fetch: untilAborted, want: context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			fake := network(t, test.fetch)
			ctx := test.ctx
			if ctx == nil {
				ctx = context.Background()
			}
			worker := &Worker{silence: 20 * time.Millisecond}
			_, err := worker.Do(request(t, ctx, "GET", "http://shop.test/", ""))
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.words) {
				t.Fatalf("got %v, want %v", err, test.want)
			}
			if errors.Is(test.want, ErrFailed) {
				return
			}
			if !call(t, fake, 0).Get("init").Get("signal").Get("aborted").Bool() {
				t.Error("the fetch goes on")
			}
		})
	}
}

const untilAborted = `(url, { signal }) => new Promise((_, reject) => {
	const stop = () => reject(signal.reason);
	signal.aborted ? stop() : signal.addEventListener("abort", stop);
})`

const silentBody = `async (url, { signal }) => new Response(new ReadableStream({
	start(controller) {
		controller.enqueue(new Uint8Array([1, 2, 3]));
		const stop = () => controller.error(signal.reason);
		signal.aborted ? stop() : signal.addEventListener("abort", stop);
	},
}))`

func TestDirectStopsAtTheCap(t *testing.T) {
	fake := network(t, `async () => new Response(new ReadableStream({
		pull(controller) { controller.enqueue(new Uint8Array(3 << 20).fill(65)) },
	}))`)
	resp, err := Direct().Do(request(t, context.Background(), "GET", "http://shop.test/", ""))
	if err != nil || resp.ContentLength != MaxBody || len(read(t, resp)) != MaxBody {
		t.Fatalf("%v, %v", resp, err)
	}
	if !call(t, fake, 0).Get("init").Get("signal").Get("aborted").Bool() {
		t.Error("the rest is still being read")
	}
}

// The browser's own words for a bad header hold the value.
func TestDirectRefusesHeader(t *testing.T) {
	fake := network(t, `async () => new Response("ok")`)
	for _, value := range []string{"Bearer marker\r\nX: y", "Bearer marker\u2028"} {
		req := request(t, context.Background(), "GET", "http://shop.test/", "")
		req.Header["Authorization"] = []string{value}
		_, err := Direct().Do(req)
		if !errors.Is(err, ErrHeader) || strings.Contains(err.Error(), "marker") {
			t.Errorf("got %v", err)
		}
	}
	if fake.Get("calls").Length() != 0 {
		t.Error("something was sent")
	}
}

// opaque answers as a browser does that was told not to follow.
const opaque = `async (url, { redirect }) => {
	if (redirect === "manual") return Object.defineProperty(Response.error(), "type", { value: "opaqueredirect" });
	if (url.includes("elsewhere")) throw new TypeError("Failed to fetch");
	return Object.defineProperty(new Response("page"), "url", { value: "http://shop.test/login" });
}`

func TestDirectIsRedirected(t *testing.T) {
	for path, location := range map[string]string{"/rest/V1/x": "http://shop.test/login", "/elsewhere": "", "/login": ""} {
		fake := network(t, opaque)
		req := request(t, context.Background(), "POST", "http://shop.test"+path, `{"password":"marker"}`)
		req.Header.Set("Authorization", "Bearer marker")
		resp, err := Direct().Do(req)
		if err != nil || resp.StatusCode != http.StatusTemporaryRedirect || resp.Header.Get("Storekey-Redirect") != "opaque" {
			t.Fatalf("%s: %+v, %v", path, resp, err)
		}
		if got := resp.Header.Get("Location"); got != location {
			t.Errorf("%s: location %q, want %q", path, got, location)
		}
		second := call(t, fake, 1).Get("init")
		if second.Get("method").String() != "GET" || !second.Get("body").IsUndefined() || !second.Get("headers").IsUndefined() ||
			second.Get("credentials").String() != "omit" {
			t.Errorf("%s: the second request carries something: %s", path, js.Global().Get("JSON").Call("stringify", second))
		}
	}
}

func TestSpeaksTellsWhetherAnythingAnswers(t *testing.T) {
	fake := network(t, `async (url) => { if (url.includes("gone")) throw new TypeError("Failed to fetch"); return new Response(null, { status: 400 }); }`)
	if !Direct().Speaks(context.Background(), "http://shop.test:443/") || Direct().Speaks(context.Background(), "http://gone.test:443/") {
		t.Error("what answers is not told from what does not")
	}
	init := call(t, fake, 0).Get("init")
	if init.Get("mode").String() != "no-cors" || init.Get("credentials").String() != "omit" || !init.Get("headers").IsUndefined() {
		t.Error("more than the host goes out")
	}
}

package webext

import (
	"strings"
	"testing"
)

// gate is a browser's permissions: what is held, what the user answers, and a
// note of what was asked.
const gate = `{
	scheme: "chrome-extension:", held: [], answer: true, open: [], asked: [],
	runtime: { getURL(path) { return globalThis.chrome.scheme + "//id/" + path } },
	tabs: { async query() { return globalThis.chrome.open.map((url) => ({ url })) } },
	permissions: {
		async contains({ origins }) { return origins.every((o) => globalThis.chrome.held.includes(o)) },
		request({ origins }) {
			globalThis.chrome.asked.push(...origins);
			const { answer } = globalThis.chrome;
			if (answer === "throws") throw new Error("may only be called from a user input handler");
			return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
		},
	},
}`

func TestEnsureOrigin(t *testing.T) {
	for name, test := range map[string]struct {
		set     string // on the fake f
		granted bool
		asked   string
		fails   bool
	}{
		"chromium, open in the tab":     {set: `f.open = ["about:blank", "http://shop.test:8089/x"]`, granted: true},
		"chromium, held":                {set: `f.held = ["http://shop.test:8089/*"]`, granted: true},
		"chromium, elsewhere":           {set: `f.open = ["http://other.test/"]`, granted: true, asked: "http://shop.test:8089/*"},
		"chromium, refused":             {set: `f.answer = false`, asked: "http://shop.test:8089/*"},
		"chromium, cannot ask":          {set: `f.answer = Error("no gesture")`, asked: "http://shop.test:8089/*", fails: true},
		"firefox asks without the port": {set: `f.scheme = "moz-extension:"`, granted: true, asked: "http://shop.test/*"},
		"firefox, refused":              {set: `f.scheme = "moz-extension:"; f.answer = false`, asked: "http://shop.test/*"},
		"firefox, throws at once":       {set: `f.scheme = "moz-extension:"; f.answer = "throws"`, asked: "http://shop.test/*", fails: true},
	} {
		t.Run(name, func(t *testing.T) {
			fake := browser(t, gate)
			eval(`(f) => { ` + test.set + ` }`).Invoke(fake)
			granted, err := EnsureOrigin("http://shop.test:8089").Wait()
			if granted != test.granted || (err != nil) != test.fails {
				t.Errorf("%v, %v", granted, err)
			}
			if asked := fake.Get("asked").Call("join", " ").String(); asked != test.asked {
				t.Errorf("asked for %q, want %q", asked, test.asked)
			}
		})
	}
}

// Firefox wants the question in the click itself: before EnsureOrigin returns.
func TestFirefoxIsAskedAtOnce(t *testing.T) {
	fake := browser(t, gate)
	fake.Set("scheme", "moz-extension:")
	pending := EnsureOrigin("https://shop.test")
	if fake.Get("asked").Length() != 1 {
		t.Error("asked too late")
	}
	_, _ = pending.Wait()
}

func TestMessage(t *testing.T) {
	browser(t, `{ i18n: { getMessage: (key, subs) => key === "hello" ? "Hello " + subs.join(", ") : "" } }`)
	if got := Message("hello", "a", "b"); got != "Hello a, b" {
		t.Error(got)
	}
	if got := Message("absent"); got != "" {
		t.Error(got)
	}
}

func TestCopyWithoutClipboard(t *testing.T) {
	if err := Copy("text"); err == nil || !strings.Contains(err.Error(), "copying") {
		t.Errorf("got %v", err)
	}
}

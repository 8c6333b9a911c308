package fetch

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall/js"
	"testing"

	"github.com/storekey/storekey/wasm/webext"
)

// shop is a browser with host permission, whose rules are those that were added
// and not removed; network.rules notes which there were at each request.
func shop(t *testing.T, scheme string) js.Value {
	t.Helper()
	fake := eval(`({
		rules: [], refuse: false, held: ["http://shop.test:8089/*", "http://shop.test/*"],
		runtime: { getURL: (path) => "` + scheme + `://0c7a-id/" + path },
		permissions: { async contains({ origins }) { return globalThis.chrome.held.includes(origins[0]) } },
		declarativeNetRequest: { async updateSessionRules({ addRules = [], removeRuleIds = [] }) {
			const fake = globalThis.chrome;
			if (fake.refuse) throw new Error("Rule with id 1 is not valid");
			fake.rules = [...fake.rules.filter(({ id }) => !removeRuleIds.includes(id)), ...addRules];
		} },
	})`)
	js.Global().Set("chrome", fake)
	t.Cleanup(func() { js.Global().Delete("chrome") })
	return fake
}

// noting answers as code does and notes the rules of the moment in the call.
func noting(code string) string {
	return `async (url, init) => { init.rules = JSON.stringify(globalThis.chrome.rules); return (` + code + `)(url, init) }`
}

func TestSessionGoesByARule(t *testing.T) {
	for scheme, url := range map[string]string{
		"chrome-extension": "http://shop.test:8089/store/rest/default/V1/modules?a=b",
		"moz-extension":    "http://SHOP.test:8089/store/x/../rest/default/V1/modules?a=b",
	} {
		fake := shop(t, scheme)
		net := network(t, noting(`() => new Response("ok")`))
		req := request(t, t.Context(), "GET", url, "")
		req.Header.Set("Cookie", "PHPSESSID=marker")
		req.Header.Set("X-Requested-With", "XMLHttpRequest")
		resp, err := Direct().Do(req)
		if err != nil || read(t, resp) != "ok" {
			t.Fatalf("%+v, %v", resp, err)
		}
		sent := call(t, net, 0).Get("init")
		for _, want := range []string{
			`"header":"cookie"`, `"operation":"set"`, `"value":"PHPSESSID=marker"`, `"type":"modifyHeaders"`,
			`"initiatorDomains":["0c7a-id"]`, `"urlFilter":"|http://shop.test:8089/store/rest/"`,
			`"isUrlFilterCaseSensitive":true`, `"resourceTypes":["xmlhttprequest","other"]`,
		} {
			if rules := sent.Get("rules").String(); !strings.Contains(rules, want) {
				t.Errorf("%s: no %s in %s", scheme, want, rules)
			}
		}
		if headers := sent.Get("headers"); headers.Call("has", "cookie").Bool() || !headers.Call("has", "x-requested-with").Bool() ||
			sent.Get("credentials").String() != "omit" {
			t.Error("the cookie went as a header, or another one not")
		}
		if left := fake.Get("rules").Length(); left != 0 {
			t.Errorf("%d rules are left", left)
		}
	}
}

func TestSessionLeavesNoRule(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, test := range map[string]struct {
		ctx   context.Context
		fetch string
	}{
		"refused by the network": {t.Context(), `async () => { throw new TypeError("Failed to fetch") }`},
		"half an answer":         {t.Context(), `async () => new Response(new ReadableStream({ pull() { throw new TypeError("x") } }))`},
		"cancelled":              {ended, untilAborted},
	} {
		fake := shop(t, "chrome-extension")
		network(t, test.fetch)
		req := request(t, test.ctx, "GET", "http://shop.test/rest/V1/modules", "")
		req.Header.Set("Cookie", "PHPSESSID=marker")
		_, err := Direct().Do(req)
		if err == nil || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: got %v", name, err)
		}
		if left := fake.Get("rules").Length(); left != 0 || len(everyone.gates) != 0 {
			t.Errorf("%s: %d rules, %d gates are left", name, left, len(everyone.gates))
		}
	}
}

// The look at where a redirect leads is not part of the session.
func TestSessionIsNotRedirected(t *testing.T) {
	shop(t, "chrome-extension")
	net := network(t, noting(opaque))
	req := request(t, t.Context(), "GET", "http://shop.test/rest/V1/modules", "")
	req.Header.Set("Cookie", "PHPSESSID=marker")
	resp, err := Direct().Do(req)
	if err != nil || resp.StatusCode != http.StatusTemporaryRedirect || resp.Header.Get("Location") != "http://shop.test/login" {
		t.Fatalf("%+v, %v", resp, err)
	}
	if rules := call(t, net, 1).Get("init").Get("rules").String(); rules != "[]" {
		t.Errorf("the second request had the rules %s", rules)
	}
}

func TestSessionRefused(t *testing.T) {
	for name, test := range map[string]struct {
		url  string
		set  string
		want error
	}{
		"a page":            {"http://shop.test/admin/", "", ErrSession},
		"GraphQL":           {"http://shop.test/graphql", "", ErrSession},
		"climbing out":      {"http://shop.test/rest/../admin/", "", ErrSession},
		"climbing, encoded": {"http://shop.test/rest/%2e%2e/admin/", "", ErrSession},
		"the API itself":    {"http://shop.test/rest", "", ErrSession},
		"a wide address":    {"http://shop.test/*/rest/V1/x", "", ErrSession},
		"no permission":     {"http://other.test/rest/V1/x", "", webext.ErrNoAccess},
		"a bad rule":        {"http://shop.test/rest/V1/x", "f.refuse = true", ErrFailed},
	} {
		fake := shop(t, "chrome-extension")
		eval(`(f) => { ` + test.set + ` }`).Invoke(fake)
		net := network(t, `async () => new Response("ok")`)
		req := request(t, t.Context(), "GET", test.url, "")
		req.Header.Set("Cookie", "PHPSESSID=marker")
		if _, err := Direct().Do(req); !errors.Is(err, test.want) || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
		if net.Get("calls").Length() != 0 || len(everyone.gates) != 0 {
			t.Errorf("%s: something was sent, or is kept from sending", name)
		}
	}
}

// What opens a front door goes to any address of the store, and with the one
// request only.
func TestDoorGoesByARule(t *testing.T) {
	for name, test := range map[string]struct{ url, cookie, agent, filter string }{
		"REST":            {"http://shop.test/rest/V1/x?a=*", "door=1", "Staging/1", "|http://shop.test/rest/"},
		"with a session":  {"http://shop.test/rest/V1/x", "door=1; PHPSESSID=x", "", "|http://shop.test/rest/"},
		"GraphQL":         {"http://shop.test/graphql", "door=1", "", "|http://shop.test/graphql|"},
		"a page, queried": {"http://shop.test/a/b?q=1|2", "door=1", "", "|http://shop.test/a/b?"},
		"an agent alone":  {"http://shop.test/magento_version", "", "Staging/1", "|http://shop.test/magento_version|"},
		"of other names":  {"http://shop.test/", "my_admin=1", "", "|http://shop.test/|"},
	} {
		shop(t, "chrome-extension")
		net := network(t, noting(`() => new Response("ok")`))
		req := request(t, t.Context(), "GET", test.url, "")
		for header, value := range map[string]string{"Cookie": test.cookie, "User-Agent": test.agent} {
			if value != "" {
				req.Header.Set(header, value)
			}
		}
		if _, err := Direct().Do(req); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		sent := call(t, net, 0).Get("init")
		rules := sent.Get("rules").String()
		for _, want := range []string{`"urlFilter":"` + test.filter + `"`, test.cookie, test.agent} {
			if !strings.Contains(rules, want) {
				t.Errorf("%s: no %s in %s", name, want, rules)
			}
		}
		for header, value := range map[string]string{"cookie": test.cookie, "user-agent": test.agent} {
			if strings.Contains(rules, `"header":"`+header+`"`) != (value != "") || sent.Get("headers").Call("has", header).Bool() {
				t.Errorf("%s: %s in %s", name, header, rules)
			}
		}
	}
}

// The browser's own name needs no rule, and so no permission.
func TestOwnUserAgentNeedsNoRule(t *testing.T) {
	shop(t, "chrome-extension")
	net := network(t, noting(`() => new Response("ok")`))
	req := request(t, t.Context(), "GET", "http://other.test/rest/V1/x", "")
	req.Header.Set("User-Agent", ownAgent())
	if _, err := Direct().Do(req); err != nil || call(t, net, 0).Get("init").Get("rules").String() != "[]" {
		t.Error(err)
	}
}

func TestDoorRefused(t *testing.T) {
	for name, test := range map[string]struct {
		url, cookie string
		want        error
	}{
		"no permission":  {"http://other.test/graphql", "door=marker", webext.ErrNoAccess},
		"a wide address": {"http://shop.test/a*", "door=marker", ErrSession},
		"a line break":   {"http://shop.test/", "door=marker\nX: y", ErrHeader},
	} {
		shop(t, "chrome-extension")
		net := network(t, `async () => new Response("ok")`)
		req := request(t, t.Context(), "GET", test.url, "")
		req.Header.Set("Cookie", test.cookie)
		if _, err := Direct().Do(req); !errors.Is(err, test.want) || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
		if net.Get("calls").Length() != 0 || len(everyone.gates) != 0 {
			t.Errorf("%s: something was sent, or is kept from sending", name)
		}
	}
}

func TestSessionNeverGoesByTheTab(t *testing.T) {
	fake := tab(t, `async () => null`)
	req := request(t, t.Context(), "GET", "http://shop.test/rest/V1/x", "")
	req.Header.Set("Cookie", "PHPSESSID=marker")
	if _, err := Tab(7).Do(req); !errors.Is(err, ErrSession) || fake.Get("calls").Length() != 0 {
		t.Errorf("got %v", err)
	}
}

// While a session request is under way, nothing else goes to its origin: not
// from here, and not from the tab.
func TestNothingGoesBesideASession(t *testing.T) {
	shop(t, "chrome-extension")
	net := network(t, `(url, { signal }) => new Promise((resolve) => network.answers.push(resolve))`)
	net.Set("answers", eval(`[]`))
	js.Global().Set("network", net)
	defer js.Global().Delete("network")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	send := func(ctx context.Context, cookie, url string) {
		req := request(t, ctx, "GET", url, "")
		if cookie != "" {
			req.Header.Set("Cookie", cookie)
		}
		go func() {
			_, err := Direct().Do(req)
			done <- err
		}()
	}
	send(t.Context(), "PHPSESSID=marker", "http://shop.test/rest/V1/a")
	until(t, func() bool { return net.Get("answers").Length() == 1 })
	send(ctx, "", "http://shop.test/rest/V1/b")
	send(t.Context(), "", "http://shop.test:8089/rest/V1/c")
	until(t, func() bool { return net.Get("answers").Length() == 2 })
	if got := call(t, net, 1).Get("url").String(); got != "http://shop.test:8089/rest/V1/c" {
		t.Errorf("%s went beside the session", got)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("waiting could not be ended: %v", err)
	}
	eval(`network.answers.forEach((answer) => answer(new Response("ok")))`)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if calls := net.Get("calls").Length(); calls != 2 {
		t.Errorf("%d requests", calls)
	}
}

// until lets the event loop turn until ready.
func until(t *testing.T, ready func() bool) {
	t.Helper()
	for range 1000 {
		if ready() {
			return
		}
		turn := make(chan struct{})
		f := js.FuncOf(func(js.Value, []js.Value) any { close(turn); return nil })
		js.Global().Call("setTimeout", f)
		<-turn
		f.Release()
	}
	t.Fatal("it did not come to that")
}

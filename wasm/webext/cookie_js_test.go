package webext

import (
	"errors"
	"testing"
)

// jars are a browser's cookie stores: tab 7 has the default one, tab 8 that of a
// private window.
const jars = `{
	scheme: "chrome-extension:", held: true, queries: [],
	jar: { 0: [], 1: [] }, containers: {},
	runtime: { getURL(path) { return globalThis.chrome.scheme + "//id/" + path } },
	permissions: { async contains() { return globalThis.chrome.held } },
	tabs: { async get(id) {
		if (id > 8) throw new Error("No tab with id: " + id + ".");
		return { id, cookieStoreId: globalThis.chrome.containers[id] };
	} },
	cookies: {
		async getAllCookieStores() { return [{ id: "0", tabIds: [7] }, { id: "1", tabIds: [8] }] },
		async getAll(query) {
			globalThis.chrome.queries.push(JSON.stringify(query));
			return globalThis.chrome.jar[query.storeId];
		},
	},
}`

func TestCookie(t *testing.T) {
	for name, test := range map[string]struct {
		set   string // on the fake f
		tab   int
		want  string
		err   error
		query string
	}{
		"ordinary window": {`f.jar[0] = [{ path: "/admin", value: "a" }]`, 7, "a", nil, `{"name":"admin","storeId":"0","url":"http://shop.test/admin/"}`},
		"private window":  {`f.jar[1] = [{ path: "/admin", value: "b" }]; f.jar[0] = [{ path: "/", value: "a" }]`, 8, "b", nil, ""},
		"container": {`f.scheme = "moz-extension:"; f.containers[7] = "firefox-container-3"; f.jar["firefox-container-3"] = [{ path: "/", value: "c" }]`,
			7, "c", nil, `{"firstPartyDomain":null,"name":"admin","storeId":"firefox-container-3","url":"http://shop.test/admin/"}`},
		"several": {`f.jar[0] = [{ path: "/", value: "short" }, { path: "/admin", value: "long" }, { path: "/admin", value: "later" }]`, 7, "long", nil, ""},
		"a neighbour's": {`f.jar[0] = [{ domain: ".test", path: "/admin/x", value: "theirs" }, { domain: ".shop.test", path: "/admin", value: "ours" },
			{ domain: ".test", path: "/admin/x/y", value: "theirs" }]`, 7, "ours", nil, ""},
		"none":      {``, 7, "", nil, ""},
		"no access": {`f.held = false; f.jar[0] = [{ path: "/", value: "a" }]`, 7, "", ErrNoAccess, ""},
		"no tab":    {``, 9, "", ErrNoTab, ""},
	} {
		fake := browser(t, jars)
		eval(`(f) => { ` + test.set + ` }`).Invoke(fake)
		got, err := Cookie(test.tab, "http://shop.test/admin/", "admin")
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if asked := fake.Get("queries"); test.query != "" && canonical(asked.Index(0).String()) != test.query {
			t.Errorf("%s: asked %s", name, asked.Index(0))
		}
		if asked := fake.Get("queries").Length(); test.err != nil && asked != 0 {
			t.Errorf("%s: %d cookies were read", name, asked)
		}
	}
}

// canonical is JSON with its keys in order.
func canonical(text string) string {
	return eval(`(text) => {
		const value = JSON.parse(text);
		return JSON.stringify(Object.fromEntries(Object.keys(value).sort().map((key) => [key, value[key]])));
	}`).Invoke(text).String()
}

func TestBadge(t *testing.T) {
	fake := browser(t, `{ did: {}, i18n: { getMessage: (key) => key }, action: new Proxy({}, { get: (_, method) => async (details) => {
		if (details.tabId === 9) throw new Error("No tab with id: 9.");
		globalThis.chrome.did[method] = JSON.stringify(details);
	} }) }`)
	Badge(7, "A 59", "59 min left", "#0a0")
	for method, want := range map[string]string{
		"setBadgeText":            `{"tabId":7,"text":"A 59"}`,
		"setBadgeBackgroundColor": `{"color":"#0a0","tabId":7}`,
		"setTitle":                `{"tabId":7,"title":"59 min left"}`,
	} {
		if got := canonical(fake.Get("did").Get(method).String()); got != want {
			t.Errorf("%s %s", method, got)
		}
	}
	Badge(7, "", "", "#0a0")
	if got := canonical(fake.Get("did").Get("setTitle").String()); got != `{"tabId":7,"title":"actionTitle"}` {
		t.Errorf("title %s", got)
	}
	Badge(9, "A", "", "#0a0")
}

package host

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall/js"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

var _ api.Browser = Browser{}

// page is a browser with one tab, into which this function is injected.
func page(t *testing.T, put string) js.Value {
	t.Helper()
	eval := func(code string) js.Value { return js.Global().Call("eval", code) }
	fake := eval(`({
		reloaded: 0, orders: [],
		scripting: { async executeScript({ target, func, args }) {
			if (target.tabId === 8) throw new Error("Cannot access contents of the page.");
			if (target.tabId === 9) throw new Error("No tab with id: 9.");
			globalThis.chrome.orders.push(JSON.stringify(args[0]));
			return [{ frameId: 0, result: await func(...args) }];
		} },
		tabs: { async reload(id) { if (id === 7) globalThis.chrome.reloaded++ } },
	})`)
	js.Global().Set("chrome", fake)
	js.Global().Set("storekey", eval(`({ put: `+put+` })`))
	t.Cleanup(func() { js.Global().Delete("chrome"); js.Global().Delete("storekey") })
	return fake
}

func TestPut(t *testing.T) {
	fake := page(t, `async ({ writes }) => ({ before: [{ ...writes[0], value: "old" }, { ...writes[1], value: null }] })`)
	value := "new"
	before, err := Browser{}.Put(t.Context(), 7, "http://shop.test", []wire.Write{
		{Area: wire.AreaLocalStorage, Key: "token", Value: &value},
		{Area: wire.AreaCookie, Key: "auth", Attributes: "path=/"},
	})
	if err != nil || len(before) != 2 || *before[0].Value != "old" || before[0].Key != "token" || before[1].Value != nil ||
		before[1].Attributes != "path=/" {
		t.Fatalf("%+v, %v", before, err)
	}
	want := `{"origin":"http://shop.test","writes":[{"area":"localStorage","key":"token","value":"new"},` +
		`{"area":"cookie","key":"auth","value":null,"attributes":"path=/"}]}`
	if got := fake.Get("orders").Index(0).String(); got != want {
		t.Errorf("ordered %s", got)
	}
	if fake.Get("reloaded").Int() != 1 {
		t.Error("not loaded again")
	}
}

func TestPutFails(t *testing.T) {
	value := "marker"
	for name, test := range map[string]struct {
		tab  int
		put  string
		want error
	}{
		"elsewhere":  {7, `async () => ({ error: { name: "SecurityError", message: "" } })`, api.ErrTabLeft},
		"no access":  {8, `async () => null`, api.ErrNoAccess},
		"closed":     {9, `async () => null`, api.ErrTabLeft},
		"not loaded": {7, `async () => undefined`, api.ErrTabLeft},
		"too much":   {7, `async () => ({ error: { name: "QuotaExceededError", message: "x" } })`, nil},
	} {
		fake := page(t, test.put)
		_, err := Browser{}.Put(t.Context(), test.tab, "http://shop.test", []wire.Write{{Area: "cookie", Key: "k", Value: &value}})
		if err == nil || test.want != nil && !errors.Is(err, test.want) || strings.Contains(err.Error(), "marker") {
			t.Errorf("%s: %v", name, err)
		}
		if fake.Get("reloaded").Int() != 0 {
			t.Errorf("%s: loaded again", name)
		}
	}
}

func TestSessionWithoutAccess(t *testing.T) {
	js.Global().Set("chrome", js.Global().Call("eval", `({
		runtime: { getURL: () => "chrome-extension://id/" }, permissions: { async contains() { return false } },
	})`))
	defer js.Global().Delete("chrome")
	req, err := http.NewRequestWithContext(context.Background(), "GET", "http://shop.test/rest/V1/modules", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", "PHPSESSID=marker")
	if _, err := (Exits{}).Direct().Do(req); !errors.Is(err, api.ErrNoAccess) || strings.Contains(err.Error(), "marker") {
		t.Errorf("got %v", err)
	}
	if _, err := (Browser{}).Cookie(t.Context(), 7, "http://shop.test/", "admin"); !errors.Is(err, api.ErrNoAccess) {
		t.Errorf("cookie: %v", err)
	}
}

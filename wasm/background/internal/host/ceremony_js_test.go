package host

import (
	"context"
	"errors"
	"syscall/js"
	"testing"

	"github.com/storekey/storekey/core/api"
)

// keyed is a browser with one tab, in which this function asks the key.
func keyed(t *testing.T, ceremony string) {
	t.Helper()
	page(t, `async () => null`)
	js.Global().Get("storekey").Set("ceremony", js.Global().Call("eval", "("+ceremony+")"))
}

func TestCeremony(t *testing.T) {
	keyed(t, `async ({ origin, options }) => ({ assertion: origin + " " + options })`)
	got, err := Browser{}.Ceremony(t.Context(), 7, "http://shop.test", `{"a":[1]}`)
	if err != nil || got != `http://shop.test {"a":[1]}` {
		t.Errorf("%q, %v", got, err)
	}
}

func TestCeremonyFails(t *testing.T) {
	for name, test := range map[string]struct {
		tab      int
		ceremony string
		want     error
	}{
		"elsewhere":   {7, `async () => ({ error: { name: "SecurityError" } })`, api.ErrTabLeft},
		"not touched": {7, `async () => ({ error: { name: "NotAllowedError" } })`, api.ErrNotTouched},
		"not there":   {7, `async () => ({ error: { name: "TypeError" } })`, api.ErrNotTouched},
		"no access":   {8, `async () => null`, api.ErrNoAccess},
		"closed":      {9, `async () => null`, api.ErrTabLeft},
	} {
		keyed(t, test.ceremony)
		if _, err := (Browser{}).Ceremony(t.Context(), test.tab, "http://shop.test", "{}"); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCeremonyIsCancelled(t *testing.T) {
	keyed(t, `(order) => {
		if (order.abort) return globalThis.ended();
		globalThis.begun();
		return new Promise(() => {});
	}`)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	begun := js.FuncOf(func(js.Value, []js.Value) any { cancel(); return nil })
	told := js.FuncOf(func(js.Value, []js.Value) any { close(ended); return nil })
	defer begun.Release()
	defer told.Release()
	js.Global().Set("begun", begun)
	js.Global().Set("ended", told)
	if _, err := (Browser{}).Ceremony(ctx, 7, "http://shop.test", "{}"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-ended
}

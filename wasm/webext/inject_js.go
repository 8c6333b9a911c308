package webext

import (
	"context"
	"errors"
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Page is what the page in a tab looks like: its address, the JSON of a
// wire.Snapshot, which a page only passes on, and the mark of what a dialog would
// change, for WatchDialog.
type Page struct {
	URL, Mark string
	Snapshot  []byte
}

// dialogWait is how many seconds are waited in the tab before it is asked again:
// what was injected outlives the page that asked for it.
const dialogWait = 20

// Snapshot looks at the page in a tab. selectors are DOM queries by the name of
// the fact they give: "css" for the text, "css@attribute".
func Snapshot(tabID int, selectors map[string]string) (Page, error) {
	// The mark is taken first: what comes during the snapshot counts as new.
	ctx, marked := context.Background(), make(chan string, 1)
	marking := inject(tabID, "watchDialog", js.ValueOf(map[string]any{"selectors": queries(selectors)}))
	taking := inject(tabID, "snapshot", js.ValueOf(queries(selectors)))
	go func() {
		mark, _ := injected(ctx, marking)
		marked <- text(mark)
	}()
	taken, err := injected(ctx, taking)
	if err != nil {
		return Page{}, err
	}
	return Page{URL: optional(taken, "url"), Mark: <-marked, Snapshot: stringify(taken)}, nil
}

// WatchDialog waits until the page in a tab shows what it did not when the mark
// seen was taken, and returns the mark of that; after some seconds the same.
func WatchDialog(ctx context.Context, tabID int, selectors map[string]string, seen string) (string, error) {
	shown, err := Inject(ctx, tabID, "watchDialog", js.ValueOf(map[string]any{
		"selectors": queries(selectors), "seen": seen, "seconds": dialogWait,
	}))
	return text(shown), err
}

func text(value js.Value) string {
	if value.Type() != js.TypeString {
		return ""
	}
	return value.String()
}

func queries(selectors map[string]string) map[string]any {
	argument := map[string]any{}
	for name, selector := range selectors {
		argument[name] = selector
	}
	return argument
}

// Inject runs a function of globalThis.storekey in a tab's main frame, in the
// isolated world, and returns what it answers. It gives up when ctx ends, which
// does not stop what was injected.
func Inject(ctx context.Context, tabID int, function string, argument js.Value) (js.Value, error) {
	return injected(ctx, inject(tabID, function, argument))
}

// inject begins it and returns the browser's promise.
func inject(tabID int, function string, argument js.Value) js.Value {
	begun, err := promise.Try(func() js.Value {
		return api().Get("scripting").Call("executeScript", map[string]any{
			"target": map[string]any{"tabId": tabID},
			"func":   member(js.Global(), "storekey", function),
			"args":   []any{argument},
		})
	})
	if err != nil {
		return js.Global().Get("Promise").Call("reject", err.Error())
	}
	return begun
}

func injected(ctx context.Context, begun js.Value) (js.Value, error) {
	frames, err := promise.AwaitContext(ctx, begun)
	if err != nil {
		return js.Undefined(), injectError(err)
	}
	return frameResult(frames)
}

// frameResult reads the answer of the one frame. Firefox reports in it what the
// function threw.
func frameResult(frames js.Value) (js.Value, error) {
	if !frames.Truthy() || frames.Length() == 0 {
		return js.Undefined(), ErrNotLoaded
	}
	frame := frames.Index(0)
	if frame.Get("error").Truthy() || frame.Get("result").IsUndefined() {
		return js.Undefined(), ErrNotLoaded
	}
	return frame.Get("result"), nil
}

// refusals maps the words of either browser to errors. The words themselves are
// dropped: they can hold the page's address, and an admin's address a key.
var refusals = []struct {
	words string
	err   error
}{
	{"No tab with id", ErrNoTab},
	{"Invalid tab ID", ErrNoTab},
	{"tab was closed", ErrNoTab},
	{"error page", ErrNotLoaded},
	{"Frame with ID", ErrNotLoaded},
	{"a chrome:// URL", ErrClosedPage},
	{"a chrome-extension:// URL", ErrClosedPage},
	{`url "chrome`, ErrClosedPage},
	{`url "about:`, ErrClosedPage},
	{`url "file:`, ErrClosedPage},
	{`url "devtools:`, ErrClosedPage},
	{`url "view-source:`, ErrClosedPage},
	{"cannot be scripted", ErrClosedPage},
	{"Cannot access", ErrNoAccess},
	{"Missing host permission", ErrNoAccess},
}

func injectError(err error) error {
	thrown, ok := errors.AsType[*promise.Error](err)
	if !ok {
		return err
	}
	for _, refusal := range refusals {
		if strings.Contains(thrown.Message, refusal.words) {
			return refusal.err
		}
	}
	return failed("injecting", err)
}

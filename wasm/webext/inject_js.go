package webext

import (
	"context"
	"errors"
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Snapshot takes what the page in a tab looks like. selectors are DOM queries by
// the name of the fact they give: "css" for the text, "css@attribute". The result
// is the page's address and the JSON of a wire.Snapshot: a page only passes it on.
func Snapshot(tabID int, selectors map[string]string) (url string, snapshot []byte, err error) {
	argument := map[string]any{}
	for name, selector := range selectors {
		argument[name] = selector
	}
	result, err := Inject(context.Background(), tabID, "snapshot", js.ValueOf(argument))
	if err != nil {
		return "", nil, err
	}
	return optional(result, "url"), stringify(result), nil
}

// Inject runs a function of globalThis.storekey in a tab's main frame, in the
// isolated world, and returns what it answers. It gives up when ctx ends, which
// does not stop what was injected.
func Inject(ctx context.Context, tabID int, function string, argument js.Value) (js.Value, error) {
	frames, err := promise.CallContext(ctx, api().Get("scripting"), "executeScript", map[string]any{
		"target": map[string]any{"tabId": tabID},
		"func":   member(js.Global(), "storekey", function),
		"args":   []any{argument},
	})
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

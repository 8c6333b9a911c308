package webext

import (
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// looking is what the worker needs to see whether a secret is still on the
// clipboard, and to take it off.
func looking() map[string]any {
	return map[string]any{"permissions": []any{"clipboardRead", "clipboardWrite"}}
}

// RequestClipboard asks for the leave to look at the clipboard. Call it first thing
// in a click handler.
func RequestClipboard() *Pending {
	request, err := promise.Try(func() js.Value {
		return api().Get("permissions").Call("request", looking())
	})
	return pending(func() (bool, error) { return answered(request, err) })
}

// GiveBackClipboard gives that leave back.
func GiveBackClipboard() { _, _ = call("permissions", "remove", looking()) }

// MayLook reports whether that leave is held.
func MayLook() bool {
	held, err := call("permissions", "contains", looking())
	return err == nil && held.Bool()
}

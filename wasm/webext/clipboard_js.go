package webext

import (
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Copy puts text on the clipboard. Firefox wants a click not long ago. Only
// pages can copy: the worker has no clipboard.
func Copy(text string) error {
	_, err := promise.Call(member(js.Global(), "navigator", "clipboard"), "writeText", text)
	if err != nil {
		return failed("copying", err)
	}
	return nil
}

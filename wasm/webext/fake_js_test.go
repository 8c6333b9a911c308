package webext

import (
	"syscall/js"
	"testing"
)

// browser puts an object in place of the extension API for one test, as
// JavaScript, and returns it.
func browser(t *testing.T, code string) js.Value {
	t.Helper()
	fake := js.Global().Call("eval", "("+code+")")
	js.Global().Set("chrome", fake)
	t.Cleanup(func() { js.Global().Delete("chrome") })
	return fake
}

func eval(code string) js.Value { return js.Global().Call("eval", code) }

package webext

import (
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// api is looked up on every use: it is one property, and a test replaces it.
func api() js.Value {
	if browser := js.Global().Get("browser"); browser.Truthy() {
		return browser
	}
	return js.Global().Get("chrome")
}

// call waits for a method of the API, as in call("tabs", "get", 3).
func call(namespace, method string, args ...any) (js.Value, error) {
	return promise.Call(member(api(), namespace), method, args...)
}

// member follows names from object and ends at undefined where one is missing.
func member(object js.Value, names ...string) js.Value {
	for _, name := range names {
		if !object.Truthy() {
			return js.Undefined()
		}
		object = object.Get(name)
	}
	return object
}

// Firefox reports whether this is Firefox, by the scheme of the extension's own
// pages.
func Firefox() bool { return strings.HasPrefix(PageURL(""), "moz-extension:") }

// PageURL is the address of a file of the extension.
func PageURL(path string) string {
	return api().Get("runtime").Call("getURL", path).String()
}

// Message is a text of _locales in the user's language, or empty for an unknown
// key.
func Message(key string, subs ...string) string {
	list := make([]any, len(subs))
	for i, sub := range subs {
		list[i] = sub
	}
	return api().Get("i18n").Call("getMessage", key, list).String()
}

func parse(data []byte) (js.Value, error) {
	return promise.Try(func() js.Value { return jsJSON().Call("parse", string(data)) })
}

// stringify is nil for a value that JSON does not know.
func stringify(value js.Value) []byte {
	if text := jsJSON().Call("stringify", value); text.Type() == js.TypeString {
		return []byte(text.String())
	}
	return nil
}

func jsJSON() js.Value { return js.Global().Get("JSON") }

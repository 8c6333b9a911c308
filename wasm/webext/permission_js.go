package webext

import (
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// RequestOrigins asks for host permission at origins, whatever the toolbar click
// already gave: cookies, sessions and observed requests need it in every browser.
// Call it first thing in a click handler, before anything that waits. Nobody is
// asked for what is held.
//
// A port is left out: cookies belong to a host, and Chromium shows none to an
// extension that holds one port of it (measured).
func RequestOrigins(origins ...string) *Pending {
	hosts := make([]string, len(origins))
	for i, origin := range origins {
		hosts[i] = withoutPort(origin)
	}
	request, err := requestOrigins(hosts)
	return pending(func() (bool, error) { return answered(request, err) })
}

// HasOrigin reports whether host permission for origin is held.
func HasOrigin(origin string) (bool, error) {
	return permission("contains", origin)
}

// RemoveOrigin gives host permission for origin back, and with it that for the
// host's other ports; false means that there was none to give.
func RemoveOrigin(origin string) (bool, error) {
	return permission("remove", origin, withoutPort(origin))
}

// GrantedOrigins are the origins of which host permission is held, mostly
// without their port.
func GrantedOrigins() ([]string, error) {
	held, err := call("permissions", "getAll")
	if err != nil {
		return nil, failed("listing permissions", err)
	}
	patterns := member(held, "origins")
	if !patterns.Truthy() {
		return nil, nil
	}
	var origins []string
	for i := range patterns.Length() {
		origins = append(origins, strings.TrimSuffix(patterns.Index(i).String(), "/*"))
	}
	return origins, nil
}

// OnPermissionsChanged calls f whenever a permission was given or taken, by
// whatever page. f runs in a goroutine of its own and may block. stop ends it.
func OnPermissionsChanged(f func()) (stop func()) {
	changes := newQueue()
	changed := func([]js.Value) { changes.put(f) }
	namespace := api().Get("permissions")
	added := listen(namespace.Get("onAdded"), changed)
	removed := listen(namespace.Get("onRemoved"), changed)
	go changes.run()
	return func() {
		added()
		removed()
		changes.close()
	}
}

// listen gives every event to handle, in the browser's own call.
func listen(event js.Value, handle func(args []js.Value)) (stop func()) {
	listener := js.FuncOf(func(_ js.Value, args []js.Value) any {
		handle(args)
		return nil
	})
	event.Call("addListener", listener)
	return func() {
		event.Call("removeListener", listener)
		listener.Release()
	}
}

func permission(method string, origins ...string) (bool, error) {
	answer, err := call("permissions", method, patterns(origins))
	if err != nil {
		return false, failed("permissions."+method, err)
	}
	return answer.Bool(), nil
}

func requestOrigins(origins []string) (js.Value, error) {
	return promise.Try(func() js.Value {
		return api().Get("permissions").Call("request", patterns(origins))
	})
}

func patterns(origins []string) map[string]any {
	list := make([]any, len(origins))
	for i, origin := range origins {
		list[i] = matchPattern(origin)
	}
	return map[string]any{"origins": list}
}

// matchPattern covers origin. Firefox's patterns know no port.
func matchPattern(origin string) string {
	if Firefox() {
		origin = withoutPort(origin)
	}
	return origin + "/*"
}

func withoutPort(origin string) string {
	url := js.Global().Get("URL").New(origin)
	return url.Get("protocol").String() + "//" + url.Get("hostname").String()
}

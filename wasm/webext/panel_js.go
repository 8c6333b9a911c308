package webext

import (
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// CanOpenPanel reports whether this browser can show the page beside the tabs.
func CanOpenPanel() bool {
	return member(api(), "sidePanel", "open").Truthy() || member(api(), "sidebarAction", "open").Truthy()
}

// OpenPanel shows the page beside the tabs of a window: side panel in Chromium,
// sidebar in Firefox. Call it first thing in a click handler.
func OpenPanel(windowID int) *Pending {
	opened, err := promise.Try(func() js.Value {
		if bar := member(api(), "sidebarAction"); bar.Truthy() {
			return bar.Call("open")
		}
		return api().Get("sidePanel").Call("open", map[string]any{"windowId": windowID})
	})
	return pending(func() (bool, error) {
		if err == nil {
			_, err = promise.Await(opened)
		}
		if err != nil {
			return false, failed("opening the panel", err)
		}
		return true, nil
	})
}

// OnTabChange calls f with the tab in front of this page's window whenever
// another comes to the front or that one shows another page. f runs in a
// goroutine of its own and may block. stop ends it.
func OnTabChange(f func(tabID int)) (stop func()) {
	changes := newQueue()
	var own int
	changes.put(func() { own = OwnWindow() })
	tell := func(tabID, windowID int) {
		changes.put(func() {
			if windowID == own {
				f(tabID)
			}
		})
	}
	tabs := api().Get("tabs")
	activated := listen(tabs.Get("onActivated"), func(args []js.Value) {
		tell(number(args[0], "tabId"), number(args[0], "windowId"))
	})
	updated := listen(tabs.Get("onUpdated"), func(args []js.Value) {
		if change, tab := args[1], args[2]; tab.Get("active").Truthy() && shown(change) {
			tell(number(tab, "id"), number(tab, "windowId"))
		}
	})
	go changes.run()
	return func() {
		activated()
		updated()
		changes.close()
	}
}

// shown reports whether a change of a tab is one of what it shows. A tab without
// access has no address to tell; that it has loaded it tells always.
func shown(change js.Value) bool {
	return optional(change, "url") != "" || optional(change, "status") == "complete"
}

// OwnWindow is the window that this page is in, or 0.
func OwnWindow() int {
	window, err := call("windows", "getCurrent")
	if err != nil {
		return 0
	}
	return number(window, "id")
}

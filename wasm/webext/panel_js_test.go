package webext

import "testing"

const windows = `{
	opened: [], activated: null, updated: null,
	windows: { async getCurrent() { return { id: 4 } } },
	tabs: {
		onActivated: { addListener(f) { globalThis.chrome.activated = f }, removeListener() { globalThis.chrome.activated = null } },
		onUpdated: { addListener(f) { globalThis.chrome.updated = f }, removeListener() { globalThis.chrome.updated = null } },
	},
}`

func TestOpenPanel(t *testing.T) {
	for name, set := range map[string]string{
		"4":       `f.sidePanel = { async open({ windowId }) { f.opened.push(windowId) } }`,
		"sidebar": `f.sidebarAction = { async open() { f.opened.push("sidebar") } }`,
	} {
		fake := browser(t, windows)
		if CanOpenPanel() {
			t.Error("there is no panel yet")
		}
		eval(`(f) => { ` + set + ` }`).Invoke(fake)
		pending := OpenPanel(4)
		if got := fake.Get("opened").Call("join").String(); got != name {
			t.Errorf("opened %q in the click, want %q", got, name)
		}
		if opened, err := pending.Wait(); !opened || err != nil || !CanOpenPanel() {
			t.Errorf("%v, %v", opened, err)
		}
	}
	browser(t, windows)
	if opened, err := OpenPanel(4).Wait(); opened || err == nil {
		t.Errorf("without a panel: %v, %v", opened, err)
	}
}

func TestOnTabChange(t *testing.T) {
	fake := browser(t, windows)
	seen := make(chan int, 9)
	stop := OnTabChange(func(tabID int) { seen <- tabID })
	events := eval(`(f) => {
		const told = (id, windowId, change, active = true) => f.updated(id, change, { id, windowId, active });
		f.activated({ tabId: 1, windowId: 4 });
		f.activated({ tabId: 2, windowId: 5 });
		told(3, 4, { title: "x" });
		told(4, 4, { status: "complete" });
		told(5, 5, { status: "complete" });
		told(6, 4, { url: "http://shop.test/" }, false);
		told(7, 4, { status: "loading", url: "http://shop.test/" });
	}`)
	events.Invoke(fake)
	for _, want := range []int{1, 4, 7} {
		if got := <-seen; got != want {
			t.Errorf("tab %d, want %d", got, want)
		}
	}
	stop()
	if fake.Get("activated").Truthy() || fake.Get("updated").Truthy() || len(seen) > 0 {
		t.Error("it goes on")
	}
}

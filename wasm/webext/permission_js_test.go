package webext

import (
	"slices"
	"testing"
)

// held is a browser that notes what it is asked of its permissions.
const held = `{
	scheme: "chrome-extension:", origins: ["http://shop.test:8089/*", "https://api.test/*"], asked: [], answer: true, listeners: [],
	runtime: { getURL(path) { return globalThis.chrome.scheme + "//id/" + path } },
	permissions: {
		async getAll() { return { permissions: ["storage"], origins: globalThis.chrome.origins } },
		async contains({ origins }) { return origins.every((o) => globalThis.chrome.origins.includes(o)) },
		async remove({ origins }) { return globalThis.chrome.origins.includes(origins[0]) },
		async request({ origins }) { globalThis.chrome.asked.push(...origins); return globalThis.chrome.answer },
		onAdded: { addListener(f) { globalThis.chrome.listeners.push(f) }, removeListener() { globalThis.chrome.listeners.pop() } },
		onRemoved: { addListener(f) { globalThis.chrome.listeners.push(f) }, removeListener() { globalThis.chrome.listeners.pop() } },
	},
}`

func TestOrigins(t *testing.T) {
	browser(t, held)
	if got, err := GrantedOrigins(); err != nil || !slices.Equal(got, []string{"http://shop.test:8089", "https://api.test"}) {
		t.Errorf("%q, %v", got, err)
	}
	for origin, want := range map[string]bool{"https://api.test": true, "http://api.test": false} {
		if got, err := HasOrigin(origin); got != want || err != nil {
			t.Errorf("%s held: %v, %v", origin, got, err)
		}
		if got, err := RemoveOrigin(origin); got != want || err != nil {
			t.Errorf("%s removed: %v, %v", origin, got, err)
		}
	}
}

// The question is put in the click itself, whatever a tab already gave.
func TestRequestOrigins(t *testing.T) {
	fake := browser(t, held)
	pending := RequestOrigins("http://shop.test:8089", "https://api.test")
	if got := fake.Get("asked").Call("join", " ").String(); got != "http://shop.test/* https://api.test/*" {
		t.Errorf("asked for %s", got)
	}
	if granted, err := pending.Wait(); !granted || err != nil {
		t.Errorf("%v, %v", granted, err)
	}
	fake.Set("answer", false)
	if granted, err := RequestOrigins("https://other.test").Wait(); granted || err != nil {
		t.Errorf("refused: %v, %v", granted, err)
	}
}

func TestOnPermissionsChanged(t *testing.T) {
	fake := browser(t, held)
	changed := make(chan bool)
	stop := OnPermissionsChanged(func() { _, _ = GrantedOrigins(); changed <- true })
	for i := range 2 {
		fake.Get("listeners").Index(i).Invoke()
		<-changed
	}
	stop()
	if left := fake.Get("listeners").Length(); left != 0 {
		t.Errorf("%d listeners left", left)
	}
}

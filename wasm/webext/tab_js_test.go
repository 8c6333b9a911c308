package webext

import (
	"errors"
	"strings"
	"testing"
)

func TestTabs(t *testing.T) {
	browser(t, `{ tabs: {
		async query(q) { return q.active ? [{ id: 7, windowId: 2, url: "https://shop.test:8443/a?b#c", title: "Shop" }] : [] },
		async get(id) {
			if (id === 8) return { id: 8, windowId: 2, url: "chrome://settings/" };
			if (id === 9) return { id: 9, windowId: 2 };
			throw new Error("No tab with id: " + id + ".");
		},
	} }`)
	if tab, err := ActiveTab(); err != nil || tab != (Tab{7, 2, "https://shop.test:8443/a?b#c", "https://shop.test:8443", "Shop"}) {
		t.Errorf("%+v, %v", tab, err)
	}
	if tab, err := TabByID(8); err != nil || tab.Origin != "" || tab.URL == "" {
		t.Errorf("a page of the browser: %+v, %v", tab, err)
	}
	if tab, err := TabByID(9); err != nil || tab != (Tab{ID: 9, WindowID: 2}) {
		t.Errorf("no access: %+v, %v", tab, err)
	}
	if _, err := TabByID(10); !errors.Is(err, ErrNoTab) {
		t.Errorf("gone: %v", err)
	}
}

func TestSnapshotRefused(t *testing.T) {
	for words, want := range map[string]error{
		"Cannot access a chrome:// URL":                                                                      ErrClosedPage,
		"Cannot access a chrome-extension:// URL of different extension":                                     ErrClosedPage,
		"The extensions gallery cannot be scripted.":                                                         ErrClosedPage,
		`Cannot access contents of url "about:blank". Extension manifest must request permission`:            ErrClosedPage,
		`Cannot access contents of url "http://shop.test/?u=about:x". Extension manifest must request`:       ErrNoAccess,
		"Cannot access contents of the page. Extension manifest must request permission to access the host.": ErrNoAccess,
		"Missing host permission for the tab":                                                                ErrNoAccess,
		"Frame with ID 0 is showing error page":                                                              ErrNotLoaded,
		"No tab with id: 5.":                                                                                 ErrNoTab,
		"Invalid tab ID: 5":                                                                                  ErrNoTab,
	} {
		fake := browser(t, `{ scripting: { async executeScript() { throw new Error(globalThis.chrome.words) } } }`)
		fake.Set("words", words)
		withFunctions(t)
		if _, err := Snapshot(5, nil); err == nil || err.Error() != want.Error() {
			t.Errorf("%s: got %v, want %v alone", words, err, want)
		}
	}
}

func TestSnapshot(t *testing.T) {
	withFunctions(t)
	browser(t, `{ scripting: { async executeScript({ target, func, args }) {
		return [{ frameId: 0, result: func(...args, target.tabId) }];
	} } }`)
	page, err := Snapshot(5, map[string]string{"body": "body@id"})
	want := `{"url":"http://shop.test/","facts":{"body":["body@id of 5"]},"truncated":true}`
	if err != nil || string(page.Snapshot) != want || page.URL != "http://shop.test/" || page.Mark != "body@id unseen 0" {
		t.Errorf("%s of %s, %s, %v", page.Snapshot, page.URL, page.Mark, err)
	}
	if page, err := Snapshot(5, nil); err != nil || !strings.Contains(string(page.Snapshot), "undefined of 5") {
		t.Errorf("without selectors: %s, %v", page.Snapshot, err)
	}
	mark, err := WatchDialog(t.Context(), 5, map[string]string{"body": "b"}, "old")
	if err != nil || mark != "b old 20" {
		t.Errorf("%s, %v", mark, err)
	}
	for name, result := range map[string]string{
		"no frame":       `[]`,
		"nothing":        `[{ frameId: 0 }]`,
		"threw, firefox": `[{ frameId: 0, error: { message: "x" } }]`,
	} {
		fake := browser(t, `{ scripting: { async executeScript() { return globalThis.chrome.result } } }`)
		fake.Set("result", eval(result))
		if _, err := Snapshot(5, nil); !errors.Is(err, ErrNotLoaded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func withFunctions(t *testing.T) {
	eval(`globalThis.storekey = { snapshot: (selectors, id) => ({
		url: "http://shop.test/", facts: { body: [selectors.body + " of " + id] }, truncated: true,
	}), watchDialog: ({ selectors, seen = "unseen", seconds = 0 }) => [selectors.body, seen, seconds].join(" ") }`)
	t.Cleanup(func() { eval(`delete globalThis.storekey`) })
}

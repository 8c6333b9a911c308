package webext

import (
	"errors"
	"syscall/js"
)

// Tab is a browser tab. URL, Origin and Title are empty unless the extension has
// access to it; Origin is empty too where the page is not one of the web.
type Tab struct {
	ID, WindowID       int
	URL, Origin, Title string
}

// ActiveTab is the tab in front in the window of this page.
func ActiveTab() (Tab, error) {
	tabs, err := call("tabs", "query", map[string]any{"active": true, "currentWindow": true})
	if err != nil {
		return Tab{}, tabError(err)
	}
	if tabs.Length() == 0 {
		return Tab{}, ErrNoTab
	}
	return readTab(tabs.Index(0)), nil
}

// TabByID is the tab with that number.
func TabByID(id int) (Tab, error) {
	tab, err := call("tabs", "get", id)
	if err != nil {
		return Tab{}, tabError(err)
	}
	return readTab(tab), nil
}

// OpenTab shows a file of the extension in a new tab.
func OpenTab(path string) error {
	_, err := call("tabs", "create", map[string]any{"url": PageURL(path)})
	return err
}

func readTab(tab js.Value) Tab {
	url := optional(tab, "url")
	return Tab{
		ID:       number(tab, "id"),
		WindowID: number(tab, "windowId"),
		URL:      url,
		Origin:   webOrigin(url),
		Title:    optional(tab, "title"),
	}
}

// webOrigin is the origin of an http or https address, else empty.
func webOrigin(url string) string {
	class := js.Global().Get("URL")
	if !class.Call("canParse", url).Bool() {
		return ""
	}
	parsed := class.New(url)
	switch parsed.Get("protocol").String() {
	case "http:", "https:":
		return parsed.Get("origin").String()
	}
	return ""
}

func optional(object js.Value, name string) string {
	if value := object.Get(name); value.Type() == js.TypeString {
		return value.String()
	}
	return ""
}

func number(object js.Value, name string) int {
	if value := object.Get(name); value.Type() == js.TypeNumber {
		return value.Int()
	}
	return 0
}

func tabError(err error) error {
	if known := injectError(err); errors.Is(known, ErrNoTab) {
		return known
	}
	return err
}

// Reload loads a tab's page again.
func Reload(tabID int) error {
	if _, err := call("tabs", "reload", tabID); err != nil {
		return tabError(err)
	}
	return nil
}

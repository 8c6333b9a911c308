package main

import (
	"slices"

	"github.com/storekey/storekey/wasm/view"
)

// key handles the keys that work everywhere on the page.
func (p *page) key(e event) {
	key, holds := e.Get("key").String(), func(name string) bool { return e.Get(name).Bool() }
	switch {
	case holds("altKey") && !holds("ctrlKey"):
		p.altDigit(e, e.Get("code").String())
	case key == "Enter" && (holds("ctrlKey") || holds("metaKey")) && p.model.Screen == view.Check:
		e.PreventDefault()
		p.pressed(view.Pressed{ID: "ask-store"})
	case key == "Enter" && (holds("ctrlKey") || holds("metaKey")) && p.model.Screen == view.Use:
		e.PreventDefault()
		p.pressed(view.Pressed{ID: "send"})
	case key == "/" && p.model.Screen == view.Use && !typing(e):
		e.PreventDefault()
		p.focus("find")
	case key == "/" && p.model.Screen == view.Stores && !typing(e):
		e.PreventDefault()
		p.focus("search")
	case key == "/" && p.model.Screen == view.Check && !typing(e):
		e.PreventDefault()
		p.focus("rights-search")
	case key == "Escape":
		p.escape(e)
	default:
		p.arrow(e, key)
	}
}

// typing reports whether the key goes into a field.
func typing(e event) bool {
	_, inside := e.closest("input, textarea, select")
	return inside
}

// altDigit chooses a screen. The key's place counts: on some keyboards Alt and a
// digit writes another character.
func (p *page) altDigit(e event, code string) {
	if code == "KeyC" && p.model.Screen == view.Use {
		e.PreventDefault()
		p.pressed(view.Pressed{ID: "copy-request"})
		return
	}
	at := slices.Index([]string{"Digit1", "Digit2", "Digit3", "Digit4"}, code)
	if at < 0 {
		return
	}
	e.PreventDefault()
	p.chooseTab(at)
}

func (p *page) chooseTab(at int) { p.pressed(view.Pressed{ID: "tab-" + string(view.Screens[at])}) }

// escape cancels what runs, or goes a step back. With nothing to do it is left to
// the browser, which closes the popup.
func (p *page) escape(e event) {
	if id := p.model.Escape(); id != "" {
		e.PreventDefault()
		p.pressed(view.Pressed{ID: id})
	}
}

// arrow moves between the tabs of the page while one of them has the focus.
func (p *page) arrow(e event, key string) {
	if _, inside := e.closest("[role=tablist]"); !inside {
		return
	}
	last := len(view.Screens) - 1
	at := slices.Index(view.Screens, p.model.Screen)
	switch key {
	case "ArrowRight":
		at = (at + 1) % len(view.Screens)
	case "ArrowLeft":
		at = (at + last) % len(view.Screens)
	case "Home":
		at = 0
	case "End":
		at = last
	default:
		return
	}
	e.PreventDefault()
	p.chooseTab(at)
	p.focus("tab-" + string(view.Screens[at]))
}

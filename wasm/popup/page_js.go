package main

import (
	"context"
	"strconv"
	"sync"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// page is popup.html with the model that it shows.
type page struct {
	document js.Value
	elements map[string]element
	model    view.Model
	drawn    view.Page
	said     map[string]string // words without values, asked for once
	fresh    bool              // nothing is drawn yet
	access   *webext.Pending
	window   int
	calls    map[string]context.CancelFunc // under way
	dialog   context.CancelFunc            // ends the waiting for one
	mu       sync.Mutex
}

func newPage() *page {
	return &page{document: js.Global().Get("document"), elements: map[string]element{}, said: map[string]string{}, calls: map[string]context.CancelFunc{}, dialog: func() {}, fresh: true}
}

// root is <html>, which shape.js has marked before the first paint.
func (p *page) root() element { return wrap(p.document.Get("documentElement")) }

func (p *page) shape() string { return p.root().attr("data-shape") }

// tabAsked is the tab that a page in a tab of its own is about, or 0.
func (p *page) tabAsked() int {
	id, _ := strconv.Atoi(p.root().attr("data-tab"))
	return id
}

// happened applies an event, draws what changed and starts what follows. Go in
// the browser runs on one thread, but an effect may end while another draws.
func (p *page) happened(e view.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	focused := p.focused()
	p.model.Now = time.Now()
	model, effects := p.model.After(e)
	p.model = model
	p.draw(model.Draw(p.words))
	for _, effect := range effects {
		p.do(effect)
	}
	p.keepFocus(focused)
}

// focused is the element that has the keyboard focus.
func (p *page) focused() element { return wrap(p.document.Get("activeElement")) }

// keepFocus sees to it that the focus does not fall off the page when what had it
// is gone: it goes to what took its place in a list that was drawn anew, else to
// the screen.
func (p *page) keepFocus(before element) {
	now := p.focused()
	lost := !before.Value.Equal(p.body()) && (now.Value.Equal(p.body()) || now.Underlying().Get("offsetParent").IsNull() || now.HasAttribute("disabled"))
	if lost && !p.focusAgain(before) {
		p.focus("panel-" + string(p.model.Screen))
	}
}

// focusAgain focuses the button that does the same with the same thing.
func (p *page) focusAgain(before element) bool {
	press := before.attr("data-press")
	if press == "" {
		return false
	}
	same := p.document.Call("querySelectorAll", `[data-press="`+press+`"]`)
	for i := range same.Length() {
		if e := wrap(same.Index(i)); e.attr("data-of") == before.attr("data-of") && !e.Underlying().Get("offsetParent").IsNull() {
			e.Call("focus")
			return true
		}
	}
	return false
}

func (p *page) body() js.Value { return p.document.Get("body") }

// follow learns of the window that the page is in: what was meant there, and in
// the panel which tab is in front.
func (p *page) follow() {
	p.window = webext.OwnWindow()
	p.show("open-panel", p.shape() == view.ShapePopup && webext.CanOpenPanel())
	p.takeIntent()
	p.tellSites()
	webext.OnPermissionsChanged(func() {
		p.tellSites()
		p.lookAgain()
	})
	if p.shape() == view.ShapePanel {
		webext.OnTabChange(func(tabID int) { p.happened(view.TabShown{ID: tabID}) })
	}
}

// words asks the browser for a text once: a long list says few words often.
func (p *page) words(key string, values ...string) string {
	if len(values) > 0 {
		return webext.Message(key, values...)
	}
	text, known := p.said[key]
	if !known {
		text = webext.Message(key)
		p.said[key] = text
	}
	return text
}

// tick lets the countdown run.
func (p *page) tick() {
	go func() {
		for range time.Tick(time.Second) {
			p.happened(view.Tick{At: time.Now().UnixNano()})
		}
	}()
}

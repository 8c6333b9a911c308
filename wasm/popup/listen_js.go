package main

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// listen turns what the hand does into events.
func (p *page) listen() {
	listen(p.document, "click", p.clicked)
	listen(p.document, "keydown", p.key)
	listen(p.document, "input", p.edited)
	view.Changes(func(id, kind string) {
		p.on(id, kind, func(event) { p.happened(view.Changed{ID: id, Value: p.get(id).holds()}) })
	})
	p.listenGrab()
	p.listenLogin()
	p.listenUse()
	p.listenCheck()
}

// clicked tells of a button: of one in a list also which line it stands in.
func (p *page) clicked(e event) {
	button, there := e.closest("button, [role=treeitem], [role=option]")
	if !there {
		return
	}
	if field := button.attr("data-eye"); field != "" {
		p.eye(button.attr("id"), field)
		return
	}
	id := button.attr("data-press")
	if id == "" {
		id = button.attr("id")
	}
	if view.Presses(id) {
		p.pressed(view.Pressed{ID: id, Of: button.attr("data-of")})
	}
}

// pressed asks for the browser's leave where the button leads to a request: it
// has to be asked for in the click itself, before anything that waits.
func (p *page) pressed(e view.Pressed) {
	if p.model.AsksClipboard(e) {
		p.access = webext.RequestClipboard()
		p.happened(e)
		return
	}
	origin, site := p.model.Asks(e)
	p.ensureSite(origin, site || p.model.NeedsSite(origin))
	p.happened(e)
}

// edited takes back what was said of a field that is being mended.
func (p *page) edited(e event) {
	id := e.Get("target").Get("id").String()
	if id != "" && id == p.model.Wrong {
		p.happened(view.FieldEdited{ID: id})
	}
}

func (p *page) on(id, kind string, f func(event)) {
	p.get(id).on(kind, f)
}

// submit lets a form, sent by its button or by Enter, stand for an event.
func (p *page) submit(id string, f func()) {
	p.on(id, "submit", func(e event) {
		e.PreventDefault()
		f()
	})
}

func (p *page) listenGrab() {
	p.submit("address-form", func() {
		address := p.value("address")
		p.ensure(view.OriginOf(withScheme(address)))
		p.happened(view.AddressGiven{Address: address})
	})
	p.submit("front", func() {
		p.ensure(p.model.StoreOrigin())
		p.happened(view.DoorOpened{Username: p.value("front-username"), Password: secret.New(p.value("front-password"))})
	})
}

func withScheme(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.Contains(address, "://") {
		return address
	}
	return "https://" + address
}

// eye shows or hides what is typed in a password field.
func (p *page) eye(button, field string) {
	p.cover(button, field, p.get(field).attr("type") != "password")
}

func (p *page) cover(button, field string, covered bool) {
	kind := "text"
	if covered {
		kind = "password"
	}
	p.attr(field, "type", kind)
	p.isPressed(button, !covered)
}

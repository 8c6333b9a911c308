package main

import (
	"syscall/js"

	"honnef.co/go/js/dom/v2"
)

// element is an element of the page. Package dom finds the Go type of every node
// that it hands out, which links its types for the whole of HTML: two megabytes.
// So elements are found here, and are of its basic type, never of its interfaces.
type element struct{ *dom.BasicHTMLElement }

func wrap(v js.Value) element {
	return element{&dom.BasicHTMLElement{BasicElement: &dom.BasicElement{BasicNode: &dom.BasicNode{Value: v}}}}
}

// get finds an element of popup.html once. A name that is not there is a mistake
// in this program, which the first opening of the page shows.
func (p *page) get(id string) element {
	if e, known := p.elements[id]; known {
		return e
	}
	v := p.document.Call("getElementById", id)
	if v.IsNull() {
		panic("popup: no element " + id)
	}
	e := wrap(v)
	p.elements[id] = e
	return e
}

func (e element) find(selector string) element { return wrap(e.Call("querySelector", selector)) }

func (e element) parent() element { return wrap(e.Get("parentElement")) }

func (e element) attr(name string) string {
	if !e.HasAttribute(name) {
		return ""
	}
	return e.Call("getAttribute", name).String()
}

// text writes plain text: nothing here is ever read as markup.
func (p *page) text(id, text string) { p.get(id).setText(text) }

func (e element) setText(text string) {
	if e.TextContent() != text {
		e.SetTextContent(text)
	}
}

// cut writes a text that may not fit, whole in its title.
func (p *page) cut(id, text string) {
	p.text(id, text)
	p.attr(id, "title", text)
}

func (p *page) show(id string, shown bool) { p.flag(id, "hidden", !shown) }

// attr sets an attribute, or removes it when empty.
func (p *page) attr(id, name, value string) { p.get(id).setAttr(name, value) }

func (e element) setAttr(name, value string) {
	switch {
	case value == "":
		e.setFlag(name, false)
	case e.attr(name) != value:
		e.SetAttribute(name, value)
	}
}

func (p *page) flag(id, name string, on bool) { p.get(id).setFlag(name, on) }

func (e element) setFlag(name string, on bool) {
	switch has := e.HasAttribute(name); {
	case on && !has:
		e.SetAttribute(name, "")
	case !on && has:
		e.RemoveAttribute(name)
	}
}

func (e element) toggle(class string, on bool) { e.Get("classList").Call("toggle", class, on) }

func (p *page) icon(id, name string) { p.attr(id, "href", "#i-"+name) }

func (p *page) value(id string) string { return p.get(id).Get("value").String() }

func (p *page) setValue(id, value string) {
	if p.value(id) != value && !choosing() {
		p.get(id).Set("value", value)
	}
}

// choose ticks a box or takes the tick away.
func (e element) choose(on bool) {
	if !choosing() {
		e.Set("checked", on)
	}
}

// choosing reports whether the hand is choosing something: the browser has set
// the box or the list by then, and tells of it in a change event after all
// listeners of the click and of the input. A drawing that a timer brings between
// them would set it back, and the change would be none.
func choosing() bool {
	now := js.Global().Get("event")
	if !now.Truthy() {
		return false
	}
	switch now.Get("type").String() {
	case "click", "input":
	default:
		return false
	}
	switch now.Get("target").Get("type").String() {
	case "checkbox", "radio", "select-one":
		return true
	}
	return false
}

func (p *page) checked(id string) bool { return p.get(id).Get("checked").Bool() }

// fill replaces the children.
func (e element) fill(children ...element) element {
	e.SetTextContent("")
	return e.add(children...)
}

func (e element) add(children ...element) element {
	for _, child := range children {
		e.Call("appendChild", child.Value)
	}
	return e
}

// node makes an element: its class, its text, its children.
func (p *page) node(tag, class, text string, children ...element) element {
	e := wrap(p.document.Call("createElement", tag))
	e.setAttr("class", class)
	if text != "" {
		e.SetTextContent(text)
	}
	return e.add(children...)
}

// button makes one, for its place in a list.
func (p *page) button(class, text string, children ...element) element {
	e := p.node("button", class, text, children...)
	e.SetAttribute("type", "button")
	return e
}

// press names the button among those of package view.
func (e element) press(id, of string) element {
	e.SetAttribute("data-press", id)
	e.setAttr("data-of", of)
	return e
}

const svg = "http://www.w3.org/2000/svg"

// drawing makes an icon of the sheet in popup.html.
func (p *page) drawing(name string) element {
	e := wrap(p.document.Call("createElementNS", svg, "svg"))
	e.SetAttribute("class", "icon")
	e.SetAttribute("viewBox", "0 0 16 16")
	e.SetAttribute("aria-hidden", "true")
	use := wrap(p.document.Call("createElementNS", svg, "use"))
	use.SetAttribute("href", "#i-"+name)
	return e.add(use)
}

// list redraws the children of id where the things behind them changed. What is
// under the pointer or the focus stays as it is otherwise.
func list[T comparable](p *page, id string, old, now []T, draw func(T) []element) {
	same := !p.fresh && len(old) == len(now)
	for i := 0; same && i < len(now); i++ {
		same = old[i] == now[i]
	}
	if same {
		return
	}
	e := p.get(id).fill()
	for _, thing := range now {
		e.add(draw(thing)...)
	}
}

// event is what happened to an element.
type event struct{ *dom.BasicEvent }

// on listens as long as the page lives.
func (e element) on(kind string, f func(event)) { listen(e.Value, kind, f) }

func listen(target js.Value, kind string, f func(event)) {
	target.Call("addEventListener", kind, js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(event{&dom.BasicEvent{Value: args[0]}})
		return nil
	}))
}

// closest is the nearest element around the event's target that the selector
// fits.
func (e event) closest(selector string) (element, bool) {
	target := e.Get("target")
	if target.Get("closest").Type() != js.TypeFunction {
		return element{}, false
	}
	found := target.Call("closest", selector)
	return wrap(found), !found.IsNull()
}

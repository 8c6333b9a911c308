package main

import (
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

// drawFind draws the list under the search field. The focus stays in the field:
// which line the arrows are at is told by aria-activedescendant.
func (p *page) drawFind(old, now view.FindPanel) {
	p.show("finder", now.Shown)
	p.attr("find", "aria-expanded", strconv.FormatBool(len(now.Lines) > 0))
	p.text("found-note", now.Note)
	p.show("recent-forget", now.Clear)
	p.show("find-mine-tick", now.CanMine)
	p.get("find-mine").choose(now.Mine)
	p.show("found", len(now.Lines) > 0)
	p.show("found-empty", now.Empty != "")
	p.text("found-empty", now.Empty)
	p.show("found-hint", now.Hint)
	n := -1
	list(p, "found", old.Lines, now.Lines, func(line view.FoundLine) []element {
		n++
		return []element{p.foundLine(n, line)}
	})
	p.pointAt(now)
}

// pointAt marks the line that the arrows are at.
func (p *page) pointAt(now view.FindPanel) {
	active := ""
	children := p.get("found").Get("children")
	for i := range children.Length() {
		line := wrap(children.Index(i))
		chosen := i == now.At
		line.setAttr("aria-selected", strconv.FormatBool(chosen))
		if chosen {
			active = line.attr("id")
			line.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	}
	p.attr("find", "aria-activedescendant", active)
}

func (p *page) foundLine(n int, line view.FoundLine) element {
	method := p.node("span", "method", line.Method)
	method.setFlag("data-writes", line.Writes)
	path := p.node("code", "", "")
	for _, s := range view.Marked(line.Path, line.Query) {
		tag := "span"
		if s.Class != "" {
			tag = "mark"
		}
		path.add(p.node(tag, "", s.Text))
	}
	item := p.node("li", "", "", method, path)
	item.SetAttribute("role", "option")
	item.SetAttribute("id", "found-"+strconv.Itoa(n))
	if line.State != "" {
		state := p.node("span", "state", "", p.drawing(allowedIcon(line.Is)), p.node("span", "", line.State))
		state.setAttr("data-is", line.Is)
		item.add(state)
	}
	if line.Line != "" {
		note := p.node("p", "cut", line.Line)
		note.SetAttribute("title", line.Line)
		item.add(note)
	}
	return item.press("find-open", strconv.Itoa(n))
}

func (p *page) drawPasted(old, now view.PastedPanel) {
	p.show("pasted", now.Shown)
	p.text("pasted-text", now.Text)
	p.show("pasted-check", now.Check)
	p.drawFindings("pasted-findings", old.Findings, now.Findings)
}

// listenFind listens to the keys of the search field, and to what is pasted there:
// a field of one line would lose the line breaks of a command.
func (p *page) listenFind() {
	p.on("find", "keydown", func(e event) {
		press := map[string]string{"ArrowDown": "find-down", "ArrowUp": "find-up", "Enter": "find-open"}[e.Get("key").String()]
		if press == "" || e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
			return
		}
		e.PreventDefault()
		p.pressed(view.Pressed{ID: press})
	})
	p.on("find", "paste", func(e event) {
		data := e.Get("clipboardData")
		if !data.Truthy() {
			return
		}
		if text := data.Call("getData", "text").String(); view.ReadsAsRequest(text) {
			e.PreventDefault()
			p.happened(view.RequestPasted{Text: text})
		}
	})
}

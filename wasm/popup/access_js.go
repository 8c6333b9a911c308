package main

import (
	"slices"
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

// drawRights is what the token may do, as a tree.
func (p *page) drawRights(old, now view.RightsPanel) {
	p.show("rights", now.Shown)
	p.flag("panel-check", "data-wide", now.Wide)
	p.text("rights-count", now.Count)
	p.show("rights-note", now.Note != "")
	p.text("rights-note", now.Note)
	p.drawButton("rights-ask", now.Ask)
	p.show("copy-rights", now.Map)
	p.copied("copy-rights", now.Copied)
	p.drawProgress("rights-progress", now.Progress)
	p.problem("rights-problem", now.Problem)
	p.show("rights-map", now.Map)
	p.drawFilters(old.Filters, now.Filters)
	p.drawRows("rights-tree", old.Rows, now.Rows)
	p.show("rights-tree", len(now.Rows) > 0)
	p.show("rights-empty", now.Empty != "")
	p.text("rights-empty", now.Empty)
}

// drawFilters draws the choices anew where they say something else: what has the
// focus stays, else.
func (p *page) drawFilters(old, now []view.Option) {
	same := func(a, b view.Option) bool { return a.Value == b.Value && a.Label == b.Label }
	if !slices.EqualFunc(old, now, same) {
		e := p.get("rights-filters").fill()
		for _, o := range now {
			input := p.node("input", "", "")
			for name, value := range map[string]string{"type": "radio", "name": "rights-show", "value": o.Value} {
				input.SetAttribute(name, value)
			}
			state := p.node("span", "state", o.Label)
			state.setAttr("data-is", o.Value)
			e.add(p.node("label", "", "", input, state))
		}
	}
	for _, o := range now {
		if o.Chosen {
			p.get("rights-filters").find("[value=" + o.Value + "]").choose(true)
		}
	}
}

// drawLeaf is one line of the tree: a resource, a heading over some, or a route.
func (p *page) drawLeaf(row view.Row) element {
	line := p.node("div", "leaf", "")
	if row.Folds {
		line.add(p.drawing("right"))
	} else {
		line.add(p.node("span", "", ""))
	}
	title := p.node("span", "cut", row.Title)
	if row.Chip != "" {
		method := p.node("b", "method", row.Chip)
		method.setFlag("data-writes", row.Chip != "GET")
		title = p.node("code", "cut", "", method)
		title.Call("append", " "+row.Title)
	}
	title.SetAttribute("title", row.Line)
	line.add(title)
	if row.Count != "" {
		line.add(p.node("code", "cut id", row.Line), p.node("span", "how", row.Count))
	}
	if row.State != "" {
		state := p.node("span", "state", "")
		if row.Icon != "" {
			state.add(p.drawing(row.Icon))
		}
		state.add(p.node("span", "", row.State))
		state.setAttr("data-is", row.Is)
		line.add(state)
	}
	return p.treeItem(row, line)
}

func (p *page) treeItem(row view.Row, line element) element {
	item := p.node("li", "", "", line).press(row.Press, row.Of)
	item.SetAttribute("role", "treeitem")
	item.SetAttribute("aria-level", strconv.Itoa(row.Level+1))
	index := "-1"
	if row.Focus {
		index = "0"
	}
	item.SetAttribute("tabindex", index)
	if row.Folds {
		item.SetAttribute("aria-expanded", strconv.FormatBool(row.Open))
	}
	item.Get("style").Call("setProperty", "--level", strconv.Itoa(row.Level))
	return item
}

func (p *page) listenRights() {
	p.on("rights-filters", "change", func(e event) {
		p.happened(view.Pressed{ID: "rights-show", Of: e.Get("target").Get("value").String()})
	})
	p.on("rights-tree", "keydown", func(e event) {
		if e.Get("altKey").Bool() || e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
			return
		}
		if key := e.Get("key").String(); view.TreeKeys(key) && key != "/" {
			e.PreventDefault()
			p.happened(view.TreeKey{Key: key})
		}
	})
}

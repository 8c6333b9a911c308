package main

import (
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

// drawRows draws what changed of a list: what stands before and after it stays.
func (p *page) drawRows(id string, old, now []view.Row) {
	if p.fresh {
		old = nil
	}
	start, end := 0, 0
	for start < len(old) && start < len(now) && old[start] == now[start] {
		start++
	}
	for end < len(old)-start && end < len(now)-start && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	if start == len(old) && start == len(now) {
		return
	}
	e := p.get(id)
	children := e.Get("children")
	if len(old) == len(now) {
		for i := start; i < len(now)-end; i++ {
			if old[i] != now[i] {
				children.Index(i).Call("replaceWith", p.drawRow(now[i]).Value)
			}
		}
		return
	}
	for range len(old) - start - end {
		children.Index(start).Call("remove")
	}
	after := children.Index(start)
	for i := start; i < len(now)-end; i++ {
		if after.Truthy() {
			e.Call("insertBefore", p.drawRow(now[i]).Value, after)
		} else {
			e.add(p.drawRow(now[i]))
		}
	}
}

func (p *page) drawRow(row view.Row) element {
	switch row.Kind {
	case view.RowLeaf:
		return p.drawLeaf(row)
	case view.RowStep:
		return p.drawStep(row)
	case view.RowLeafMore:
		return p.treeItem(row, p.node("div", "leaf note", row.Title))
	case view.RowHead:
		return p.node("li", "group", "", p.node("h3", "cut", row.Title), p.node("span", "note", row.Count))
	case view.RowMore:
		return p.node("li", "group", "", p.node("p", "note", row.Title))
	case view.RowFold:
		fold := p.button("cover", row.Title).press(row.Press, row.Of)
		fold.SetAttribute("aria-expanded", strconv.FormatBool(row.Open))
		return p.node("li", "group", "", p.drawing("right"), p.node("h3", "cut", "", fold), p.node("span", "note", row.Count))
	}
	class := ""
	if row.Kind == view.RowSub {
		class = "sub"
	}
	item := p.node("li", class, "")
	if row.Icon != "" {
		item.add(p.drawing(row.Icon))
	}
	item.setAttr("data-env", row.Env)
	return item.add(p.rowText(row), p.rowEnd(row))
}

// rowText is the name of a row, which is its button where it has one.
func (p *page) rowText(row view.Row) element {
	title := p.node("h3", "cut", row.Title)
	if row.Press != "" {
		title = p.node("h3", "cut", "", p.button("cover", row.Title).press(row.Press, row.Of))
	}
	if row.Chip != "" {
		title = p.node("div", "line", "", title, p.node("span", "chip env", row.Chip))
	}
	text := p.node("div", "cut", "", title)
	if row.Line != "" {
		line := p.node("p", "cut", row.Line)
		line.SetAttribute("title", row.Line)
		text.add(line)
	}
	return text
}

// rowEnd is the state of a row and its buttons.
func (p *page) rowEnd(row view.Row) element {
	end := p.node("div", "end", "")
	if row.State != "" {
		state := p.node("span", "state", row.State)
		state.setAttr("data-is", row.Is)
		end.add(state)
	}
	if row.Act != "" {
		end.add(p.rowAct(row))
	}
	if row.URL != "" {
		open := p.opening(row, "btn quiet square small", p.drawing("open"))
		open.SetAttribute("aria-label", row.Opens)
		open.SetAttribute("title", row.Opens)
		end.add(open)
	}
	return end
}

// opening is a link to a row's address, in a tab of its own.
func (p *page) opening(row view.Row, class string, children ...element) element {
	open := p.node("a", class, "", children...)
	open.SetAttribute("href", row.URL)
	open.SetAttribute("target", "_blank")
	open.SetAttribute("rel", "noreferrer")
	return open
}

func (p *page) rowAct(row view.Row) element {
	if row.ActIcon == "" {
		act := p.button("btn small", row.ActLabel).press(row.Act, row.Of)
		act.SetAttribute("aria-label", row.ActLabel+": "+row.Title)
		return act
	}
	icon := row.ActIcon
	if row.Done {
		icon = "check"
	}
	act := p.button("btn quiet square small", "", p.drawing(icon)).press(row.Act, row.Of)
	act.SetAttribute("aria-label", row.ActLabel)
	if row.Done {
		act.SetAttribute("data-state", "copied")
	}
	return act
}

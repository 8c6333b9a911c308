package main

import "github.com/storekey/storekey/wasm/view"

// drawConn is the connection test of the store in the form.
func (p *page) drawConn(old, now view.ConnPanel) {
	p.drawButton("conn-test", now.Button)
	p.show("conn-cancel", now.Cancel)
	p.text("conn-note", now.Note)
	p.drawQuestion("conn-ask", now.Question)
	p.problem("conn-problem", now.Problem)
	p.drawProof("conn-proof", old.Proof, now.Proof)
	p.drawRows("conn-steps", old.Steps, now.Steps)
}

// drawStep is one step of a test.
func (p *page) drawStep(row view.Row) element {
	state := p.node("span", "spin", "")
	if row.Icon != "" {
		state = p.node("span", "state", "", p.drawing(row.Icon))
		state.setAttr("data-is", row.Is)
	}
	item := p.node("li", "", "", state, p.node("b", "cut", row.Title), p.node("span", "time", row.State),
		p.node("p", "", row.Line), p.node("p", "muted", row.Opens))
	switch {
	case row.URL != "":
		item.add(p.opening(row, "btn small", p.drawing("open"), p.node("span", "", row.ActLabel)))
	case row.Act != "":
		item.add(p.button("btn small", row.ActLabel).press(row.Act, row.Of))
	}
	return item
}

// listenConn sends what stands in the form along: it is saved before it is tested.
func (p *page) listenConn() {
	p.on("conn-test", "click", func(event) {
		p.ensure(p.model.TestOrigin())
		values, secrets := p.values("edit")
		p.happened(view.TestWanted{Values: values, Secrets: secrets})
	})
}

// recallTest reads which test the page was about, and what became of it.
func (p *page) recallTest() {
	if kept, there, err := session.Get(view.TestKey); err == nil && there {
		p.happened(view.TestFound{Kept: kept, Records: records(callPrefix)})
	}
}

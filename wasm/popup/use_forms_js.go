package main

import "github.com/storekey/storekey/wasm/view"

// drawSOAP shows what the store tells of a service.
func (p *page) drawSOAP(old, now view.SOAPPanel) {
	p.drawKnown("services", old.Services, now.Services)
	p.drawButton("soap-ask", now.Ask)
	p.show("soap-note", now.Note != "")
	p.text("soap-note", now.Note)
	p.show("soap-problem", now.Problem != "")
	p.text("soap-problem-text", now.Problem)
	p.show("soap-operation-field", len(now.Operations) > 0)
	p.drawOptions("soap-operation", old.Operations, now.Operations)
	p.show("envelope-field", now.Envelope)
}

func (p *page) drawExamples(old, now view.ExamplesPanel) {
	p.show("examples-own", len(now.Own) > 0)
	p.drawKnown("examples-own", old.Own, now.Own)
	p.isPressed("example-keep", now.Kept)
	p.attr("example-keep", "aria-label", now.Label)
	p.attr("example-keep", "title", now.Label)
	p.show("example-problem", now.Problem != "")
	p.text("example-problem-text", now.Problem)
}

// drawTicks offers the headers that the store's own pages send.
func (p *page) drawTicks(old, now []view.Option) {
	p.show("ticks-field", len(now) > 0)
	list(p, "ticks", old, now, func(o view.Option) []element {
		box := p.node("input", "", "")
		box.SetAttribute("type", "checkbox")
		box.setAttr("name", o.Value)
		box.setFlag("disabled", o.Value == "")
		return []element{p.node("label", "tick", "", box, p.node("span", "mono cut", o.Label))}
	})
}

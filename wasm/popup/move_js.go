package main

import (
	"strings"
	"syscall/js"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
)

// drawMove is the form that brings stores in, takes them out or lends a token.
func (p *page) drawMove(old, now view.MovePanel) {
	p.show("move", now.Mode != "")
	if now.Mode == "" {
		return
	}
	p.attr("move", "data-mode", now.Mode)
	p.attr("move", "data-step", now.Step)
	p.cut("move-given", now.Given)
	p.text("move-line", now.Line)
	p.drawChoices("move-format", old.Formats, now.Formats)
	p.text("move-summary", now.Format)
	p.show("move-secrets-field", now.Secrets != "")
	p.setValue("move-secrets", now.Secrets)
	p.text("move-phrase-note", now.PhraseNote)
	if old.Ticked != now.Ticked {
		p.get("move-plain").choose(now.Ticked)
	}
	p.show("move-trust-line", now.Trust)
	p.get("move-trust").choose(now.Trusted)
	p.show("move-lent", len(now.Facts) > 0)
	p.drawFacts("move-facts", old.Facts, now.Facts)
	p.problem("move-done", now.Done)
	p.show("move-rows", len(now.Rows) > 0)
	p.drawRows("move-rows", old.Rows, now.Rows)
	p.line("move-count", now.More)
	p.drawFindings("move-findings", old.Findings, now.Findings)
	p.problem("move-problem", now.Problem)
	p.drawQuestion("move-ask", now.Question)
	p.line("move-note", now.Note)
	p.drawProgress("move-progress", now.Progress)
	p.show("lent-use", now.Use)
	p.drawButton("move-go", now.Button)
}

// line shows a line of text where there is one.
func (p *page) line(id, text string) {
	p.show(id, text != "")
	p.text(id, text)
}

// drawPolicy marks what the browser's administrator forbids.
func (p *page) drawPolicy(now view.PolicyNotes) {
	p.flag("app", "data-no-reveal", now.NoReveal)
	p.flag("app", "data-no-saving", now.NoSaving)
	p.flag("app", "data-no-sending", now.NoSending)
	for _, id := range now.Off {
		p.flag(id, "disabled", true)
	}
}

// listenMove listens where stores come in and go out.
func (p *page) listenMove() {
	p.submit("move", func() {
		p.happened(view.MoveSubmitted{
			Text: secret.New(p.value("move-text")), Passphrase: secret.New(p.value("move-phrase")), Again: secret.New(p.value("move-again")),
		})
	})
	p.on("move-choose", "click", func(event) { p.get("move-file").Call("click") })
	p.on("move-file", "change", func(event) { p.readFile(p.get("move-file").Value) })
	// Anywhere, or the browser would open the file in the place of the page.
	p.on("app", "dragover", func(e event) { e.dropped() })
	p.on("app", "drop", func(e event) {
		if from := e.dropped(); from.Truthy() {
			p.readFile(from)
		}
	})
}

// dropped is what holds files that are dragged or dropped, and nothing where text
// is: that goes into its field.
func (e event) dropped() js.Value {
	from := e.Get("dataTransfer")
	if !from.Get("types").Call("includes", "Files").Bool() {
		return js.Null()
	}
	e.PreventDefault()
	return from
}

// readFile reads the file that was chosen or dropped. The browser gives it as a
// data: address, in base64; what cannot be read, as an empty one.
func (p *page) readFile(from js.Value) {
	file := from.Get("files").Index(0)
	if !file.Truthy() {
		return
	}
	given := view.FileGiven{Name: file.Get("name").String()}
	if file.Get("size").Int() > view.MaxFile {
		given.Big = true
		p.happened(given)
		return
	}
	reader := js.Global().Get("FileReader").New()
	listen(reader, "loadend", func(event) {
		_, data, _ := strings.Cut(reader.Get("result").String(), ",")
		given.Data = secret.New(data)
		p.get("move-file").Set("value", "")
		p.happened(given)
	})
	reader.Call("readAsDataURL", file)
}

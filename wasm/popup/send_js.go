package main

import (
	"syscall/js"

	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

func (p *page) drawSending(old, now view.UsePanel) {
	p.drawButton("send", now.Send)
	p.drawProgress("send-progress", now.Progress)
	p.drawQuestion("send-ask", now.Question)
	p.drawGuard(old.Guard, now.Guard)
}

// drawGuard opens and closes the dialog; the browser keeps the focus inside.
func (p *page) drawGuard(old, now view.GuardDialog) {
	dialog := p.get("guard")
	if open := dialog.HasAttribute("open"); open != now.Shown {
		if now.Shown {
			p.text("guard-title", now.Title)
			p.text("guard-text", now.Text)
			p.text("guard-label", now.Label)
			p.text("guard-go", now.Go)
			p.text("guard-method", now.Method)
			p.text("guard-address", now.Address)
			p.flag("guard-go", "disabled", true)
			dialog.Call("showModal")
		} else {
			dialog.Call("close")
		}
	}
}

func (p *page) drawAnswer(old, now view.AnswerPanel) {
	p.show("answer", now.Shown)
	if !now.Shown {
		return
	}
	p.attr("answer", "data-verdict", now.Verdict)
	p.icon("answer-icon", now.Icon)
	p.text("answer-title", now.Title)
	p.text("answer-line", now.Line)
	p.show("answer-again", now.Again != "")
	p.cut("answer-again", now.Again)
	p.drawFindings("answer-findings", old.Findings, now.Findings)
	p.show("send-next", now.Next != "")
	p.text("send-next", now.Next)
	p.show("answer-headers-fold", len(now.Headers) > 0)
	p.text("answer-headers-note", now.HeadersNote)
	p.drawFacts("answer-headers", old.Headers, now.Headers)
	p.show("answer-note", now.Note != "")
	p.text("answer-note", now.Note)
	p.show("answer-body", len(now.Body) > 0)
	p.drawSpans("answer-body", old.Body, now.Body)
	p.show("answer-actions", now.CanCopy)
	p.copied("copy-answer", now.Copied)
	p.drawProof("answer-proof", old.Proof, now.Proof)
}

func (p *page) drawTicket(old, now view.TicketPanel) {
	p.show("ticket", now.Shown)
	p.text("ticket-note", now.Note)
	p.show("ticket-rows", len(now.Replacements) > 0)
	p.drawRows("ticket-rows", old.Replacements, now.Replacements)
	p.text("ticket-text", now.Text)
	p.show("ticket-problem", now.Problem != "")
	p.text("ticket-problem-text", now.Problem)
	p.copied("copy-ticket", now.Copied)
}

// listenUse listens where a request is filled in and sent.
func (p *page) listenUse() {
	p.listenFind()
	p.on("request", "input", func(e event) {
		values, _ := p.values("request")
		p.happened(view.RequestEdited{Values: values})
		if e.Get("inputType").String() == "insertFromPaste" {
			p.pathLeft(e)
		}
	})
	p.submit("request", func() {})
	p.on("request", "keydown", p.requestKey)
	p.on("guard-host", "input", func(event) {
		p.flag("guard-go", "disabled", !p.model.FitsHost(p.value("guard-host")))
	})
	p.submit("guard-form", func() {
		p.ensure(p.model.StoreOrigin())
		p.happened(view.HostTyped{Host: p.value("guard-host")})
	})
	p.on("guard", "cancel", func(e event) {
		e.PreventDefault()
		p.pressed(view.Pressed{ID: "guard-no"})
	})
}

// requestKey lets Enter in a field of one line copy the request, or ask for the
// service that was named: a form of many fields is not sent by itself.
func (p *page) requestKey(e event) {
	field, inside := e.closest("input:not([type=radio]):not([type=checkbox])")
	if key := e.Get("key").String(); key == "Tab" || key == "Enter" {
		p.pathLeft(e)
	}
	if !inside || e.Get("key").String() != "Enter" || e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() {
		return
	}
	e.PreventDefault()
	press := copyRequest
	if field.attr("id") == "service" {
		press = "soap-ask"
	}
	p.pressed(view.Pressed{ID: press})
}

// pathLeft tells of the end of a change of the path by key or paste. With the mouse
// it ends in a click on something else, which must not move away under it.
func (p *page) pathLeft(e event) {
	if _, path := e.closest("#path"); path {
		p.happened(view.Changed{ID: "path"})
	}
}

const copyRequest = "copy-request"

// field finds a field of a form by its name.
func (p *page) field(form, name string) element {
	return p.get(form).find(`[name="` + js.Global().Get("CSS").Call("escape", name).String() + `"]`)
}

func copyText(e view.CopyText) view.Event {
	if webext.Copy(e.Text) != nil {
		return view.CopyFailed{Button: e.Button, Code: view.CodeClipboard}
	}
	return view.Copied{Button: e.Button}
}

// saveText hands the text to the browser as a download, which needs no permission.
func (p *page) saveText(e view.SaveText) {
	blob := js.Global().Get("Blob").New([]any{e.Text}, map[string]any{"type": e.Kind})
	url := js.Global().Get("URL").Call("createObjectURL", blob)
	link := p.node("a", "", "")
	link.SetAttribute("href", url.String())
	link.SetAttribute("download", e.Name)
	link.Call("click")
	js.Global().Get("URL").Call("revokeObjectURL", url)
}

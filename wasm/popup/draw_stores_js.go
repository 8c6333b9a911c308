package main

import (
	"github.com/storekey/storekey/wasm/view"
)

// drawStage gives the whole page the colour of the saved store's stage.
func (p *page) drawStage(now view.Bar) {
	p.attr("app", "data-env", now.Env)
	p.show("stage", now.Chip != "")
	p.text("stage", now.Chip)
	p.show("bar-door", now.Door != "")
	p.text("bar-door", now.Door)
	p.get("app").Get("style").Call("setProperty", "--own", now.Color)
}

func (p *page) drawOffer(now view.OfferCard) {
	p.show("offer", now.Shown)
	if !now.Shown {
		return
	}
	p.icon("offer-icon", now.Icon)
	p.cut("offer-title", now.Title)
	p.cut("offer-line", now.Line)
	p.text("offer-state", now.State)
	p.attr("offer-state", "data-is", now.Is)
	p.drawButton("offer-use", now.Use)
	p.show("offer-use", !now.Use.Off)
	p.drawButton("offer-renew", now.Renew)
	p.problem("offer-problem", now.Problem)
	p.drawProgress("offer-progress", now.Progress)
}

func (p *page) problem(id, text string) {
	p.show(id, text != "")
	p.text(id+"-text", text)
}

func (p *page) drawSave(old, now view.SaveForm) {
	p.show("save", now.Shown)
	if !now.Shown {
		return
	}
	p.show("save-into-field", len(now.Into) > 0)
	p.drawOptions("save-into", old.Into, now.Into)
	p.show("save-new", now.New)
	p.show("save-password-field", now.Password)
	p.show("save-door-field", now.Door)
	p.problem("save-problem", now.Problem)
	p.drawButton("save-go", now.Button)
}

// drawSeal moves the passphrase form to where it is needed: there is one.
func (p *page) drawSeal(now view.SealForm) {
	p.show("seal", now.At != "")
	if now.At == "" {
		return
	}
	slot := p.get("seal-slot-" + now.At)
	if p.get("seal").parent().attr("id") != slot.attr("id") {
		slot.add(p.get("seal"))
	}
	p.text("seal-title", now.Title)
	p.text("seal-text", now.Text)
	p.text("seal-new-label", now.New)
	p.show("seal-old-field", now.Old)
	p.show("seal-again-field", now.Again)
	p.show("seal-cancel", now.Cancel)
	p.show("seal-bare", now.Bare)
	p.show("seal-lost", now.Lost)
	complete := "current-password"
	if now.Again {
		complete = "new-password"
	}
	p.attr("seal-new", "autocomplete", complete)
	p.problem("seal-problem", now.Error)
	invalid := ""
	if now.Error != "" {
		invalid = "true"
	}
	p.attr("seal-new", "aria-invalid", invalid)
	p.drawButton("seal-go", now.Button)
	p.drawProgress("seal-progress", now.Progress)
}

func (p *page) drawToast(now view.ToastLine) {
	p.show("toast", now.Text != "")
	p.text("toast-text", now.Text)
	p.icon("toast-icon", now.Icon)
	p.show("undo", now.Undo != "")
	p.text("undo", now.Undo)
}

func (p *page) drawStores(old, now view.StoresPanel) {
	for id, shown := range map[string]bool{
		"stores-top": now.List, "store-rows": len(now.Rows) > 0, "stores-empty": now.Empty, "no-phrase": now.NoPhrase,
		"stores-settings": now.List, "csv": now.CSV, "hosts": now.Hosts, "edit": now.Edit,
		"seal-settings": now.CanLock, "change-phrase": now.CanLock,
	} {
		p.show(id, shown)
	}
	p.show("stores-move", now.CanMove)
	p.drawMove(old.Move, now.Move)
	if now.List != old.List || now.Edit != old.Edit || now.Move.Step != old.Move.Step {
		p.get("panel-stores").Set("scrollTop", 0)
	}
	p.problem("stores-problem", now.Problem)
	p.show("stores-nothing", now.Nothing != "")
	p.text("stores-nothing", now.Nothing)
	p.drawFindings("stores-findings", old.Findings, now.Findings)
	if now.Idle != old.Idle {
		p.setValue("idle", now.Idle)
	}
	p.drawRows("site-rows", old.Sites, now.Sites)
	p.show("sites", len(now.Sites) > 0)
	p.drawSettings(old.Settings, now.Settings)
	p.get("copy-at-once").choose(now.CopyAtOnce)
	p.get("new-store").toggle("primary", now.NewMain)
	p.drawRows("store-rows", old.Rows, now.Rows)
	p.problem("csv-problem", now.ModeProblem)
	p.problem("hosts-problem", now.ModeProblem)
	p.drawFindings("csv-findings", old.ModeFindings, now.ModeFindings)
	p.get("csv-go").find(".spin").setFlag("hidden", !now.Busy)
	p.get("hosts-go").find(".spin").setFlag("hidden", !now.Busy)
	if now.Edit {
		p.drawEdit(old.Form, now.Form)
	}
}

func (p *page) drawEdit(old, now view.EditForm) {
	p.cut("edit-title", now.Title)
	p.show("edit-unsaved", now.Unsaved)
	p.drawOptions("edit-login", old.Logins, now.Logins)
	p.show("edit-forget", now.CanForget)
	p.show("edit-move", now.Saved)
	p.show("lend-saved", now.CanLend)
	p.show("edit-provider-field", now.WayShown)
	p.drawOptions("edit-provider", old.Ways, now.Ways)
	p.drawFields("edit-fields", "edit-", old.Fields, now.Fields)
	p.show("edit-door-saved", now.DoorSaved)
	p.show("edit-take-field", now.Saved)
	p.drawButton("edit-take", now.Origins)
	p.drawProgress("edit-progress", now.Progress)
	list(p, "edit-found", old.Found, now.Found, func(o view.Option) []element {
		add := p.button("btn small cut", o.Label)
		add.press("add-origin", o.Value)
		return []element{p.node("li", "", "", add)}
	})
	p.drawConn(old.Conn, now.Conn)
	p.problem("edit-problem", now.Problem)
	p.show("edit-seed", now.Seed)
	p.drawButton("edit-go", now.Button)
	p.show("edit-delete", now.Saved)
	p.show("delete-ask", now.Deleting != "")
	p.text("delete-title", now.Deleting)
}

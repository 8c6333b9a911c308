package main

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/wasm/view"
)

// loginField starts the IDs of the fields that the way's card has; their names
// start as the form's do.
const loginField = "login-"

func (p *page) drawLogin(old, now view.LoginForm) {
	p.show("login", now.Shown)
	p.show("login-info", now.Info != "")
	p.text("login-info-text", now.Info)
	if !now.Shown {
		return
	}
	other := now.Way != ""
	p.show("back-to-card", now.Back && !other)
	p.show("way-back", other)
	p.text("login-title", now.Title)
	p.show("way-summary", now.Summary != "")
	p.text("way-summary", now.Summary)
	p.show("uses", now.Uses != "")
	p.text("uses-text", now.Uses)
	p.show("kinds", !other)
	p.get("kind-" + now.Kind).choose(true)
	p.text("username-label", now.UserLabel)
	p.attr("username", "inputmode", now.UserMode)
	p.show("username-field", now.User)
	p.show("password-field", now.Password)
	p.drawWayFields(old, now)
	p.show("store-view-field", len(now.Views) > 0)
	p.drawOptions("store-view", old.Views, now.Views)
	p.show("door", now.Door)
	p.text("door-note", now.DoorNote)
	p.show("plain-field", now.Plain)
	p.text("plain-label", now.PlainLabel)
	p.drawButton("get-token", now.Button)
	p.text("login-note", now.Note)
	p.show("login-note", !now.Progress.Shown)
	p.drawProgress("login-progress", now.Progress)
}

// drawWayFields makes the fields of the way's card once, and hides those that are
// not wanted: what stands in them stays.
func (p *page) drawWayFields(old, now view.LoginForm) {
	p.drawFields("way-first", loginField, old.First, now.First)
	p.drawFields("way-fields", loginField, old.Fields, now.Fields)
	p.drawFields("way-more-fields", loginField, old.More, now.More)
	p.show("way-more", len(now.More) > 0)
	p.cut("way-more-note", now.MoreNote)
	if old.Way != now.Way || old.Kind != now.Kind {
		p.flag("way-more", "open", false)
	}
	for id, fields := range map[string][]view.FormField{"way-first": now.First, "way-fields": now.Fields, "way-more-fields": now.More} {
		seen := false
		for i, f := range fields {
			hidden := strings.Contains(now.Hidden, " "+f.ID+" ")
			p.get(id).Get("children").Index(i).Set("hidden", hidden)
			seen = seen || !hidden
		}
		p.show(id, seen)
	}
	p.problem("way-problem", now.Missing)
}

func (p *page) drawCode(old, now view.CodeForm) {
	p.show("code", now.Shown)
	p.drawProof("code-proof", old.Proof, now.Proof)
	if !now.Shown {
		return
	}
	p.cut("code-who", now.Who)
	p.text("code-asked", now.Asked)
	p.show("code-sent-line", now.Sent != "")
	p.text("code-sent", now.Sent)
	p.text("code-left", now.Left)
	p.drawFactors(now)
	p.show("sends", now.Sends)
	p.text("send-app", now.AppLabel)
	p.show("app-go", now.App)
	for _, id := range []string{"send-sms", "send-call", "send-app", "app-go"} {
		p.flag(id, "disabled", now.Busy)
	}
	p.show("otp-field", now.Box)
	p.text("otp-label", now.Label)
	p.text("otp-note", now.Hint)
	p.problem("code-problem", now.Problem)
	p.attr("otp", "aria-invalid", truth(now.Problem != "" && now.Box))
	p.drawButton("send-code", now.Button)
	p.show("send-code", now.Box)
	p.drawButton("use-key", now.Key)
	p.show("use-key", !now.Box)
	p.drawProgress("code-progress", now.Progress)
	p.show("start-again-line", !now.Progress.Shown)
}

func (p *page) drawFactors(now view.CodeForm) {
	p.show("factors", len(now.Factors) > 0)
	for _, code := range view.Factors {
		p.show("factor-"+code+"-label", false)
	}
	for _, f := range now.Factors {
		p.show("factor-"+f.Value+"-label", true)
		p.get("factor-" + f.Value).choose(f.Chosen)
	}
}

// truth is the value of an attribute that is there only if it is true.
func truth(is bool) string {
	if is {
		return strconv.FormatBool(is)
	}
	return ""
}

func (p *page) drawWays(old, now []view.Row) {
	p.show("other-ways", len(now) > 0)
	p.drawRows("way-rows", old, now)
}

func (p *page) drawAsCustomer(now view.OfferLine) {
	p.show("as-customer", now.Shown)
	if !now.Shown {
		return
	}
	p.cut("as-customer-title", now.Title)
	p.text("as-customer-text", now.Text)
	p.drawButton("as-customer-go", now.Button)
	p.show("as-customer-go", !now.Button.Off)
	p.problem("as-customer-problem", now.Problem)
	p.drawProgress("as-customer-progress", now.Progress)
}

func (p *page) drawUpkeep(old, now view.UpkeepPanel) {
	p.show("upkeep", now.Shown)
	if !now.Shown {
		return
	}
	p.show("renew-card", !now.Renew.Off)
	p.drawButton("renew-card", now.Renew)
	p.show("auto-renew-field", now.Auto)
	p.get("auto-renew").choose(now.On)
	p.show("revoke", !now.Revoke.Off)
	p.show("lend-card", now.Lend)
	p.drawButton("revoke", now.Revoke)
	p.drawProgress("upkeep-progress", now.Progress)
	p.problem("upkeep-problem", now.Problem)
	p.drawQuestion("revoke-ask", now.Question)
	p.drawFindings("upkeep-said", old.Said, now.Said)
}

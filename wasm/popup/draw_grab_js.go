package main

import (
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

func (p *page) drawCredential(old, now view.CredentialCard) {
	p.show("credential", now.Shown)
	if !now.Shown {
		return
	}
	p.cut("credential-title", now.Title)
	p.cut("credential-line", now.Line)
	p.drawCountdown(now.Countdown)
	p.text("credential-secret", now.Secret)
	p.isPressed("show-token", now.Open)
	p.flag("show-token", "disabled", !now.CanCopy)
	p.get("credential-secret").parent().setFlag("data-open", now.Open)
	p.drawFacts("credential-facts", old.Facts, now.Facts)
	for _, id := range []string{"copy-token", "copy-header", "copy-curl"} {
		p.flag(id, "disabled", !now.CanCopy)
		p.copied(id, now.Copied == id)
	}
	p.show("save-open", now.CanSave)
	p.get("copy-token").toggle("primary", !now.Aside)
	p.show("credential-problem", now.Problem != "")
	p.text("credential-problem-text", now.Problem)
}

// copied lets a button say that it copied, for a moment.
func (p *page) copied(id string, done bool) {
	state, icon := "", "copy"
	if done {
		state, icon = "copied", "check"
	}
	p.attr(id, "data-state", state)
	p.get(id).find("use").setAttr("href", "#i-"+icon)
}

func (p *page) isPressed(id string, on bool) {
	p.attr(id, "aria-pressed", strconv.FormatBool(on))
}

func (p *page) drawCountdown(now view.Countdown) {
	p.show("countdown", now.Shown)
	if !now.Shown {
		return
	}
	p.text("countdown-value", now.Value)
	p.text("countdown-unit", now.Unit)
	p.attr("countdown", "aria-label", now.Name)
	p.attr("countdown", "data-level", now.Level)
	p.get("ring").Get("style").Call("setProperty", "--left", strconv.Itoa(now.Left))
}

func (p *page) drawAlso(old, now []view.Row) {
	p.show("also", len(now) > 0)
	p.text("also-count", strconv.Itoa(len(now)))
	p.drawRows("also-rows", old, now)
}

func (p *page) drawLogin(old, now view.LoginForm) {
	p.show("login", now.Shown)
	p.show("login-info", now.Info != "")
	p.text("login-info-text", now.Info)
	if !now.Shown {
		return
	}
	p.show("back-to-card", now.Back)
	p.get("kind-"+now.Kind).Set("checked", true)
	p.text("username-label", now.UserLabel)
	p.attr("username", "inputmode", now.UserMode)
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

func (p *page) drawCode(old, now view.CodeForm) {
	p.show("code", now.Shown)
	p.drawProof("code-proof", old.Proof, now.Proof)
	if !now.Shown {
		return
	}
	p.cut("code-who", now.Who)
	p.show("code-problem", now.Problem != "")
	p.text("code-problem-text", now.Problem)
	invalid := ""
	if now.Problem != "" {
		invalid = "true"
	}
	p.attr("otp", "aria-invalid", invalid)
	p.drawButton("send-code", now.Button)
	p.drawProgress("code-progress", now.Progress)
}

func (p *page) drawRefusal(old, now view.Refusal) {
	p.show("refusal", now.Shown)
	p.drawProof("refusal-proof", old.Proof, now.Proof)
	if !now.Shown {
		return
	}
	p.drawLevel("refusal", now.Level)
	p.icon("refusal-icon", now.Icon)
	p.text("refusal-title", now.Title)
	p.text("refusal-text", now.Text)
	p.drawTries(now.Tries)
	p.drawFindings("refusal-findings", old.Findings, now.Findings)
	p.show("refusal-actions", now.Action != "")
	p.text("refusal-action", now.Action)
}

// drawLevel colours a verdict: invalid and unknown are verdicts, warning a level.
func (p *page) drawLevel(id, level string) {
	verdict := level
	if level == "warning" {
		verdict = ""
	} else {
		level = ""
	}
	p.attr(id, "data-verdict", verdict)
	p.attr(id, "data-level", level)
}

func (p *page) drawTries(now view.Tries) {
	p.show("tries", now.Used > 0)
	p.text("tries-label", now.Label)
	bar := p.get("tries").find(".tries")
	bar.SetTextContent("")
	for n := range now.Of {
		mark := p.node("i", "", "")
		mark.setFlag("data-used", n < now.Used)
		mark.setFlag("data-stop", n == now.Stop-1)
		bar.add(mark)
	}
}

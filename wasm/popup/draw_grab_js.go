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
	p.show("credential-secret-line", len(now.Parts) == 0)
	p.show("parts", len(now.Parts) > 0)
	p.drawRows("parts", old.Parts, now.Parts)
	p.drawFindings("credential-findings", old.Findings, now.Findings)
	for id, shown := range map[string]bool{"token": now.Token, "header": now.Header, "curl": true} {
		p.show("copy-"+id, shown)
		p.flag("copy-"+id, "disabled", !now.CanCopy)
		p.copied("copy-"+id, now.Copied == "copy-"+id)
		p.get("copy-"+id).toggle("primary", now.Main == id && !now.Aside)
	}
	p.show("use-token", now.Token)
	p.flag("check-token", "disabled", !now.CanCopy)
	p.show("save-open", now.CanSave)
	p.problem("credential-problem", now.Problem)
	p.drawPut(now.Put)
}

// drawPut is the fold that puts a token to use in the tab.
func (p *page) drawPut(now view.PutMenu) {
	p.show("put", now.Shown)
	if !now.Shown {
		return
	}
	p.text("put-note", now.Note)
	p.show("put-expired", now.Expire)
	p.show("put-back", now.Back)
	busy := ""
	if now.Busy {
		busy = "true"
	}
	p.attr("put", "aria-busy", busy)
	p.drawQuestion("put-ask", now.Question)
	p.problem("put-problem", now.Problem)
}

func (p *page) drawSession(now view.SessionCard) {
	p.show("session", now.Shown)
	if !now.Shown {
		return
	}
	p.text("session-title", now.Title)
	p.text("session-text", now.Text)
	p.drawButton("session-use", now.Button)
	p.problem("session-problem", now.Problem)
	p.drawProgress("session-progress", now.Progress)
}

// drawExternal stands in the place of the password form where the panel logs in
// elsewhere.
func (p *page) drawExternal(why string) {
	p.show("external", why != "")
	p.text("external-text", why)
}

func (p *page) drawWatch(old, now view.WatchPanel) {
	p.show("watch", now.Shown)
	p.text("watch-state", now.State)
	p.show("watch-note", now.Note != "")
	p.text("watch-note", now.Note)
	p.show("watch-start-line", !now.On)
	p.show("watch-stop", now.On)
	p.setValue("watch-minutes", now.Minutes)
	p.problem("watch-problem", now.Problem)
	p.show("seen-rows", len(now.Rows) > 0)
	p.drawRows("seen-rows", old.Rows, now.Rows)
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

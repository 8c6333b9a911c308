package main

import "github.com/storekey/storekey/wasm/view"

func (p *page) drawCheck(old, now view.CheckPanel) {
	p.show("taken", now.Taken != "")
	p.text("taken-token", now.Taken)
	p.show("paste-field", now.Taken == "")
	p.drawButton("ask-store", now.Ask)
	p.show("take", now.Take)
	p.cut("ask-note", now.AskNote)
	p.drawProgress("check-progress", now.Progress)
	p.drawQuestion("check-ask", now.Question)
	p.show("reads", now.Intro)
	p.drawVerdict(now.Verdict)
	p.show("token-choice", len(now.Tokens) > 0)
	p.drawOptions("token-index", old.Tokens, now.Tokens)
	p.drawReport(old.Report, now.Report)
	p.show("noticed", len(now.Findings) > 0)
	p.text("noticed-title", now.Noticed)
	p.drawFindings("check-findings", old.Findings, now.Findings)
	p.drawProof("check-proof", old.Proof, now.Proof)
}

func (p *page) drawVerdict(now view.Verdict) {
	p.show("verdict", now.Shown)
	if !now.Shown {
		return
	}
	p.attr("verdict", "data-verdict", now.Verdict)
	p.attr("verdict", "data-level", now.Level)
	p.icon("verdict-icon", now.Icon)
	p.text("verdict-title", now.Title)
	p.text("verdict-text", now.Text)
	p.show("verdict-actions", now.Renew)
}

func (p *page) drawReport(old, now view.Report) {
	p.show("report", now.Shown)
	if !now.Shown {
		return
	}
	p.text("report-title", now.Title)
	p.show("report-chip", now.Chip != "")
	p.text("report-chip", now.Chip)
	p.drawFacts("report-facts", old.Facts, now.Facts)
	p.show("report-claims", now.Claims != "")
	p.text("report-claims-text", now.Claims)
}

func (p *page) drawUse(old, now view.UsePanel) {
	p.show("use-empty", now.Empty)
	p.show("request", now.Shown)
	p.show("snippet", now.Shown)
	p.show("request-problem", now.Problem != "")
	p.text("request-problem-text", now.Problem)
	if !now.Shown {
		return
	}
	p.drawOptions("request-credential", old.Credentials, now.Credentials)
	p.cut("request-address", now.Address)
	p.show("data-field", now.Data)
	p.drawOptions("form", old.Forms, now.Forms)
	p.text("request-text", now.Text)
	p.isPressed("show-request", now.Open)
	p.flag("show-request", "disabled", !now.CanShow)
	p.get("copy-request").find(".label").setText(now.Button.Label)
	p.flag("copy-request", "disabled", now.Button.Off)
	p.get("copy-request").toggle("primary", now.Button.Main)
	p.copied("copy-request", now.Copied)
}

package main

import (
	"strconv"

	"github.com/storekey/storekey/wasm/view"
)

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
	p.drawWhere(old.Where, now.Where)
	p.show("check-route-fold", now.Route)
	p.drawDoor(now.Door)
	p.drawVerdict(now.Verdict)
	p.show("token-choice", len(now.Tokens) > 0)
	p.drawOptions("token-index", old.Tokens, now.Tokens)
	p.drawExplained(old.Explained, now.Explained)
	p.drawDoctor(old.Doctor, now.Doctor)
	p.drawReport(old.Report, now.Report)
	p.show("noticed", len(now.Findings) > 0)
	p.text("noticed-title", now.Noticed)
	p.drawFindings("check-findings", old.Findings, now.Findings)
	p.drawProof("check-proof", old.Proof, now.Proof)
	p.drawRights(old.Rights, now.Rights)
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
	p.show("verdict-text", now.Text != "")
	p.text("verdict-next", now.Next)
	p.show("verdict-next", now.Next != "")
	p.show("verdict-actions", now.Act != "" || now.Copy)
	p.show("verdict-act", now.Act != "")
	p.drawButton("verdict-act", now.ActButton)
	p.get("verdict-act").press(now.Act, "")
	p.show("copy-report", now.Copy)
	p.copied("copy-report", now.Copied)
}

func (p *page) drawWhere(old, now view.WherePanel) {
	p.show("check-where-field", now.Shown)
	p.drawOptions("check-where", old.Options, now.Options)
	p.show("check-address", now.Address)
}

// drawDoor is the fold for what stands in front of the store.
func (p *page) drawDoor(now view.DoorPanel) {
	p.show("check-door", now.Shown)
	p.text("check-door-state", now.State)
	p.text("check-door-note", now.Note)
	p.show("door-forget", now.Used)
}

// drawExplained is what a pasted answer means.
func (p *page) drawExplained(old, now view.Explanation) {
	p.show("explained", now.Shown)
	if !now.Shown {
		return
	}
	level, verdict := now.Level, ""
	if level == "error" {
		level, verdict = "", "invalid"
	}
	p.attr("explained-first", "data-level", level)
	p.attr("explained-first", "data-verdict", verdict)
	p.icon("explained-icon", now.Icon)
	p.text("explained-title", now.Title)
	p.text("explained-next", now.Next)
	p.show("explained-box", len(now.Path) > 0)
	list(p, "explained-path", old.Path, now.Path, func(title string) []element {
		return []element{p.node("li", "", title)}
	})
	p.icon("explained-tick-icon", now.TickIcon)
	p.text("explained-tick-text", now.Ticked)
	p.attr("explained-tick", "data-is", now.TickIs)
	p.text("explained-hint", now.Hint)
	p.show("explained-more", len(now.Also) > 0)
	p.text("explained-count", strconv.Itoa(len(now.Also)))
	p.drawFindings("explained-also", old.Also, now.Also)
	p.show("explained-store", now.Store != "")
	p.text("explained-store-text", now.Store)
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

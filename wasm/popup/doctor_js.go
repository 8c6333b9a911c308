package main

import "github.com/storekey/storekey/wasm/view"

// drawDoctor is why a signature is refused.
func (p *page) drawDoctor(old, now view.DoctorPanel) {
	p.show("doctor", now.Shown)
	if !now.Shown {
		return
	}
	p.show("doctor-online", now.AskShown)
	p.drawButton("doctor-ask", now.Ask)
	p.show("sign", now.Form)
	p.text("sign-note", now.FormNote)
	p.drawProgress("doctor-progress", now.Progress)
	p.problem("doctor-problem", now.Problem)
	p.drawFindings("doctor-findings", old.Findings, now.Findings)
	p.show("doctor-rows", len(now.Rows) > 0)
	p.drawRows("doctor-rows", old.Rows, now.Rows)
	p.show("doctor-base", now.BaseString != "")
	p.text("doctor-base-text", now.BaseString)
	p.drawProof("doctor-proof", old.Proof, now.Proof)
}

package view

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func (m *Model) drawCheck(w Words) CheckPanel {
	i := m.Inspection
	_, card := m.credential(m.Card.Ref)
	p := CheckPanel{
		Intro: !i.Filled, Take: card && i.Ref == "", Ask: m.askButton(w), AskNote: m.askNote(w),
		Progress: m.drawProgress(w, i.Job), Verdict: m.drawVerdict(w), Tokens: m.tokenChoice(w),
		Report: m.drawReport(w), Noticed: w("noticed"), Findings: m.checkFindings(), Proof: m.checkProof(w),
		Where: m.drawWhere(w), Door: m.drawDoor(w), Rights: m.drawRights(w), Doctor: m.drawDoctor(w),
		Route: len(i.Tokens) > 0,
	}
	p.Explained = m.drawExplained(w)
	p.Taken = m.taken(w)
	if m.wantsTab() {
		p.Question = m.tabQuestion(w, w("askTabCheck"))
	}
	return p
}

// wantsTab reports whether the store can only be asked from the tab, which wants
// a yes.
func (m *Model) wantsTab() bool {
	i := m.Inspection
	wants := func(e *wire.Error) bool { return e != nil && e.Code == codeTabConsent }
	return !i.Again && (wants(i.Error) && !i.Job.Busy() || wants(i.Access.Error) && !i.Access.Job.Busy())
}

// mainIs reports whether that button is the filled one of the screen: what most
// people come for next.
func (m *Model) mainIs(id string) bool {
	i := m.Inspection
	if m.Shape == ShapeTab && m.showsCard() && !m.rightsBeside() {
		return false
	}
	now := "ask-store"
	switch {
	case i.Report == nil:
	case m.nextStep() != "":
		now = m.nextStep()
	case i.Report.Verdict == wire.VerdictValid && i.Access.Map == nil:
		now = "rights-ask"
	default:
		now = ""
	}
	return now == id
}

// taken names the token that stands in the place of the box.
func (m *Model) taken(w Words) string {
	switch i := m.Inspection; {
	case i.Ref != "":
		return i.Tokens[0].Masked
	case i.Report != nil && (i.Again || i.folded) && i.Report.Masked != "":
		return i.Report.Masked
	case i.Again:
		return w("askedToken")
	}
	return ""
}

func (m *Model) askButton(w Words) Button {
	b := Button{Label: w("askTheStore"), Busy: m.Inspection.Job.Busy(), Off: !m.canAsk()}
	b.Main = m.mainIs("ask-store")
	switch {
	case b.Busy:
		b.Label = w("asking")
	case m.Inspection.Report != nil && !m.Inspection.Again:
		b.Label = w("askAgain")
	}
	return b
}

// askNote says which store would be asked, or why none can be.
func (m *Model) askNote(w Words) string {
	i := m.Inspection
	switch at := m.asksAt(); {
	case len(i.Tokens) == 0 && i.Filled && !i.Again:
		return ""
	case at.origin != "" && len(i.Tokens) > 0:
		return w("asksHost", host(at.origin))
	case len(i.Tokens) > 0:
		return w("whereNone")
	case !m.confirmed():
		return w("askNoStore")
	}
	return ""
}

func (m *Model) chosenToken() (wire.Token, bool) {
	i := m.Inspection
	if len(i.Tokens) == 0 {
		return wire.Token{}, false
	}
	return i.Tokens[i.Index], true
}

// tokenChoice is offered where the text holds several tokens.
func (m *Model) tokenChoice(w Words) []Option {
	i := m.Inspection
	if len(i.Tokens) < 2 {
		return nil
	}
	var options []Option
	for n, t := range i.Tokens {
		label := w("tokenOf", strconv.Itoa(n+1), strconv.Itoa(len(i.Tokens)), tokenTitle(w, t.Kind), t.Masked)
		options = append(options, Option{strconv.Itoa(n), label, n == i.Index})
	}
	return options
}

func (m *Model) drawReport(w Words) Report {
	t, there := m.chosenToken()
	if !there {
		return Report{}
	}
	r := Report{Shown: true, Title: tokenTitle(w, t.Kind), Chip: chip(w, t), Claims: claims(t)}
	if m.Inspection.Ref == "" {
		r.Facts = append(r.Facts, Fact{w("factToken"), t.Masked})
	}
	if who := m.reportWho(w, t); who != "" {
		r.Facts = append(r.Facts, Fact{w("factWhose"), who})
	}
	if issued, told := parseTime(t.IssuedAt); told {
		r.Facts = append(r.Facts, Fact{w("factIssued"), w.exact(issued, m.Now)})
	}
	if ends, told := parseTime(t.ExpiresAt); told {
		r.Facts = append(r.Facts, m.endFact(w, t, ends))
	}
	return r
}

func (m *Model) reportWho(w Words, t wire.Token) string {
	if c, there := m.credential(m.Inspection.Ref); there {
		return whose(w, c)
	}
	return userID(w, t)
}

func (m *Model) endFact(w Words, t wire.Token, ends time.Time) Fact {
	name := w("factExpires")
	if !ends.After(m.Now) {
		name = w("factExpired")
	}
	if t.LifetimeSeconds == nil {
		return Fact{name, w.exact(ends, m.Now)}
	}
	life := time.Duration(*t.LifetimeSeconds) * time.Second
	return Fact{name, w("endsLifetime", w.exact(ends, m.Now), w.span(life))}
}

// chip names the way the token is written, in the words of its standard.
func chip(w Words, t wire.Token) string {
	names := map[string]string{wire.FormatJWS: "JWS", wire.FormatJWE: "JWE", wire.FormatOAuth1: "OAuth 1.0a"}
	name, known := names[t.Format]
	switch {
	case t.Format == wire.FormatOpaque:
		return w("formatOpaque")
	case !known:
		return ""
	}
	header, _ := readJSON(t.Header)
	if alg := header.str("alg"); alg != "" {
		return name + w("separator") + alg
	}
	return name
}

// claims are header and claims as they stand in the token, one a line.
func claims(t wire.Token) string {
	var lines []string
	for _, raw := range []json.RawMessage{t.Header, t.Claims} {
		if len(raw) > 0 {
			lines = append(lines, string(raw))
		}
	}
	return strings.Join(lines, "\n")
}

// checkFindings are what was noticed: by the store's answer where there is one,
// else by reading. What the verdict says already is left out.
func (m *Model) checkFindings() []FindingLine {
	i := m.Inspection
	switch {
	case i.Report != nil:
		var rest []wire.Finding
		for _, f := range i.Report.Findings {
			if said, _ := m.said(); f.Code != said.Code {
				rest = append(rest, f)
			}
		}
		return findingLines(rest)
	case len(i.Tokens) > 0:
		return findingLines(slices.Concat(i.Tokens[i.Index].Findings, i.Findings))
	case i.Sought && len(i.Explained) == 0 && len(i.Findings) > 1:
		return findingLines(i.Findings[1:])
	}
	return nil
}

func (m *Model) checkProof(w Words) Proof {
	i := m.Inspection
	switch {
	case i.Job.Busy():
	case i.Report != nil:
		said := ""
		if f, there := reasonOf(*i.Report); there {
			said = f.Params["storeMessage"]
		}
		return m.proof(w, i.Report.Evidence, said)
	case i.Error != nil:
		return m.proof(w, i.Error.Evidence, storeWords(i.Error))
	}
	return Proof{}
}

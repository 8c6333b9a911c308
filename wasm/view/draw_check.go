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
	}
	if len(i.Explained) > 0 {
		p.Noticed = w("explained")
	}
	p.Taken = m.taken(w)
	if i.Error != nil && i.Error.Code == codeTabConsent && !i.Job.Busy() && !i.Again {
		p.Question = m.tabQuestion(w, w("askTabCheck"))
	}
	return p
}

// taken names the token that stands in the place of the box.
func (m *Model) taken(w Words) string {
	switch i := m.Inspection; {
	case i.Ref != "":
		return i.Tokens[0].Masked
	case i.Report != nil && i.Again && i.Report.Masked != "":
		return i.Report.Masked
	case i.Again:
		return w("askedToken")
	}
	return ""
}

func (m *Model) askButton(w Words) Button {
	b := Button{Label: w("askTheStore"), Busy: m.Inspection.Job.Busy(), Off: !m.canAsk()}
	b.Main = m.Inspection.Report == nil && !(m.Shape == ShapeTab && m.showsCard())
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
	switch {
	case !m.confirmed():
		return w("askNoStore")
	case len(m.Inspection.Tokens) == 0:
		return ""
	}
	return w("asksHost", host(m.checkStore().RestURL))
}

func (m *Model) chosenToken() (wire.Token, bool) {
	i := m.Inspection
	if len(i.Tokens) == 0 {
		return wire.Token{}, false
	}
	return i.Tokens[i.Index], true
}

// drawVerdict is the answer of the store; before it was asked, only what the
// token says against itself.
func (m *Model) drawVerdict(w Words) Verdict {
	i := m.Inspection
	switch {
	case i.Job.Busy():
		return Verdict{}
	case i.Report != nil:
		return m.storeVerdict(w, *i.Report)
	case i.Error != nil && (i.Error.Code != codeTabConsent || i.Again):
		v := Verdict{Shown: true, Verdict: wire.VerdictUnknown, Icon: "unknown"}
		v.Title, v.Text = m.problemWords(w, i.Error)
		if i.Error.Code == codeTabConsent {
			v.Text = w("tokenAgain")
		}
		return v
	}
	t, there := m.chosenToken()
	switch {
	case there && isExpired(t, m.Now):
		ends, _ := parseTime(t.ExpiresAt)
		return Verdict{Shown: true, Level: "warning", Icon: "clock", Renew: m.confirmed(),
			Title: w("expiredAgo", w.span(m.Now.Sub(ends))), Text: w("expiredText")}
	case !there && i.Sought && len(i.Explained) == 0:
		return m.nothing(w)
	}
	return Verdict{}
}

// nothing is what is said of a text that holds no token and no known error.
func (m *Model) nothing(w Words) Verdict {
	v := Verdict{Shown: true, Verdict: wire.VerdictUnknown, Icon: "unknown",
		Title: w("nothingRead"), Text: w("nothingReadHint")}
	if found := m.Inspection.Findings; len(found) > 0 {
		v.Title, v.Text = found[0].Message, found[0].Hint
	}
	return v
}

var verdictIcons = map[string]string{
	wire.VerdictValid: "valid", wire.VerdictInvalid: "invalid", wire.VerdictUnknown: "unknown",
}

func (m *Model) storeVerdict(w Words, c wire.Check) Verdict {
	v := Verdict{Shown: true, Verdict: c.Verdict, Icon: verdictIcons[c.Verdict]}
	v.Title = verdictWord(w, c.Verdict)
	switch c.Verdict {
	case wire.VerdictValid:
		v.Text = m.validText(w, c)
		return v
	case wire.VerdictInvalid:
		v.Renew = m.confirmed()
	default:
		v.Icon = "unknown"
	}
	if f, there := reasonOf(c); there {
		v.Text = strings.TrimSpace(f.Message + " " + f.Hint)
	}
	return v
}

func verdictWord(w Words, verdict string) string {
	switch verdict {
	case wire.VerdictValid:
		return w("verdictValid")
	case wire.VerdictInvalid:
		return w("verdictInvalid")
	}
	return w("verdictUnknown")
}

func reasonOf(c wire.Check) (wire.Finding, bool) {
	for _, f := range c.Findings {
		if f.Code == c.Reason {
			return f, true
		}
	}
	return wire.Finding{}, false
}

// validText says whose token the store took, and until when.
func (m *Model) validText(w Words, c wire.Check) string {
	t, _ := m.chosenToken()
	if c.Kind != "" {
		t.Kind = c.Kind
	}
	who := c.Who
	if who == "" {
		who = userID(w, t)
	}
	name := host(c.Store.RestURL)
	taken := w("validTaken", tokenTitle(w, t.Kind), name)
	if who != "" {
		taken = w("validTakenWho", tokenTitle(w, t.Kind), who, name)
	}
	ends, told := parseTime(t.ExpiresAt)
	if !told || !ends.After(m.Now) {
		return taken
	}
	return taken + " " + w("validUntil", w.span(ends.Sub(m.Now)), w.exact(ends, m.Now))
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
			if f.Code != i.Report.Reason {
				rest = append(rest, f)
			}
		}
		return findingLines(rest)
	case len(i.Tokens) > 0:
		return findingLines(slices.Concat(i.Tokens[i.Index].Findings, i.Findings))
	case len(i.Explained) > 0:
		return findingLines(i.Explained)
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

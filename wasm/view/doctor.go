package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Doctor finds out why a signature (OAuth 1.0a) is refused: by asking the store
// in one way after another, or offline by comparing a request.
type Doctor struct {
	Job     Job
	Error   *wire.Error
	Result  *wire.Signature
	offline bool
}

// doctorRoute asks for a right and reads no row of data.
const doctorRoute = "/V1/modules"

// isSignatureProblem are the reasons that the doctor can do something about.
var isSignatureProblem = map[string]bool{"signature_invalid": true, "signature_method": true}

// offersDoctor reports whether the store can be tried: with all four values, and
// a refusal of the signature.
func (m *Model) offersDoctor() bool {
	i := m.Inspection
	return i.Report != nil && isSignatureProblem[i.Report.Reason] && m.canAsk()
}

// signedHeader is the Authorization header of a pasted request that is signed.
func (m *Model) signedHeader() string {
	text := m.Inspection.text.Reveal()
	if m.Inspection.Ref != "" || !strings.Contains(text, "oauth_signature=") {
		return ""
	}
	at := strings.Index(text, "OAuth ")
	if at < 0 || strings.Contains(text[:at], "oauth_signature=") {
		return ""
	}
	header, _, _ := strings.Cut(text[at:], "\n")
	header, _, _ = strings.Cut(header, "'")
	return strings.TrimSpace(header)
}

// doctorAsked is "Find out what the store wants".
func (m *Model) doctorAsked() []Effect {
	d := &m.Inspection.Doctor
	if d.Job.Busy() || !m.offersDoctor() {
		return nil
	}
	*d = Doctor{}
	at := m.asksAt()
	body := new(object).raw("store", m.reportStore(at)).raw("credential", writeRef(m.inspected())).
		str("method", "GET").str("path", doctorRoute)
	ask := m.ask(AskDoctor, "POST", "/v1/doctor", body.consent(m.Inspection.consents).door(m.Login.front, at.origin).body())
	ask.Origin = at.origin
	return m.start(&d.Job, ask)
}

// reportStore is the store as the check found it, so that it need not be looked
// for once more.
func (m *Model) reportStore(at asksAt) string {
	if s := m.Inspection.Report.Store; OriginOf(s.RestURL) == at.origin {
		return writeStore(s)
	}
	return at.store
}

// SignatureGiven is a signed request to be compared offline.
type SignatureGiven struct {
	Method, Address string
	Values          secret.Text
}

func (e SignatureGiven) apply(m *Model) []Effect {
	header := m.signedHeader()
	if header == "" {
		return nil
	}
	if strings.TrimSpace(e.Address) == "" {
		return []Effect{Focus{"sign-address"}}
	}
	headers := array([]wire.Header{{Name: "Authorization", Value: header}}, writeHeader)
	body := new(object).raw("store", quote(withScheme(e.Address))).raw("offline", "true").str("method", e.Method).
		str("path", withScheme(e.Address)).raw("headers", headers)
	if !e.Values.Empty() {
		body.raw("credential", writeRef(wire.CredentialRef{Token: e.Values.Reveal()}))
	} else if c, there := m.fourHeld(); there {
		body.raw("credential", writeRef(wire.CredentialRef{Ref: c.Ref}))
	}
	d := &m.Inspection.Doctor
	*d = Doctor{offline: true}
	return m.start(&d.Job, m.ask(AskDoctor, "POST", "/v1/doctor", body.body()))
}

// fourHeld is an integration of this tab with all of its values.
func (m *Model) fourHeld() (wire.Credential, bool) {
	for _, c := range m.Credentials {
		if len(c.Parts) > 0 && missing(c) == 0 {
			return c, true
		}
	}
	return wire.Credential{}, false
}

func (m *Model) doctorCancelled() []Effect {
	d := &m.Inspection.Doctor
	if !d.Job.Busy() {
		return nil
	}
	m.drop(AskDoctor)
	d.Error = &wire.Error{Code: codeCancelled}
	return m.cancelJob(&d.Job)
}

func (m *Model) doctorAnswered(e Answered) []Effect {
	d := &m.Inspection.Doctor
	d.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		d.Error = problem
		return nil
	}
	read := readSignature(v)
	d.Result = &read
	return []Effect{Reveal{"doctor"}}
}

func readSignature(v value) (s wire.Signature) {
	v.into("baseString", &s.BaseString, "matches", &s.Matches, "evidence", &s.Evidence, "findings", &s.Findings)
	s.Variants = each(v.get("variants"), readVariant)
	return s
}

func readVariant(v value) (s wire.SignatureVariant) {
	v.into("name", &s.Name, "url", &s.URL, "matches", &s.Matches, "status", &s.Status)
	return s
}

// DoctorPanel is what the doctor offers and says.
type DoctorPanel struct {
	Shown bool
	// Ask offers the questions to the store, Form the comparison.
	Ask        Button
	AskShown   bool
	Form       bool
	FormNote   string
	Progress   Progress
	Problem    string
	Rows       []Row
	Findings   []FindingLine
	BaseString string
	Proof      Proof
}

func (m *Model) drawDoctor(w Words) DoctorPanel {
	i := m.Inspection
	d := i.Doctor
	p := DoctorPanel{AskShown: m.offersDoctor(), Form: m.signedHeader() != "", Progress: m.drawProgress(w, d.Job)}
	p.Shown = p.AskShown || p.Form
	if !p.Shown {
		return p
	}
	p.Ask = Button{Label: w("doctorAsk"), Busy: d.Job.Busy(), Off: !m.canAsk(), Main: m.mainIs("doctor-ask")}
	if p.Ask.Busy {
		p.Ask.Label = w("asking")
	}
	p.FormNote = w("signNote")
	if c, there := m.fourHeld(); there {
		p.FormNote = w("signNoteHeld", whose(w, c))
	}
	if d.Error != nil {
		p.Problem = m.sentence(w, d.Error)
	}
	if d.Result == nil {
		return p
	}
	for _, v := range d.Result.Variants {
		if d.offline && !v.Matches {
			continue // there are many, and the findings say what fits
		}
		p.Rows = append(p.Rows, variantRow(w, v, d.offline))
	}
	p.Findings, p.BaseString = findingLines(d.Result.Findings), d.Result.BaseString
	p.Proof = m.proof(w, d.Result.Evidence, "")
	return p
}

// variantRow is one way to sign, and what became of it.
func variantRow(w Words, v wire.SignatureVariant, offline bool) Row {
	row := Row{Icon: "invalid", Title: variantWords(w, v.Name), Line: v.URL, Is: wire.No, State: w("variantRefused")}
	if v.Status != 0 {
		row.State += w("separator") + strconv.Itoa(v.Status)
	}
	if v.Matches {
		row.Icon, row.Is, row.State = "valid", wire.Yes, w("variantTaken")
		if offline {
			row.State = w("variantFits")
		}
	}
	return row
}

// variantWords names a way to sign by the finding code that it goes by.
func variantWords(w Words, name string) string {
	switch {
	case name == "as_sent":
		return w("variantAsSent")
	case strings.Contains(name, "scheme"):
		return w("variantScheme")
	case strings.Contains(name, "port"):
		return w("variantPort")
	case strings.Contains(name, "host"):
		return w("variantHost")
	case strings.Contains(name, "bracket"):
		return w("variantBrackets")
	case strings.Contains(name, "order"):
		return w("variantOrder")
	case strings.Contains(name, "path"):
		return w("variantPath")
	}
	return strings.ReplaceAll(strings.TrimPrefix(name, "oauth1_"), "_", " ")
}

// copyReportButton and copyRightsButton copy a report as Markdown.
const (
	copyReportButton = "copy-report"
	copyRightsButton = "copy-rights"
)

func (m *Model) reportCopied() []Effect {
	i := &m.Inspection
	if i.raw != nil {
		return m.copyMarkdown("check", i.raw, copyReportButton)
	}
	return m.copyMarkdown("accessMap", i.Access.raw, copyReportButton)
}

func (m *Model) rightsCopied() []Effect {
	return m.copyMarkdown("accessMap", m.Inspection.Access.raw, copyRightsButton)
}

func (m *Model) copyMarkdown(name string, raw json.RawMessage, button string) []Effect {
	if raw == nil {
		return nil
	}
	ask := m.ask(AskReport, "POST", "/v1/report", new(object).raw(name, string(raw)).body())
	m.drop(AskReport)
	return []Effect{CopyAnswer{ask, button}}
}

package view

import (
	"github.com/storekey/storekey/core/wire"
)

// MovePanel is the form that brings stores in, takes them out or lends a token.
// The style sheet shows the parts that Mode and Step want.
type MovePanel struct {
	Mode, Step string
	// Given is the file, or what goes out, Line what that is.
	Given, Line string
	Formats     []Choice
	Format      string // its summary
	Secrets     string // what is picked, empty where the format has room for none
	PhraseNote  string
	Ticked      bool
	Trust       bool // asks whether the file may say which certificates are accepted
	Trusted     bool
	Facts       []Fact // of a lent token
	Rows        []Row  // stores of a file, or files
	More        string
	Findings    []FindingLine
	Question    Question
	Problem     string
	Note        string
	Done        string
	Use         bool // offers to use the lent token here
	Button      Button
	Progress    Progress
}

// Steps of the form.
const (
	stepPick   = "pick"   // a file
	stepPhrase = "phrase" // of a sealed file
	stepRead   = "read"   // it is being read, or was not
	stepTold   = "told"
	stepPlain  = "plain"  // secrets go out as they are
	stepSealed = "sealed" // a passphrase is to close the file
	stepDone   = "done"
)

func (m *Model) drawMove(w Words) MovePanel {
	x := &m.Move
	p := MovePanel{Mode: m.List.Mode, Given: x.Name, Ticked: x.Ticked, Findings: x.findings(),
		Button: Button{Main: m.Seal.Want == "", Busy: x.Job.Busy()}, Progress: m.drawProgress(w, x.Job)}
	p.Progress.Text = w("moveBusy")
	m.drawFormats(w, &p)
	m.drawLent(w, &p)
	switch {
	case x.Error == nil:
	case x.Error.Code == codeInnerAsks || x.Error.Code == codeAddressConsent:
		p.Question = Question{true, x.Error.Message, x.Error.Hint, w("moveYes")}
		p.Button.Main = false
		if len(x.Error.Findings) > 0 {
			p.Findings = findingLines(x.Error.Findings)
		}
	default:
		p.Problem, p.Findings = m.sentence(w, x.Error), append(p.Findings, findingLines(x.Error.Findings)...)
	}
	if p.Mode == modeImport {
		m.drawIn(w, &p)
	} else {
		m.drawOut(w, &p)
	}
	return p
}

// findings are what the worker told, but for what the rows of stores say: there it
// changes with what is picked.
func (x *Move) findings() []FindingLine {
	var list []wire.Finding
	for _, f := range each(x.told.get("findings"), readFinding) {
		if f.Code != codeRenamed && f.Code != codeReplaces {
			list = append(list, f)
		}
	}
	return findingLines(list)
}

func (m *Model) drawFormats(w Words, p *MovePanel) {
	x := &m.Move
	if p.Mode == modeImport {
		p.Formats = append(p.Formats, Choice{"", "", w("importAnyFormat"), x.Format == "", false})
	}
	for _, f := range m.Formats {
		id, group := f.str("id"), ""
		switch {
		case p.Mode == modeImport:
		case !f.yes("writes"):
			continue
		case f.yes("sealed") || f.str("holds") == wire.SecretsNone:
			group = w("appName")
		default:
			group = w("exportOthers")
		}
		p.Formats = append(p.Formats, Choice{group, id, f.str("title"), id == x.Format, false})
	}
	f := m.format(x.Format)
	if p.Format = f.str("summary"); f.str("holds") != wire.SecretsNone {
		p.Secrets = x.Secrets
	}
}

package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// drawLent says whose token a file lends, and until when.
func (m *Model) drawLent(w Words, p *MovePanel) {
	lent := m.Move.told.get("lent")
	ends, told := parseTime(lent.str("until"))
	if !told {
		return
	}
	p.Facts = []Fact{
		{w("factToken"), tokenTitle(w, lent.str("kind"))}, {w("factWhose"), lent.str("who")}, {w("factFor"), host(lent.str("origin"))},
		{w("factUntil"), w.exact(ends, m.Now) + w("separator") + w.span(max(0, ends.Sub(m.Now)))},
	}
	for i := range p.Findings {
		p.Findings[i].Message = strings.Replace(p.Findings[i].Message, lent.str("until"), w.exact(ends, m.Now), 1)
	}
	if p.Mode == modeImport {
		p.Findings = nil // it says the same
	}
}

// drawOut is what goes out.
func (m *Model) drawOut(w Words, p *MovePanel) {
	x := &m.Move
	p.Button.Label, p.PhraseNote = w("exportGo"), w("exportLeast", strconv.Itoa(m.Saved.Vault.MinPassphrase))
	p.Given = w("exportAll", strconv.Itoa(len(m.Saved.List)))
	if e, one := m.entry(x.Store); one {
		p.Given = entryName(w, e)
	}
	switch {
	case p.Mode == modeLend:
		p.Button.Label = w("lendGo")
		p.Step = stepSealed
	case x.Format == formatSealed:
		p.Step = stepSealed
	case x.says(codeSecretsGo):
		p.Step = stepPlain
	}
	switch {
	case m.Policy.NoReveal && (p.Mode == modeLend || x.Secrets != wire.SecretsNone):
		p.Button.Off, p.Problem = true, ""
	case x.told.fields == nil:
		p.Button.Off = true
	case m.Saved.Vault.State == wire.VaultLocked && p.Secrets != "" && p.Secrets != wire.SecretsNone:
		p.Note = w("exportLocked")
	}
	if p.Step == stepSealed && p.Button.Off {
		p.Step = ""
	}
	for _, f := range x.files {
		row := Row{Press: "save-file", Of: f.name, Title: w("saveFile", f.name), Act: copyFile, ActIcon: "copy", ActLabel: w("copyFile", f.name)}
		row.Done = m.Copied == copyFile+f.name
		p.Rows = append(p.Rows, row)
	}
	if len(x.files) > 0 {
		p.Done, p.Step, p.Button.Main = w("exportDone"), stepDone, false
		if !x.saved {
			p.Done = w("exportEach", strconv.Itoa(len(x.files)))
		}
	}
}

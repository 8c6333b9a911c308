package view

import (
	"strconv"
	"strings"

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

// mostItems is how many stores of a file are shown.
const mostItems = 200

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

// drawIn is a file on its way in.
func (m *Model) drawIn(w Words, p *MovePanel) {
	x := &m.Move
	p.PhraseNote = w("importPhraseNote")
	if p.Given == "" {
		p.Given = w("importPasted")
	}
	switch {
	case x.done.fields != nil:
		m.drawCame(w, p)
		return
	case !x.given():
		p.Step = stepPick
		return
	case x.told.fields == nil:
		p.Step, p.Button.Label = stepRead, w("importOpen")
		if x.Sealed {
			p.Step, p.Line = stepPhrase, m.format(formatSealed).str("title")
		} else if p.Problem != "" {
			p.Button.Label, p.Button.Main = w("lookAgain"), false
		}
		return
	}
	if p.Step = stepTold; x.says(codeNoAddress) {
		p.Step = stepRead
	}
	p.Line = m.format(x.told.str("format")).str("title")
	stores := 0
	for n, item := range x.told.get("stores").items {
		if m.Move.choice(item) != wire.ChooseSkip {
			stores++
		}
		if n < mostItems {
			p.Rows = append(p.Rows, m.itemRow(w, item))
		} else {
			p.More = w("moreStores", strconv.Itoa(n+1-mostItems))
		}
	}
	p.Button.Label = w("importStores", strconv.Itoa(stores))
	secrets := m.movedSecrets() > 0
	switch {
	case stores == 0:
		p.Button.Off, p.Note = true, w("importNothing")
	case secrets && m.Policy.NoSaving:
		p.Button.Off, p.Note = true, w("policyNoImport")
	case secrets && m.Saved.Vault.State == wire.VaultLocked:
		p.Button.Label, p.Note = w("unlock"), w("importUnlock")
	case secrets && m.Saved.Vault.State == wire.VaultNone:
		p.Button.Label, p.Note = w("setPassphrase"), w("importSeal")
	}
}

// itemRow is one store of a file, with what is done with it.
func (m *Model) itemRow(w Words, item value) Row {
	url, stage := item.str("url"), item.str("stage")
	e := wire.StoreEntry{Client: item.str("client"), Name: item.str("name")}
	row := Row{Env: stage, Chip: stageWord(w, stage), Title: entryName(w, &e), Of: item.str("place"), Act: "move-turn", ActLabel: w("importAdd")}
	row.Line = w("importLine", host(url)+pathOf(url), item.get("logins").raw, item.get("secrets").raw)
	state := item.str("state")
	switch state {
	case wire.ImportSame:
		row.State, row.Act = w("importSame"), ""
		return row
	case wire.ImportChanged:
		row.State, row.Is, row.ActLabel = w("importDiffers"), "warn", w("importBoth")
	default:
		row.State = w("importNew")
	}
	if name := item.str("newName"); name != "" {
		row.Line = w("importAs", name)
	}
	switch m.Move.choice(item) {
	case wire.ChooseReplace:
		row.ActLabel, row.Line = w("importReplace"), changedWords(w, item)
	case wire.ChooseSkip:
		row.ActLabel = w("importSkip")
	}
	return row
}

// changedWords name the parts of the saved store that the file has other values
// for.
func changedWords(w Words, item value) string {
	text := ""
	for _, part := range item.get("changes").items {
		if text != "" {
			text += ", "
		}
		text += partWord(w, part.text)
	}
	return w("importReplaces", text)
}

// movedParts are the parts of a store as an import names them, each with its words.
var movedParts = [][2]string{
	{"stage", "partStage"}, {"color", "partColor"}, {"address", "partAddress"}, {"storeCode", "partStoreView"}, {"storeViews", "partStoreView"},
	{"concurrency", "partLimits"}, {"recoverRateLimits", "partLimits"}, {"notes", "partNotes"}, {"door", "partDoor"}, {"logins", "partLogins"},
}

func partWord(w Words, part string) string {
	for _, p := range movedParts {
		if p[0] == part {
			return w(p[1])
		}
	}
	return "User-Agent"
}

// drawCame says what came in, and what still lies about.
func (m *Model) drawCame(w Words, p *MovePanel) {
	x := &m.Move
	d := x.done
	p.Step, p.Button.Label, p.Findings = stepDone, w("importBack"), findingLines(each(d.get("findings"), readFinding))
	p.Done = w("importDone", d.get("added").raw, d.get("replaced").raw, d.get("skipped").raw)
	secrets := 0
	for _, item := range x.told.get("stores").items {
		secrets += item.num("secrets")
	}
	switch {
	case x.Sealed:
		p.Note = w("importLiesSealed", p.Given)
	case secrets > 0 && x.Name != "":
		p.Note = w("importLies", p.Given)
	case secrets > 0:
		p.Note = w("importLiesPasted")
	}
	if len(p.Facts) > 0 {
		p.Findings = nil
		if m.lentHere() != "" {
			p.Use, p.Button.Main = true, false
		} else {
			p.Note += " " + w("lentElsewhere", host(d.get("lent").str("origin")))
		}
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

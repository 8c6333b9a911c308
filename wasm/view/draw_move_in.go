package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// mostItems is how many stores of a file are shown.
const mostItems = 100

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
	p.Line, p.Trusted = m.format(x.told.str("format")).str("title"), x.Trusted
	p.Trust = x.Trusted || x.says(codeAnyTLS) || x.says(codeIssuers)
	stores := 0
	for n, item := range x.told.get("stores").items {
		if m.Move.choice(item) != wire.ChooseSkip {
			stores++
		}
		if n < mostItems {
			p.Rows = append(p.Rows, m.itemRow(w, item))
		} else {
			p.More = w("importMore", strconv.Itoa(n+1-mostItems))
		}
	}
	if p.More == "" && stores > 0 {
		p.More = w("importTurn")
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

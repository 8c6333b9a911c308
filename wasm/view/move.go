package view

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// What the Stores screen shows while stores go in or out. They are the names of
// the calls, too.
const (
	modeImport = "import"
	modeExport = "export"
	modeLend   = "lend"
)

const (
	formatSealed = "sealed"

	codeFileSealed  = "file_sealed"
	codeFilePhrase  = "file_passphrase"
	codeInnerAsks   = "import_inner_asks"
	codeMeanwhile   = "import_changed_meanwhile"
	codeNoAddress   = "import_no_address"
	codeRenamed     = "import_renamed"
	codeReplaces    = "import_replaces"
	codeSecretsGo   = "secrets_go"
	consentInner    = "inner"
	copyFile        = "copy-file"
	codeFileTooMuch = "page_file_large"
)

// MaxFile is the most that is read of a file, in bytes; the worker reads no more.
const MaxFile = 1 << 20

// Move is what goes in or out: a file with stores, saved stores, or one lent
// token. Nothing is done before the last button of the form.
type Move struct {
	// Name is the file's; a pasted text has none.
	Name                     string
	Format, Secrets, Address string
	// Sealed says that a passphrase of its own closes the file, Ticked that
	// secrets may go out unsealed.
	Sealed, Ticked bool
	// Store is the ID of the one that goes out, Ref or Login the token that is lent:
	// a held one, or a saved one of the store that Address names.
	Store, Ref, Login string
	Back              Screen // where the form was opened
	Error             *wire.Error
	Job               Job

	told, done         value       // what the worker says would come of it, and what did
	data, text, phrase secret.Text // data in base64
	choices            map[string]string
	consent            []string
	pending            bool // goes on when the saved secrets are open
	saved              bool // the file was handed to the browser
	files              []movedFile
}

type movedFile struct {
	name string
	text secret.Text
	clip json.RawMessage // what the worker is told of a copy, if it holds secrets
}

func (x *Move) given() bool { return !x.data.Empty() || !x.text.Empty() }

// moving reports whether the form is open.
func (m *Model) moving() bool {
	return m.List.Mode == modeImport || m.List.Mode == modeExport || m.List.Mode == modeLend
}

// moveWanted opens the form.
func (m *Model) moveWanted(mode string, x Move) []Effect {
	x.Back = m.Screen
	m.Screen, m.Move, m.List.Mode, m.List.Error, m.Toast = Stores, x, mode, nil, Toast{}
	effects := []Effect{EmptySecrets{"move"}, m.ask(AskFormats, "GET", "/v1/formats", nil)}
	effects = append(effects, m.askStores()...)
	effects = append(effects, m.preview()...)
	return append(effects, Focus{"move-format"}, Focus{"move-choose"})
}

func (m *Model) importWanted() []Effect { return m.moveWanted(modeImport, Move{}) }

// exportWanted takes all stores out, storeExported the one in the form. Everything
// goes along unless something else is picked.
func (m *Model) exportWanted() []Effect { return m.export("") }

func (m *Model) storeExported() []Effect { return m.export(m.Edit.ID) }

func (m *Model) export(id string) []Effect {
	return m.moveWanted(modeExport, Move{Format: formatSealed, Secrets: m.secretsOut(wire.SecretsAll), Store: id})
}

// cardLent lends the card's token, savedLent that of the login in the form.
func (m *Model) cardLent() []Effect {
	m.Card.hide()
	return m.moveWanted(modeLend, Move{Ref: m.Card.Ref})
}

func (m *Model) savedLent() []Effect {
	return m.moveWanted(modeLend, Move{Address: m.Edit.ID, Login: m.Edit.Values["login"]})
}

// moveLeft closes the form and forgets what it held.
func (m *Model) moveLeft() []Effect {
	effects := m.moveStopped()
	m.Screen = m.Move.Back
	m.Move, m.Seal, m.List.Mode = Move{}, Seal{}, ""
	if m.Edit.Open {
		effects = append(effects, Fill{"edit", m.Edit.Values})
	}
	return append(effects, EmptySecrets{"move"}, Focus{"search"}, Focus{"export-store"}, Focus{"lend-card"})
}

func (m *Model) moveStopped() []Effect {
	m.drop(AskPreview)
	m.drop(AskMove)
	return m.cancelJob(&m.Move.Job)
}

// moveCancelled is Cancel beside the progress.
func (m *Model) moveCancelled() []Effect {
	m.Move.Error = &wire.Error{Code: codeCancelled}
	return append(m.moveStopped(), Focus{"move-go"})
}

func (m *Model) formatsAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Formats = v.get("formats").items
	}
	return nil
}

// format is what is known of a format.
func (m *Model) format(id string) value {
	for _, f := range m.Formats {
		if f.str("id") == id {
			return f
		}
	}
	return value{}
}

// FileGiven is a file that was chosen or dropped, its bytes in base64, or the
// reason why it is not read.
type FileGiven struct {
	Name string
	Data secret.Text
	Big  bool
}

func (e FileGiven) apply(m *Model) []Effect {
	if m.List.Mode != modeImport {
		return nil
	}
	effects := m.otherFile()
	m.Move.Name, m.Move.data = e.Name, e.Data
	if e.Big {
		m.Move.Error = &wire.Error{Code: codeFileTooMuch}
		return effects
	}
	return append(effects, m.preview()...)
}

// otherFile takes the file back.
func (m *Model) otherFile() []Effect {
	effects := m.moveStopped()
	m.Move = Move{Back: m.Move.Back, Format: m.Move.Format, Address: m.Move.Address}
	return append(effects, EmptySecrets{"move"}, Focus{"move-choose"})
}

// preview asks what would come of it, and does nothing.
func (m *Model) preview() []Effect {
	x := &m.Move
	x.Error, x.told, x.files, x.Ticked = nil, value{}, nil, false
	if m.List.Mode == modeImport && !x.given() {
		return nil
	}
	return m.start(&x.Job, m.moveAsk(AskPreview, true))
}

func (m *Model) moveNow() []Effect {
	x := &m.Move
	x.Error, x.files, x.pending = nil, nil, false
	return m.start(&x.Job, m.moveAsk(AskMove, false))
}

func (m *Model) moveAsk(what Asking, preview bool) Ask {
	x, path := &m.Move, "/v1/"+m.List.Mode
	o := new(object).opt("format", x.Format).opt("secrets", x.Secrets).opt("store", x.Address).opt("ref", x.Ref).
		opt("credential", x.Login).opt("passphrase", x.phrase.Reveal()).opt("text", x.text.Reveal()).opt("data", x.data.Reveal()).consent(x.consent)
	if x.Store != "" {
		o.raw("stores", array([]string{x.Store}, quote))
	}
	if x.choices != nil {
		choices := new(object)
		for place, choice := range x.choices {
			choices.str(place, choice)
		}
		o.raw("choices", choices.String())
	}
	switch {
	case !preview:
	case m.List.Mode == modeLend:
		o.raw("preview", "true")
	default:
		path += "/preview"
	}
	return m.ask(what, "POST", path, o.body())
}

func (m *Model) previewAnswered(e Answered) []Effect {
	x := &m.Move
	x.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		return m.notMoved(problem)
	}
	if x.told = v; m.List.Mode != modeImport {
		return nil
	}
	if x.says(codeNoAddress) {
		return []Effect{Unfold{"move-more"}, Focus{"move-address"}}
	}
	return []Effect{Focus{"move-go"}}
}

// says reports whether the worker told something of that code.
func (x *Move) says(code string) bool {
	for _, f := range x.told.get("findings").items {
		if f.str("code") == code {
			return true
		}
	}
	return false
}

// notMoved says why, and asks for what is missing.
func (m *Model) notMoved(problem *wire.Error) []Effect {
	x := &m.Move
	if m.sealedAgain(problem) {
		return m.wantSeal(thenMove)
	}
	x.Error = problem
	switch problem.Code {
	case codeFileSealed:
		x.Error = nil
		fallthrough
	case codeFilePhrase:
		x.Sealed = true
		return []Effect{EmptySecrets{"move"}, Focus{"move-phrase"}}
	case codeMeanwhile:
		effects := m.preview()
		x.Error = problem
		return effects
	}
	if x.Name == "" && x.told.fields == nil {
		x.text = secret.Text{} // it is mended where it was pasted
	}
	return []Effect{Reveal{"move-problem"}, Focus{"move-ask-yes"}}
}

// moveOn goes on where the saved secrets had to be opened first. Open, they can
// be compared with those in a file.
func (m *Model) moveOn() []Effect {
	if m.Move.pending && m.List.Mode != modeImport {
		return m.moveNow()
	}
	return m.preview()
}

// MoveSubmitted is the form sent.
type MoveSubmitted struct{ Text, Passphrase, Again secret.Text }

func (e MoveSubmitted) apply(m *Model) []Effect {
	x, in := &m.Move, m.List.Mode == modeImport
	switch {
	case x.Job.Busy() || m.drawMove(noWords).Button.Off:
		return nil
	case x.done.fields != nil:
		return m.moveLeft()
	case in && !x.given() && strings.TrimSpace(e.Text.Reveal()) == "":
		return []Effect{Focus{"move-text"}}
	case in && x.told.fields == nil:
		if x.phrase = e.Passphrase; !x.given() {
			x.text = e.Text
		}
		return m.preview()
	case in && m.movedSecrets() > 0 && m.Saved.Vault.State != wire.VaultOpen:
		return m.wantSeal(thenMove)
	case in:
	case x.says(codeSecretsGo) && !x.Ticked:
		return m.want("move-plain")
	case !e.Passphrase.Equal(e.Again):
		x.Error = &wire.Error{Code: codeSealRepeat}
		return []Effect{Focus{"move-again"}}
	default:
		x.phrase = e.Passphrase
	}
	return m.moveNow()
}

func (m *Model) moveAnswered(e Answered) []Effect {
	x := &m.Move
	x.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		x.pending = problem.Code == codeVaultLocked
		return m.notMoved(problem)
	}
	x.phrase = secret.Text{}
	effects := []Effect{EmptySecrets{"move"}, Focus{"move-go"}, Reveal{"move-done"}}
	if m.List.Mode == modeImport {
		x.done, x.data, x.text = v, secret.Text{}, secret.Text{}
		return append(effects, m.askStores()...)
	}
	files := v.get("files").items
	for _, f := range files {
		x.files = append(x.files, movedFile{f.str("name"), secret.New(f.str("text")), json.RawMessage(f.get("copied").raw)})
	}
	if x.saved = len(files) == 1 || files[1].yes("other"); x.saved {
		effects = append(effects, m.fileSaved(x.files[0].name)...)
	}
	return effects
}

// fileSaved hands a file to the browser, fileCopied puts it on the clipboard.
func (m *Model) fileSaved(name string) []Effect {
	return []Effect{SaveText{name, "application/octet-stream", m.movedText(name)}}
}

func (m *Model) fileCopied(name string) []Effect {
	return []Effect{CopyText{m.movedText(name), copyFile + name}}
}

// clipOf is what the worker is told of a copy.
func (m *Model) clipOf(e Copied) json.RawMessage {
	for _, f := range m.Move.files {
		if e.Button == copyFile+f.name {
			return f.clip
		}
	}
	return e.Clip
}

func (m *Model) movedText(name string) string {
	for _, f := range m.Move.files {
		if f.name == name {
			return f.text.Reveal()
		}
	}
	return ""
}

// What is picked in the form.

func (m *Model) moveFormat(id string) []Effect {
	m.Move.Format = id
	if m.List.Mode == modeExport {
		m.Move.Secrets = wire.SecretsNone
		if id == formatSealed {
			m.Move.Secrets = m.secretsOut(wire.SecretsAll)
		}
	}
	return m.preview()
}

func (m *Model) moveSecrets(level string) []Effect {
	m.Move.Secrets = level
	return m.preview()
}

func (m *Model) moveAddress(address string) []Effect {
	m.Move.Address = strings.TrimSpace(address)
	return m.preview()
}

func (m *Model) moveTicked(on string) []Effect {
	m.Move.Ticked = on == "true"
	return nil
}

// moveTurned changes what is done with a store of the file: a click leads to the
// next choice.
func (m *Model) moveTurned(place string) []Effect {
	choices := map[string]string{}
	for _, item := range m.Move.told.get("stores").items {
		at, choice := item.str("place"), m.Move.choice(item)
		switch {
		case at != place:
		case choice == wire.ChooseSkip:
			choice = wire.ChooseBoth
		case choice == wire.ChooseBoth && item.str("state") == wire.ImportChanged:
			choice = wire.ChooseReplace
		default:
			choice = wire.ChooseSkip
		}
		choices[at] = choice
	}
	m.Move.choices = choices
	return nil
}

// choice is what is done with a store of the file.
func (x *Move) choice(item value) string {
	if choice := x.choices[item.str("place")]; choice != "" {
		return choice
	}
	return item.str("choice")
}

// movedSecrets counts the secrets of the stores that are to come in.
func (m *Model) movedSecrets() (n int) {
	for _, item := range m.Move.told.get("stores").items {
		if m.Move.choice(item) != wire.ChooseSkip {
			n += item.num("secrets")
		}
	}
	return n
}

// moveAgreed is the yes to stores on the own network, or to a host that saved
// secrets would go to.
func (m *Model) moveAgreed() []Effect {
	x := &m.Move
	if x.Error == nil {
		return nil
	}
	yes := consentInner
	if x.Error.Code == codeAddressConsent {
		yes = "host:" + x.Error.Params["host"]
	}
	x.consent = append(append([]string(nil), x.consent...), yes)
	return m.moveNow()
}

func (m *Model) moveDeclined() []Effect {
	m.Move.Error = nil
	return []Effect{Focus{"move-go"}}
}

// lentUsed takes the lent token that just came in, where the tab is its store.
func (m *Model) lentUsed() []Effect {
	ref := m.lentHere()
	if ref == "" {
		return nil
	}
	effects := append(m.moveLeft(), m.loginChosen(ref)...)
	return append(effects, m.usePressed()...)
}

// lentHere is the saved login of a lent token for this tab's store.
func (m *Model) lentHere() string {
	done := m.Move.done
	if lent := done.get("lent"); lent.fields == nil || lent.str("origin") != m.storeOrigin() {
		return ""
	}
	for _, store := range done.get("stores").items {
		for _, c := range store.get("credentials").items {
			return store.str("id") + " " + c.str("id")
		}
	}
	return ""
}

// moveEscape is what the Escape key does: it ends what runs, or leaves.
func (m *Model) moveEscape() string {
	if m.Move.Job.Busy() {
		return "move-cancel"
	}
	return "move-back"
}

// importInTab opens the form in a tab of its own: some browsers close a popup
// while a file is chosen.
func (m *Model) importInTab() []Effect {
	return []Effect{OpenTab{pagePath(m.Tab.ID) + "&open=import-open"}}
}

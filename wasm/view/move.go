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
	codeAnyTLS      = "import_any_tls"
	codeIssuers     = "import_ca"
	consentInner    = "inner"
	consentTrust    = "trust"
	copyFile        = "copy-file"
	codeFileTooMuch = "page_file_large"
	codeFileNothing = "page_file_empty"
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
	// secrets may go out unsealed, Trusted that the file may say which certificates
	// are accepted.
	Sealed, Ticked, Trusted bool
	// Store is the ID of the one that goes out, Ref or Login the token that is lent:
	// a held one, or a saved one of the store that Address names.
	Store, Ref, Login string
	Back              Screen // where it leads when it is left
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

// moving reports whether the form is open.
func (m *Model) moving() bool {
	return m.List.Mode == modeImport || m.List.Mode == modeExport || m.List.Mode == modeLend
}

// moveWanted opens the form.
func (m *Model) moveWanted(mode string, x Move) []Effect {
	if x.Back = Stores; mode == modeLend {
		x.Back = m.Screen
	}
	m.Screen, m.Move, m.List.Mode, m.List.Error, m.Toast = Stores, x, mode, nil, Toast{}
	effects := []Effect{EmptySecrets{"move"}, m.ask(AskFormats, "GET", "/v1/formats", nil)}
	effects = append(effects, m.askStores()...)
	effects = append(effects, m.preview()...)
	return append(effects, Focus{"move-format"}, Focus{"move-choose"})
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
	consent := x.consent
	if x.Trusted {
		consent = append([]string{consentTrust}, consent...)
	}
	o := new(object).opt("format", x.Format).opt("secrets", x.Secrets).opt("store", x.Address).opt("ref", x.Ref).
		opt("credential", x.Login).opt("passphrase", x.phrase.Reveal()).opt("text", x.text.Reveal()).opt("data", x.data.Reveal()).consent(consent)
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
	again := x.told.fields != nil
	if x.told = v; m.List.Mode != modeImport || again {
		return nil
	}
	if x.says(codeNoAddress) {
		return []Effect{Focus{"move-address"}}
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
	effects := []Effect{Reveal{"move-problem"}, Focus{"move-ask-yes"}}
	if m.List.Mode == modeImport && x.told.fields == nil {
		if x.Name != "" {
			return append(effects, Focus{"move-other"})
		}
		x.text = secret.Text{} // it is mended where it was pasted
	}
	return effects
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

// moveEscape is what the Escape key does: it ends what runs, or leaves.
func (m *Model) moveEscape() string {
	if m.Move.Job.Busy() {
		return "move-cancel"
	}
	return "move-back"
}

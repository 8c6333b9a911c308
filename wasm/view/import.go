package view

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func (x *Move) given() bool { return !x.data.Empty() || !x.text.Empty() }

func (m *Model) importWanted() []Effect { return m.moveWanted(modeImport, Move{}) }

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
	switch {
	case e.Big:
		m.Move.Error = &wire.Error{Code: codeFileTooMuch}
	case e.Data.Empty():
		m.Move.Error = &wire.Error{Code: codeFileNothing}
	default:
		return append(effects, m.preview()...)
	}
	return append(effects, Reveal{"move-problem"})
}

// otherFile takes the file back.
func (m *Model) otherFile() []Effect {
	effects := m.moveStopped()
	m.Move = Move{Back: m.Move.Back, Format: m.Move.Format, Address: m.Move.Address}
	return append(effects, EmptySecrets{"move"}, Focus{"move-choose"})
}

func (m *Model) moveAddress(address string) []Effect {
	m.Move.Address = strings.TrimSpace(address)
	return m.preview()
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

// moveTrusted looks at the file anew, with its word on certificates or without.
func (m *Model) moveTrusted(on string) []Effect {
	x := &m.Move
	x.Trusted, x.Error = on == "true", nil
	return m.start(&x.Job, m.moveAsk(AskPreview, true))
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

// importInTab opens the form in a tab of its own: some browsers close a popup
// while a file is chosen.
func (m *Model) importInTab() []Effect {
	return []Effect{OpenTab{pagePath(m.Tab.ID) + "&open=import-open"}}
}

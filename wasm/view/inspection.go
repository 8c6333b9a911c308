package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Inspection is the Check screen: what was pasted or taken from the tab, what
// can be read from it, and what the store said.
type Inspection struct {
	// Ref names a credential of the tab that is looked at in place of a text.
	Ref string
	// Filled says that the box holds more than blanks.
	Filled bool
	// Again says that the report is of a check that an earlier opening of the
	// page asked for; the text itself is gone.
	Again    bool
	Tokens   []wire.Token
	Index    int
	Findings []wire.Finding
	// Explained is what an error message means, once that was Sought.
	Explained []wire.Finding
	Sought    bool

	Job    Job
	Report *wire.Check
	Error  *wire.Error

	consents []string
	text     secret.Text // as pasted
	// askOnceRead says that the store was to be asked before the text was read.
	askOnceRead bool
}

// pasted is the text of the box after each change.
func (m *Model) pasted(text string) []Effect {
	effects := m.cancelJob(&m.Inspection.Job)
	m.drop(AskCheck)
	m.drop(AskExplain)
	filled := strings.TrimSpace(text) != ""
	m.Inspection = Inspection{Filled: filled, text: secret.New(text)}
	if !filled {
		m.drop(AskInspect)
		return effects
	}
	return append(effects, m.ask(AskInspect, "POST", "/v1/inspect", textBody(text)))
}

func textBody(text string) json.RawMessage { return new(object).str("text", text).body() }

func (m *Model) inspectAnswered(e Answered) []Effect {
	i := &m.Inspection
	v, problem := e.read()
	if problem != nil {
		i.Error = problem
		return nil
	}
	report := readInspect(v)
	i.Tokens, i.Findings = report.Tokens, report.Findings
	if len(i.Tokens) > 0 && i.askOnceRead {
		return m.askedStore()
	}
	if len(i.Tokens) > 0 {
		return nil
	}
	return []Effect{m.ask(AskExplain, "POST", "/v1/explain", textBody(i.text.Reveal()))}
}

func (m *Model) explainAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Inspection.Error = problem
		return nil
	}
	m.Inspection.Explained, m.Inspection.Sought = each(v.get("findings"), readFinding), true
	return nil
}

// tokenChosen picks one of several tokens in the text.
func (m *Model) tokenChosen(number string) []Effect {
	i := &m.Inspection
	index, err := strconv.Atoi(number)
	if err != nil || index < 0 || index >= len(i.Tokens) {
		return nil
	}
	effects := m.cancelJob(&i.Job)
	m.drop(AskCheck)
	i.Index, i.Report, i.Error = index, nil, nil
	return effects
}

// cardTaken looks at the card's credential in place of a text.
func (m *Model) cardTaken() []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there {
		return nil
	}
	effects := m.cancelJob(&m.Inspection.Job)
	m.drop(AskCheck)
	m.drop(AskInspect)
	m.Inspection = Inspection{Ref: c.Ref, Filled: true, Tokens: []wire.Token{c.Token}}
	return append(effects, SetValue{"paste", ""}, Focus{"ask-store"})
}

// boxEmptied goes back to the empty box.
func (m *Model) boxEmptied() []Effect {
	effects := m.cancelJob(&m.Inspection.Job)
	m.drop(AskCheck)
	m.drop(AskInspect)
	m.Inspection = Inspection{}
	return append(effects, SetValue{"paste", ""}, Focus{"paste"})
}

// checkPressed is "Check" on the card: look at it and ask the store at once.
func (m *Model) checkPressed() []Effect {
	m.hideSecrets()
	m.Screen = Check
	effects := m.cardTaken()
	return append(effects, m.askedStore()...)
}

// askedStore is "Ask the store".
func (m *Model) askedStore() []Effect {
	i := &m.Inspection
	if m.asked[AskInspect] != "" {
		i.askOnceRead = true
		return nil
	}
	if i.Job.Busy() || !m.canAsk() {
		return nil
	}
	i.Report, i.Error = nil, nil
	credential := wire.CredentialRef{Ref: i.Ref}
	if i.Ref == "" {
		credential.Token = i.text.Reveal()
	}
	store := m.checkStore()
	body := new(object).raw("store", writeStore(store)).raw("credential", writeRef(credential))
	if len(i.Tokens) > 1 {
		body.raw("pick", strconv.Itoa(i.Index+1))
	}
	ask := m.ask(AskCheck, "POST", "/v1/check", body.consent(i.consents).door(m.Login.front, OriginOf(store.RestURL)).body())
	ask.Origin = m.storeOrigin()
	return m.start(&i.Job, ask)
}

// canAsk reports whether there is both a token and a store.
func (m *Model) canAsk() bool {
	return m.confirmed() && len(m.Inspection.Tokens) > 0
}

// checkStore is the store that would be asked: that of the credential, else the
// tab's.
func (m *Model) checkStore() wire.Store {
	if c, there := m.credential(m.Inspection.Ref); there && c.Store.RestURL != "" {
		return c.Store
	}
	return m.Recognition.Store
}

// checkAgreed is a yes to asking from the tab; checkDeclined a no.
func (m *Model) checkAgreed() []Effect {
	m.Inspection.consents = []string{consentTab}
	return m.askedStore()
}

func (m *Model) checkDeclined() []Effect {
	m.Inspection.Error = nil
	return []Effect{Focus{"ask-store"}}
}

// checkCancelled is Cancel, or Esc.
func (m *Model) checkCancelled() []Effect {
	i := &m.Inspection
	if !i.Job.Busy() {
		return nil
	}
	m.drop(AskCheck)
	i.Error = &wire.Error{Code: codeCancelled}
	return append(m.cancelJob(&i.Job), Focus{"ask-store"})
}

func (m *Model) checkAnswered(e Answered) []Effect {
	i := &m.Inspection
	i.Job = Job{}
	v, problem := e.read()
	defer m.hurriedVerdict()
	if problem != nil {
		i.Error = problem
		if problem.Code == codeTabConsent {
			return []Effect{Focus{"check-ask-yes"}}
		}
		return nil
	}
	report := readCheck(v)
	i.Report = &report
	return nil
}

// renewPressed goes from an expired token to the login form.
func (m *Model) renewPressed() []Effect {
	m.Screen = Grab
	if i := m.Inspection; len(i.Tokens) > 0 {
		if kind := i.Tokens[i.Index].Kind; kind == wire.KindAdmin || kind == wire.KindCustomer {
			m.Login.Kind, m.Login.KindChosen = kind, true
		}
	}
	if len(m.offers()) > 0 {
		m.Offer, m.Card.Aside = Offer{}, true
		return m.firstFocus()
	}
	return m.anotherLogin()
}

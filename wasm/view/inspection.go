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

	// URL is the address that stood beside the token in the text.
	URL string
	// Help says what would help to explain a text that is no known answer.
	Help *wire.Finding
	// Where is the store that is asked, Route one route to ask for, too.
	Where Where
	Route string

	Job    Job
	Report *wire.Check
	Error  *wire.Error
	Access AccessMap
	Doctor Doctor

	// folded says that the box has made room for the answer.
	folded   bool
	raw      json.RawMessage // the report as it came
	consents []string
	text     secret.Text // as pasted
	// askOnceRead says that the store was to be asked before the text was read.
	askOnceRead bool
}

// pasted is the text of the box after each change.
func (m *Model) pasted(text string) []Effect {
	effects := m.stopInspection()
	filled := strings.TrimSpace(text) != ""
	m.Inspection = Inspection{Filled: filled, text: secret.New(text), Where: m.Inspection.Where.kept()}
	if !filled {
		return effects
	}
	return append(effects, m.ask(AskInspect, "POST", "/v1/inspect", textBody(text)))
}

// stopInspection ends what is under way for the text or credential so far.
func (m *Model) stopInspection() []Effect {
	i := &m.Inspection
	effects := append(m.cancelJob(&i.Job), m.cancelJob(&i.Access.Job)...)
	effects = append(effects, m.cancelJob(&i.Doctor.Job)...)
	for _, what := range []Asking{AskInspect, AskExplain, AskCheck, AskCanI, AskDoctor} {
		m.drop(what)
	}
	return effects
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
	i.Tokens, i.Findings, i.URL = report.Tokens, report.Findings, report.URL
	text := i.text.Reveal()
	var effects []Effect
	if len(i.Tokens) == 0 || isAnswer(text) {
		effects = append(effects, m.ask(AskExplain, "POST", "/v1/explain", textBody(text)))
	}
	if i.Route = routeIn(i.URL); i.Route != "" {
		effects = append(effects, SetValue{"check-route", i.Route})
	}
	if m.signedHeader() != "" && i.URL != "" {
		effects = append(effects, SetValue{"sign-address", i.URL})
	}
	if len(i.Tokens) > 0 && i.askOnceRead {
		effects = append(effects, m.askedStore()...)
	}
	return effects
}

// isAnswer reports whether a text that holds a token holds the answer of a store,
// too, as the output of curl does.
func isAnswer(text string) bool {
	for _, mark := range []string{"HTTP/", `"message"`, `"errors"`, "<html", "<!DOCTYPE", "oauth_problem", "<response"} {
		if strings.Contains(text, mark) {
			return true
		}
	}
	return false
}

// routeIn is the route of a REST address, without its query.
func routeIn(address string) string {
	at := strings.Index(address, "/V1/")
	if at < 0 {
		return ""
	}
	route, _, _ := strings.Cut(address[at:], "?")
	return route
}

func (m *Model) explainAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Inspection.Error = problem
		return nil
	}
	i := &m.Inspection
	i.Explained, i.Sought = each(v.get("findings"), readFinding), true
	if help := v.get("help"); help.fields != nil {
		f := readFinding(help)
		i.Help = &f
	}
	return nil
}

// tokenChosen picks one of several tokens in the text.
func (m *Model) tokenChosen(number string) []Effect {
	i := &m.Inspection
	index, err := strconv.Atoi(number)
	if err != nil || index < 0 || index >= len(i.Tokens) {
		return nil
	}
	effects := m.stopInspection()
	i.Index = index
	i.forget()
	return effects
}

// forget drops what the store said.
func (i *Inspection) forget() {
	i.Report, i.Error, i.raw, i.Access, i.Doctor = nil, nil, nil, AccessMap{}, Doctor{}
}

// cardTaken looks at the card's credential in place of a text.
func (m *Model) cardTaken() []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there {
		return nil
	}
	effects := m.stopInspection()
	m.Inspection = Inspection{Ref: c.Ref, Filled: true, Tokens: []wire.Token{c.Token}}
	return append(effects, SetValue{"paste", ""}, SetValue{"check-route", ""}, Focus{"ask-store"})
}

// boxEmptied goes back to the box: with the text, where that only made room, else
// empty.
func (m *Model) boxEmptied() []Effect {
	if i := &m.Inspection; i.folded && i.Ref == "" && !i.Again {
		i.folded = false
		return []Effect{Focus{"paste"}}
	}
	effects := m.stopInspection()
	m.Inspection = Inspection{}
	return append(effects, SetValue{"paste", ""}, SetValue{"check-route", ""}, Focus{"paste"})
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
	effects := m.cancelJob(&i.Access.Job)
	m.drop(AskCanI)
	i.forget()
	return append(effects, m.start(&i.Job, m.askAbout(AskCheck, checkPath))...)
}

// askAbout asks the store something about the token.
func (m *Model) askAbout(what Asking, path string) Ask {
	i := &m.Inspection
	at := m.asksAt()
	body := new(object).raw("store", at.store).raw("credential", writeRef(m.inspected()))
	if len(i.Tokens) > 1 {
		body.raw("pick", strconv.Itoa(i.Index+1))
	}
	if what == AskCheck {
		body.opt("path", i.Route)
	}
	ask := m.ask(what, "POST", path, body.consent(i.consents).door(m.Login.front, at.origin).body())
	ask.Origin = at.origin
	return ask
}

// inspected names the token that is looked at.
func (m *Model) inspected() wire.CredentialRef {
	i := &m.Inspection
	if i.Ref != "" {
		return wire.CredentialRef{Ref: i.Ref}
	}
	return wire.CredentialRef{Token: i.text.Reveal()}
}

// canAsk reports whether there is both a token and a store.
func (m *Model) canAsk() bool {
	return len(m.Inspection.Tokens) > 0 && m.asksAt().origin != ""
}

// routeChosen is a route to ask for, too.
func (m *Model) routeChosen(route string) []Effect {
	m.Inspection.Route = strings.TrimSpace(route)
	return nil
}

// checkAgreed is a yes to asking from the tab; checkDeclined a no.
func (m *Model) checkAgreed() []Effect {
	i := &m.Inspection
	i.consents = []string{consentTab}
	if i.Access.Error != nil {
		return m.rightsWanted()
	}
	return m.askedStore()
}

func (m *Model) checkDeclined() []Effect {
	m.Inspection.Error, m.Inspection.Access.Error = nil, nil
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
	i.Report, i.raw, i.folded = &report, e.Body, true
	return []Effect{Reveal{"verdict"}}
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

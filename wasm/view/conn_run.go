package view

import (
	"encoding/json"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Conn is the connection test of the saved store in the form.
type Conn struct {
	Store string // that it is about
	Job   Job
	// Test is what is known of it so far; it has a result once this is all.
	Test  wire.ConnectionTest
	Error *wire.Error

	agreed []string
}

// TestKey is where it is kept which test the page was about until it closed.
const TestKey = "ui:test"

// TestWanted is a click on the test's button. What was changed in the form is
// saved first: what is tested is what will be used.
type TestWanted struct {
	Values  map[string]string
	Secrets map[string]secret.Text
}

func (e TestWanted) apply(m *Model) []Effect {
	switch {
	case !m.Edit.Open || m.saving() || m.Conn.Job.Busy():
		return nil
	case m.Edit.ID != "" && !m.Edit.Changed:
		m.Conn = Conn{Store: m.Edit.ID}
		return m.test()
	}
	effects := EditSubmitted(e).apply(m)
	m.Put.test = m.Put.edit
	return effects
}

// TestOrigin is the origin that the test will ask.
func (m Model) TestOrigin() string { return OriginOf(m.Edit.Values["url"]) }

// test starts the test of the store in the form, with what was agreed to.
func (m *Model) test(yes ...string) []Effect {
	c := &m.Conn
	*c = Conn{Store: m.Edit.ID, agreed: append(append([]string(nil), c.agreed...), yes...)}
	body := new(object)
	if login := m.Edit.Values["login"]; login != newLogin {
		body.opt("credential", login)
	}
	ask := m.ask(AskTest, "POST", "/v1/stores/"+escape(c.Store)+"/test", body.consent(c.agreed).body())
	ask.Origin = m.EditOrigin()
	kept := new(object).raw("v", "1").str("store", c.Store).str("id", ask.ID).body()
	return append(m.start(&c.Job, ask), Keep{TestKey, kept}, Reveal{"conn"})
}

// testSaved goes on with what was saved for it: the form shows that now.
func (m *Model) testSaved() []Effect {
	m.Edit.Changed, m.Edit.Hosts, m.Toast, m.Conn = false, nil, Toast{}, Conn{}
	effects := append(m.fillLogin(m.Edit.Values["login"]), Keep{Key: DraftKey}, SetValue{"edit-door-password", ""}, SetValue{"edit-door-headers", ""})
	return append(effects, m.test()...)
}

// testLeft ends what is being tested, and forgets it.
func (m *Model) testLeft() []Effect {
	m.drop(AskTest)
	effects := m.cancelJob(&m.Conn.Job)
	m.Conn = Conn{}
	return append(effects, Keep{Key: TestKey}, Focus{"conn-test"})
}

func (m *Model) testAnswered(e Answered) []Effect {
	v, problem := e.read()
	return m.testOver(v, problem)
}

// testOver tells how it ended. A login that the test made is saved by now.
func (m *Model) testOver(v value, problem *wire.Error) []Effect {
	c := &m.Conn
	c.Job, c.Error = Job{}, problem
	if problem == nil {
		c.Test = readConnection(v)
	}
	return append(m.askStores(), Reveal{"conn"})
}

// testTold is news of the test while it runs, or its end where an earlier opening
// of the page had asked for it.
func (m *Model) testTold(call wire.Call) []Effect {
	m.Conn.Job.Call = call
	v, told := readJSON(call.Body)
	switch {
	case !call.Finished():
		if told {
			m.Conn.Test = readConnection(v)
			m.Conn.Test.Result = ""
		}
	case m.asked[AskTest] == call.ID: // the answer itself comes
	case call.State != wire.CallDone:
		return m.testOver(v, errorIn(call.Body))
	default:
		return m.testOver(v, nil)
	}
	return nil
}

// TestFound is the test that the page was about when it was closed, with the
// records of calls.
type TestFound struct {
	Kept    json.RawMessage
	Records []json.RawMessage
}

func (e TestFound) apply(m *Model) []Effect {
	kept, _ := readRecord(e.Kept)
	for _, raw := range e.Records {
		v, ok := readRecord(raw)
		if call := readCall(v); ok && call.ID == kept.str("id") && m.Conn.Store == "" && (!m.Edit.Open || m.Edit.ID == kept.str("store")) {
			m.Conn = Conn{Store: kept.str("store"), Job: jobOf(call)}
			return append(m.testTold(call), m.openTested()...)
		}
	}
	return nil
}

// openTested opens the form of the store whose test was found, as soon as the
// store is known.
func (m *Model) openTested() []Effect {
	conn := m.Conn
	if _, known := m.entry(conn.Store); !known || m.Edit.Open || m.Screen != Stores {
		return nil
	}
	effects := m.storeOpened(conn.Store)
	m.Conn = conn
	return append(effects, Reveal{"conn"})
}

// testAsks is the consent that the test waits for, if any.
func (c *Conn) testAsks() string {
	switch {
	case c.Error == nil:
	case c.Error.Code == codeTabConsent:
		return consentTab
	case c.Error.Code == codePlainHTTP:
		return codePlainHTTP
	}
	return ""
}

func (m *Model) testAgreed() []Effect { return m.test(m.Conn.testAsks()) }

// testNext is a click on what can be done about a step.
func (m *Model) testNext(what string) []Effect {
	at := "edit-url"
	switch what {
	case "unlock":
		return m.wantSeal(thenTest)
	case "plain":
		return m.test(codePlainHTTP)
	case "hand":
		of := writeSavedRef(wire.SavedRef{Store: m.Edit.ID, Credential: m.Edit.Values["login"]})
		return append(m.editLeft(), m.loginChosen(of)...)
	case "door":
		at = "edit-door-username"
	case "login":
		at = "edit-login"
	}
	effects := []Effect{Unfold{"edit-more"}, Focus{at}}
	if at != "edit-door-username" {
		effects = effects[1:]
	}
	for _, f := range m.way().Fields {
		if at == "edit-login" && f.Secret && f.Step <= 1 {
			return append(effects, FocusField{"edit", FieldPrefix + f.Name})
		}
	}
	return effects
}

func readConnection(v value) (c wire.ConnectionTest) {
	v.into("result", &c.Result, "evidence", &c.Evidence)
	for _, v := range v.get("steps").items {
		s := wire.ConnectionStep{Millis: int64(v.num("millis"))}
		v.into("step", &s.Step, "result", &s.Result, "findings", &s.Findings, "next", &s.Next)
		c.Steps = append(c.Steps, s)
	}
	return c
}

package view

import (
	"encoding/json"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Event is something that happened.
type Event interface {
	apply(m *Model) []Effect
}

// After returns the model after the event, and what is to be done.
func (m Model) After(e Event) (Model, []Effect) {
	effects := e.apply(&m)
	return m, effects
}

// Tick is time gone by: nanoseconds since 1970. A time.Time in an event would
// link all that can be done with one.
type Tick struct{ At int64 }

func (e Tick) apply(m *Model) []Effect {
	m.Now = time.Unix(0, e.At).In(m.Now.Location())
	if m.Copied != "" && !m.Now.Before(m.CopiedUntil) {
		m.Copied = ""
	}
	if m.Toast.What != 0 && !m.Now.Before(m.Toast.Until) {
		m.Toast = Toast{}
	}
	return m.sealIdle()
}

// choose is a click on a tab of the page, or its key.
func (m *Model) choose(screen Screen) []Effect {
	m.hideSecrets()
	m.Screen = screen
	switch screen {
	case Check:
		return append(m.askStores(), Focus{"paste"})
	case Use:
		return m.openUse()
	case Stores:
		return m.openStores()
	}
	return nil
}

// hideSecrets covers what was shown: leaving a screen hides it again.
func (m *Model) hideSecrets() {
	m.Card.hide()
	m.Request.hide()
}

// tabWanted is a click on "Open in a tab".
func (m *Model) tabWanted() []Effect {
	return []Effect{OpenTab{pagePath(m.Tab.ID)}}
}

// panelWanted is a click on "Open in the side panel".
func (m *Model) panelWanted() []Effect { return []Effect{OpenPanel{}} }

// CallChanged is news of a long call.
type CallChanged struct{ Record json.RawMessage }

func (e CallChanged) apply(m *Model) []Effect {
	v, ok := readRecord(e.Record)
	if !ok {
		return nil
	}
	switch call := readCall(v); call.ID {
	case "":
	case m.Login.Job.ID:
		m.Login.Job.Call = call
		return m.loginEnded(call)
	case m.Inspection.Job.ID:
		m.Inspection.Job.Call = call
		return m.checkEnded(call)
	case m.Inspection.Access.Job.ID:
		m.Inspection.Access.Job.Call = call
		return m.rightsEnded(call)
	case m.Inspection.Doctor.Job.ID:
		m.Inspection.Doctor.Job.Call = call
	case m.Request.Sending.Job.ID:
		m.Request.Sending.Job.Call = call
		return m.sendEnded(call)
	case m.PageLogin.Job.ID:
		m.PageLogin.Job.Call = call
	case m.AsCustomer.Job.ID:
		m.AsCustomer.Job.Call = call
	case m.Upkeep.Job.ID:
		m.Upkeep.Job.Call = call
	case m.Conn.Job.ID:
		return m.testTold(call)
	case m.Edit.Origins.ID:
		m.Edit.Origins.Call = call
	case m.Move.Job.ID:
		m.Move.Job.Call = call
	}
	return nil
}

// readRecord reads one of the worker's records. One of another version is left
// alone.
func readRecord(raw json.RawMessage) (value, bool) {
	v, ok := readJSON(raw)
	return v, ok && v.num("v") == wire.Version
}

// Answered is the answer to an Ask. Status 0 stands for no answer at all.
type Answered struct {
	ID     string
	What   Asking
	Status int
	Body   json.RawMessage
	// Code says instead why the page itself has no answer.
	Code string
}

func (e Answered) apply(m *Model) []Effect {
	if m.asked[e.What] != e.ID {
		return nil
	}
	m.drop(e.What)
	m.noteSite(e)
	return answers[e.What](m, e)
}

// answers says what each answer does. A function fills it, since the handlers
// reach it again through the events that they lead to.
var answers [askings]func(*Model, Answered) []Effect

func init() {
	answers = [askings]func(*Model, Answered) []Effect{
		AskSelectors:    (*Model).selectorsAnswered,
		AskRecognise:    (*Model).recogniseAnswered,
		AskInspect:      (*Model).inspectAnswered,
		AskFind:         (*Model).credentialsAnswered,
		AskCredentials:  (*Model).credentialsAnswered,
		AskLogin:        (*Model).loginAnswered,
		AskUnwait:       (*Model).waitingForgotten,
		AskAsCustomer:   (*Model).asCustomerAnswered,
		AskRefresh:      (*Model).refreshAnswered,
		AskAutoRenew:    (*Model).autoRenewAnswered,
		AskRevoke:       (*Model).revokeAnswered,
		AskForget:       (*Model).forgetAnswered,
		AskReveal:       (*Model).revealAnswered,
		AskExplain:      (*Model).explainAnswered,
		AskCheck:        (*Model).checkAnswered,
		AskForms:        (*Model).formsAnswered,
		AskRequest:      (*Model).requestAnswered,
		AskSnippet:      (*Model).snippetAnswered,
		AskStores:       (*Model).storesAnswered,
		AskUse:          (*Model).useAnswered,
		AskSeal:         (*Model).sealAnswered,
		AskVault:        (*Model).vaultAnswered,
		AskPutStore:     (*Model).putAnswered,
		AskPutLogin:     (*Model).putAnswered,
		AskUndo:         (*Model).undoAnswered,
		AskWays:         (*Model).waysAnswered,
		AskCSV:          (*Model).csvAnswered,
		AskHosts:        (*Model).hostsAnswered,
		AskDelete:       (*Model).deleteAnswered,
		AskForgetLogin:  (*Model).forgetLoginAnswered,
		AskOrigins:      (*Model).originsAnswered,
		AskSession:      (*Model).sessionAnswered,
		AskWatch:        (*Model).watchAnswered,
		AskElsewhere:    (*Model).elsewhereAnswered,
		AskPut:          (*Model).inPageAnswered,
		AskSettings:     (*Model).settingsAnswered,
		AskCarry:        (*Model).carryAnswered,
		AskRoutes:       (*Model).routesAnswered,
		AskRoute:        (*Model).routeAnswered,
		AskRead:         (*Model).readAnswered,
		AskSend:         (*Model).sendAnswered,
		AskLists:        (*Model).listsAnswered,
		AskRecent:       (*Model).recentAnswered,
		AskTicket:       (*Model).ticketAnswered,
		AskSeen:         (*Model).seenAnswered,
		AskSOAP:         (*Model).soapAnswered,
		AskServices:     (*Model).servicesAnswered,
		AskExamples:     (*Model).examplesAnswered,
		AskCanI:         (*Model).rightsAnswered,
		AskDoctor:       (*Model).doctorAnswered,
		AskTest:         (*Model).testAnswered,
		AskClip:         (*Model).clipAnswered,
		AskClipSettings: (*Model).clipSettingsAnswered,
		AskSeed:         (*Model).seedAnswered,
		AskFormats:      (*Model).formatsAnswered,
		AskPreview:      (*Model).previewAnswered,
		AskMove:         (*Model).moveAnswered,
		AskPolicy:       (*Model).policyAnswered,
	}
}

func (e Answered) ok() bool { return e.Status >= 200 && e.Status < 300 }

// failure is the error that the answer carries. An answer that is not one of
// ours says so too.
func (e Answered) failure() *wire.Error {
	if e.Code != "" {
		return &wire.Error{Code: e.Code}
	}
	return errorIn(e.Body)
}

func errorIn(body json.RawMessage) *wire.Error {
	v, _ := readJSON(body)
	problem := readError(v.get("error"))
	if problem.Code == "" {
		problem.Code = CodeNoAnswer
	}
	return &problem
}

// read reads a good answer.
func (e Answered) read() (value, *wire.Error) {
	if !e.ok() {
		return value{}, e.failure()
	}
	v, ok := readJSON(e.Body)
	if !ok || v.fields == nil {
		return value{}, &wire.Error{Code: CodeNoAnswer}
	}
	return v, nil
}

package view

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func (m *Model) loginAnswered(e Answered) []Effect {
	m.Login.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		return m.loginRefused(problem)
	}
	return m.loggedIn(readCredential(v))
}

func (m *Model) loggedIn(c wire.Credential) []Effect {
	l := &m.Login
	l.forgetPassword()
	l.CodeStep, l.Error = false, nil
	m.hold(c)
	effects := []Effect{SetValue{"password", ""}, SetValue{"otp", ""}}
	if m.Screen == Grab {
		effects = append(effects, Focus{"copy-token"})
	}
	return effects
}

// loginRefused shows why there is no token. Where the API only waits for
// something (a code, a yes, a tick, the front door), the password stays in this
// page's memory for that one step; else it goes, and all else that was typed
// stays.
func (m *Model) loginRefused(problem *wire.Error) []Effect {
	l := &m.Login
	l.Error = problem
	switch problem.Code {
	case codeTwoFactor:
		return m.codeWanted(problem)
	case codeWrongCode:
		l.CodeStep, l.code = true, ""
		return []Effect{SetValue{"otp", ""}, Focus{"otp"}}
	case codeTabConsent:
		return []Effect{Focus{"ask-yes"}, Reveal{"outcome"}}
	case codeLockedOut:
		return []Effect{Focus{"refusal-action"}, Reveal{"outcome"}}
	case codePlainHTTP:
		l.Plain = true
		return []Effect{Focus{"plain"}, Reveal{"outcome"}}
	case codeBasicAuth:
		l.Door = true
		return []Effect{SetValue{"door-password", ""}, Focus{"door-username"}, Reveal{"outcome"}}
	}
	return m.passwordAgain()
}

// passwordAgain wipes the password and asks for it anew.
func (m *Model) passwordAgain() []Effect {
	m.Login.forgetPassword()
	m.Login.CodeStep = false
	return []Effect{SetValue{"password", ""}, Focus{"password"}, Reveal{"outcome"}}
}

// codeWanted opens the code box where the page can ask for that factor.
func (m *Model) codeWanted(problem *wire.Error) []Effect {
	l := &m.Login
	if !slices.Contains(problem.Choices, factorGoogle) {
		return m.passwordAgain()
	}
	l.CodeStep = true
	return []Effect{SetValue{"password", ""}, SetValue{"otp", ""}, Focus{"otp"}}
}

// JobFound is the record of a call that an earlier opening of the page left
// behind.
type JobFound struct{ Record json.RawMessage }

// noticeFor is how long after its end a call is still worth telling about.
const noticeFor = 10 * time.Minute

func (e JobFound) apply(m *Model) []Effect {
	v, ok := readRecord(e.Record)
	if ok {
		m.found(readCall(v))
	}
	return nil
}

func (m *Model) found(call wire.Call) {
	kind, isLogin := strings.CutPrefix(call.Path, "/v1/token/")
	if !isLogin || call.Origin != "" && call.Origin != m.Tab.Origin || m.Login.Job.Busy() || m.Login.Error != nil {
		return
	}
	if kind == wire.KindAdmin || kind == wire.KindCustomer {
		m.Login.Kind, m.Login.KindChosen = kind, true
	}
	if !call.Finished() {
		started, _ := parseTime(call.StartedAt)
		m.Login.Job = Job{ID: call.ID, StartedAt: started, Call: call}
		return
	}
	if call.State == wire.CallInterrupted && m.recent(call) {
		m.Login.Error = errorIn(call.Body)
	}
}

func (m *Model) recent(call wire.Call) bool {
	ended, told := parseTime(call.FinishedAt)
	return told && m.Now.Sub(ended) < noticeFor
}

// resumed ends a login that an earlier opening of the page had sent: nobody
// waits for its answer, so its record brings it. The password of that page is
// gone; a step that needs it starts anew.
func (m *Model) resumed(call wire.Call) []Effect {
	if !call.Finished() || m.asked[AskLogin] == call.ID {
		return nil
	}
	m.Login.Job, m.Login.password = Job{}, secret.Text{}
	if call.State != wire.CallDone {
		m.Login.Error = errorIn(call.Body)
		return nil
	}
	return CredentialsChanged{}.apply(m)
}

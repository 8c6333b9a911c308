package view

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// The second factors that the page can ask for, as Magento_TwoFactorAuth names
// them; Authy's app, which says yes in the place of a code, is one of its own.
const (
	factorGoogle   = "google"
	factorAuthy    = "authy"
	factorOneTouch = "onetouch"
	factorDuo      = "duo_security"
	factorKey      = "u2fkey"
)

// Factors lists them in the order of the page.
var Factors = []string{factorGoogle, factorAuthy, factorDuo, factorKey}

// Codes of what became of a step: the first four are no errors, the next end the
// login, the last say that a second factor was never set up.
const (
	codeSentSMS  = "two_factor_sent_sms"
	codeSentCall = "two_factor_sent_call"
	codeSentApp  = "two_factor_sent_app"
	codeTouch    = "two_factor_touch"

	codeLoginOver = "login_over"
	codeRefused   = "invalid_grant"
	codeTabLeft   = "tab_left"

	codeMailSent   = "two_factor_mail_sent"
	codeMailFailed = "two_factor_mail_failed"
	codeNotSetUp   = "two_factor_not_set_up"
)

// step is what answers a second factor.
type step struct {
	factor, send string
	code         secret.Text
}

func (s step) into(fields *object) *object {
	return fields.opt("factor", s.factor).opt("send", s.send).opt("otp", s.code.Reveal())
}

// waits reports whether a login waits in the worker for its second factor: it
// goes on without the password being sent from here again.
func (l *Login) waits() bool { return l.CodeStep && l.Pending.TabID != 0 }

// active are the user's second factors that the page can ask for.
func (l *Login) active() []string {
	var known []string
	for _, code := range Factors {
		if slices.Contains(l.Pending.Active, code) {
			known = append(known, code)
		}
	}
	return known
}

// factor is the one that is asked for: chosen, begun, or the first.
func (l *Login) factor() string {
	known, begun := l.active(), l.Pending.Factor
	if begun == factorOneTouch {
		begun = factorAuthy
	}
	for _, code := range []string{l.Pick, begun} {
		if slices.Contains(known, code) {
			return code
		}
	}
	if len(known) == 0 {
		return ""
	}
	return known[0]
}

// PendingChanged is the worker's record of a login that waits in the tab, as it
// is at opening and after each change; none says that there is no more.
type PendingChanged struct{ Record json.RawMessage }

func (e PendingChanged) apply(m *Model) []Effect {
	l := &m.Login
	v, ok := readRecord(e.Record)
	pending := readPending(v)
	if !ok || pending.Origin != m.storeOrigin() || m.over(pending) {
		return m.waitingGone()
	}
	l.Pending = pending
	if len(l.active()) == 0 || l.Job.Busy() {
		return nil
	}
	return m.codeStep()
}

func (m *Model) over(l wire.PendingLogin) bool {
	until, told := parseTime(l.Until)
	return told && !m.Now.Before(until)
}

// waitingGone leaves the code box where the worker has wiped the login. While a
// step runs, its answer tells more.
func (m *Model) waitingGone() []Effect {
	l := &m.Login
	switch {
	case l.Job.Busy():
		return nil
	case !l.waits():
		if !l.CodeStep {
			l.Pending = wire.PendingLogin{}
		}
		return nil
	}
	if m.over(l.Pending) {
		l.Error = &wire.Error{Code: codePageOver}
	}
	return m.endCodeStep()
}

// endCodeStep goes back to user name and password.
func (m *Model) endCodeStep() []Effect {
	l := &m.Login
	l.CodeStep, l.Pending, l.Pick = false, wire.PendingLogin{}, ""
	l.forgetPassword()
	return append(m.emptySecrets(), SetValue{"otp", ""}, Focus{"password"})
}

// codePageOver says that the time for the second factor is over.
const codePageOver = "page_login_over"

// codeStep opens the code box.
func (m *Model) codeStep() []Effect {
	l := &m.Login
	begins := !l.CodeStep
	l.CodeStep = true
	if l.Error != nil && l.Error.Code == codeTwoFactor {
		l.Error = nil
	}
	if !begins {
		return nil
	}
	m.Card.Aside = true
	l.Username = l.Pending.Who
	if l.Pending.Saved != nil {
		l.Saved = *l.Pending.Saved
	}
	return append(append(m.emptySecrets(), SetValue{"otp", ""}), m.focusFactor()...)
}

// focusFactor puts the focus on what answers the factor; the last that is seen
// has it.
func (m *Model) focusFactor() []Effect { return []Effect{Focus{"use-key"}, Focus{"otp"}} }

// codeWanted goes on from an answer that asks for the second factor.
func (m *Model) codeWanted(problem *wire.Error) []Effect {
	l := &m.Login
	if l.Pending.TabID == 0 { // no tab, and so no record: the page goes on by itself
		l.Pending = wire.PendingLogin{Active: problem.Choices, Who: l.Username}
	}
	if len(l.active()) == 0 {
		return append(m.passwordAgain(), m.forgetWaiting())
	}
	l.Error = problem
	proof := problem.Evidence
	effects := m.codeStep()
	l.Error = &wire.Error{Code: codeTwoFactor, Evidence: proof}
	return effects
}

// stepRefused shows what became of a step. The login goes on waiting, unless the
// store refuses it by now or its time is over.
func (m *Model) stepRefused(problem *wire.Error) []Effect {
	l := &m.Login
	l.step = step{}
	switch {
	case endsLogin(problem):
		return append(m.endCodeStep(), Reveal{"outcome"})
	case problem.Code == codeSentApp:
		l.step = step{factor: factorOneTouch}
		return m.sendLogin()
	case problem.Code == codeTouch:
		l.step = step{factor: factorKey}
		return m.sendLogin()
	}
	return append([]Effect{SetValue{"otp", ""}}, m.focusFactor()...)
}

// endsLogin reports whether a login that waits is over with that error.
func endsLogin(e *wire.Error) bool {
	if e == nil {
		return false
	}
	switch e.Code {
	case codeLoginOver, codeRefused, codeTabLeft, codeMailSent, codeMailFailed, codeNotSetUp, codePageOver:
		return true
	}
	return false
}

// sendStep goes on with the login that waits.
func (m *Model) sendStep() []Effect {
	l := &m.Login
	l.Error, m.Wrong = nil, ""
	fields := l.step
	if fields.factor == "" && fields.send == "" {
		fields.factor = l.factor()
	}
	store := m.loginStore()
	body := new(object).raw("store", writeStore(store)).raw("continue", "true").raw("fields", fields.into(new(object)).String())
	ask := m.ask(AskLogin, "POST", tokenPath+escape(l.Pending.Provider), body.consent(l.consents).door(l.front, OriginOf(store.RestURL)).body())
	ask.Origin = m.storeOrigin()
	return m.start(&l.Job, ask)
}

// CodeGiven is the code of the second factor, or in its place the key of the
// authenticator app.
type CodeGiven struct{ Code secret.Text }

func (e CodeGiven) apply(m *Model) []Effect {
	l := &m.Login
	if !l.CodeStep || l.Job.Busy() || l.factor() == factorKey {
		return nil
	}
	code := strings.TrimSpace(e.Code.Reveal())
	if code == "" || l.factor() == factorGoogle && !SixDigits(code) && len(code) < shortestKey {
		return m.want("otp")
	}
	l.step = step{factor: l.factor(), code: secret.New(code)}
	return m.sendLogin()
}

// shortestKey is the length of the shortest key of an authenticator app: 80 bits
// in Base32 (RFC 4226 §4 wants more).
const shortestKey = 16

// SixDigits reports whether a code is one of an authenticator app.
func SixDigits(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// factorChosen is a click on one of several second factors.
func (m *Model) factorChosen(code string) []Effect {
	l := &m.Login
	if l.Job.Busy() {
		return nil
	}
	l.Pick, l.Error, m.Wrong = code, nil, ""
	return []Effect{SetValue{"otp", ""}}
}

// codeSent has Authy send a code, or ask its app.
func (m *Model) codeSent(way string) []Effect { return m.stepPressed(step{send: way}) }

// appConfirmed goes on after a yes in Authy's app.
func (m *Model) appConfirmed() []Effect { return m.stepPressed(step{factor: factorOneTouch}) }

// keyUsed has the security key answer, in the store's own tab.
func (m *Model) keyUsed() []Effect { return m.stepPressed(step{factor: factorKey}) }

func (m *Model) stepPressed(s step) []Effect {
	if !m.Login.CodeStep || m.Login.Job.Busy() {
		return nil
	}
	m.Login.step = s
	return m.sendLogin()
}

// codeLeft gives the login up and starts again.
func (m *Model) codeLeft() []Effect {
	m.drop(AskLogin)
	effects := m.cancelJob(&m.Login.Job)
	if m.Login.waits() {
		effects = append(effects, m.forgetWaiting())
	}
	effects = append(effects, m.Login.heard()...)
	m.Login.Saved = wire.SavedRef{}
	return append(effects, m.endCodeStep()...)
}

func (m *Model) forgetWaiting() Ask {
	return m.ask(AskUnwait, "DELETE", "/v1/tabs/"+strconv.Itoa(m.Tab.ID)+"/login", nil)
}

func (m *Model) waitingForgotten(Answered) []Effect { return nil }

// WaitingKey is where the worker keeps the record of a login that waits in the
// tab.
func (m Model) WaitingKey() string { return "login:" + strconv.Itoa(m.Tab.ID) }

// waitingTime is what is left for the second factor, as minutes and seconds.
func (l *Login) waitingTime(now time.Time) string {
	until, told := parseTime(l.Pending.Until)
	if !told || !l.waits() {
		return ""
	}
	seconds := max(0, int(until.Sub(now)/time.Second))
	return strconv.Itoa(seconds/60) + ":" + strconv.Itoa(100 + seconds%60)[1:]
}

package view

import (
	"slices"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// What a user can say yes to before a login goes on.
const (
	consentTab       = "tab"
	consentPlainHTTP = "plain_http"
	consentLocked    = "locked"
)

// Error codes of the API that a login has an answer for.
const (
	codeTwoFactor   = "two_factor_required"
	codeWrongCode   = "wrong_code"
	codeTabConsent  = "tab_consent_required"
	codePlainHTTP   = "plain_http"
	codeLockedOut   = "locked_out"
	codeBasicAuth   = "basic_auth"
	codeInterrupted = "interrupted"
	// before anything secret had left
	codeInterruptedEarly = "interrupted_before"
	codeCounted          = "sign_in_counted"
	codeAPICancel        = "cancelled"
)

// factorGoogle is the one second factor that the page asks for so far.
const factorGoogle = "google"

// Login is the login form.
type Login struct {
	Kind       string // admin or customer
	KindChosen bool   // by hand
	StoreView  string
	// CodeStep says that the password was accepted and the code is asked for.
	CodeStep bool
	Username string
	// Door says that HTTP Basic stands in front; Plain that the way is not
	// encrypted and wants a tick.
	Door, Plain bool
	Error       *wire.Error
	Job         Job

	// Saved is the saved login that is being used, with an empty Store for one
	// that is typed.
	Saved wire.SavedRef
	// Anyway says that the password form is wanted although the panel logs in
	// elsewhere.
	Anyway bool

	// typed is the password of the login that led to the credential savable, for
	// the form that saves it.
	typed    secret.Text
	savable  string
	told     string // the call that Error is of
	front    frontDoor
	password secret.Text
	consents []string
	code     string
}

// frontDoor is the user and password for what stands in front of one origin.
type frontDoor struct {
	origin, user string
	password     secret.Text
}

// kindChosen is a click on Admin or Customer.
func (m *Model) kindChosen(kind string) []Effect {
	m.Login.Kind, m.Login.KindChosen = kind, true
	return m.Login.heard()
}

// heard ends the telling of an error: the next opening of the page does not tell
// it again.
func (l *Login) heard() []Effect {
	if l.Error == nil || l.told == "" {
		l.Error = nil
		return nil
	}
	l.Error = nil
	return []Effect{Cancel{l.told}}
}

// storeViewChosen picks the store view whose customers log in.
func (m *Model) storeViewChosen(code string) []Effect {
	m.Login.StoreView = code
	return nil
}

// Submitted is the login form sent: by Enter or its button, once.
type Submitted struct {
	Username string
	Password secret.Text
	// PlainTicked is the tick for an unencrypted way.
	PlainTicked  bool
	DoorUsername string
	DoorPassword secret.Text
}

func (e Submitted) apply(m *Model) []Effect {
	l := &m.Login
	if l.Job.Busy() || !m.confirmed() {
		return nil
	}
	switch {
	case strings.TrimSpace(e.Username) == "":
		return m.want("username")
	case e.Password.Empty():
		return m.want("password")
	case l.Plain && !e.PlainTicked:
		return m.want("plain")
	case l.Door && e.DoorUsername == "":
		return m.want("door-username")
	}
	l.Username, l.password, l.code, l.Saved = e.Username, e.Password, "", wire.SavedRef{}
	if l.Door {
		l.front = frontDoor{OriginOf(m.loginStore().RestURL), e.DoorUsername, e.DoorPassword}
	}
	l.agree(consentPlainHTTP, l.Plain && e.PlainTicked)
	l.Door = false // until the API asks again
	return append(m.sendLogin(), SetValue{"door-password", ""})
}

// foldsPassword reports whether a password is of no use here.
func (m *Model) foldsPassword() bool { return m.Recognition.ExternalLogin && !m.Login.Anyway }

// passwordAnyway unfolds the password form where the panel logs in elsewhere.
func (m *Model) passwordAnyway() []Effect {
	m.Login.Anyway = true
	return []Effect{Focus{"username"}}
}

// agree notes a yes, or takes it back.
func (l *Login) agree(consent string, yes bool) {
	kept := slices.DeleteFunc(slices.Clone(l.consents), func(c string) bool { return c == consent })
	if yes {
		kept = append(kept, consent)
	}
	l.consents = kept
}

// sendLogin asks for the token. The password leaves the model only here.
func (m *Model) sendLogin() []Effect {
	l := &m.Login
	if l.password.Empty() && l.Saved.Store == "" {
		return m.want("password")
	}
	l.Error, m.Wrong = nil, ""
	if l.Saved.Store != "" {
		body := m.placeBody().raw("fields", new(object).opt("otp", l.code).String())
		ask := m.ask(AskLogin, "POST", loginPath(l.Saved)+"/renew", body.consent(l.consents).door(l.front, m.storeOrigin()).body())
		ask.Origin = m.storeOrigin()
		return m.start(&l.Job, ask)
	}
	fields := new(object).str("username", l.Username).str("password", l.password.Reveal()).opt("otp", l.code)
	store := m.loginStore()
	body := new(object).raw("store", writeStore(store)).raw("fields", fields.String())
	ask := m.ask(AskLogin, "POST", "/v1/token/"+l.Kind, body.consent(l.consents).door(l.front, OriginOf(store.RestURL)).body())
	ask.Origin = m.storeOrigin()
	return m.start(&l.Job, ask)
}

// loginStore is the store as the chosen kind of account addresses it: customers
// belong to a store view.
func (m *Model) loginStore() wire.Store {
	store := m.Recognition.Store
	if m.Login.Kind == wire.KindCustomer {
		store.StoreCode = m.Login.StoreView
	}
	return store
}

// agreed is a yes to what the page asked for; declined a no.
func (m *Model) agreed() []Effect {
	l := &m.Login
	if l.Error == nil || l.Job.Busy() || l.passwordGone() {
		return nil
	}
	switch l.Error.Code {
	case codeTabConsent, codeBasicAuth:
		l.agree(consentTab, true)
	case codePlainHTTP:
		if l.Saved.Store == "" {
			return nil // the form has a tick for it
		}
		l.agree(consentPlainHTTP, true)
	case codeLockedOut:
		// One try, this once.
		l.agree(consentLocked, true)
		defer l.agree(consentLocked, false)
	default:
		return nil
	}
	return m.sendLogin()
}

func (m *Model) declined() []Effect {
	m.Login.forgetPassword()
	m.Login.CodeStep = false
	return append(m.Login.heard(), SetValue{"password", ""}, Focus{"password"})
}

// CodeGiven is the code of the second factor.
type CodeGiven struct{ Code string }

func (e CodeGiven) apply(m *Model) []Effect {
	l := &m.Login
	if !l.CodeStep || l.Job.Busy() {
		return nil
	}
	if !sixDigits(e.Code) {
		return m.want("otp")
	}
	l.code = e.Code
	return m.sendLogin()
}

func sixDigits(code string) bool {
	return len(code) == 6 && strings.Trim(code, "0123456789") == ""
}

// codeLeft goes back to user name and password.
func (m *Model) codeLeft() []Effect {
	m.drop(AskLogin)
	effects := m.cancelJob(&m.Login.Job)
	m.Login.forgetPassword()
	m.Login.CodeStep = false
	effects = append(effects, m.Login.heard()...)
	return append(effects, SetValue{"otp", ""}, Focus{"password"})
}

// forgetPassword wipes what must not stay.
func (l *Login) forgetPassword() {
	l.password, l.code = secret.Text{}, ""
}

// loginCancelled is a click on Cancel. The form is free at once; the worker ends
// the request when it can.
func (m *Model) loginCancelled() []Effect {
	l := &m.Login
	if !l.Job.Busy() {
		return nil
	}
	m.drop(AskLogin)
	effects := m.cancelJob(&l.Job)
	l.forgetPassword()
	l.CodeStep, l.Error = false, &wire.Error{Code: codeCancelled}
	return append(effects, SetValue{"password", ""}, Cover{"password"}, Focus{"password"}, Reveal{"outcome"})
}

func (m *Model) cancelJob(j *Job) []Effect {
	if !j.Busy() {
		return nil
	}
	id := j.ID
	*j = Job{}
	return []Effect{Cancel{id}}
}

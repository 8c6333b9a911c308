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
	consentElsewhere = "elsewhere"
)

// Error codes of the API that a login has an answer for.
const (
	codeTwoFactor   = "two_factor_required"
	codeWrongCode   = "wrong_code"
	codeTabConsent  = "tab_consent_required"
	codePlainHTTP   = "plain_http"
	codeLockedOut   = "locked_out"
	codeBasicAuth   = "basic_auth"
	codeElsewhere   = "asks_elsewhere"
	codeOtherBody   = "oauth2_other_body"
	codeInterrupted = "interrupted"
	// before anything secret had left
	codeInterruptedEarly = "interrupted_before"
	codeCounted          = "sign_in_counted"
	codeAPICancel        = "cancelled"
)

// Login is the login form.
type Login struct {
	Kind       string // admin or customer
	KindChosen bool   // by hand
	// Way is another way to log in than with user name and password of an
	// administrator or a customer.
	Way       string
	StoreView string
	// Values are what stands in the fields of the way's card, secrets left out.
	Values map[string]string
	// CodeStep says that the password was accepted and a second factor is asked
	// for: Pending is the login that waits in the worker, Pick the factor chosen.
	CodeStep bool
	Pending  wire.PendingLogin
	Pick     string
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
	// elsewhere; More that all ways are listed.
	Anyway, More bool

	// typed is the password of the login that led to the credential savable, for
	// the form that saves it.
	typed    secret.Text
	savable  string
	told     string // the call that Error is of
	front    frontDoor
	password secret.Text
	extra    []typedField
	consents []string
	step     step
}

// typedField is a field of a way's card with what was typed in it.
type typedField struct {
	name string
	text secret.Text
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
	// Values and Secrets are the other fields of the way's card, by their names.
	Values  map[string]string
	Secrets map[string]secret.Text
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
	l.Values = e.Values
	if effects := m.missing(e); effects != nil {
		return effects
	}
	l.Username, l.password, l.extra, l.Saved = e.Username, e.Password, m.typedIn(e), wire.SavedRef{}
	l.step, l.Pending, l.Pick = step{}, wire.PendingLogin{}, ""
	if l.Door {
		l.front = frontDoor{origin: OriginOf(m.loginStore().RestURL), user: e.DoorUsername, password: e.DoorPassword}
	}
	l.agree(consentPlainHTTP, l.Plain && e.PlainTicked)
	l.Door = false // until the API asks again
	return append(m.sendLogin(), SetValue{"door-password", ""})
}

// missing asks for the first field that has to be filled in; nil where all are.
func (m *Model) missing(e Submitted) []Effect {
	l := &m.Login
	switch user, password := m.wantsUser(); {
	case user && strings.TrimSpace(e.Username) == "":
		return m.want("username")
	case password && e.Password.Empty():
		return m.want("password")
	}
	for _, f := range m.extraFields() {
		if !f.Optional && f.Default == "" && e.Values[f.Name] == "" && e.Secrets[f.Name].Empty() {
			return m.want(LoginField + f.Name)
		}
	}
	switch {
	case m.usesMissing():
		return []Effect{Focus{"uses-log-in"}}
	case l.Plain && !e.PlainTicked:
		return m.want("plain")
	case l.Door && e.DoorUsername == "":
		return m.want("door-username")
	}
	return nil
}

// foldsPassword reports whether a password is of no use here.
func (m *Model) foldsPassword() bool {
	return m.Recognition.ExternalLogin && !m.Login.Anyway && m.Login.Way == ""
}

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

// sendLogin asks for the token. What is secret leaves the model only here.
func (m *Model) sendLogin() []Effect {
	l := &m.Login
	if l.waits() {
		return m.sendStep()
	}
	if !l.hasTyped() && l.Saved.Store == "" {
		return m.want("password")
	}
	l.Error, m.Wrong = nil, ""
	if l.Saved.Store != "" {
		return m.sendSaved()
	}
	fields := new(object).opt("username", l.Username).opt("password", l.password.Reveal())
	for _, f := range l.extra {
		fields.opt(f.name, f.text.Reveal())
	}
	store := m.loginStore()
	body := new(object).raw("store", writeStore(store)).raw("fields", l.step.into(fields).String())
	if ref := m.usedRef(); ref != "" {
		body.raw("credential", writeRef(wire.CredentialRef{Ref: ref}))
	}
	ask := m.ask(AskLogin, "POST", tokenPath+m.wayID(), body.consent(l.consents).door(l.front, OriginOf(store.RestURL)).body())
	ask.Origin = m.storeOrigin()
	return m.start(&l.Job, ask)
}

// sendSaved begins the login that is saved.
func (m *Model) sendSaved() []Effect {
	l := &m.Login
	body := m.placeBody().raw("fields", l.step.into(new(object)).String())
	ask := m.ask(AskLogin, "POST", loginPath(l.Saved)+"/renew", body.consent(l.consents).door(l.front, m.storeOrigin()).body())
	ask.Origin = m.storeOrigin()
	return m.start(&l.Job, ask)
}

// loginStore is the store as the chosen kind of account addresses it: customers
// belong to a store view.
func (m *Model) loginStore() wire.Store {
	store := m.Recognition.Store
	if m.customersView() {
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
	case codeElsewhere:
		l.agree(consentElsewhere, true)
	case codeOtherBody:
		return m.otherBody()
	case codeLockedOut:
		// One try, this once.
		l.agree(consentLocked, true)
		defer l.agree(consentLocked, false)
	case codeMailSent, codeNotSetUp, codeMailFailed:
		return m.declined()
	default:
		return nil
	}
	return m.sendLogin()
}

func (m *Model) declined() []Effect {
	m.Login.forgetPassword()
	m.Login.CodeStep = false
	return append(m.Login.heard(), append(m.emptySecrets(), Focus{"password"})...)
}

// forgetPassword wipes what must not stay.
func (l *Login) forgetPassword() {
	l.password, l.extra, l.step = secret.Text{}, nil, step{}
}

// hasTyped reports whether what was typed is still in this page's memory.
func (l *Login) hasTyped() bool { return !l.password.Empty() || len(l.extra) > 0 }

// EmptySecrets is an effect: it empties the secret fields of a form.
type EmptySecrets struct{ Form string }

func (EmptySecrets) effect() {}

// emptySecrets empties the fields that hold a secret.
func (m *Model) emptySecrets() []Effect {
	return []Effect{SetValue{"password", ""}, Cover{"password"}, EmptySecrets{"login"}}
}

// loginCancelled is a click on Cancel. The form is free at once; the worker ends
// the request when it can. A login that waits for its second factor goes on
// waiting.
func (m *Model) loginCancelled() []Effect {
	l := &m.Login
	if !l.Job.Busy() {
		return nil
	}
	m.drop(AskLogin)
	effects := m.cancelJob(&l.Job)
	l.Error = &wire.Error{Code: codeCancelled}
	if l.waits() {
		return append(effects, m.focusFactor()...)
	}
	return append(effects, m.passwordAgain()...)
}

func (m *Model) cancelJob(j *Job) []Effect {
	if !j.Busy() {
		return nil
	}
	id := j.ID
	*j = Job{}
	return []Effect{Cancel{id}}
}

package view

import "github.com/storekey/storekey/core/wire"

func (m *Model) loginAnswered(e Answered) []Effect {
	m.Login.Job, m.Login.told = Job{}, e.ID
	v, problem := e.read()
	if problem != nil && m.Login.Saved.Store != "" && m.sealedAgain(problem) {
		return m.wantSeal(thenRenew)
	}
	if problem != nil {
		return append(m.loginRefused(problem), Cover{"password"})
	}
	return append(m.loggedIn(readCredential(v)), Cover{"password"})
}

func (m *Model) loggedIn(c wire.Credential) []Effect {
	l := &m.Login
	l.typed, l.savable = l.password, c.Ref
	l.forgetPassword()
	effects := append(m.askStores(), append(m.emptySecrets(), SetValue{"otp", ""})...)
	l.CodeStep, l.Error, l.Saved, l.Way, l.Values = false, nil, wire.SavedRef{}, "", nil
	l.Pending, l.Pick = wire.PendingLogin{}, ""
	m.Offer.Aside, m.Upkeep = false, Upkeep{}
	m.hold(c)
	if m.Screen == Grab {
		effects = append(effects, Focus{"copy-header"}, Focus{"copy-token"})
	}
	return append(effects, m.customerNext(c)...)
}

// loginRefused shows why there is no token. Where the API only waits for
// something (a code, a yes, a tick, the front door), what was typed stays in this
// page's memory for that one step; else the secrets go, and all else stays.
func (m *Model) loginRefused(problem *wire.Error) []Effect {
	l := &m.Login
	l.Error = problem
	switch problem.Code {
	case codeTwoFactor:
		return m.codeWanted(problem)
	case codeTabConsent:
		return []Effect{Focus{"ask-yes"}, Reveal{"outcome"}}
	case codeLockedOut, codeElsewhere, codeOtherBody:
		return []Effect{Focus{"refusal-action"}, Reveal{"outcome"}}
	case codePlainHTTP:
		if l.Saved.Store != "" {
			return []Effect{Focus{"refusal-action"}, Reveal{"outcome"}}
		}
		l.Plain = true
		return []Effect{Focus{"plain"}, Reveal{"outcome"}}
	case codeBasicAuth:
		if l.Saved.Store != "" {
			return []Effect{Reveal{"outcome"}}
		}
		l.Door, l.front = true, frontDoor{}
		return []Effect{SetValue{"door-password", ""}, Focus{"door-username"}, Reveal{"outcome"}}
	}
	switch {
	case l.CodeStep:
		return m.stepRefused(problem)
	case l.blocked():
		l.forgetPassword()
		return append(m.emptySecrets(), Focus{"refusal-close"}, Reveal{"outcome"})
	}
	return m.passwordAgain()
}

// blocked reports whether logging in again does nothing but harm: the store sends
// a mail each time.
func (l *Login) blocked() bool {
	if l.Error == nil {
		return false
	}
	switch l.Error.Code {
	case codeMailSent, codeMailFailed, codeNotSetUp:
		return true
	}
	return false
}

// passwordAgain wipes the password and asks for it anew. What else was typed in
// the form stays there to be mended.
func (m *Model) passwordAgain() []Effect {
	m.Login.forgetPassword()
	m.Login.CodeStep = false
	effects := []Effect{SetValue{"password", ""}, Cover{"password"}}
	for _, f := range m.extraFields() {
		effects = append(effects, Focus{LoginField + f.Name})
		break
	}
	return append(effects, Focus{"password"}, Reveal{"outcome"})
}

package view

import (
	"slices"

	"github.com/storekey/storekey/core/wire"
)

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
	l.CodeStep, l.Error, l.Saved = false, nil, wire.SavedRef{}
	m.Offer.Aside = false
	m.hold(c)
	effects := append(m.askStores(), SetValue{"password", ""}, SetValue{"otp", ""})
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

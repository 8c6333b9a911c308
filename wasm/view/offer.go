package view

import (
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Offer is the saved login that Grab shows first on a tab that fits a saved
// store.
type Offer struct {
	// Chosen is the one picked by hand; Aside says that the login form or the
	// card was wanted instead.
	Chosen  wire.SavedRef
	Aside   bool
	Problem *wire.Error
	// busy is the one whose token is being opened.
	busy wire.SavedRef
}

// offers are the saved logins for this tab: those of the kind that logs in here
// first, else in the worker's order, which knows the one used last.
func (m *Model) offers() []wire.SavedRef {
	var first, rest []wire.SavedRef
	for _, e := range m.here() {
		for _, c := range e.Credentials {
			ref := wire.SavedRef{Store: e.ID, Credential: c.ID}
			if c.Kind == m.Recognition.Kind || c.Provider == m.Recognition.Kind {
				first = append(first, ref)
			} else {
				rest = append(rest, ref)
			}
		}
	}
	return append(first, rest...)
}

// offered is the login that stands first.
func (m *Model) offered() wire.SavedRef {
	if _, _, there := m.login(m.Offer.Chosen); there {
		return m.Offer.Chosen
	}
	if all := m.offers(); len(all) > 0 {
		return all[0]
	}
	return wire.SavedRef{}
}

// showsOffer reports whether Grab shows the saved login first: unless a token that
// was got by hand lives, or another was chosen. What merely lies in the page
// stands behind what was saved.
func (m *Model) showsOffer() bool {
	if m.Place != AtStore || m.Offer.Aside || m.offered().Store == "" {
		return false
	}
	c, there := m.credential(m.Card.Ref)
	if !there || m.Card.Aside {
		return true
	}
	if c.Saved != nil || m.endsSoon(c.Token) {
		return m.endsSoon(c.Token) && (c.Saved != nil || !m.Card.Chosen)
	}
	_, saved, _ := m.login(m.offered())
	ready := usable(saved, m.Now) || saved.SavesPassword
	return ready && c.FoundIn != "" && !m.Card.Chosen
}

func (m *Model) endsSoon(t wire.Token) bool {
	ends, told := parseTime(t.ExpiresAt)
	return told && ends.Sub(m.Now) < soonFrom
}

// waits reports whether the screen should not settle yet: saved stores are there
// and may change what comes first.
func (m *Model) waits() bool {
	return m.Place == AtStore && !m.Saved.Known && !m.Saved.None && m.asked[AskStores] != "" && !m.showsCard()
}

// usable reports whether a login has a token that can be used as it is.
func usable(c *wire.SavedCredential, now time.Time) bool {
	ends, told := parseTime(c.ExpiresAt)
	return c.HasToken && (!told || ends.Sub(now) >= soonFrom)
}

// loginChosen puts one of the saved logins first.
func (m *Model) loginChosen(of string) []Effect {
	ref := readSavedRef(of)
	m.Screen = Grab
	m.Offer = Offer{Chosen: ref}
	m.Card.hide()
	m.Card.Aside, m.Card.Chosen = false, false
	if c, there := m.credential(m.Card.Ref); there && c.Saved != nil && *c.Saved != ref {
		m.Card.Aside = true
	}
	m.Login.Error = nil
	return []Effect{Focus{"offer-use"}, Focus{"offer-renew"}}
}

// usePressed takes the saved token of the login that is offered.
func (m *Model) usePressed() []Effect {
	m.Offer.Problem = nil
	if m.Saved.Vault.State != wire.VaultOpen {
		return m.wantSeal(thenUse)
	}
	return m.use()
}

func (m *Model) use() []Effect {
	ref := m.offered()
	if ref.Store == "" || !m.confirmed() {
		return nil
	}
	m.Offer.busy = ref
	return []Effect{m.ask(AskUse, "POST", loginPath(ref)+"/use", m.placeBody().body())}
}

// placeBody says where a saved login is used.
func (m *Model) placeBody() *object {
	return new(object).str("origin", m.storeOrigin()).str("path", m.storePath())
}

func (m *Model) useAnswered(e Answered) []Effect {
	m.Offer.busy = wire.SavedRef{}
	v, problem := e.read()
	if problem != nil {
		if m.sealedAgain(problem) {
			return m.wantSeal(thenUse)
		}
		m.Offer.Problem = problem
		return nil
	}
	return m.loggedIn(readCredential(v))
}

// renewSaved gets a new token with the saved login that is offered.
func (m *Model) renewSaved() []Effect {
	m.Offer.Problem = nil
	_, c, there := m.login(m.offered())
	switch {
	case !there || m.Login.Job.Busy() || !m.confirmed():
		return nil
	case !c.SavesPassword:
		return m.typeLogin(c)
	case m.Saved.Vault.State != wire.VaultOpen:
		return m.wantSeal(thenRenew)
	}
	return m.renew()
}

// renew sends the saved login: the same sign-in as any other.
func (m *Model) renew() []Effect {
	l := &m.Login
	_, c, _ := m.login(m.offered())
	if !l.waits() {
		l.Saved, l.Username, l.step = m.offered(), c.Who, step{}
	}
	return m.sendLogin()
}

// typeLogin opens the login form for a saved login whose password is not saved.
func (m *Model) typeLogin(c *wire.SavedCredential) []Effect {
	m.Offer.Aside = true
	if c.Provider == wire.KindAdmin || c.Provider == wire.KindCustomer {
		m.Login.Kind, m.Login.KindChosen = c.Provider, true
	}
	m.Login.Username = c.Who
	return []Effect{SetValue{"username", c.Who}, Focus{"password"}}
}

// offerLeft wants the login form, or the card, in the place of the offer.
func (m *Model) offerLeft() []Effect {
	m.Offer.Aside = true
	m.Card.Aside = true
	m.Login.Error = nil
	return []Effect{Focus{"username"}}
}

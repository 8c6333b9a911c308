package view

import "github.com/storekey/storekey/core/wire"

// An API on another host than the page's is only what a page says. It is shown,
// and used after a click that names it.

// apiOrigin is that host, or empty.
func (m *Model) apiOrigin() string {
	if m.Place != AtStore || m.typed {
		return ""
	}
	origin := m.Recognition.APIOrigin
	if c, there := m.credential(m.Card.Ref); there && m.showsCard() && c.APIOrigin != "" {
		origin = c.APIOrigin
	}
	if origin == m.storeOrigin() || schemeOf(origin) != "https" && schemeOf(origin) != "http" {
		return ""
	}
	return origin
}

// apiUsed looks at the store under that host. The card's token goes along only
// when the page names the host for it.
func (m *Model) apiUsed() []Effect {
	origin := m.apiOrigin()
	if origin == "" {
		return nil
	}
	if c, there := m.credential(m.Card.Ref); there && m.showsCard() && c.APIOrigin == origin {
		ask := m.ask(AskCarry, "POST", "/v1/credentials/at", new(object).str("ref", c.Ref).str("origin", origin).body())
		ask.Origin = origin
		return []Effect{ask}
	}
	return AddressGiven{origin}.apply(m)
}

func (m *Model) carryAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Card.Problem = problem
		return nil
	}
	c := readCredential(v)
	effects := AddressGiven{c.Origin}.apply(m)
	m.hold(c)
	m.carry = c.Ref
	return effects
}

// carried checks the token that came along, once there is a store to ask.
func (m *Model) carried() []Effect {
	ref := m.carry
	m.carry = ""
	if _, there := m.credential(ref); !there {
		return nil
	}
	m.Card.Ref, m.Card.Chosen = ref, true
	return m.checkPressed()
}

func (m *Model) drawAPI(w Words) Question {
	origin := m.apiOrigin()
	if origin == "" {
		return Question{}
	}
	q := Question{Shown: true, Title: w("apiTitle", host(origin)), Text: w("apiText"), Yes: w("apiLook", host(origin))}
	if c, there := m.credential(m.Card.Ref); there && m.showsCard() && c.APIOrigin == origin {
		q.Yes = w("apiCheck", host(origin))
	}
	return q
}

// savedHere is the saved store that fits a tab which does not look like one.
func (m *Model) savedHere() (wire.Recognition, bool) {
	if m.Place != NotMagento || m.typed {
		return wire.Recognition{}, false
	}
	for _, e := range m.here() {
		if origin := OriginOf(e.Store.RestURL); origin != "" {
			return wire.Recognition{Magento: "yes", Kind: wire.KindAdmin, Origin: origin, Store: e.Store,
				StoreViews: e.StoreViews, Evidence: m.Recognition.Evidence}, true
		}
	}
	return wire.Recognition{}, false
}

package view

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// LoginField starts the IDs of the form's fields that come from the card of the
// way to log in.
const LoginField = "login-field-"

// Ways that the page itself speaks of.
const (
	wayIntegration = wire.KindIntegration
	wayPaste       = "paste"
	wayIMS         = wire.KindIMS
	wayAsCustomer  = "customerasadmin"
)

// wayID is the way that the form is of.
func (m *Model) wayID() string {
	if m.Login.Way != "" {
		return m.Login.Way
	}
	return m.Login.Kind
}

// wayCard is its card; before the cards are there, it has no fields.
func (m *Model) wayCard() *wire.Card { return m.cardOf(m.wayID()) }

func (m *Model) cardOf(id string) *wire.Card {
	for _, card := range m.Ways {
		if card.ID == id {
			return card
		}
	}
	return &wire.Card{ID: id}
}

// wayChosen opens the form of another way, or with an empty ID the usual one.
func (m *Model) wayChosen(id string) []Effect {
	l := &m.Login
	effects := append(l.heard(), m.emptySecrets()...)
	l.Way, l.Values, l.Plain, m.Wrong = id, nil, false, ""
	l.forgetPassword()
	switch id {
	case wire.KindAdmin, wire.KindCustomer:
		l.Way, l.Kind, l.KindChosen = "", id, true
	case wayAsCustomer:
		if v := m.Recognition.Viewed; v != nil && v.Email != "" {
			l.Values = map[string]string{"email": v.Email}
		}
	}
	if id != "" {
		m.Card.Aside, m.Offer.Aside = true, true
	}
	for name, value := range l.Values {
		effects = append(effects, SetValue{LoginField + name, value})
	}
	// The last that is there to be seen has it.
	effects = append(effects, Focus{"get-token"})
	for i := len(m.wayCard().Fields) - 1; i >= 0; i-- {
		if f := m.wayCard().Fields[i]; f.Name == "username" || f.Name == "password" {
			effects = append(effects, Focus{f.Name})
		} else if f.Step < 2 {
			effects = append(effects, Focus{LoginField + f.Name})
		}
	}
	return append(effects, Reveal{"login"})
}

func (m *Model) wayLeft() []Effect { return append(m.wayChosen(""), Focus{"username"}) }

// moreWays lists all ways, or the likeliest ones again.
func (m *Model) moreWays() []Effect {
	m.Login.More = !m.Login.More
	return nil
}

// WayTyped is the form's fields after a change, without its secrets: what is
// wanted may depend on them.
type WayTyped struct{ Values map[string]string }

func (e WayTyped) apply(m *Model) []Effect {
	m.Login.Values = e.Values
	return nil
}

func (m *Model) loginValue(name string) string { return m.Login.Values[name] }

// wantsUser reports whether the way takes a user name and a password.
func (m *Model) wantsUser() (user, password bool) {
	if card := m.wayCard(); len(card.Fields) > 0 {
		return wantsUser(card, m.loginValue)
	}
	return true, true
}

func wantsUser(card *wire.Card, value func(string) string) (user, password bool) {
	for _, f := range card.Fields {
		user = user || f.Name == "username" && card.Wants(f, value)
		password = password || f.Name == "password" && card.Wants(f, value)
	}
	return user, password
}

// extraFields are the other fields that the way wants now.
func (m *Model) extraFields() []wire.Field {
	var fields []wire.Field
	card := m.wayCard()
	for _, f := range card.Fields {
		if f.Step < 2 && f.Name != "username" && f.Name != "password" && card.Wants(f, m.loginValue) {
			fields = append(fields, f)
		}
	}
	return fields
}

// typedIn takes the values of those fields as they were typed.
func (m *Model) typedIn(e Submitted) []typedField {
	var typed []typedField
	for _, f := range m.extraFields() {
		text := e.Secrets[f.Name]
		if !f.Secret {
			text = secret.New(e.Values[f.Name])
		}
		if !text.Empty() {
			typed = append(typed, typedField{f.Name, text})
		}
	}
	return typed
}

// otherBody sends the same once more, in the form that the service seems to want.
func (m *Model) otherBody() []Effect {
	l := &m.Login
	if len(l.Error.Choices) == 0 {
		return nil
	}
	const name = "encoding"
	other := l.Error.Choices[0]
	extra := []typedField{{name, secret.New(other)}}
	for _, f := range l.extra {
		if f.name != name {
			extra = append(extra, f)
		}
	}
	values := map[string]string{}
	for key, value := range l.Values {
		values[key] = value
	}
	values[name] = other
	l.extra, l.Values = extra, values
	return append([]Effect{SetValue{LoginField + name, other}}, m.sendLogin()...)
}

// customersView reports whether the login is one of a customer, who belongs to a
// store view.
func (m *Model) customersView() bool {
	if m.Login.Way == "" {
		return m.Login.Kind == wire.KindCustomer
	}
	kind := m.Login.Values["kind"]
	for _, k := range m.wayCard().Kinds {
		if k != wire.KindCustomer && k != kind && kind != wire.KindCustomer {
			return false
		}
	}
	return kind == wire.KindCustomer || kind == "" && len(m.wayCard().Kinds) == 1 && m.wayCard().Kinds[0] == wire.KindCustomer
}

// ElsewhereOrigin is the origin that the login goes to where that is not the
// store's: a service of its own.
func (m Model) ElsewhereOrigin() string {
	card := m.wayCard()
	if !card.Elsewhere {
		return ""
	}
	address := m.Login.Values["tokenUrl"]
	for _, f := range card.Fields {
		if f.Name == "tokenUrl" && address == "" {
			address = f.Default
		}
	}
	if origin := OriginOf(address); origin != m.storeOrigin() {
		return origin
	}
	return ""
}

// agreedOrigin is where a login goes that was agreed to.
func (m *Model) agreedOrigin() string {
	if origin := m.ElsewhereOrigin(); origin != "" {
		return origin
	}
	return elsewhereIn(m.Login.Error, m.storeOrigin())
}

// elsewhereIn is the host that the API wants a yes for, else the usual one.
func elsewhereIn(e *wire.Error, usual string) string {
	if e == nil || e.Code != codeElsewhere || e.Params["host"] == "" {
		return usual
	}
	return "https://" + e.Params["host"]
}

// loginHost is where what is typed goes.
func (m *Model) loginHost() string {
	if origin := m.ElsewhereOrigin(); origin != "" {
		return host(origin)
	}
	return m.storeHost()
}

// usedRef is the credential that the way needs first, if it is at hand.
func (m *Model) usedRef() string {
	if card := m.wayCard(); card.Uses != "" {
		return m.bearerOf(card.Uses)
	}
	return ""
}

// usesMissing reports whether the way needs a credential first that is not there.
func (m *Model) usesMissing() bool { return m.wayCard().Uses != "" && m.usedRef() == "" }

// bearerOf is a bearer token of that kind for this store that lives.
func (m *Model) bearerOf(kind string) string {
	for _, c := range m.Credentials {
		if c.Token.Kind == kind && c.Area == "" && c.Origin == m.storeOrigin() && !isExpired(c.Token, m.Now) {
			return c.Ref
		}
	}
	return ""
}

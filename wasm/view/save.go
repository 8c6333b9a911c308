package view

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Save is the form that saves the card's credential.
type Save struct {
	Open bool
	// Into is the saved store that takes it, or empty for a new one.
	Into  string
	Error *wire.Error
}

// savePressed opens the form, filled with good guesses.
func (m *Model) savePressed() []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there || !m.confirmed() {
		return nil
	}
	m.Save, m.Put, m.Seal, m.Card.Problem = Save{Open: true}, put{}, Seal{}, nil
	if fits := m.here(); len(fits) > 0 {
		m.Save.Into = fits[0].ID
	}
	typed := ""
	if c.Ref == m.Login.savable {
		typed = m.Login.typed.Reveal()
	}
	values := m.guess(c.Store)
	values["door"] = "true"
	return []Effect{
		Fill{"save", values}, SetValue{"save-password", typed},
		Focus{"save-go"}, Focus{"save-client"}, Reveal{"save"},
	}
}

// saveLeft closes the form.
func (m *Model) saveLeft() []Effect {
	m.Save, m.Put, m.Seal = Save{}, put{}, Seal{}
	return []Effect{SetValue{"save-password", ""}, Focus{"save-open"}}
}

// intoChosen picks the store that takes the credential.
func (m *Model) intoChosen(store string) []Effect {
	m.Save.Into = store
	return nil
}

// SaveSubmitted is the form sent.
type SaveSubmitted struct {
	Values   map[string]string
	Password secret.Text
}

func (e SaveSubmitted) apply(m *Model) []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there || m.saving() {
		return nil
	}
	m.Save.Error = nil
	m.Put = put{id: m.Save.Into, login: loginOf(c, e.Password)}
	body := new(object)
	if m.Save.Into == "" {
		body.str("client", e.Values["client"]).str("name", e.Values["name"]).str("stage", e.Values["stage"]).
			raw("store", writeStore(c.Store)).raw("storeViews", array(m.Recognition.StoreViews, quote))
	}
	bare := body.String()
	door, typed := m.frontAt(c.Store)
	if typed = typed && e.Values["door"] == "true"; typed {
		body.raw("door", door.body())
	}
	switch w := (write{method: "POST", whole: secret.New(body.String()), bare: secret.New(bare)}); {
	case m.Save.Into == "":
		m.Put.store = w
	case typed:
		w.method, w.path = "PUT", "/"+escape(m.Save.Into)
		m.Put.store = w
	}
	return m.putNext()
}

// loginOf is the call that saves a credential of this session, with the password
// that it was obtained with if that is to be kept too.
func loginOf(c wire.Credential, password secret.Text) write {
	bare := new(object).opt("provider", c.Provider).opt("kind", c.Token.Kind)
	whole := new(object).str("ref", c.Ref).opt("provider", c.Provider)
	if c.Provider != "" && c.Who != "" {
		bare.raw("fields", new(object).str("username", c.Who).String())
		whole.raw("fields", new(object).str("username", c.Who).opt("password", password.Reveal()).String())
	}
	return write{"POST", "", secret.New(whole.String()), secret.New(bare.String())}
}

// guess names a store that is about to be saved: by its host, and as others of
// the same client are named.
func (m *Model) guess(s wire.Store) map[string]string {
	stage := m.Saved.Stage
	if stage == "" {
		stage = wire.StageProduction
	}
	name := host(s.BaseURL)
	client := m.clientOf(name)
	if client == "" {
		client = clientIn(name)
	}
	short := capital(stage)
	if client == "" {
		short = name
	}
	return map[string]string{"client": client, "name": short, "stage": stage, "url": s.BaseURL}
}

// capital writes the first letter of a host's label large: those are ASCII.
func capital(text string) string {
	if text != "" && 'a' <= text[0] && text[0] <= 'z' {
		return string(rune(text[0]-'a'+'A')) + text[1:]
	}
	return text
}

// clientOf is the client of a saved store under the same domain.
func (m *Model) clientOf(name string) string {
	for _, e := range m.Saved.List {
		if e.Client != "" && domain(host(e.Store.BaseURL)) == domain(name) {
			return e.Client
		}
	}
	return ""
}

func domain(name string) string {
	labels := labelsOf(name)
	return strings.Join(labels[max(0, len(labels)-2):], ".")
}

func labelsOf(name string) []string {
	name, _, _ = strings.Cut(name, ":")
	return strings.Split(name, ".")
}

// clientIn is the part of a host name that says most: the longest, but for its
// last.
func clientIn(name string) string {
	labels := labelsOf(name)
	best := labels[0]
	for _, label := range labels[:max(1, len(labels)-1)] {
		if len(label) > len(best) || strings.Contains("www mcprod mcstaging staging stage integration dev", best) {
			best = label
		}
	}
	if strings.Trim(name, "0123456789.:[]") == "" {
		return ""
	}
	return capital(best)
}

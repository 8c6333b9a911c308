package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Where is the store that a pasted token is asked about. The token names none
// itself: it is the user's to choose, and one is asked at a time.
type Where struct {
	// Choice is one of the values below, or "store:" and the ID of a saved one.
	// Until one is chosen it is empty.
	Choice  string
	Address string
}

const (
	whereTab   = "tab"
	whereText  = "text" // the address in the text itself
	whereOther = "other"
	whereSaved = "store:"
)

// kept is what the next text starts with: an address that was typed stays.
func (a Where) kept() Where {
	if a.Choice == whereText {
		a.Choice = ""
	}
	return a
}

// asksAt is the store that would be asked: as JSON for a call, and its origin,
// which is empty while there is none.
type asksAt struct{ store, origin string }

func (m *Model) asksAt() asksAt {
	i := &m.Inspection
	if i.Ref != "" {
		if c, there := m.credential(i.Ref); there && c.Store.RestURL != "" {
			return asksAt{writeStore(c.Store), OriginOf(c.Store.RestURL)}
		}
	}
	switch choice := m.whereNow(); {
	case choice == whereTab:
		return asksAt{writeStore(m.Recognition.Store), OriginOf(m.Recognition.Store.RestURL)}
	case choice == whereText:
		return asksAt{quote(i.URL), OriginOf(i.URL)}
	case choice == whereOther:
		address := withScheme(i.Where.Address)
		return asksAt{quote(address), OriginOf(address)}
	case strings.HasPrefix(choice, whereSaved):
		e, _ := m.entry(choice[len(whereSaved):])
		return asksAt{new(object).str("id", e.ID).String(), savedOrigin(e)}
	}
	return asksAt{}
}

func savedOrigin(e *wire.StoreEntry) string {
	if origin := OriginOf(e.Store.RestURL); origin != "" {
		return origin
	}
	return OriginOf(e.Store.BaseURL)
}

func withScheme(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.Contains(address, "://") {
		return address
	}
	return "https://" + address
}

// whereNow is what was chosen; else the address that the text names, else the
// store of this tab. Without either nothing is chosen.
func (m *Model) whereNow() string {
	i := &m.Inspection
	switch {
	case i.Where.Choice != "" && (i.Where.Choice != whereTab || m.confirmed()):
		return i.Where.Choice
	case m.textElsewhere():
		return whereText
	case m.confirmed():
		return whereTab
	case len(m.Saved.List) == 0:
		return whereOther
	}
	return ""
}

// textElsewhere reports whether the text names another origin than the tab's.
func (m *Model) textElsewhere() bool {
	origin := OriginOf(m.Inspection.URL)
	return origin != "" && (!m.confirmed() || origin != OriginOf(m.Recognition.Store.RestURL))
}

// whereChosen picks the store.
func (m *Model) whereChosen(choice string) []Effect {
	i := &m.Inspection
	effects := m.stopAsking()
	i.Where.Choice = choice
	i.forget()
	if choice == whereOther {
		effects = append(effects, Focus{"check-address"})
	}
	return effects
}

// addressTyped is the address of the store to ask.
func (m *Model) addressTyped(address string) []Effect {
	effects := m.stopAsking()
	m.Inspection.Where.Address = address
	m.Inspection.forget()
	return effects
}

// stopAsking ends what another store was asked.
func (m *Model) stopAsking() []Effect {
	i := &m.Inspection
	effects := append(m.cancelJob(&i.Job), m.cancelJob(&i.Access.Job)...)
	effects = append(effects, m.cancelJob(&i.Doctor.Job)...)
	m.drop(AskCheck)
	m.drop(AskCanI)
	m.drop(AskDoctor)
	i.consents = nil
	return effects
}

// WherePanel asks which store is meant.
type WherePanel struct {
	Shown   bool
	Options []Option
	Address bool
}

func (m *Model) drawWhere(w Words) WherePanel {
	i := m.Inspection
	if i.Ref != "" || len(i.Tokens) == 0 {
		return WherePanel{}
	}
	now := m.whereNow()
	p := WherePanel{Shown: true, Address: now == whereOther}
	add := func(value, label string) {
		p.Options = append(p.Options, Option{value, label, value == now})
	}
	if now == "" {
		add("", w("whereNone"))
	}
	if m.confirmed() {
		add(whereTab, w("whereTab", m.storeHost()))
	}
	if m.textElsewhere() {
		add(whereText, w("whereText", host(OriginOf(i.URL))))
	}
	for _, e := range m.Saved.List {
		if !m.confirmed() || savedOrigin(e) != m.storeOrigin() {
			add(whereSaved+e.ID, entryName(w, e)+w("separator")+host(savedOrigin(e)))
		}
	}
	add(whereOther, w("whereOther"))
	return p
}

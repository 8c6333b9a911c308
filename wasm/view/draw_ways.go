package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// drawWay fills the form with the fields of the way's card.
func (m *Model) drawWay(w Words, f *LoginForm) {
	card := m.wayCard()
	f.User, f.Password = m.wantsUser()
	f.Title, f.Hidden = w("loginTitle"), " "
	if m.Login.Way != "" {
		f.Title, f.Summary = card.Title, card.Summary
	}
	if m.usesMissing() {
		f.Uses = w("usesAdmin")
	}
	if name, generic := strings.CutPrefix(m.Wrong, LoginField); generic {
		f.Missing = m.wantedField(w, name)
	}
	user, last := -1, lastWanted(card)
	for i, field := range card.Fields {
		drawn := m.wayField(field)
		switch {
		case field.Step > 1 || field.Name == "password":
			continue
		case field.Name == "username":
			user = i
			if m.Login.Way != "" {
				f.UserLabel, f.UserMode = field.Label, field.InputMode
			}
			continue
		case i > last:
			f.More = append(f.More, drawn)
			f.MoreNote += ", " + field.Label
		case user < 0 && hasUser(card):
			f.First = append(f.First, drawn)
		default:
			f.Fields = append(f.Fields, drawn)
		}
		if !card.Wants(field, m.loginValue) {
			f.Hidden += drawn.ID + " "
		}
	}
	f.MoreNote = strings.TrimPrefix(f.MoreNote, ", ")
	switch m.Login.Way {
	case wayPaste:
		f.Note = w("pasteNote")
	case wayIntegration:
		f.Note = w("integrationNote", m.storeHost())
	}
}

func hasUser(card *wire.Card) bool {
	for _, f := range card.Fields {
		if f.Name == "username" {
			return true
		}
	}
	return false
}

// lastWanted is the last field of the card that has to be filled in, or its first
// where none has: what comes after it is folded.
func lastWanted(card *wire.Card) int {
	last := 0
	for i, f := range card.Fields {
		if !f.Optional && f.Step < 2 {
			last = i
		}
	}
	return last
}

func (m *Model) wayField(f wire.Field) FormField {
	field := FormField{ID: FieldPrefix + f.Name, Label: f.Label, Hint: f.Hint, Secret: f.Secret, InputMode: f.InputMode,
		Lines: f.Lines, Usual: f.Default, Complete: f.Autocomplete}
	for _, choice := range f.Choices {
		field.Choices += choice.Value + "\n" + choice.Label + "\n"
	}
	if f.Name == "tokenUrl" && f.Default == "" {
		field.Usual = m.Recognition.Store.BaseURL + "/oauth/token"
	}
	return field
}

func (m *Model) wantedField(w Words, name string) string {
	for _, f := range m.wayCard().Fields {
		if f.Name == name {
			return w("wantField", f.Label)
		}
	}
	return ""
}

// drawWays lists the other ways to log in: the likeliest first, the rest folded.
func (m *Model) drawWays(w Words) []Row {
	var first, rest []Row
	for _, card := range m.Ways {
		if card.ID == m.wayID() || m.hidesWay(card.ID) {
			continue
		}
		row := Row{Icon: wayIcon(card.ID), Title: card.Title, Line: card.Summary, Press: "way", Of: card.ID}
		if m.likelyWay(card.ID) {
			first = append(first, row)
		} else {
			rest = append(rest, row)
		}
	}
	if len(rest) == 0 {
		return first
	}
	rows := append(first, Row{Kind: RowFold, Title: w("moreWays"), Press: "more-ways", Open: m.Login.More})
	if m.Login.More {
		rows = append(rows, rest...)
	}
	return rows
}

// hidesWay leaves out what stands elsewhere on the screen: the browser's login,
// and the two kinds while the form lets choose between them.
func (m *Model) hidesWay(id string) bool {
	kinds := id == wire.KindAdmin || id == wire.KindCustomer
	return id == wire.KindSession || kinds && m.Login.Way == ""
}

func (m *Model) likelyWay(id string) bool {
	switch id {
	case wire.KindAdmin, wire.KindCustomer, wayIntegration, wayPaste:
		return true
	case wayAsCustomer:
		return m.bearerOf(wire.KindAdmin) != ""
	case wayIMS:
		return m.Recognition.ExternalLogin
	}
	return false
}

func wayIcon(id string) string {
	switch id {
	case wire.KindAdmin, wayIntegration, wire.KindCustomer, wayPaste:
		return id
	case wayAsCustomer, "customergraphql":
		return wire.KindCustomer
	case "oauth2", wayIMS:
		return "lock"
	}
	return "send"
}

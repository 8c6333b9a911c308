package view

import "github.com/storekey/storekey/core/wire"

// Fields are the IDs of the fields that can be told to be wrong, each with a
// place for the sentence under it.
var Fields = []string{"address", "front-username", "username", "password", "plain", "door-username", "move-plain"}

// want asks for a field that has to be filled in first.
func (m *Model) want(field string) []Effect {
	m.Wrong = field
	return []Effect{Focus{field}}
}

// FieldEdited is a change in the field that was wrong.
type FieldEdited struct{ ID string }

func (e FieldEdited) apply(m *Model) []Effect {
	if m.Wrong == e.ID {
		m.Wrong = ""
	}
	return nil
}

func (m *Model) drawWrong(w Words) WrongField {
	return WrongField{ID: m.Wrong, Text: m.wanted(w)}
}

func (m *Model) wanted(w Words) string {
	switch m.Wrong {
	case "address":
		return w("wantAddress")
	case "username":
		if m.Login.Kind == wire.KindCustomer {
			return w("wantEmail")
		}
		return w("wantUser")
	case "password":
		return w("wantPassword")
	case "plain", "move-plain":
		return w("wantTick")
	case "front-username", "door-username":
		return w("wantDoorUser")
	case "otp":
		if m.Login.factor() != factorGoogle {
			return w("wantAnyCode")
		}
		return w("wantCode")
	}
	return ""
}

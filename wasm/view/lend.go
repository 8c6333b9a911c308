package view

// cardLent lends the card's token, savedLent that of the login in the form.
func (m *Model) cardLent() []Effect {
	m.Card.hide()
	return m.moveWanted(modeLend, Move{Ref: m.Card.Ref})
}

func (m *Model) savedLent() []Effect {
	return m.moveWanted(modeLend, Move{Address: m.Edit.ID, Login: m.Edit.Values["login"]})
}

// lentUsed takes the lent token that just came in, where the tab is its store.
func (m *Model) lentUsed() []Effect {
	ref := m.lentHere()
	if ref == "" {
		return nil
	}
	effects := append(m.moveLeft(), m.loginChosen(ref)...)
	return append(effects, m.usePressed()...)
}

// lentHere is the saved login of a lent token for this tab's store.
func (m *Model) lentHere() string {
	done := m.Move.done
	if lent := done.get("lent"); lent.fields == nil || lent.str("origin") != m.storeOrigin() {
		return ""
	}
	for _, store := range done.get("stores").items {
		for _, c := range store.get("credentials").items {
			return store.str("id") + " " + c.str("id")
		}
	}
	return ""
}

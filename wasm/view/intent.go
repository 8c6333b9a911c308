package view

import (
	"encoding/json"

	"github.com/storekey/storekey/core/wire"
)

// What a shortcut or the context menu can mean.
const (
	meansCheck = "check"
	meansCopy  = "copy"
)

// Meant is what a shortcut or the context menu left for the page that it opened.
type Meant struct{ Intent json.RawMessage }

func (e Meant) apply(m *Model) []Effect {
	v, ok := readRecord(e.Intent)
	if !ok {
		return nil
	}
	switch v.str("do") {
	case meansCheck:
		text := v.str("text")
		effects := append(m.choose(Check), SetValue{"paste", text})
		return append(effects, m.pasted(text)...)
	case meansCopy:
		m.haste = hasteWaits
	}
	m.Screen, m.headerFirst = Grab, true
	return append(m.firstFocus(), m.hurry()...)
}

// haste is how far copying at once has come.
type haste int

const (
	hasteNone haste = iota
	hasteWaits
	hasteCopied // and waits for the verdict
)

// hurry copies the header of the best credential as soon as it is known, and has
// the store asked whether it takes it.
func (m *Model) hurry() []Effect {
	if m.haste != hasteWaits || !m.confirmed() || m.asked[AskFind] != "" || m.asked[AskCredentials] != "" {
		return nil
	}
	m.haste = hasteNone
	c, there := m.credential(m.Card.Ref)
	if !there || !m.showsCard() || isExpired(c.Token, m.Now) {
		return m.firstFocus()
	}
	m.haste = hasteCopied
	return m.copyCard("header")
}

// hurried goes on once the header is on the clipboard.
func (m *Model) hurried() []Effect {
	if m.haste != hasteCopied {
		return nil
	}
	c, _ := m.credential(m.Card.Ref)
	m.Inspection = Inspection{Ref: c.Ref, Filled: true, Tokens: []wire.Token{c.Token}}
	m.Toast = Toast{What: toastHeader, Of: c, Until: m.Now.Add(undoFor)}
	return m.askedStore()
}

// hurriedVerdict says what the store answered.
func (m *Model) hurriedVerdict() {
	if m.haste != hasteCopied {
		return
	}
	m.haste = hasteNone
	m.Toast.Until = m.Now.Add(undoFor)
	if m.Toast.What == toastHeader && m.Inspection.Report != nil {
		m.Toast.Verdict = m.Inspection.Report.Verdict
	}
}

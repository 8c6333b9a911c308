package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// OfferCard is the saved login that Grab shows first.
type OfferCard struct {
	Shown             bool
	Icon, Title, Line string
	State, Is         string
	Use, Renew        Button
	Problem           string
	Progress          Progress
}

func (m *Model) drawOffer(w Words) OfferCard {
	entry, c, _ := m.login(m.offered())
	o := OfferCard{
		Shown: true, Icon: kindIcon(c.Kind), Title: loginName(w, c),
		Line: w("savedIn", entryName(w, entry)), Progress: m.drawProgress(w, m.Login.Job),
	}
	o.State, o.Is = m.savedState(w, c)
	has, asks := usable(c, m.Now), m.Seal.Want != ""
	o.Use = Button{Label: w("useSaved"), Off: !has, Main: has && !asks, Busy: m.Offer.busy.Store != ""}
	o.Renew = Button{Label: w("getNewToken"), Main: !has && !asks, Busy: m.Login.Job.Busy()}
	switch {
	case o.Renew.Busy:
		o.Renew.Label = w("loggingIn")
	case !c.SavesPassword:
		o.Renew.Label = w("typePassword")
	}
	if m.Offer.Problem != nil {
		o.Problem = m.sentence(w, m.Offer.Problem)
	}
	return o
}

// loginName is a saved login as a list names it.
func loginName(w Words, c *wire.SavedCredential) string {
	kind := c.Kind
	if kind == "" {
		kind = c.Provider
	}
	name := c.Title
	if name == "" {
		name = tokenTitle(w, kind)
	}
	if c.Who != "" {
		name += w("separator") + c.Who
	}
	return name
}

// savedState is the state of a saved token, as far as it can be told without
// opening it.
func (m *Model) savedState(w Words, c *wire.SavedCredential) (state, is string) {
	ends, told := parseTime(c.ExpiresAt)
	switch {
	case !c.HasToken:
		return w("noToken"), ""
	case told && !ends.After(m.Now):
		return w("expired"), "warn"
	case told && ends.Sub(m.Now) < soonFrom:
		return w.span(ends.Sub(m.Now)), "warn"
	case told:
		return w.span(ends.Sub(m.Now)), ""
	case m.Saved.Vault.State != wire.VaultOpen:
		return w("sealed"), ""
	}
	return w("noExpiry"), ""
}

// drawOthers lists the saved logins for this tab that do not stand first.
func (m *Model) drawOthers(w Words) []Row {
	var rows []Row
	card, _ := m.credential(m.Card.Ref)
	for _, ref := range m.offers() {
		onTop := m.showsOffer() && ref == m.offered() || m.showsCard() && card.Saved != nil && *card.Saved == ref
		if onTop {
			continue
		}
		entry, c, _ := m.login(ref)
		row := loginRow(entry, c, loginName(w, c))
		row.Line = entryName(w, entry)
		row.State, row.Is = m.savedState(w, c)
		rows = append(rows, row)
	}
	return rows
}

// SaveForm saves the card's credential.
type SaveForm struct {
	Shown, New bool
	Into       []Option
	Password   bool
	Door       bool // one was typed for this tab
	Problem    string
	Button     Button
}

func (m *Model) drawSave(w Words) SaveForm {
	c, _ := m.credential(m.Card.Ref)
	f := SaveForm{Shown: true, New: m.Save.Into == "", Password: c.Provider != "" && c.Who != "",
		Button: Button{Label: w("save"), Busy: m.saving(), Main: m.Seal.Want == ""}}
	_, f.Door = m.frontAt(c.Store)
	for _, e := range m.here() {
		f.Into = append(f.Into, Option{e.ID, entryName(w, e), e.ID == m.Save.Into})
	}
	if len(f.Into) > 0 {
		f.Into = append(f.Into, Option{"", w("anotherStore"), f.New})
	}
	if m.Save.Error != nil {
		f.Problem = m.sentence(w, m.Save.Error)
	}
	return f
}

// SealForm is the form for the passphrase.
type SealForm struct {
	// At is the place that it stands in: grab, card or stores.
	At          string
	Title, Text string
	Old, Again  bool
	New         string // the label of the field
	Button      Button
	Cancel      bool
	Bare        bool
	Lost        bool
	Error       string
	Progress    Progress
}

func (m *Model) drawSeal(w Words) SealForm {
	want := m.sealWanted()
	f := SealForm{New: w("passphrase"), Cancel: m.Seal.Want != "" && (m.Seal.then != thenNothing || want != sealUnlock),
		Button: Button{Busy: m.Seal.Job.Busy(), Main: true}, Bare: m.Seal.then == thenPut,
		Progress: m.drawProgress(w, m.Seal.Job)}
	idle := strconv.Itoa(m.Saved.Vault.IdleMinutes)
	switch want {
	case "":
		return SealForm{}
	case sealUnlock:
		f.Title, f.Text, f.Button.Label, f.Lost = w("sealLocked"), w("sealLockedText", idle), w("unlock"), true
	case sealCreate:
		f.Title, f.Text, f.Button.Label, f.Again = w("sealNone"), w("sealNoneText"), w("setPassphrase"), true
	case sealChange:
		f.Title, f.Text, f.Button.Label, f.Again = w("sealChange"), w("sealChangeText"), w("changePassphrase"), true
		f.Old, f.New = true, w("passphraseNew")
	}
	if f.Button.Busy {
		f.Button.Label = w("sealBusy")
	}
	f.At = "grab"
	if m.Save.Open {
		f.At = "card"
	}
	if m.Screen == Stores {
		f.At = "stores"
	}
	if problem := m.Saved.Vault.Problem; problem != "" && m.Seal.Error == nil && want == sealUnlock {
		f.Error = w("sealProblem")
	}
	if m.Seal.Error != nil {
		f.Error = m.sentence(w, m.Seal.Error)
	}
	return f
}

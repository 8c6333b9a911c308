package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// drawGrab fills the Grab screen of a store: the card with the others under it,
// or the login.
func (m *Model) drawGrab(w Words, p *Page) {
	if m.waits() {
		p.Looking = true
		return
	}
	p.Others = m.drawOthers(w)
	if m.showsCard() && !m.showsOffer() {
		p.Credential = m.drawCard(w)
		if m.Save.Open {
			p.Save = m.drawSave(w)
		}
		p.Refusal = m.drawRefusal(w) // of a login that failed while the page was closed
		p.Also = m.drawAlso(w)
		return
	}
	p.Ask = m.drawQuestion(w)
	p.Refusal = m.drawRefusal(w)
	if m.Login.CodeStep {
		p.Code = m.drawCode(w)
		return
	}
	if m.showsOffer() {
		p.Offer, p.Also = m.drawOffer(w), m.drawAlso(w)
		return
	}
	p.Login = m.drawLogin(w)
	p.Also = m.drawAlso(w)
}

func (m *Model) drawCard(w Words) CredentialCard {
	c, _ := m.credential(m.Card.Ref)
	card := CredentialCard{
		Shown: true, Title: tokenTitle(w, c.Token.Kind), Line: whose(w, c),
		Countdown: w.countdown(c.Token, m.Now), Secret: c.Token.Masked,
		Facts: m.cardFacts(w, c), CanCopy: m.confirmed(), Copied: m.Copied,
	}
	if !m.Card.Shown.Empty() {
		card.Secret, card.Open = m.Card.Shown.Reveal(), true
	}
	if m.Card.Problem != nil {
		card.Problem = m.sentence(w, m.Card.Problem)
	}
	card.Aside = m.Save.Open
	card.CanSave = c.Saved == nil && !m.Save.Open && card.CanCopy
	return card
}

func (m *Model) cardFacts(w Words, c wire.Credential) []Fact {
	facts := []Fact{{w("factExpires"), m.expiry(w, c.Token)}}
	if isExpired(c.Token, m.Now) {
		facts[0].Name = w("factExpired")
	}
	if c.Token.Kind == wire.KindCustomer && c.Store.StoreCode != "" {
		facts = append(facts, Fact{w("factStoreView"), c.Store.StoreCode})
	}
	if c.Saved != nil {
		if e, there := m.entry(c.Saved.Store); there {
			return append(facts, Fact{w("factSaved"), w("savedIn", entryName(w, e))})
		}
	}
	switch {
	case c.FoundIn != "":
		facts = append(facts, Fact{w("factFoundIn"), c.FoundIn})
	case c.Provider != "":
		facts = append(facts, Fact{w("factFrom"), w("fromLogin")})
	}
	return facts
}

// expiry is when the token ends, and who says so.
func (m *Model) expiry(w Words, t wire.Token) string {
	ends, told := parseTime(t.ExpiresAt)
	if !told {
		return w("expiryUntold")
	}
	return w("expiryOwnClaim", w.exact(ends, m.Now))
}

func tokenTitle(w Words, kind string) string {
	switch kind {
	case wire.KindAdmin:
		return w("tokenAdmin")
	case wire.KindCustomer:
		return w("tokenCustomer")
	case wire.KindIntegration:
		return w("tokenIntegration")
	case wire.KindGuest:
		return w("tokenGuest")
	case wire.KindIMS:
		return w("tokenIms")
	case wire.KindOAuth2:
		return w("tokenOauth2")
	case wire.KindSession:
		return w("tokenSession")
	}
	return w("tokenUnknown")
}

// whose is the user name where it is known, else the number in the token.
func whose(w Words, c wire.Credential) string {
	id := userID(w, c.Token)
	switch {
	case c.Who != "" && id != "":
		return c.Who + w("separator") + id
	case c.Who != "":
		return c.Who
	case id != "":
		return id
	}
	return w("whoseUntold")
}

func userID(w Words, t wire.Token) string {
	if t.UserID == nil {
		return ""
	}
	number := strconv.FormatInt(*t.UserID, 10)
	if t.Kind == wire.KindCustomer {
		return w("customerID", number)
	}
	return w("userID", number)
}

func kindIcon(kind string) string {
	switch kind {
	case wire.KindAdmin, wire.KindCustomer, wire.KindIntegration, wire.KindSession:
		return kind
	}
	return "unknown"
}

// drawAlso lists the credentials that are not on the card.
func (m *Model) drawAlso(w Words) []Row {
	var rows []Row
	for _, c := range m.Credentials {
		if c.Ref != m.Card.Ref || m.Card.Aside || m.showsOffer() {
			rows = append(rows, m.drawRow(w, c))
		}
	}
	return rows
}

func (m *Model) drawRow(w Words, c wire.Credential) Row {
	title := tokenTitle(w, c.Token.Kind)
	row := Row{Press: "choose", Of: c.Ref, Icon: kindIcon(c.Token.Kind), Title: title, Line: whose(w, c),
		Act: "copy-row", ActIcon: "copy", ActLabel: w("copyTokenOf", title, whose(w, c)), Done: m.Copied == "copy-"+c.Ref}
	if c.FoundIn != "" {
		row.Line = c.FoundIn
	}
	ends, told := parseTime(c.Token.ExpiresAt)
	switch {
	case !told:
	case ends.After(m.Now):
		row.State = w.span(ends.Sub(m.Now))
	default:
		row.State, row.Is = w("expired"), "warn"
	}
	return row
}

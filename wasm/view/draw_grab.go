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
	p.Others, p.API, p.Watch = m.drawOthers(w), m.drawAPI(w), m.drawWatch(w)
	if !m.Login.CodeStep {
		p.AsCustomer = m.drawAsCustomer(w)
	}
	if m.showsCard() && !m.showsOffer() {
		p.Credential, p.Upkeep = m.drawCard(w), m.drawUpkeep(w)
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
	if m.showsSession() {
		p.Session = m.drawSession(w)
	}
	p.Ways = m.drawWays(w)
	switch {
	case m.foldsPassword():
		p.External = w("externalText", m.storeHost())
	case !m.Login.blocked():
		p.Login = m.drawLogin(w)
		p.Login.Button.Main = p.Login.Button.Main && (!p.Session.Shown || m.Login.Way != "")
		p.Session.Button.Main = p.Session.Button.Main && m.Login.Way == ""
	}
	p.Also, p.Notes = m.drawAlso(w), findingLines(m.notes())
	if len(p.Notes) > 0 || p.Session.Shown || len(p.Also) > 0 {
		p.Login.Info = ""
	}
}

// notes are about the page, but for what the card of its login says already.
func (m *Model) notes() []wire.Finding {
	var rest []wire.Finding
	for _, f := range m.Notes {
		if !m.showsSession() || f.Code != codeLoggedIn && f.Code != codeCustomer {
			rest = append(rest, f)
		}
	}
	return rest
}

// Codes that say that a customer is logged in on the page, and who.
const (
	codeLoggedIn = "luma_logged_in"
	codeCustomer = "luma_customer"
)

func (m *Model) drawCard(w Words) CredentialCard {
	c, _ := m.credential(m.Card.Ref)
	card := CredentialCard{
		Shown: true, Title: cardTitle(w, c), Line: whose(w, c),
		Countdown: w.countdown(c.Token, m.Now), Secret: c.Token.Masked,
		Facts: m.cardFacts(w, c), CanCopy: m.confirmed(), Copied: m.Copied,
		Token: true, Header: true, Main: "token", Findings: m.cardFindings(w, c), Put: m.drawPut(w, c),
	}
	switch {
	case len(c.Parts) > 0:
		card.Parts = m.partRows(w, c)
		card.Token, card.Main = false, "header"
		if missing(c) > 0 {
			card.CanCopy = false
		}
	case c.Token.Kind == wire.KindSession:
		card.Token, card.Header, card.Main = false, false, "curl"
	}
	if m.haste == hasteNone && m.headerFirst && card.Header {
		card.Main = "header"
	}
	if !m.Card.Shown.Empty() {
		card.Secret, card.Open = m.Card.Shown.Reveal(), true
	}
	if m.Card.Problem != nil {
		card.Problem = m.sentence(w, m.Card.Problem)
	}
	card.Aside = m.Save.Open
	card.CanSave = c.Saved == nil && !m.Save.Open && m.confirmed() && !c.Private && c.Token.Kind != wire.KindSession
	return card
}

func (m *Model) cardFacts(w Words, c wire.Credential) []Fact {
	facts := m.endFacts(w, c)
	if c.Token.Kind == wire.KindCustomer && c.Store.StoreCode != "" {
		facts = append(facts, Fact{w("factStoreView"), c.Store.StoreCode})
	}
	if c.Saved != nil {
		if e, there := m.entry(c.Saved.Store); there {
			facts = append(facts, Fact{w("factSaved"), entryName(w, e)})
		}
	}
	places := c.Places
	if len(places) == 0 && c.FoundIn != "" {
		places = []string{c.FoundIn}
	}
	for i, place := range places {
		name := w("factFoundIn")
		if i > 0 {
			name = w("factAlsoIn")
		}
		facts = append(facts, Fact{name, place})
	}
	if len(places) == 0 && c.Provider != "" && c.Saved == nil && c.Token.Kind != wire.KindSession {
		facts = append(facts, Fact{w("factFrom"), w("fromLogin")})
	}
	if c.Origin != m.storeOrigin() {
		facts = append(facts, Fact{w("factFor"), host(c.Origin)})
	}
	return facts
}

// endFacts are when the token ends, and when the page stops using it where that
// is another time.
func (m *Model) endFacts(w Words, c wire.Credential) []Fact {
	switch {
	case c.Token.Kind == wire.KindSession:
		return []Fact{{w("factEnds"), w("sessionEnds")}}
	case len(c.Parts) > 0:
		return nil
	}
	facts := []Fact{{w("factExpires"), m.expiry(w, c.Token)}}
	if isExpired(c.Token, m.Now) {
		facts[0].Name = w("factExpired")
	}
	ends, _ := parseTime(c.Token.ExpiresAt)
	if page, told := parseTime(c.PageExpiresAt); told && !page.Equal(ends) {
		facts = append(facts, Fact{w("factPage"), w("pageUses", w.exact(page, m.Now))})
	}
	return facts
}

// cardFindings are what is to be known before the credential is used.
func (m *Model) cardFindings(w Words, c wire.Credential) []FindingLine {
	lines := findingLines(c.Findings)
	if n := missing(c); n > 0 && len(lines) == 0 {
		lines = append(lines, FindingLine{wire.LevelWarning, "warning", w("partsMissing", strconv.Itoa(len(c.Parts)-n), strconv.Itoa(len(c.Parts))), w("partsMissingHint")})
	} else if n == 0 && len(c.Parts) > 0 {
		lines = append(lines, FindingLine{wire.LevelInfo, "info", w("signedOnce"), w("signedOnceHint")})
	}
	if c.Private {
		lines = append(lines, FindingLine{wire.LevelInfo, "lock", w("privateOnly"), w("privateOnlyHint")})
	}
	return lines
}

// missing counts the values of an integration that are not known.
func missing(c wire.Credential) int {
	n := 0
	for _, part := range c.Parts {
		if part.Masked == "" {
			n++
		}
	}
	return n
}

// partRows are the values of an integration, each to be copied.
func (m *Model) partRows(w Words, c wire.Credential) []Row {
	var rows []Row
	for _, part := range c.Parts {
		row := Row{Title: partName(w, part.Name), Line: part.Masked}
		if part.Masked == "" {
			row.State, row.Is = w("partUnknown"), "warn"
		} else {
			row.Act, row.ActIcon, row.ActLabel, row.Of = "copy-part", "copy", w("copyPart", row.Title), part.Name
			row.Done = m.Copied == "copy-"+part.Name
		}
		rows = append(rows, row)
	}
	return rows
}

// partName is Magento's label of a value.
func partName(w Words, name string) string {
	switch name {
	case "consumer_key":
		return w("consumerKey")
	case "consumer_secret":
		return w("consumerSecret")
	case "access_token":
		return w("accessToken")
	}
	return w("accessTokenSecret")
}

// cardTitle is what a credential is, as people call it.
func cardTitle(w Words, c wire.Credential) string {
	switch {
	case c.Area == areaPanel:
		return w("tokenPanelLogin")
	case c.Area == areaCustomer:
		return w("tokenShopLogin")
	case len(c.Parts) > 0:
		return w("tokenFour")
	}
	return tokenTitle(w, c.Token.Kind)
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
	case c.Who == "" && c.Token.Kind == wire.KindSession:
		return w("whoseSession")
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
	if m.sessionArea() != "" && !m.showsSession() {
		rows = append(rows, m.sessionRow(w))
	}
	return rows
}

func (m *Model) drawRow(w Words, c wire.Credential) Row {
	title := cardTitle(w, c)
	row := Row{Press: "choose", Of: c.Ref, Icon: kindIcon(c.Token.Kind), Title: title, Line: whose(w, c),
		Act: "copy-row", ActIcon: "copy", ActLabel: w("copyTokenOf", title, whose(w, c)), Done: m.Copied == "copy-"+c.Ref}
	if c.FoundIn != "" && row.Line != w("whoseUntold") {
		row.Line += w("separator") + c.FoundIn
	} else if c.FoundIn != "" {
		row.Line = c.FoundIn
	}
	if c.Origin != m.storeOrigin() {
		row.Line = host(c.Origin) + w("separator") + row.Line
	}
	if c.Token.Kind == wire.KindSession || len(c.Parts) > 0 {
		row.Act = "" // there is no one token to copy
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

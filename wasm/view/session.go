package view

import "github.com/storekey/storekey/core/wire"

// Areas of a login that the browser has.
const (
	areaPanel    = "panel"
	areaCustomer = "customer"
)

// PageLogin is the login that the tab's page already has, offered as a credential.
type PageLogin struct {
	Job     Job
	Problem *wire.Error
}

// sessionArea says whose login the page has that is not used yet, or is empty.
func (m *Model) sessionArea() string {
	area, r := "", m.Recognition
	switch {
	case m.Place != AtStore || m.typed:
		return ""
	case r.Area == wire.AreaAdmin:
		area = areaPanel
	case r.Area == wire.AreaStorefront && r.LoggedIn:
		area = areaCustomer
	}
	for _, c := range m.Credentials {
		live := !isExpired(c.Token, m.Now) && c.Origin == m.storeOrigin()
		if c.Area == area || live && area == areaCustomer && c.Token.Kind == wire.KindCustomer {
			return ""
		}
	}
	return area
}

// showsSession reports whether that login is a card of its own: where there is no
// credential to show. Else it is a line under the others.
func (m *Model) showsSession() bool {
	return m.sessionArea() != "" && !m.showsCard() && !m.showsOffer() && !m.Login.CodeStep && !m.Card.Aside
}

// sessionUsed is a click on "Use your panel login".
func (m *Model) sessionUsed() []Effect {
	area := m.sessionArea()
	if area == "" || m.PageLogin.Job.Busy() {
		return nil
	}
	m.PageLogin.Problem = nil
	fields := new(object).str("area", area)
	if area == areaPanel {
		fields.opt("frontName", m.Recognition.FrontName)
	}
	body := new(object).raw("store", writeStore(m.Recognition.Store)).raw("fields", fields.String())
	ask := m.ask(AskSession, "POST", tokenPath+wire.KindSession, body.door(m.Login.front, m.storeOrigin()).body())
	ask.Origin = m.storeOrigin()
	return m.start(&m.PageLogin.Job, ask)
}

func (m *Model) sessionCancelled() []Effect {
	m.drop(AskSession)
	return append(m.cancelJob(&m.PageLogin.Job), Focus{"session-use"})
}

func (m *Model) sessionAnswered(e Answered) []Effect {
	m.PageLogin.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		m.PageLogin.Problem = problem
		return []Effect{Reveal{"session"}, Focus{"session-use"}}
	}
	m.hold(readCredential(v))
	m.Offer.Aside = true
	return []Effect{Focus{"copy-curl"}}
}

// SessionCard offers the page's own login.
type SessionCard struct {
	Shown       bool
	Title, Text string
	Button      Button
	Problem     string
	Progress    Progress
}

func (m *Model) drawSession(w Words) SessionCard {
	c := SessionCard{Shown: true, Title: w("sessionPanelTitle"), Text: m.withLeave(w, w("sessionText")),
		Button: Button{Label: w("usePanelLogin"), Main: m.Seal.Want == ""}, Progress: m.drawProgress(w, m.PageLogin.Job)}
	if m.sessionArea() == areaCustomer {
		c.Title, c.Button.Label = w("sessionShopTitle"), w("useShopLogin")
	}
	if m.PageLogin.Job.Busy() {
		c.Button.Busy, c.Button.Label = true, w("sessionBusy")
	}
	if m.PageLogin.Problem != nil {
		c.Problem = m.sentence(w, m.PageLogin.Problem)
	}
	return c
}

// sessionRow is the same as a line under other credentials.
func (m *Model) sessionRow(w Words) Row {
	row := Row{Icon: wire.KindSession, Title: w("tokenPanelLogin"), Line: w("sessionPanelTitle"),
		Act: "session-use", ActLabel: w("useIt"), Of: "row"}
	if m.sessionArea() == areaCustomer {
		row.Title, row.Line = w("tokenShopLogin"), w("sessionShopTitle")
	}
	if m.PageLogin.Job.Busy() {
		row.ActLabel = w("sessionBusy")
	}
	if m.PageLogin.Problem != nil {
		row.Line = m.sentence(w, m.PageLogin.Problem)
	}
	return row
}

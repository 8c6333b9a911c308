package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// AsCustomer is a token for the customer whose page the panel shows.
type AsCustomer struct {
	Job     Job
	Problem *wire.Error
	// Wanted is the customer whose token is asked for as soon as an administrator
	// has logged in.
	Wanted string
}

// viewedCustomer is the customer's e-mail address, or empty; no token of theirs
// is at hand yet.
func (m *Model) viewedCustomer() string {
	v := m.Recognition.Viewed
	if m.Place != AtStore || v == nil || v.Kind != wire.KindCustomer || v.Email == "" {
		return ""
	}
	for _, c := range m.Credentials {
		if c.Token.Kind == wire.KindCustomer && strings.EqualFold(c.Who, v.Email) && !isExpired(c.Token, m.Now) {
			return ""
		}
	}
	return v.Email
}

// asCustomerPressed asks for the customer's token, or for an administrator's
// login first.
func (m *Model) asCustomerPressed() []Effect {
	a := &m.AsCustomer
	email := m.viewedCustomer()
	if email == "" || a.Job.Busy() || !m.confirmed() {
		return nil
	}
	a.Problem = nil
	if m.bearerOf(wire.KindAdmin) == "" {
		a.Wanted = email
		return m.adminFirst()
	}
	return m.askAsCustomer(email)
}

// adminFirst opens the form for an administrator's login, which a way needs.
func (m *Model) adminFirst() []Effect {
	m.Login.Anyway = true
	return append(m.wayChosen(wire.KindAdmin), Focus{"username"})
}

// usesWanted is a click on "Log in as an administrator": with that, the way that
// needs it goes on.
func (m *Model) usesWanted() []Effect {
	m.AsCustomer.Wanted = strings.TrimSpace(m.Login.Values["email"])
	return m.adminFirst()
}

func (m *Model) askAsCustomer(email string) []Effect {
	a := &m.AsCustomer
	a.Wanted = ""
	store := m.Recognition.Store
	store.StoreCode = m.Login.StoreView
	fields := new(object).str("email", email)
	ref := writeRef(wire.CredentialRef{Ref: m.bearerOf(wire.KindAdmin)})
	body := new(object).raw("store", writeStore(store)).raw("fields", fields.String()).raw("credential", ref)
	ask := m.ask(AskAsCustomer, "POST", tokenPath+wayAsCustomer, body.door(m.Login.front, m.storeOrigin()).body())
	ask.Origin = m.storeOrigin()
	return m.start(&a.Job, ask)
}

// customerNext goes on to the customer once the administrator has logged in.
func (m *Model) customerNext(c wire.Credential) []Effect {
	email := m.AsCustomer.Wanted
	if email == "" || c.Token.Kind != wire.KindAdmin || c.Area != "" {
		return nil
	}
	return m.askAsCustomer(email)
}

func (m *Model) asCustomerAnswered(e Answered) []Effect {
	m.AsCustomer.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		m.AsCustomer.Problem = problem
		return []Effect{Reveal{"as-customer"}, Focus{"as-customer-go"}}
	}
	return m.loggedIn(readCredential(v))
}

func (m *Model) asCustomerCancelled() []Effect {
	m.drop(AskAsCustomer)
	return append(m.cancelJob(&m.AsCustomer.Job), Focus{"as-customer-go"})
}

// OfferLine is a title with a button beside the thing that it is about.
type OfferLine struct {
	Shown       bool
	Title, Text string
	Button      Button
	Problem     string
	Progress    Progress
}

func (m *Model) drawAsCustomer(w Words) OfferLine {
	a, email := m.AsCustomer, m.viewedCustomer()
	if email == "" {
		return OfferLine{}
	}
	o := OfferLine{Shown: true, Title: w("asCustomerTitle", email), Text: w("asCustomerText"),
		Button: Button{Label: w("asCustomerGo", email), Busy: a.Job.Busy()}, Progress: m.drawProgress(w, a.Job)}
	if m.bearerOf(wire.KindAdmin) == "" {
		o.Text, o.Button.Label = w("asCustomerFirst"), w("adminFirst")
		if a.Wanted != "" {
			o.Text, o.Button.Off = w("asCustomerNext", email), true
		}
	}
	if o.Button.Busy {
		o.Button.Label = w("loggingIn")
	}
	if a.Problem != nil {
		o.Problem = m.sentence(w, a.Problem)
	}
	return o
}

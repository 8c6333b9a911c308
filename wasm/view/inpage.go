package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// What is put into the tab's page.
const (
	putToken   = "token"
	putExpired = "expired"
	putBack    = "back"
)

const (
	codePutProduction = "put_production"
	consentProduction = "production"
)

// InPage is the putting of a token to use in the tab's own page.
type InPage struct {
	As      string // what is being put there, until it stands there
	Back    bool   // something can be put back
	Problem *wire.Error

	consent string
}

func (m *Model) putPressed(as string) []Effect {
	if !m.confirmed() || m.asked[AskPut] != "" {
		return nil
	}
	m.InPage.As, m.InPage.Problem, m.InPage.consent = as, nil, ""
	return m.putIntoPage()
}

func (m *Model) putAgreed() []Effect {
	m.InPage.consent, m.InPage.Problem = consentProduction, nil
	return m.putIntoPage()
}

func (m *Model) putDeclined() []Effect {
	m.InPage.As, m.InPage.Problem = "", nil
	return []Effect{Focus{"put-" + putToken}}
}

// putIntoPage looks at the page anew: what stands there now is written around.
func (m *Model) putIntoPage() []Effect {
	if m.InPage.As == putBack {
		return m.sendPut("null")
	}
	return []Effect{TakeSnapshot{m.Tab.ID, m.Selectors}}
}

func (m *Model) sendPut(snapshot string) []Effect {
	body := new(object).str("ref", m.Card.Ref).str("as", m.InPage.As)
	if m.InPage.As != putBack {
		body.raw("snapshot", snapshot)
	}
	if m.InPage.consent != "" {
		body.raw("consent", array([]string{m.InPage.consent}, quote))
	}
	return []Effect{m.ask(AskPut, "POST", "/v1/tabs/"+strconv.Itoa(m.Tab.ID)+"/put", body.body())}
}

func (m *Model) inPageAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.InPage.Problem = problem
		if problem.Code == codePutProduction {
			return []Effect{Focus{"put-ask-yes"}, Reveal{"put-ask"}}
		}
		m.InPage.As = ""
		return []Effect{Reveal{"put"}}
	}
	m.Toast = Toast{What: toastPut, Until: m.Now.Add(toastFor)}
	if m.InPage.As == putBack {
		m.Toast.What = toastPutBack
	}
	m.InPage = InPage{Back: v.yes("back")}
	return nil
}

// PutMenu is the fold of the card that puts it to use in the tab.
type PutMenu struct {
	Shown, Expire, Back, Busy bool
	Note, Problem             string
	Question                  Question
}

func (m *Model) drawPut(w Words, c wire.Credential) PutMenu {
	bearer := c.Token.Kind == wire.KindCustomer && c.Token.Format != wire.FormatCookie
	p := PutMenu{
		Shown:  bearer && m.Recognition.Area == wire.AreaStorefront && !m.typed && c.Origin == m.Tab.Origin && (c.CanPut || m.holdsPlace()),
		Expire: c.CanPut, Back: m.InPage.Back, Busy: m.asked[AskPut] != "", Note: w("putNote", m.storeHost()),
	}
	switch problem := m.InPage.Problem; {
	case problem == nil:
	case problem.Code == codePutProduction:
		p.Question = Question{Shown: true, Title: problem.Message, Text: problem.Hint, Yes: w("putYes", m.storeHost())}
	default:
		p.Problem = m.sentence(w, problem)
	}
	return p
}

// holdsPlace reports whether the page is known to have a place for a token.
func (m *Model) holdsPlace() bool {
	for _, c := range m.Credentials {
		if c.CanPut && c.Origin == m.Tab.Origin {
			return true
		}
	}
	return m.InPage.Back
}

package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// Upkeep is what keeps the card's credential alive, or ends it.
type Upkeep struct {
	Ref string // of the credential that it is about
	Job Job
	// Problem is why it could not be renewed, Said what became of a revocation or
	// why there is none; Ask is the question before it.
	Problem *wire.Error
	Said    []wire.Finding
	Ask     *wire.Error
	Revokes bool // the job revokes
	over    string
	agreed  []string
	turned  string // the switch, until the worker has written it down
}

const (
	consentRevoke = "revoke_all"
	codeRevokeAll = "revoke_all"
	codeNoRoute   = "revoke_no_route"
	overGraphQL   = "graphql"
	// codeAskRevoke is the page's own question about a service's token.
	codeAskRevoke = "page_revoke"
)

// savedLogin is the saved login of the card's credential.
func (m *Model) savedLogin() (wire.SavedRef, *wire.SavedCredential, bool) {
	c, there := m.credential(m.Card.Ref)
	if !there || c.Saved == nil {
		return wire.SavedRef{}, &wire.SavedCredential{}, false
	}
	_, login, known := m.login(*c.Saved)
	return *c.Saved, login, known
}

// canRenew reports whether the card's credential can be renewed in one click, and
// asks whether a password has to be typed for it.
func (m *Model) canRenew() (can, asks bool) {
	c, _ := m.credential(m.Card.Ref)
	_, login, saved := m.savedLogin()
	if c.CanRefresh || saved && login.SavesPassword {
		return true, false
	}
	user, password := wantsUser(m.cardOf(c.Provider), m.loginValue)
	return c.Who != "" && user && password, true
}

// cardRenewed is a click on Renew: by the service's refresh, else by the saved
// login.
func (m *Model) cardRenewed() []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there || m.Upkeep.Job.Busy() || m.Login.Job.Busy() || !m.confirmed() {
		return nil
	}
	m.Upkeep = Upkeep{Ref: c.Ref}
	ref, login, saved := m.savedLogin()
	switch {
	case c.CanRefresh:
	case saved && login.SavesPassword:
		m.Offer.Chosen = ref
		return m.renewSaved()
	default:
		return m.typePassword(c)
	}
	return m.refresh()
}

func (m *Model) refresh() []Effect {
	u := &m.Upkeep
	c, _ := m.credential(u.Ref)
	u.Ask = nil
	ask := m.ask(AskRefresh, "POST", "/v1/credentials/refresh", new(object).str("ref", c.Ref).consent(u.agreed).body())
	ask.Origin = c.Origin
	return m.start(&u.Job, ask)
}

// typePassword opens the form that the credential came from, for its user.
func (m *Model) typePassword(c wire.Credential) []Effect {
	if can, _ := m.canRenew(); !can {
		return nil
	}
	effects := m.wayChosen(c.Provider)
	m.Login.Anyway, m.Login.Username = true, c.Who
	return append(effects, SetValue{"username", c.Who}, Focus{"password"})
}

func (m *Model) refreshAnswered(e Answered) []Effect {
	m.Upkeep.Job = Job{}
	v, problem := e.read()
	switch {
	case problem == nil:
	case wantsYes(problem):
		return m.askBefore(problem)
	default:
		m.Upkeep.Problem = problem
		return []Effect{Reveal{"upkeep"}, Focus{"renew-card"}}
	}
	m.Upkeep = Upkeep{}
	m.hold(readCredential(v))
	return []Effect{Focus{"copy-header"}, Focus{"copy-token"}}
}

func (m *Model) upkeepCancelled() []Effect {
	m.drop(AskRefresh)
	m.drop(AskRevoke)
	if m.Login.Job.Busy() {
		return m.loginCancelled()
	}
	return m.cancelJob(&m.Upkeep.Job)
}

// autoRenewChosen is the switch "Renew by itself" of the saved login.
func (m *Model) autoRenewChosen(on string) []Effect {
	ref, _, saved := m.savedLogin()
	if !saved || m.Upkeep.Job.Busy() {
		return nil
	}
	m.Upkeep = Upkeep{Ref: m.Card.Ref, turned: on}
	return []Effect{m.ask(AskAutoRenew, "PUT", loginPath(ref), new(object).raw("autoRenew", on).body())}
}

func (m *Model) autoRenewAnswered(e Answered) []Effect {
	m.Upkeep.turned = ""
	v, problem := e.read()
	if problem != nil {
		m.Upkeep.Problem = problem
		return nil
	}
	m.keepEntry(readEntry(v))
	return nil
}

// revokePressed asks before it ends what the card shows; of what no request can
// end, the API says where that is done.
func (m *Model) revokePressed() []Effect {
	c, there := m.credential(m.Card.Ref)
	if !there || m.Upkeep.Job.Busy() || !m.confirmed() {
		return nil
	}
	m.Upkeep = Upkeep{Ref: c.Ref, Revokes: true}
	if c.CanRevoke {
		return m.askBefore(&wire.Error{Code: codeAskRevoke})
	}
	return m.revoke()
}

// wantsYes reports whether the API waits for a yes before it asks a service.
func wantsYes(e *wire.Error) bool { return e.Code == codeElsewhere || e.Code == codePlainHTTP }

func (m *Model) askBefore(question *wire.Error) []Effect {
	m.Upkeep.Ask = question
	return []Effect{Focus{"revoke-ask-no"}, Reveal{"revoke-ask"}}
}

func (m *Model) revoke() []Effect {
	u := &m.Upkeep
	c, _ := m.credential(u.Ref)
	u.Ask = nil
	body := new(object).str("ref", c.Ref).opt("over", u.over)
	ask := m.ask(AskRevoke, "POST", "/v1/credentials/revoke", body.consent(u.agreed).door(m.Login.front, c.Origin).body())
	ask.Origin = c.Origin
	return m.start(&u.Job, ask)
}

// revokeAgreed is the yes to the question.
func (m *Model) revokeAgreed() []Effect {
	u := &m.Upkeep
	if u.Ask == nil || u.Job.Busy() || u.Ref != m.Card.Ref {
		return nil
	}
	yes := consentRevoke
	switch u.Ask.Code {
	case codeElsewhere:
		yes = consentElsewhere
	case codePlainHTTP:
		yes = consentPlainHTTP
	}
	u.agreed = append(u.agreed[:len(u.agreed):len(u.agreed)], yes)
	if u.Revokes {
		return m.revoke()
	}
	return m.refresh()
}

func (m *Model) revokeDeclined() []Effect {
	m.Upkeep = Upkeep{}
	return []Effect{Focus{"revoke"}}
}

func (m *Model) revokeAnswered(e Answered) []Effect {
	u := &m.Upkeep
	u.Job = Job{}
	v, problem := e.read()
	switch {
	case problem == nil:
		return m.revoked(v)
	case problem.Code == codeRevokeAll || wantsYes(problem):
		return m.askBefore(problem)
	case problem.Code == codeNoRoute && u.over == "":
		// An older store revokes over GraphQL alone.
		u.over = overGraphQL
		return m.revoke()
	}
	u.Revokes = false
	u.Said = []wire.Finding{{Code: problem.Code, Level: revokeLevel(problem.Code), Message: problem.Message, Hint: problem.Hint}}
	return []Effect{Reveal{"upkeep-said"}}
}

// revokeLevel tells what only says where it is done from what went wrong.
func revokeLevel(code string) string {
	switch code {
	case "revoke_admin", "revoke_integration", "revoke_session", "revoke_elsewhere":
		return wire.LevelInfo
	}
	return wire.LevelError
}

// revoked takes the credentials away that are dead by now.
func (m *Model) revoked(v value) []Effect {
	refs := each(v.get("refs"), func(item value) string { return item.text })
	for _, ref := range refs {
		for _, list := range []*[]wire.Credential{&m.Card.held, &m.Card.found, &m.Card.elsewhere} {
			*list = without(*list, ref)
		}
	}
	m.Upkeep = Upkeep{}
	m.Card.hide()
	m.gather()
	m.Toast = Toast{What: toastRevoked, Added: len(refs), Until: m.Now.Add(toastFor)}
	return append(m.askStores(), m.firstFocus()...)
}

// UpkeepPanel is what stands under the card's buttons.
type UpkeepPanel struct {
	Shown bool
	Renew Button
	// Auto is the switch, On its state.
	Auto, On bool
	Revoke   Button
	Lend     bool
	Problem  string
	Question Question
	Said     []FindingLine
	Progress Progress
}

func (m *Model) drawUpkeep(w Words) UpkeepPanel {
	u := m.Upkeep
	c, _ := m.credential(m.Card.Ref)
	if u.Ref != c.Ref {
		u = Upkeep{} // it is about another one
	}
	_, login, saved := m.savedLogin()
	renews := m.Login.Job.Busy() || u.Job.Busy() && !u.Revokes
	can, asks := m.canRenew()
	p := UpkeepPanel{
		Renew:  Button{Label: w("renewIt"), Busy: renews, Off: !can},
		Auto:   saved && (login.SavesPassword || c.CanRefresh),
		On:     u.turned == "true" || u.turned == "" && login.AutoRenew,
		Revoke: Button{Label: w("revoke"), Busy: u.Revokes && u.Job.Busy(), Off: c.Provider == "" && c.Token.Kind != wire.KindCustomer},
		Said:   findingLines(u.Said), Progress: m.drawProgress(w, u.Job),
	}
	if m.Login.Job.Busy() {
		p.Progress = m.drawProgress(w, m.Login.Job)
	}
	switch {
	case p.Renew.Busy:
		p.Renew.Label = w("loggingIn")
	case asks:
		p.Renew.Label = w("logInAgain")
	}
	p.Lend = c.Token.Kind != wire.KindSession && len(c.Parts) == 0 && !c.Private
	p.Shown = !m.Save.Open && (!p.Renew.Off || p.Auto || !p.Revoke.Off || p.Lend)
	for _, problem := range []*wire.Error{u.Problem, m.Offer.Problem} {
		if problem != nil {
			p.Problem = m.sentence(w, problem)
		}
	}
	p.Question = revokeQuestion(w, u.Ask)
	return p
}

func revokeQuestion(w Words, e *wire.Error) Question {
	switch {
	case e == nil:
	case e.Code == codeAskRevoke:
		return Question{Shown: true, Title: w("revokeServiceTitle"), Text: w("revokeServiceText"), Yes: w("revokeIt")}
	default:
		q := Question{Shown: true, Title: e.Message, Text: e.Hint, Yes: w("revokeAll")}
		switch e.Code {
		case codeElsewhere:
			q.Yes = w("askElsewhere", e.Params["host"])
		case codePlainHTTP:
			q.Yes = w("sendPlain")
		}
		return q
	}
	return Question{}
}

// revokedWords are the toast's.
func revokedWords(w Words, count int) string {
	if count == 1 {
		return w("revokedOne")
	}
	return w("revokedMany", strconv.Itoa(count))
}

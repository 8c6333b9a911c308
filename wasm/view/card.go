package view

import (
	"encoding/json"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// copiedFor is how long a button says that it copied.
const copiedFor = 2 * time.Second

// Card is the credential that Grab shows first.
type Card struct {
	Ref string
	// Shown is the token's text while the eye is open.
	Shown secret.Text
	// Aside says that the login form stands in the place of the card.
	Aside   bool
	Problem *wire.Error
	// Chosen says that Ref was picked by hand or just obtained: what is found
	// later does not push it off the card.
	Chosen bool

	held, found []wire.Credential
	elsewhere   []wire.Credential // at other origins that the tab's requests went to
}

func (c *Card) hide() { c.Shown = secret.Text{} }

func (m *Model) credentialsAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		return nil // the login form is there all the same
	}
	list := each(v.get("credentials"), readCredential)
	if e.What == AskFind {
		m.Card.found, m.Notes, m.InPage.Back = list, each(v.get("findings"), readFinding), v.yes("putBack")
	} else {
		m.Card.held = list
	}
	had := m.showsCard()
	m.gather()
	var effects []Effect
	if !had && m.showsCard() && !m.Login.Job.Busy() {
		effects = m.firstFocus()
	}
	return append(effects, m.hurry()...)
}

// gather puts what Storekey holds and what the page holds in one list, the best
// first.
func (m *Model) gather() {
	var all []wire.Credential
	seen := map[string]bool{}
	for _, list := range [][]wire.Credential{m.Card.held, m.Card.found, m.Card.elsewhere} {
		for _, c := range list {
			if seen[c.Ref] {
				continue
			}
			seen[c.Ref] = true
			at := len(all)
			for at > 0 && m.worth(c) > m.worth(all[at-1]) {
				at--
			}
			all = append(all, c)
			copy(all[at+1:], all[at:])
			all[at] = c
		}
	}
	m.Credentials = all
	if _, there := m.credential(m.Card.Ref); !there {
		m.Card.Chosen = false
	}
	m.pick()
}

// pick puts the best credential on the card, unless one was chosen.
func (m *Model) pick() {
	ref := ""
	if len(m.Credentials) > 0 && m.suits(m.Credentials[0]) {
		ref = m.Credentials[0].Ref
	}
	if m.Card.Chosen || m.Card.Ref == ref {
		return
	}
	m.Card.Ref = ref
	m.Card.hide()
}

// CredentialsChanged says that the worker stored or dropped one.
type CredentialsChanged struct{}

func (CredentialsChanged) apply(m *Model) []Effect {
	if m.storeOrigin() == "" {
		return nil
	}
	return []Effect{m.askHeld()}
}

// askHeld asks for the tokens that Storekey holds for this store.
func (m *Model) askHeld() Ask {
	return m.ask(AskCredentials, "GET", "/v1/credentials?origin="+escape(m.storeOrigin()), nil)
}

// showsCard reports whether Grab shows a credential, not the login form.
func (m *Model) showsCard() bool {
	_, there := m.credential(m.Card.Ref)
	return there && !m.Card.Aside
}

// worth ranks credentials: one that lives, of the kind that logs in on such a
// page, that lives longest. What does not suit the page comes last.
func (m *Model) worth(c wire.Credential) float64 {
	score := 0.0
	if c.Saved != nil {
		score += 1
	}
	ends, told := parseTime(c.Token.ExpiresAt)
	if !told || ends.After(m.Now) {
		score += 4
	}
	if c.Token.Kind == m.Recognition.Kind {
		score += 2
	}
	if told && ends.After(m.Now) {
		score += 1 - 1/(1+ends.Sub(m.Now).Hours())
	}
	if !m.suits(c) {
		score -= 10
	}
	if missing(c) > 0 {
		score -= 1
	}
	for _, found := range m.Card.found {
		if found.Ref == c.Ref && c.FoundIn != "" {
			score += 1.5 // the page shows it now
			break
		}
	}
	return score
}

// suits reports whether a credential may stand in the place of the login form
// unasked: not one of another origin, and in the panel not a customer's that
// merely lies in the page.
func (m *Model) suits(c wire.Credential) bool {
	customers := c.Token.Kind == wire.KindCustomer || c.Token.Kind == wire.KindGuest || c.Area == areaCustomer
	found := c.FoundIn != "" && c.Provider == ""
	return c.Origin == m.storeOrigin() && !(customers && found && m.Recognition.Kind == wire.KindAdmin)
}

// copyCard is a click on a copy button of the card, copyRow on that of a row.
func (m *Model) copyCard(as string) []Effect { return m.copy(m.Card.Ref, as, "copy-"+as) }

// copyPart copies one value of the card's integration.
func (m *Model) copyPart(name string) []Effect { return m.copy(m.Card.Ref, name, "copy-"+name) }

func (m *Model) copyRow(ref string) []Effect { return m.copy(ref, "token", "copy-"+ref) }

func (m *Model) copy(ref, as, button string) []Effect {
	if _, there := m.credential(ref); !there || !m.confirmed() {
		return nil
	}
	m.Card.Problem = nil
	ask := m.ask(AskReveal, "POST", "/v1/reveal", revealBody(ref, as))
	m.drop(AskReveal) // the text goes to the clipboard, not to the page
	return []Effect{CopyAnswer{ask, button}}
}

func revealBody(ref, as string) json.RawMessage {
	return new(object).str("ref", ref).str("as", as).body()
}

// TextIn is the text of an answer of reveal or snippet.
func TextIn(body []byte) (text string, there bool) {
	v, ok := readJSON(body)
	text = v.str("text")
	return text, ok && text != ""
}

// Copied says that the button's text is on the clipboard.
type Copied struct {
	Button string
	// Clip is what the worker is told of it, if it is a secret.
	Clip json.RawMessage
}

func (e Copied) apply(m *Model) []Effect {
	m.Copied, m.CopiedUntil = e.Button, m.Now.Add(copiedFor)
	m.Clip.copied, m.Clip.Ask, m.Clip.due = m.clipOf(e), "", false
	return append(append(m.hurried(), m.tellCopied()...), Later{copiedFor + 20*time.Millisecond})
}

// CopyFailed says why it is not: an error of the page, or the API's answer.
type CopyFailed struct {
	Button, Code string
	Body         json.RawMessage
}

func (e CopyFailed) apply(m *Model) []Effect {
	problem := &wire.Error{Code: e.Code}
	if e.Code == "" {
		problem = errorIn(e.Body)
	}
	if e.Button == copyRequestButton || e.Button == copyAnswerButton || e.Button == copyTicketButton {
		m.Request.Problem = problem
	} else if m.moving() {
		m.Move.Error = problem
	} else {
		m.Card.Problem = problem
	}
	if m.haste == hasteCopied {
		m.haste = hasteNone
		return m.firstFocus()
	}
	return nil
}

// eyePressed shows or hides the card's token.
func (m *Model) eyePressed() []Effect {
	if !m.Card.Shown.Empty() {
		m.Card.hide()
		m.drop(AskReveal)
		return nil
	}
	if !m.confirmed() || m.Card.Ref == "" {
		return nil
	}
	return []Effect{m.ask(AskReveal, "POST", "/v1/reveal", revealBody(m.Card.Ref, "token"))}
}

func (m *Model) revealAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Card.Problem = problem
		return nil
	}
	m.Card.Shown = secret.New(v.str("text"))
	return nil
}

// credentialChosen puts one of the others on the card.
func (m *Model) credentialChosen(ref string) []Effect {
	m.Card.hide()
	m.Card.Ref, m.Card.Chosen, m.Card.Aside, m.Card.Problem = ref, true, false, nil
	m.Save, m.Put, m.Seal = Save{}, put{}, Seal{}
	return []Effect{Focus{"copy-token"}}
}

// anotherLogin shows the login form although there is a card; backToCard ends
// that.
func (m *Model) anotherLogin() []Effect {
	m.Card.hide()
	m.Card.Aside, m.Offer.Aside = true, true
	m.Save, m.Put, m.Seal = Save{}, put{}, Seal{}
	return append(m.Login.heard(), Focus{"username"})
}

func (m *Model) backToCard() []Effect {
	m.Card.Aside, m.Offer.Aside = false, false
	return append(m.Login.heard(), m.firstFocus()...)
}

// forgetPressed drops the card's credential.
func (m *Model) forgetPressed() []Effect {
	if m.Card.Ref == "" {
		return nil
	}
	return []Effect{m.ask(AskForget, "DELETE", "/v1/credentials/"+escape(m.Card.Ref), nil)}
}

func (m *Model) forgetAnswered(e Answered) []Effect {
	if !e.ok() {
		m.Card.Problem = e.failure()
		return nil
	}
	ref := m.Card.Ref
	for _, list := range []*[]wire.Credential{&m.Card.held, &m.Card.found, &m.Card.elsewhere} {
		*list = without(*list, ref)
	}
	m.Card.hide()
	m.gather()
	return m.firstFocus()
}

func without(list []wire.Credential, ref string) []wire.Credential {
	var kept []wire.Credential
	for _, c := range list {
		if c.Ref != ref {
			kept = append(kept, c)
		}
	}
	return kept
}

// hold adds a credential that was just obtained and shows it.
func (m *Model) hold(c wire.Credential) {
	m.Card.held = append([]wire.Credential{c}, without(m.Card.held, c.Ref)...)
	m.Card.Ref, m.Card.Chosen, m.Card.Aside, m.Card.Problem = c.Ref, true, false, nil
	m.Card.hide()
	m.gather()
}

package view

import (
	"encoding/json"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// How a copy shows the credential.
const (
	secretText     = "text"
	secretEnv      = "env"      // $STOREKEY_TOKEN
	secretRedacted = "redacted" // nothing of it
	secretShare    = "share"    // whatever keeps it out of sight
	secretMasked   = "masked"   // on the screen only
)

// defaultForm is how a request is written until another form is chosen.
const defaultForm = "curl"

const copyRequestButton = "copy-request"

// askPageSettings reads once which form was chosen the last time.
func (m *Model) askPageSettings() []Effect {
	if m.Access.Known || m.asked[AskSettings] != "" {
		return nil
	}
	return []Effect{m.ask(AskSettings, "GET", "/v1/settings/page", nil)}
}

// putSettings writes all that the user set for the page: they are one record.
func (m *Model) putSettings() []Effect {
	on := "false"
	if m.Access.CopyAtOnce {
		on = "true"
	}
	body := new(object).raw("copyAtOnce", on).str("target", m.Request.Form).str("secret", m.Request.Secret).body()
	return []Effect{m.ask(AskSettings, "PUT", "/v1/settings/page", body)}
}

// useSettings takes the form that was chosen the last time.
func (m *Model) useSettings(v value) []Effect {
	r := &m.Request
	form, mode := v.str("target"), v.str("secret")
	if form == "" || form == r.Form && mode == r.Secret {
		return nil
	}
	r.Form, r.Text = form, ""
	if mode == "stdin" { // of an earlier version
		mode = secretShare
	}
	if mode != "" {
		r.Secret = mode
	}
	return m.writeForm()
}

func (m *Model) formsAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Request.Forms = each(v.get("targets"), readForm)
	}
	return nil
}

// formChosen picks the form that the request is written in.
func (m *Model) formChosen(id string) []Effect {
	m.Request.Form, m.Request.Text = id, ""
	return append(m.writeForm(), m.putSettings()...)
}

// secretChosen picks how a copy shows the credential.
func (m *Model) secretChosen(mode string) []Effect {
	m.Request.hide()
	m.Request.Secret, m.Request.Text = mode, ""
	return append(m.writeForm(), m.putSettings()...)
}

// requestEyePressed shows or hides the token in the written request.
func (m *Model) requestEyePressed() []Effect {
	r := &m.Request
	if r.Open {
		r.hide()
	} else {
		r.Open = true
	}
	return m.writeForm()
}

// requestCopied is the copy button of the Use screen.
func (m *Model) requestCopied() []Effect {
	r := &m.Request
	if !m.confirmed() {
		return nil
	}
	if m.asked[AskRequest] != "" {
		r.then = onceCopy
		return nil
	}
	if r.built == nil {
		return nil
	}
	r.Problem = nil
	ask := m.ask(AskSnippet, "POST", m.formPath(), m.snippetBody(r.Secret))
	if r.Ref != "" {
		body := new(object).str("ref", r.Ref).str("as", r.Form).raw("request", writeRequest(*r.built)).str("secret", r.Secret)
		ask = m.ask(AskSnippet, "POST", "/v1/reveal", body.body())
	}
	m.drop(AskSnippet)
	return []Effect{CopyAnswer{ask, copyRequestButton}}
}

func (m *Model) snippetBody(mode string) json.RawMessage {
	r := m.Request
	body := new(object).raw("request", writeRequest(*r.built))
	if r.Ref != "" {
		body.raw("credential", writeRef(wire.CredentialRef{Ref: r.Ref}))
	}
	return body.str("secret", mode).body()
}

func (m *Model) formPath() string { return "/v1/snippet/" + escape(m.Request.Form) }

// writeForm has the request written in the chosen form: with the mask in the
// token's place, so that the token does not even come to this page, unless the
// eye is open.
func (m *Model) writeForm() []Effect {
	r := &m.Request
	if r.built == nil {
		return nil
	}
	mode := r.Secret
	if mode == secretText && !r.Open {
		mode = secretMasked
	}
	return []Effect{m.ask(AskSnippet, "POST", m.formPath(), m.snippetBody(mode))}
}

func (m *Model) snippetAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	r.Problem, r.Written = problem, each(v.get("findings"), readFinding)
	switch {
	case problem != nil:
		r.Text, r.Shown = "", secret.Text{}
	case r.Open && r.Secret == secretText:
		r.Shown = secret.New(v.str("text"))
	default:
		r.Text, r.Shown = v.str("text"), secret.Text{}
	}
	return nil
}

// Choice is one of a list that may be in groups, and may be out of reach.
type Choice struct {
	Group, Value, Label string
	Chosen, Off         bool
}

func (m *Model) drawForms() []Choice {
	list := append([]Choice(nil), m.Request.Forms...)
	for i := range list {
		list[i].Chosen = list[i].Value == m.Request.Form
	}
	return list
}

// formTitle is the chosen form as its button names it.
func (m *Model) formTitle() string {
	for _, f := range m.Request.Forms {
		if f.Value == m.Request.Form {
			return f.Label
		}
	}
	return m.Request.Form
}

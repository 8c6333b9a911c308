package view

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// defaultForm is how a request is written until another form is chosen.
const defaultForm = "curl"

const copyRequestButton = "copy-request"

// Request is the Use screen: one request with one credential, written in a form.
type Request struct {
	Ref                string
	Method, Path, Data string
	Form               string
	Forms              []Option
	// Text is the request as written, with the token masked; Shown the same with
	// the token, while the eye is open.
	Text    string
	Shown   secret.Text
	Open    bool
	Problem *wire.Error
}

func (r *Request) hide() { r.Shown, r.Open = secret.Text{}, false }

// openUse fills the screen from the card's credential the first time.
func (m *Model) openUse() []Effect {
	if _, there := m.credential(m.Request.Ref); !there {
		return RequestCredential{m.Card.Ref}.apply(m)
	}
	return m.write()
}

func (m *Model) formsAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Request.Forms = each(v.get("targets"), readForm)
	}
	return nil
}

// RequestCredential picks whose token the request carries, and offers the
// request that shows it off.
type RequestCredential struct{ Ref string }

func (e RequestCredential) apply(m *Model) []Effect {
	c, there := m.credential(e.Ref)
	if !there {
		m.Request.Ref = ""
		return nil
	}
	r := &m.Request
	r.hide()
	r.Ref, r.Method, r.Path, r.Data = c.Ref, c.Request.Method, restPath(c), ""
	if c.Request.Body != nil {
		r.Data = *c.Request.Body
	}
	return append([]Effect{
		SetValue{"method", r.Method}, SetValue{"path", r.Path}, SetValue{"data", r.Data},
	}, m.write()...)
}

// restPath is the part of the credential's request behind the REST address and
// the store code.
func restPath(c wire.Credential) string {
	path, inside := strings.CutPrefix(c.Request.URL, routeBase(c.Store))
	if !inside {
		return c.Request.URL
	}
	return path
}

func routeBase(s wire.Store) string {
	if s.StoreCode == "" {
		return s.RestURL
	}
	return s.RestURL + "/" + escape(s.StoreCode)
}

// RequestEdited is the request's fields after a change.
type RequestEdited struct{ Method, Path, Data string }

func (e RequestEdited) apply(m *Model) []Effect {
	m.Request.Method, m.Request.Path, m.Request.Data = e.Method, strings.TrimSpace(e.Path), e.Data
	return m.write()
}

// FormChosen picks the form that the request is written in.
type FormChosen struct{ ID string }

func (e FormChosen) apply(m *Model) []Effect {
	m.Request.Form = e.ID
	m.Request.Text = ""
	return m.write()
}

// RequestEyePressed shows or hides the token in the written request.
type RequestEyePressed struct{}

func (RequestEyePressed) apply(m *Model) []Effect {
	r := &m.Request
	if r.Open {
		r.hide()
	} else {
		r.Open = true
	}
	return m.write()
}

// RequestCopied is the copy button of the Use screen.
type RequestCopied struct{}

func (RequestCopied) apply(m *Model) []Effect {
	c, there := m.credential(m.Request.Ref)
	if !there || !m.confirmed() {
		return nil
	}
	m.Request.Problem = nil
	ask := m.ask(AskSnippet, "POST", m.formPath(), snippetBody(m.request(c), wire.CredentialRef{Ref: c.Ref}))
	m.drop(AskSnippet)
	return []Effect{CopyAnswer{ask, copyRequestButton}}
}

func snippetBody(r wire.Request, c wire.CredentialRef) json.RawMessage {
	body := new(object).raw("request", writeRequest(r))
	if c.Ref != "" {
		body.raw("credential", writeRef(c))
	}
	return body.body()
}

func (m *Model) formPath() string { return "/v1/snippet/" + escape(m.Request.Form) }

// write has the request written: with the mask in the token's place, so that the
// token does not even come to this page, unless the eye is open.
func (m *Model) write() []Effect {
	c, there := m.credential(m.Request.Ref)
	if !there || m.Request.Path == "" {
		return nil
	}
	request, ref := m.request(c), wire.CredentialRef{Ref: c.Ref}
	if !m.Request.Open {
		ref.Ref = ""
		request.Headers = append(request.Headers, wire.Header{Name: "Authorization", Value: "Bearer " + c.Token.Masked})
	}
	return []Effect{m.ask(AskSnippet, "POST", m.formPath(), snippetBody(request, ref))}
}

func (m *Model) snippetAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	r.Problem = problem
	switch {
	case problem != nil:
		r.Text, r.Shown = "", secret.Text{}
	case r.Open:
		r.Shown = secret.New(v.str("text"))
	default:
		r.Text, r.Shown = v.str("text"), secret.Text{}
	}
	return nil
}

// request is what is written, without its Authorization.
func (m *Model) request(c wire.Credential) wire.Request {
	r := m.Request
	out := wire.Request{Method: r.Method, URL: requestURL(c.Store, r.Path), Headers: slices.Clone(c.Request.Headers)}
	if r.Data != "" && hasBody(r.Method) {
		out.Body = &r.Data
		if !hasHeader(out.Headers, "Content-Type") {
			out.Headers = append(out.Headers, wire.Header{Name: "Content-Type", Value: "application/json"})
		}
	}
	return out
}

// requestURL puts a path behind the store's REST address. A whole address stays
// as it is only where it lies in that very store: a token goes nowhere else.
func requestURL(s wire.Store, path string) string {
	if strings.Contains(path, "://") && OriginOf(path) == OriginOf(s.RestURL) {
		return path
	}
	return routeBase(s) + "/" + strings.TrimLeft(path, "/")
}

func hasBody(method string) bool { return method != "GET" && method != "DELETE" }

func hasHeader(headers []wire.Header, name string) bool {
	return slices.ContainsFunc(headers, func(h wire.Header) bool { return strings.EqualFold(h.Name, name) })
}

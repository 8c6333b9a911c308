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

	built *wire.Request // what the fields come to, without its Authorization
	copy  bool          // as soon as it is built
}

func (r *Request) hide() { r.Shown, r.Open = secret.Text{}, false }

// openUse fills the screen from the card's credential the first time.
func (m *Model) openUse() []Effect {
	if _, there := m.credential(m.Request.Ref); !there {
		return m.requestCredential(m.Card.Ref)
	}
	return m.write()
}

func (m *Model) formsAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Request.Forms = each(v.get("targets"), readForm)
	}
	return nil
}

// requestCredential picks whose token the request carries, and offers the
// request that shows it off.
func (m *Model) requestCredential(ref string) []Effect {
	c, there := m.credential(ref)
	if !there {
		m.Request.Ref = ""
		return nil
	}
	r := &m.Request
	r.hide()
	r.Ref, r.Method, r.Data = c.Ref, c.Request.Method, ""
	_, r.Path = ownPlace(c)
	if c.Request.Body != nil {
		r.Data = *c.Request.Body
	}
	return append([]Effect{
		SetValue{"method", r.Method}, SetValue{"path", r.Path}, SetValue{"data", r.Data},
	}, m.write()...)
}

// ownPlace splits the address of the credential's own request: the store as it
// addresses it, with or without a store code, and the path behind that.
func ownPlace(c wire.Credential) (wire.Store, string) {
	s := c.Store
	if path, in := behind(c.Request.URL, s.RestURL+"/"+escape(s.StoreCode)); in && s.StoreCode != "" {
		return s, path
	}
	s.StoreCode = ""
	if path, in := behind(c.Request.URL, s.RestURL); in {
		return s, path
	}
	return s, c.Request.URL
}

// pathAt is what stands for a whole address of the store as a path: a token goes
// nowhere else, and people paste what they see.
func pathAt(s wire.Store, path string) string {
	if rest, in := behind(path, s.RestURL); in {
		return "/rest" + rest
	}
	if rest, in := behind(path, s.BaseURL); in {
		return rest
	}
	return path
}

func behind(address, base string) (string, bool) {
	rest, in := strings.CutPrefix(address, base)
	return rest, in && base != "" && strings.HasPrefix(rest, "/")
}

// RequestEdited is the request's fields after a change.
type RequestEdited struct{ Method, Path, Data string }

func (e RequestEdited) apply(m *Model) []Effect {
	m.Request.Method, m.Request.Path, m.Request.Data = e.Method, strings.TrimSpace(e.Path), e.Data
	return m.write()
}

// formChosen picks the form that the request is written in.
func (m *Model) formChosen(id string) []Effect {
	m.Request.Form = id
	m.Request.Text = ""
	return m.writeForm()
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
	if _, there := m.credential(r.Ref); !there || !m.confirmed() {
		return nil
	}
	if m.asked[AskRequest] != "" {
		r.copy = true
		return nil
	}
	r.copy = false
	if r.built == nil {
		return nil
	}
	r.Problem = nil
	ask := m.ask(AskSnippet, "POST", m.formPath(), snippetBody(*r.built, wire.CredentialRef{Ref: r.Ref}))
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

// write has the request built from its fields, and then written. Where a path
// belongs is the API's to say, so that the page and the terminal agree.
func (m *Model) write() []Effect {
	c, there := m.credential(m.Request.Ref)
	if !there || m.Request.Path == "" {
		m.drop(AskRequest)
		m.Request.built, m.Request.Text = nil, ""
		return nil
	}
	return []Effect{m.ask(AskRequest, "POST", "/v1/request", m.requestBody(c))}
}

func (m *Model) requestAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	if problem != nil {
		r.Problem, r.built, r.Text, r.copy = problem, nil, "", false
		return nil
	}
	built := readRequest(v.get("request"))
	r.built = &built
	effects := m.writeForm()
	if r.copy {
		effects = append(effects, m.requestCopied()...)
	}
	return effects
}

// writeForm has the request written in the chosen form: with the mask in the
// token's place, so that the token does not even come to this page, unless the
// eye is open.
func (m *Model) writeForm() []Effect {
	c, there := m.credential(m.Request.Ref)
	if !there || m.Request.built == nil {
		return nil
	}
	request, ref := *m.Request.built, wire.CredentialRef{Ref: c.Ref}
	if !m.Request.Open {
		ref.Ref = ""
		request.Headers = append(slices.Clone(request.Headers), maskedHeader(c))
	}
	return []Effect{m.ask(AskSnippet, "POST", m.formPath(), snippetBody(request, ref))}
}

// maskedHeader is what a request carries, not to be read.
func maskedHeader(c wire.Credential) wire.Header {
	switch {
	case c.Token.Kind == wire.KindSession:
		return wire.Header{Name: "Cookie", Value: c.Token.Masked}
	case len(c.Parts) > 0:
		return wire.Header{Name: "Authorization", Value: "OAuth " + c.Token.Masked}
	}
	return wire.Header{Name: "Authorization", Value: "Bearer " + c.Token.Masked}
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

// requestBody is what the fields say.
func (m *Model) requestBody(c wire.Credential) json.RawMessage {
	r := m.Request
	store, _ := ownPlace(c)
	headers := slices.Clone(c.Request.Headers)
	body := new(object).raw("store", writeStore(store)).str("method", r.Method).str("path", pathAt(c.Store, r.Path))
	if r.Data != "" && hasBody(r.Method) {
		body.str("body", r.Data)
		if !hasHeader(headers, "Content-Type") {
			headers = append(headers, wire.Header{Name: "Content-Type", Value: "application/json"})
		}
	}
	return body.raw("headers", array(headers, writeHeader)).body()
}

func hasBody(method string) bool { return method != "GET" && method != "DELETE" }

func hasHeader(headers []wire.Header, name string) bool {
	return slices.ContainsFunc(headers, func(h wire.Header) bool { return strings.EqualFold(h.Name, name) })
}

package view

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Request is the Use screen: one request with one credential, written in a form.
type Request struct {
	// Ref is the credential that it carries; Bare says that it is to carry none,
	// although there are some.
	Ref  string
	Bare bool
	// Values are what stands in its fields, by their names (request_fields.go).
	Values map[string]string
	// Code is the store code of a path that names none itself.
	Code string
	// Protocol is empty for a REST route, graphql or soap.
	Protocol string
	// Mode is async or bulk for one that goes by way of the queue.
	Mode  string
	Route Route
	// Filters counts the filters of each group of the search.
	Filters []int

	Form  string
	Forms []Choice
	// Secret says how a copy shows the credential: one of the secret* constants.
	Secret string
	// Text is the request as written, with the token masked; Shown the same with
	// the token, while the eye is open.
	Text    string
	Shown   secret.Text
	Open    bool
	Problem *wire.Error
	// Findings are about the request, Written about its text.
	Findings, Written []wire.Finding

	Sending  Sending
	Pasted   Pasted
	Ticket   Ticket
	SOAP     SOAP
	Examples Examples

	headers []value // that the store's own pages were seen to send

	body  bodies
	mine  bool          // something was filled in by hand
	built *wire.Request // what the fields come to, without its Authorization
	// then is what waits for it to be built.
	then followUp
}

type followUp int

const (
	onceNothing followUp = iota
	onceCopy
	onceSend
)

// Protocols beside REST, as their fields have them.
const (
	protocolGraphQL = "graphql"
	protocolSOAP    = "soap"
)

func (r *Request) isREST() bool    { return r.Protocol == "" }
func (r *Request) isGraphQL() bool { return r.Protocol == protocolGraphQL }
func (r *Request) isSOAP() bool    { return r.Protocol == protocolSOAP }

func (r *Request) hide() { r.Shown, r.Open = secret.Text{}, false }

// openUse fills the screen from the card's credential the first time.
func (m *Model) openUse() []Effect {
	effects := append(append(m.askPageSettings(), m.askRecent()...), m.askSeen()...)
	if _, there := m.credential(m.Request.Ref); there || m.Request.Bare {
		return append(effects, append(m.write(), Focus{"find"})...)
	}
	return append(append(effects, m.takeCredential(m.Card.Ref)...), RecallRequest{}, Focus{"find"})
}

// takeCredential picks whose token the request carries, and offers the request
// that shows it off.
func (m *Model) takeCredential(ref string) []Effect {
	c, there := m.credential(ref)
	r := &m.Request
	r.hide()
	r.Ref, r.Findings = "", nil
	if !there {
		if r.Values == nil {
			r.Values = map[string]string{"method": "GET"}
		}
		return m.fillRequest()
	}
	r.Ref, r.Bare, r.Protocol, r.Mode = c.Ref, false, "", ""
	path := ""
	r.Code, path = ownPlace(c)
	r.Route, r.Filters = Route{}, nil
	r.Values = map[string]string{"method": c.Request.Method, "path": path}
	if c.Request.Body != nil {
		r.Values["data"] = *c.Request.Body
	}
	return append(m.fillRequest(), m.askRoute()...)
}

// credentialPicked is a choice of the list over the request: what is filled in
// stays, but for the example of another token.
func (m *Model) credentialPicked(ref string) []Effect {
	r := &m.Request
	before, had := m.credential(r.Ref)
	_, example := ownPlace(before)
	if ref != "" && (r.Values == nil || had && r.Values["path"] == example) {
		return m.takeCredential(ref)
	}
	r.hide()
	r.Ref, r.Bare = ref, ref == ""
	if c, _ := m.credential(ref); c.Token.Kind == wire.KindCustomer && r.Code == codeAll {
		r.Code = ""
	}
	return append(m.write(), m.refind()...)
}

// ownPlace parts the address of the credential's own request into a store code
// and the path behind that.
func ownPlace(c wire.Credential) (code, path string) {
	s := c.Store
	if path, in := behind(c.Request.URL, s.RestURL+"/"+escape(s.StoreCode)); in && s.StoreCode != "" {
		return s.StoreCode, path
	}
	if path, in := behind(c.Request.URL, s.RestURL); in {
		return "", path
	}
	return "", c.Request.URL
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

// requestStore is the store that the request goes to: that of its credential, else
// the one that the page is about.
func (m *Model) requestStore() wire.Store {
	s := m.Recognition.Store
	if c, there := m.credential(m.Request.Ref); there {
		s = c.Store
	}
	s.StoreCode = ""
	return s
}

// RequestEdited is what stands in the fields after a change.
type RequestEdited struct{ Values map[string]string }

func (e RequestEdited) apply(m *Model) []Effect {
	r := &m.Request
	r.Values, r.mine, r.Examples.kept = e.Values, true, ""
	if !r.Route.fits(m.requestStore(), r.Values["method"], r.Values["path"]) {
		r.Route, r.Mode = Route{}, ""
	}
	r.Sending.forget()
	return append(m.write(), m.keepRequest())
}

// fillRequest puts the model's values into the fields.
func (m *Model) fillRequest() []Effect {
	r := m.Request
	r.set("protocol", "rest", "mode", "now", "body-which", "required")
	if !r.isREST() {
		r.set("protocol", r.Protocol)
	}
	if r.Mode != "" {
		r.set("mode", r.Mode)
	}
	if r.body.whole {
		r.set("body-which", "whole")
	}
	return append([]Effect{Fill{"request", r.Values}}, m.write()...)
}

// write has the request built from its fields, and then written. Where a path
// belongs is the API's to say, so that the page and the terminal agree.
func (m *Model) write() []Effect {
	r := &m.Request
	if !r.filled() || m.requestStore().BaseURL == "" || r.fault() != nil {
		m.drop(AskRequest)
		r.built, r.Text, r.then, r.Findings, r.Problem = nil, "", onceNothing, nil, nil
		return nil
	}
	return []Effect{m.ask(AskRequest, "POST", "/v1/request", m.requestBody())}
}

func (r *Request) filled() bool {
	switch r.Protocol {
	case protocolGraphQL:
		return strings.TrimSpace(r.Values["query"]) != ""
	case protocolSOAP:
		return strings.TrimSpace(r.Values["envelope"]) != "" && r.service() != ""
	}
	return strings.TrimSpace(r.Values["path"]) != ""
}

func (m *Model) requestAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	then := r.then
	r.then = onceNothing
	if problem != nil {
		r.Problem, r.built, r.Text = problem, nil, ""
		return nil
	}
	built := readRequest(v.get("request"))
	r.built, r.Problem, r.Findings = &built, nil, each(v.get("findings"), readFinding)
	effects := m.writeForm()
	switch then {
	case onceCopy:
		effects = append(effects, m.requestCopied()...)
	case onceSend:
		effects = append(effects, m.sendPressed()...)
	}
	return effects
}

// requestBody is what the fields say, for the API to build.
func (m *Model) requestBody() json.RawMessage {
	r, store := m.Request, m.requestStore()
	o := new(object).raw("store", writeStore(store))
	headers := []wire.Header{{Name: "Accept", Value: "application/json"}}
	if c, there := m.credential(r.Ref); there {
		headers = slices.Clone(c.Request.Headers)
	}
	switch r.Protocol {
	case protocolGraphQL:
		headers = append(headers, m.graphQLHeaders()...)
		o.raw("graphql", r.graphQL())
	case protocolSOAP:
		o.raw("soap", new(object).str("service", r.service()).str("envelope", r.Values["envelope"]).String()).opt("storeCode", r.Code)
	default:
		m.routeBody(o)
	}
	for _, h := range headerLines(r.picked() + r.Values["headers"]) {
		headers = append(withoutHeader(headers, h.Name), h)
	}
	o.opt("for", r.Ref)
	return o.raw("headers", array(headers, writeHeader)).body()
}

func (m *Model) routeBody(o *object) {
	r := m.Request
	method := r.Values["method"]
	o.str("method", method).str("path", pathAt(m.requestStore(), strings.TrimSpace(r.Values["path"]))).opt("storeCode", r.Code)
	params := new(object)
	for _, name := range r.params() {
		params.opt(name, r.Values[paramPrefix+name])
	}
	if len(r.params()) > 0 {
		o.raw("params", params.String())
	}
	if query := r.query(); len(query) > 0 {
		o.raw("query", array(query, writeHeader))
	}
	o.opt("mode", r.Mode)
	if r.searches() {
		o.raw("search", r.search())
	}
	if data := r.Values["data"]; strings.TrimSpace(data) != "" && r.hasBody() {
		o.str("body", data)
	}
}

// hasBody reports whether the request takes a body. DELETE has one only where one
// stands there already.
func (r *Request) hasBody() bool {
	switch r.Values["method"] {
	case "GET", "HEAD":
		return false
	case "DELETE":
		return strings.TrimSpace(r.Values["data"]) != ""
	}
	return true
}

// headerLines reads a header a line; what is none is left out.
func headerLines(text string) []wire.Header { return pairLines(text, ":") }

func pairLines(text, separator string) []wire.Header {
	var list []wire.Header
	for _, line := range strings.Split(text, "\n") {
		name, value, is := strings.Cut(line, separator)
		if name = strings.TrimSpace(name); is && name != "" {
			list = append(list, wire.Header{Name: name, Value: strings.TrimSpace(value)})
		}
	}
	return list
}

func withoutHeader(headers []wire.Header, name string) []wire.Header {
	var rest []wire.Header
	for _, h := range headers {
		if !strings.EqualFold(h.Name, name) {
			rest = append(rest, h)
		}
	}
	return rest
}

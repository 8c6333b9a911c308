package view

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Pasted is what came with a request that was read.
type Pasted struct {
	Findings []wire.Finding
	// Token is what it carried; the text itself goes to Check when that is asked
	// for.
	Token *wire.Token
	text  secret.Text
	// Elsewhere is the host that it was for, where that is not this store's.
	Elsewhere string
}

// looksLikeRequest tells a command, a call or a block of a .http file from words
// that are sought.
func looksLikeRequest(text string) bool {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "\n") || strings.HasPrefix(text, "```") {
		return true
	}
	if _, _, alone := pathAlone(text); alone {
		return true
	}
	first, rest, _ := strings.Cut(text, " ")
	switch strings.ToLower(first) {
	case "curl", "curl.exe", "invoke-restmethod", "invoke-webrequest", "irm", "iwr":
		return rest != ""
	case "get", "post", "put", "delete", "patch", "head":
		return strings.Contains(rest, "://")
	}
	lower := strings.ToLower(text)
	return strings.HasPrefix(lower, "fetch(") || strings.HasPrefix(lower, "await fetch(") || strings.Contains(first, "://")
}

// pathAlone reads a path of the REST API with a query, and a method before it.
func pathAlone(text string) (method, path string, is bool) {
	parts := strings.Fields(text)
	if len(parts) == 2 {
		method = parts[0]
	} else if method = "GET"; len(parts) != 1 {
		return "", "", false
	}
	path = parts[len(parts)-1]
	before, _, found := strings.Cut(path, "?")
	is = found && strings.Contains("/"+before, "/V1/") && !strings.Contains(path, "://") && strings.Contains("GET POST PUT DELETE PATCH", method)
	return method, path, is
}

// ReadsAsRequest reports whether a pasted text is to be read at once.
func ReadsAsRequest(text string) bool { return looksLikeRequest(text) }

// RequestPasted is a text that was pasted into the search field.
type RequestPasted struct{ Text string }

func (e RequestPasted) apply(m *Model) []Effect { return m.readRequestText(secret.New(e.Text)) }

// readRequestText has the text read as a request.
func (m *Model) readRequestText(text secret.Text) []Effect {
	shown := text.Reveal()
	if method, path, alone := pathAlone(shown); alone {
		return m.begin(method, path, Route{})
	}
	m.Request.Pasted = Pasted{text: text}
	first, _, _ := strings.Cut(strings.TrimSpace(shown), " ")
	if before, _, found := strings.Cut(first, "://"); found && (strings.EqualFold(before, "http") || strings.EqualFold(before, "https")) {
		shown = "curl '" + strings.ReplaceAll(first, "'", "%27") + "'" // an address alone
	}
	return []Effect{m.ask(AskRead, "POST", "/v1/request/read", textBody(shown))}
}

func (m *Model) readAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	if problem != nil {
		m.Finder.Problem, m.Finder.Readable = problem, false
		return nil
	}
	request, pasted := readRequest(v.get("request")), r.Pasted
	pasted.Findings = each(v.get("findings"), readFinding)
	if tokens := each(v.get("inspect").get("tokens"), readToken); len(tokens) > 0 {
		pasted.Token = &tokens[0]
	} else {
		pasted.text = secret.Text{}
	}
	store := m.requestStore()
	path := pathAt(store, request.URL)
	if origin := v.str("origin"); origin != "" && origin != OriginOf(store.BaseURL) {
		pasted.Elsewhere = host(origin)
		path = strings.TrimPrefix(request.URL, origin)
		if at := strings.Index(path, "/rest/"); at >= 0 {
			path = path[at:]
		} else if at := strings.Index(path, "/soap/"); at >= 0 {
			path = path[at:]
		} else if strings.HasSuffix(path, "/graphql") {
			path = "/graphql"
		}
	}
	effects := m.begin(request.Method, path, Route{})
	var headers []string
	for _, h := range request.Headers {
		if !ownHeader(h) && !(strings.HasSuffix(path, "/graphql") && hasField(h.Name)) {
			headers = append(headers, h.Name+": "+h.Value)
		}
	}
	r.Pasted = pasted
	r.set("headers", strings.Join(headers, "\n"))
	if request.Body != nil {
		r.set("data", *request.Body)
		m.takeGraphQL(path, *request.Body, request.Headers)
		m.takeSOAP(path, *request.Body)
	}
	effects = append(effects, m.protocolBegun()...)
	return append(effects, append(m.fillRequest(), Focus{copyRequestButton}, m.keepRequest())...)
}

// ownHeader tells the headers that a browser or the page itself sets.
func ownHeader(h wire.Header) bool {
	name := strings.ToLower(h.Name)
	switch name {
	case "accept", "accept-encoding", "accept-language", "user-agent", "origin", "referer", "priority", "cache-control", "pragma", "dnt", "te":
		return true
	case "content-type":
		value := strings.ToLower(h.Value)
		return strings.HasPrefix(value, "application/json") || strings.HasPrefix(value, "application/soap+xml")
	}
	return strings.HasPrefix(name, "sec-")
}

// hasField tells the headers that a GraphQL request has fields for.
func hasField(name string) bool {
	switch strings.ToLower(name) {
	case "store", "content-currency", "preview-version", "x-recaptcha":
		return true
	}
	return false
}

// takeGraphQL takes a GraphQL request apart into its fields.
func (m *Model) takeGraphQL(path, body string, headers []wire.Header) {
	r := &m.Request
	v, ok := readJSON([]byte(body))
	if !ok || v.str("query") == "" || !strings.HasSuffix(path, "/graphql") {
		return
	}
	r.Protocol = protocolGraphQL
	r.set("query", v.str("query"), "variables", indented(v.get("variables").raw), "operation", v.str("operationName"))
	if r.Values["variables"] == "null" {
		r.set("variables", "")
	}
	for _, h := range headers {
		switch strings.ToLower(h.Name) {
		case "store":
			r.Code = h.Value
		case "content-currency":
			r.set("currency", h.Value)
		case "preview-version":
			r.set("preview", h.Value)
		case "x-recaptcha":
			r.set("recaptcha", h.Value)
		}
	}
}

// pastedChecked takes the token of the text to Check.
func (m *Model) pastedChecked() []Effect {
	text := m.Request.Pasted.text.Reveal()
	m.Request.Pasted = Pasted{}
	m.hideSecrets()
	m.Screen = Check
	return append([]Effect{SetValue{"paste", text}}, m.pasted(text)...)
}

func (m *Model) pastedLeft() []Effect {
	m.Request.Pasted = Pasted{}
	return []Effect{Focus{"find"}}
}

// PastedPanel tells what came with a request that was read.
type PastedPanel struct {
	Shown    bool
	Text     string
	Check    bool
	Findings []FindingLine
}

func (m *Model) drawPasted(w Words) PastedPanel {
	t := m.Request.Pasted
	p := PastedPanel{Findings: findingLines(t.Findings), Check: t.Token != nil}
	var parts []string
	if t.Elsewhere != "" {
		parts = append(parts, w("pastedElsewhere", t.Elsewhere, m.storeHost()))
	}
	if t.Token != nil {
		parts = append(parts, w("pastedToken", tokenTitle(w, t.Token.Kind)))
	}
	p.Text = strings.Join(parts, " ")
	p.Shown = p.Text != "" || len(p.Findings) > 0
	return p
}

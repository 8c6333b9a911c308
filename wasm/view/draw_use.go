package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// UsePanel is the Use screen.
type UsePanel struct {
	// Shown says that there is a store; Empty that there is no token for it.
	Shown, Empty bool
	Find         FindPanel
	Recent       bool
	Credentials  []Option
	Scopes       []Choice
	ScopeNote    string
	ScopeSays    []FindingLine
	Pasted       PastedPanel
	Request      RequestPanel
	Forms        []Choice
	Secret       string
	Text         []Span
	// Eye says that the token can be shown in the text.
	Eye, Open, CanShow bool
	Button, Send       Button
	Copied             bool
	Problem            string
	Note               string
	Written            []FindingLine
	Progress           Progress
	Question           Question
	Guard              GuardDialog
	Answer             AnswerPanel
	Ticket             TicketPanel
	CanTicket          bool
}

// RequestPanel is what is filled in.
type RequestPanel struct {
	// Shown gives way to the list of the finder.
	Shown     bool
	Protocol  string
	Address   string
	State, Is string
	Line      string
	Params    []ParamField
	// Query are the parameters behind the question mark, QueryNote their names.
	Query     []ParamField
	QueryNote string
	// Fields picks what is answered, Known are what the route has.
	Fields     bool
	Known      []Option
	Search     bool
	Filters    []FilterRow
	Data       bool
	Switch     bool
	Whole      bool
	DataFault  string
	Modes      bool
	Mode       string
	ModeNote   string
	VarsFault  string
	Currencies []Option
	Lists      string // why the store's lists are not known
	Examples   ExamplesPanel
	SOAP       SOAPPanel
	Ticks      []Option
	Findings   []FindingLine
}

// GuardDialog wants the name of a production store before a write.
type GuardDialog struct {
	Shown                  bool
	Title, Text, Label, Go string
	Method, Address        string
}

func (m *Model) drawUse(w Words) UsePanel {
	if m.Place != AtStore && m.requestStore().BaseURL == "" {
		return UsePanel{}
	}
	r := m.Request
	p := UsePanel{
		Shown: true, Empty: len(m.Credentials) == 0, Find: m.drawFind(w), Recent: m.Finder.Recent,
		Scopes: m.drawScopes(w), ScopeNote: m.scopeNote(w), ScopeSays: findingLines(scopeFindings(r.Findings, true)),
		Pasted: m.drawPasted(w),
		Forms:  m.drawForms(), Secret: r.Secret,
		Eye: r.Secret == secretText && r.Ref != "", Open: r.Open && !r.Shown.Empty(), CanShow: m.confirmed() && r.built != nil,
		Button: Button{Label: w("copyForm", m.formTitle()), Off: !m.confirmed() || !r.ready(), Main: true},
		Send:   m.drawSendButton(w), Copied: m.Copied == copyRequestButton, Note: m.copyNote(w),
		Written: findingLines(r.Written), Progress: m.drawProgress(w, r.Sending.Job),
		Question: m.drawSendQuestion(w), Guard: m.drawGuard(w), Answer: m.drawAnswer(w), Ticket: m.drawTicket(w),
		CanTicket: r.built != nil,
	}
	p.Request = m.drawRequest(w)
	p.Request.Shown = !p.Find.Shown
	if p.Open {
		p.Text = coloured(r.Shown.Reveal())
	} else if r.Text != "" {
		p.Text = coloured(r.Text)
	}
	p.Credentials = append(p.Credentials, Option{"", w("withoutToken"), r.Ref == ""})
	for _, c := range m.Credentials {
		if c.Origin == m.storeOrigin() || c.Ref == r.Ref {
			p.Credentials = append(p.Credentials, Option{c.Ref, cardTitle(w, c) + w("separator") + whose(w, c), c.Ref == r.Ref})
		}
	}
	if r.Problem != nil {
		title, text := m.problemWords(w, r.Problem)
		p.Problem = title + " " + text
	}
	return p
}

// ready reports whether the fields come to a request that can be written.
func (r *Request) ready() bool { return r.filled() && r.Problem == nil && r.fault() == nil }

func (m *Model) copyNote(w Words) string {
	r := m.Request
	switch {
	case r.Ref == "":
		return ""
	case r.Secret == secretShare:
		return w("copyNoteShare")
	case r.Secret == secretEnv:
		return w("copyNoteEnv")
	case r.Secret == secretRedacted:
		return w("copyNoteRedacted")
	}
	if c, _ := m.credential(r.Ref); len(c.Parts) > 0 && missing(c) == 0 && !strings.HasPrefix(r.Form, "oauth") {
		return w("signedOnceHint") // the forms of that name sign each time they run
	}
	return w("copyNote")
}

func (m *Model) drawRequest(w Words) RequestPanel {
	r := m.Request
	detail, method := r.Route.Detail, r.Values["method"]
	p := RequestPanel{
		Protocol: r.Protocol, Ticks: r.ticks(), Params: m.drawParams(w), Findings: findingLines(scopeFindings(r.Findings, false)),
		Data: r.isREST() && r.hasBody(), DataFault: m.drawFault(w, "data"),
	}
	if r.built != nil {
		p.Address = r.built.URL
	}
	note := w("moreHeaders")
	p.QueryNote = note
	if r.isSOAP() {
		p.SOAP = m.drawSOAP(w)
		return p
	}
	if r.isGraphQL() {
		p.Examples = m.drawExamples(w)
		p.VarsFault = m.drawFault(w, "variables")
		for _, code := range append(r.Sending.Currencies, r.seenValue("Content-Currency")) {
			if code != "" {
				p.Currencies = append(p.Currencies, Option{Value: code})
			}
		}
		if r.Sending.NoLists {
			p.Lists = w("listsNone")
		}
		if r.Sending.ListsProblem != nil {
			p.Lists = m.sentence(w, r.Sending.ListsProblem)
		}
		return p
	}
	p.Query, p.Fields = m.drawQuery(w), method == "GET"
	p.QueryNote = ""
	if p.Fields {
		p.QueryNote = "fields, "
	}
	for _, q := range p.Query {
		p.QueryNote += q.Label + ", "
	}
	p.QueryNote += note
	if r.searches() {
		p.Search, p.Filters = true, m.drawFilters()
		for _, name := range detail.Fields {
			p.Known = append(p.Known, Option{Value: name})
		}
	}
	if r.Route.Known {
		route := detail.Route
		route.Allowed = r.Route.Allowed
		p.Line = m.foundLine(w, route).Line
		if r.Route.Allowed != "" && r.Ref != "" {
			p.State, p.Is = allowedWord(w, r.Route.Allowed), r.Route.Allowed
		}
		p.Switch, p.Whole = p.Data && detail.WholeBody != "" && detail.WholeBody != detail.Body && r.Mode != modeBulk, r.body.whole
		p.Modes, p.Mode, p.ModeNote = detail.Async && method != "GET", r.Mode, modeNote(w, r.Mode)
	}
	return p
}

func modeNote(w Words, mode string) string {
	switch mode {
	case modeAsync:
		return w("modeAsyncNote")
	case modeBulk:
		return w("modeBulkNote")
	}
	return ""
}

func (m *Model) drawSendButton(w Words) Button {
	r := m.Request
	b := Button{Label: w("send"), Off: !m.confirmed() || !r.filled() || r.fault() != nil || r.Problem != nil && r.built == nil,
		Busy: r.Sending.Job.Busy()}
	switch method := r.Values["method"]; {
	case r.isSOAP() && !r.SOAP.operation(r.Values["soap-operation"]).yes("reads"):
		b.Label = w("sendMethod", "POST")
	case r.isREST() && method != "GET" && method != "":
		b.Label = w("sendMethod", method)
	}
	return b
}

// drawSendQuestion asks before something is sent that may change something.
func (m *Model) drawSendQuestion(w Words) Question {
	s := m.Request.Sending
	if s.Error == nil {
		return Question{}
	}
	switch s.Error.Code {
	case codeWriteAsks:
		return Question{true, s.Error.Message, w("sendAsks"), w("sendMethod", s.Last.Method)}
	case codeTabConsent:
		return Question{true, s.Error.Message, s.Error.Hint, w("sendFromTab")}
	}
	return Question{}
}

func (m *Model) drawGuard(w Words) GuardDialog {
	s := m.Request.Sending
	if s.Error == nil || s.Error.Code != codeWriteProduction {
		return GuardDialog{}
	}
	return GuardDialog{Shown: true, Title: w("guardTitle", s.Last.Method), Text: w("guardText"),
		Label: w("guardLabel", s.Error.Params["host"]), Go: w("sendMethod", s.Last.Method),
		Method: s.Last.Method, Address: s.Last.URL}
}

// requestOrigin is the origin that Send goes to, and whether it carries cookies.
func (m *Model) requestOrigin() (origin string, site bool) {
	c, _ := m.credential(m.Request.Ref)
	return OriginOf(m.requestStore().BaseURL), c.Token.Kind == wire.KindSession
}

func (m *Model) useKeys(w Words) []Key {
	if m.Finder.finding() {
		return []Key{{[]string{"↑", "↓"}, w("keyMove")}, {[]string{"Esc"}, w("keyClear")}}
	}
	return []Key{{[]string{"Alt", "C"}, w("keyCopy")}, {[]string{"Ctrl", "Enter"}, w("keySend")}}
}

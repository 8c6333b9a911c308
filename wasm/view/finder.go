package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Finder finds a route by what is typed, and holds what was used last.
type Finder struct {
	Query string
	// Mine leaves out what the token may not call.
	Mine   bool
	Routes []wire.Route
	Total  int
	// At is the line that the arrows are at.
	At int
	// Recent shows in their place the requests that were used last.
	Recent bool
	Used   []wire.Recent
	// Readable says that what is typed looks like a request to be read.
	Readable bool
	Problem  *wire.Error

	text secret.Text // what is to be read
}

const maxFound = 30

// finding reports whether the list stands in the place of the request.
func (f Finder) finding() bool { return f.Query != "" || f.Readable || f.Recent || f.Problem != nil }

// sought is what stands in the search field after each change.
func (m *Model) sought(text string) []Effect {
	f := &m.Finder
	f.At, f.Recent, f.Problem = 0, false, nil
	if f.Readable = looksLikeRequest(text); f.Readable {
		f.Query, f.text = "", secret.New(text)
		m.drop(AskRoutes)
		return nil
	}
	f.Query, f.text = strings.TrimSpace(text), secret.Text{}
	return m.refind()
}

// refind asks anew: an answer to an earlier question counts no more.
func (m *Model) refind() []Effect {
	f := &m.Finder
	if f.Query == "" {
		f.Routes, f.Total = nil, 0
		m.drop(AskRoutes)
		return nil
	}
	o := new(object).str("origin", m.storeOrigin()).str("query", f.Query).raw("limit", strconv.Itoa(maxFound))
	if ref := m.Request.Ref; ref != "" {
		o.str("ref", ref)
		if f.Mine {
			o.raw("mine", "true")
		}
	}
	return []Effect{m.ask(AskRoutes, "POST", "/v1/routes", o.body())}
}

func (m *Model) routesAnswered(e Answered) []Effect {
	f := &m.Finder
	v, problem := e.read()
	f.Problem, f.Routes, f.Total = problem, each(v.get("routes"), readListedRoute), v.num("total")
	f.At = min(f.At, max(len(f.Routes)-1, 0))
	return nil
}

// mineTurned turns the filter by what the token may call.
func (m *Model) mineTurned(on string) []Effect {
	m.Finder.Mine, m.Finder.At = on == "true", 0
	return m.refind()
}

// findCleared goes back to the request.
func (m *Model) findCleared() []Effect {
	m.Finder.Query, m.Finder.Readable, m.Finder.Recent, m.Finder.Problem = "", false, false, nil
	m.Finder.Routes, m.Finder.text = nil, secret.Text{}
	m.drop(AskRoutes)
	return []Effect{SetValue{"find", ""}, Focus{"find"}}
}

func (f Finder) count() int {
	switch {
	case f.Readable:
		return 1
	case f.Recent:
		return len(f.Used)
	}
	return len(f.Routes)
}

// findMoved is an arrow key in the search field. With nothing sought it shows
// what was used last.
func (m *Model) findMoved(way string) []Effect {
	f := &m.Finder
	if !f.finding() {
		return m.recentTurned()
	}
	n := f.count()
	switch {
	case n == 0:
	case way == "down":
		f.At = (f.At + 1) % n
	default:
		f.At = (f.At + n - 1) % n
	}
	return nil
}

// foundChosen is a click on a line, or Enter for the one that the arrows are at.
func (m *Model) foundChosen(of string) []Effect {
	f := m.Finder
	at := f.At
	if of != "" {
		at = number(of)
	}
	switch {
	case f.Readable:
		return m.readRequestText(f.text)
	case at >= f.count():
		return nil
	case f.Recent:
		return m.usedChosen(f.Used[at])
	}
	route := f.Routes[at]
	return m.begin(route.Method, route.Path, Route{Allowed: route.Allowed, chosen: true})
}

// lasting are the fields that another route leaves alone.
var lasting = []string{"headers", "query", "variables", "operation", "currency", "recaptcha", "preview", "service", "envelope", "soap-operation"}

// begin starts a request for another route.
func (m *Model) begin(method, path string, route Route) []Effect {
	r := &m.Request
	effects := m.findCleared()[:1]
	r.Protocol, r.Mode, r.Route, r.Filters, r.body = "", "", route, nil, bodies{}
	r.Pasted, r.mine = Pasted{}, true
	old := r.Values
	r.Values = nil
	r.set("method", method, "path", path)
	for name, value := range old {
		if holds(lasting, name) || strings.HasPrefix(name, tickPrefix) {
			r.Values[name] = value
		}
	}
	r.Sending.leave()
	effects = append(append(effects, m.fillRequest()...), m.askRoute()...)
	return append(append(effects, m.focusFirst()...), m.keepRequest())
}

// askRecent asks which requests were used last at this store.
func (m *Model) askRecent() []Effect {
	if m.storeOrigin() == "" {
		return nil
	}
	return []Effect{m.ask(AskRecent, "GET", "/v1/recent?origin="+escape(m.storeOrigin()), nil)}
}

func (m *Model) recentAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Finder.Used = each(v.get("requests"), readRecent)
	}
	return nil
}

// recentTurned shows or hides what was used last.
func (m *Model) recentTurned() []Effect {
	f := &m.Finder
	if f.Recent {
		return m.findCleared()
	}
	f.Recent, f.Query, f.Readable, f.At = true, "", false, 0
	return append(m.askRecent(), SetValue{"find", ""}, Focus{"find"})
}

// recentForgotten clears the list.
func (m *Model) recentForgotten() []Effect {
	m.Finder.Used = nil
	forget := m.ask(AskRecent, "DELETE", "/v1/recent?origin="+escape(m.storeOrigin()), nil)
	return []Effect{forget, Focus{"find"}}
}

// usedChosen fills in one of them.
func (m *Model) usedChosen(used wire.Recent) []Effect {
	if used.Target != "" {
		m.Request.Form = used.Target
	}
	path := pathAt(m.requestStore(), OriginOf(m.requestStore().BaseURL)+used.Path)
	if strings.HasSuffix(path, "/graphql") {
		return append(m.findCleared()[:1], m.protocolTurned(protocolGraphQL)...)
	}
	if strings.Contains(path, "/soap/") {
		return append(m.findCleared()[:1], m.protocolTurned(protocolSOAP)...)
	}
	return m.begin(used.Method, path, Route{})
}

// FoundLine is one line of the list.
type FoundLine struct {
	Method, Path, Query string
	Writes              bool
	State, Is           string
	Line                string
}

// FindPanel is the list under the search field.
type FindPanel struct {
	Shown, Mine, CanMine bool
	Note                 string
	Lines                []FoundLine
	At                   int
	// Clear offers to forget what was used last.
	Clear bool
	Empty string
	// Hint says where the marks come from.
	Hint bool
}

func (m *Model) drawFind(w Words) FindPanel {
	f := m.Finder
	p := FindPanel{Shown: f.finding(), At: f.At, Mine: f.Mine, CanMine: m.Request.Ref != "" && f.Query != ""}
	switch {
	case f.Problem != nil:
		title, text := m.problemWords(w, f.Problem)
		p.Empty = title + " " + text
	case f.Readable:
		p.Note = w("findRead")
		p.Lines = []FoundLine{{Method: w("findReadMark"), Path: w("findReadLine"), Line: w("findReadNote")}}
	case f.Recent:
		p.Note, p.Clear = w("recentTitle"), len(f.Used) > 0
		for _, used := range f.Used {
			p.Lines = append(p.Lines, m.recentLine(w, used))
		}
		if len(f.Used) == 0 {
			p.Empty = w("recentEmpty")
		}
	default:
		p.Note, p.Hint = w("found", strconv.Itoa(f.Total)), m.unmarked()
		for _, route := range f.Routes {
			p.Lines = append(p.Lines, m.foundLine(w, route))
		}
		if len(f.Routes) == 0 && m.asked[AskRoutes] == "" {
			p.Empty = w("findNothing")
		}
	}
	return p
}

// unmarked reports whether nothing is known of what the token may call.
func (m *Model) unmarked() bool {
	for _, route := range m.Finder.Routes {
		if route.Allowed != wire.Unknown {
			return false
		}
	}
	return m.Request.Ref != "" && len(m.Finder.Routes) > 0
}

func (m *Model) foundLine(w Words, route wire.Route) FoundLine {
	line := FoundLine{Method: route.Method, Path: route.Path, Query: m.Finder.Query, Writes: route.Writes, Is: route.Allowed}
	if m.Request.Ref != "" {
		line.State = allowedWord(w, route.Allowed)
	}
	var parts []string
	switch {
	case route.Resource == "anonymous":
		parts = append(parts, w("resourceAnonymous"))
	case route.Resource == "self":
		parts = append(parts, w("resourceSelf"))
	case len(route.ResourcePath) > 0:
		parts = append(parts, strings.Join(route.ResourcePath, " › "))
	case route.Resource != "":
		parts = append(parts, route.Resource)
	}
	if word := fromWord(w, route.From); word != "" {
		parts = append(parts, word)
	}
	line.Line = strings.Join(parts, w("separator"))
	return line
}

func (m *Model) recentLine(w Words, used wire.Recent) FoundLine {
	line := FoundLine{Method: used.Method, Path: used.Path, Writes: used.Method != "GET"}
	if at, told := parseTime(used.At); told {
		line.Line = w.exact(at, m.Now)
	}
	for _, f := range m.Request.Forms {
		if f.Value == used.Target {
			line.Line += w("separator") + f.Label
		}
	}
	return line
}

func allowedWord(w Words, allowed string) string {
	switch allowed {
	case wire.Yes:
		return w("allowedYes")
	case wire.No:
		return w("allowedNo")
	}
	return w("allowedUnknown")
}

func fromWord(w Words, from string) string {
	switch from {
	case "store":
		return w("fromStore")
	case "seen":
		return w("fromSeen")
	}
	return ""
}

// Marked parts a path into what was sought and the rest.
func Marked(path, query string) []Span {
	lower := strings.ToLower(path)
	marked := make([]bool, len(path))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		for from := 0; ; {
			at := strings.Index(lower[from:], word)
			if at < 0 || len(lower) != len(path) {
				break
			}
			for i := range word {
				marked[from+at+i] = true
			}
			from += at + len(word)
		}
	}
	var spans []Span
	for i := 0; i < len(path); {
		end := i + 1
		for end < len(path) && marked[end] == marked[i] {
			end++
		}
		class := ""
		if marked[i] {
			class = "mark"
		}
		spans = append(spans, Span{class, path[i:end]})
		i = end
	}
	return spans
}

package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Names of the fields that come from the route: a parameter of the path, one of
// the query.
const (
	paramPrefix = "param-"
	queryPrefix = "query-"
)

// Route is what is known of the route that is filled in.
type Route struct {
	Known   bool
	Detail  wire.RouteDetail
	Allowed string
	// chosen says that it was picked in the finder: what it takes is to be filled
	// in, where a path that was typed keeps what stands there.
	chosen bool
	asked  string // the query that the API was given to take apart
}

// fits reports whether a path still is one of the route.
func (t Route) fits(store wire.Store, method, path string) bool {
	if !t.Known || t.Detail.Method != method {
		return false
	}
	path = routePath(pathAt(store, strings.TrimSpace(path)))
	own, typed := strings.Split(t.Detail.Path, "/"), strings.Split(path, "/")
	if len(own) != len(typed) {
		return false
	}
	for i := range own {
		if _, is := paramName(own[i]); !is && own[i] != typed[i] {
			return false
		}
	}
	return true
}

// set writes values; the model before keeps its own.
func (r *Request) set(pairs ...string) {
	values := map[string]string{}
	for name, value := range r.Values {
		values[name] = value
	}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	r.Values = values
}

// askRoute asks what the route of the path takes.
func (m *Model) askRoute() []Effect {
	r := &m.Request
	_, r.Route.asked, _ = strings.Cut(r.Values["path"], "?")
	body := new(object).str("origin", m.storeOrigin()).str("method", r.Values["method"]).
		str("path", routePath(pathAt(m.requestStore(), r.Values["path"]))).opt("query", r.Route.asked).body()
	return []Effect{m.ask(AskRoute, "POST", "/v1/routes/one", body)}
}

func (m *Model) routeAnswered(e Answered) []Effect {
	r := &m.Request
	v, problem := e.read()
	chosen, allowed, asked := r.Route.chosen, r.Route.Allowed, r.Route.asked
	if problem != nil {
		r.Route = Route{}
		return nil // it can be filled in by hand
	}
	r.Route = Route{Known: true, Detail: readRoute(v), Allowed: allowed, chosen: chosen, asked: asked}
	if !r.Route.fits(m.requestStore(), r.Values["method"], r.Values["path"]) {
		r.Route = Route{}
		return nil
	}
	if !chosen {
		if effects := m.queryTaken(v); effects != nil {
			return effects
		}
		return m.fillRequest() // the route's own fields are there only now
	}
	r.set("data", r.Route.Detail.Body, "page-size", "")
	r.body = bodies{other: r.Route.Detail.WholeBody}
	if r.Route.Detail.Searches {
		r.set("page-size", usualPageSize)
	}
	return append(m.fillRequest(), append(m.focusFirst(), m.keepRequest())...)
}

// focusFirst goes to the first field that is to be filled in.
func (m *Model) focusFirst() []Effect {
	for _, name := range m.Request.params() {
		if m.Request.Values[paramPrefix+name] == "" {
			return []Effect{FocusField{"request", paramPrefix + name}}
		}
	}
	return []Effect{Focus{copyRequestButton}}
}

// params are the parameters in the path, for which fields stand under it.
func (r *Request) params() []string {
	if !r.isREST() || r.Mode == modeBulk {
		return nil
	}
	path, _, _ := strings.Cut(r.Values["path"], "?")
	var names []string
	for _, segment := range strings.Split(path, "/") {
		if name, is := paramName(segment); is && !holds(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func paramName(segment string) (string, bool) {
	if strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") {
		return segment[1 : len(segment)-1], len(segment) > 2
	}
	name, is := strings.CutPrefix(segment, ":")
	return name, is && name != ""
}

// missingParam is a parameter of the path without a value.
func (r *Request) missingParam() string {
	for _, name := range r.params() {
		if r.Values[paramPrefix+name] == "" {
			return name
		}
	}
	return ""
}

// query are the parameters behind the question mark that were filled in.
func (r *Request) query() []wire.Header {
	var list []wire.Header
	if r.Values["method"] == "GET" && !r.searches() && r.Values["fields"] != "" {
		list = append(list, wire.Header{Name: "fields", Value: r.Values["fields"]})
	}
	for _, p := range r.Route.Detail.Query {
		if value := r.Values[queryPrefix+p.Name]; value != "" {
			list = append(list, wire.Header{Name: p.Name, Value: value})
		}
	}
	return append(list, pairLines(r.Values["extra"], "=")...)
}

// ParamField is a field for one parameter.
type ParamField struct{ Name, Label, Type, Mode string }

func (m *Model) drawParams(w Words) []ParamField {
	var fields []ParamField
	for _, name := range m.Request.params() {
		fields = append(fields, paramField(w, paramPrefix, wire.RouteParameter{Name: name, Type: typeOf(m.Request.Route.Detail.InPath, name)}))
	}
	return fields
}

func (m *Model) drawQuery(w Words) []ParamField {
	var fields []ParamField
	for _, p := range m.Request.Route.Detail.Query {
		fields = append(fields, paramField(w, queryPrefix, p))
	}
	return fields
}

func typeOf(list []wire.RouteParameter, name string) string {
	for _, p := range list {
		if p.Name == name {
			return p.Type
		}
	}
	return ""
}

func paramField(w Words, prefix string, p wire.RouteParameter) ParamField {
	f := ParamField{Name: prefix + p.Name, Label: p.Name}
	switch p.Type {
	case "integer", "number":
		f.Mode, f.Type = "numeric", w("typeNumber")
	case "boolean":
		f.Type = w("typeBoolean")
	case "list":
		f.Type = w("typeList")
	}
	return f
}

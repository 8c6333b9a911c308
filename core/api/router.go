package api

import (
	"net/http"
	"net/url"
	"strings"
)

// router finds the route of a call in the table: "METHOD /path/{name}", segment
// by segment. http.ServeMux knows much more and weighs on the size of the worker.
type router struct {
	h      *handler
	routes []route
}

// ServeHTTP implements http.Handler.
func (m router) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	segments := strings.Split(req.URL.EscapedPath(), "/")
	for _, r := range m.routes {
		if matches(req, r.pattern, segments) {
			m.h.serve(w, req, r)
			return
		}
	}
	writeError(w, refuse("unknown_call", "path", req.Method+" "+req.URL.Path))
}

// matches compares a call with a pattern and notes the values of its names.
func matches(req *http.Request, pattern string, segments []string) bool {
	method, path, _ := strings.Cut(pattern, " ")
	wanted := strings.Split(path, "/")
	if method != req.Method || len(wanted) != len(segments) {
		return false
	}
	for i, want := range wanted {
		got, err := url.PathUnescape(segments[i])
		name, named := strings.CutPrefix(want, "{")
		switch {
		case err != nil, !named && got != want, named && got == "":
			return false
		case named:
			req.SetPathValue(strings.TrimSuffix(name, "}"), got)
		}
	}
	return true
}

package view

import "github.com/storekey/storekey/core/wire"

func readListedRoute(v value) (r wire.Route) {
	v.into("method", &r.Method, "path", &r.Path, "service", &r.Service, "resource", &r.Resource, "resourcePath", &r.ResourcePath,
		"from", &r.From, "allowed", &r.Allowed, "writes", &r.Writes, "searches", &r.Searches)
	return r
}

func readRoute(v value) (d wire.RouteDetail) {
	d.Route = readListedRoute(v)
	v.into("body", &d.Body, "wholeBody", &d.WholeBody, "fields", &d.Fields, "conditions", &d.Conditions, "async", &d.Async, "scoped", &d.Scoped)
	d.InPath, d.Query = each(v.get("inPath"), readParameter), each(v.get("query"), readParameter)
	return d
}

func readParameter(v value) (p wire.RouteParameter) {
	v.into("name", &p.Name, "type", &p.Type, "required", &p.Required)
	return p
}

func readSent(v value) (s wire.Sent) {
	v.into("status", &s.Status, "body", &s.Body, "binary", &s.Binary, "cut", &s.Cut, "size", &s.Size, "at", &s.At, "via", &s.Via,
		"findings", &s.Findings)
	s.Headers, s.Millis = each(v.get("headers"), readHeader), int64(v.num("millis"))
	if next := v.get("next"); next.fields != nil {
		request := readRequest(next)
		s.Next = &request
	}
	return s
}

func readRecent(v value) (r wire.Recent) {
	v.into("method", &r.Method, "path", &r.Path, "target", &r.Target, "at", &r.At)
	return r
}

func readReplacement(v value) (r wire.Replacement) {
	v.into("number", &r.Number, "kind", &r.Kind, "original", &r.Original, "placeholder", &r.Placeholder, "times", &r.Times, "made", &r.Made)
	return r
}

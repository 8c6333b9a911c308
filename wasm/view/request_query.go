package view

import "strings"

// pathLeft is the end of a change of the path: what route it is of is asked, and
// what stands behind the question mark goes into the fields then.
func (m *Model) pathLeft(string) []Effect {
	if r := &m.Request; r.isREST() && r.filled() {
		return m.askRoute()
	}
	return nil
}

// queryTaken moves the query of the path into the fields, as the API took it
// apart. What has no field stands in that of other parameters, so that nothing is
// lost.
func (m *Model) queryTaken(v value) []Effect {
	r := &m.Request
	path, query, _ := strings.Cut(r.Values["path"], "?")
	fill := v.get("fill").texts()
	if fill == nil || query != r.Route.asked {
		return nil
	}
	r.Filters = nil
	for _, count := range v.get("filters").items {
		r.Filters = append(r.Filters, number(count.raw))
	}
	r.set("path", path)
	extra := r.Values["extra"]
	for name, text := range fill {
		r.Values[name] = text
	}
	if extra != "" {
		r.Values["extra"] = strings.TrimSpace(extra + "\n" + r.Values["extra"])
	}
	return append(m.fillRequest(), m.keepRequest(), Unfold{"more-fold"})
}

package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// codeAll stands in a path for the values of all store views.
const codeAll = "all"

// codeIn is the store code that a path names; named tells apart a path that says
// nothing of it from one that says there is none.
func codeIn(path string) (code string, named bool) {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(strings.TrimLeft(path, "/"), "/")
	rest := parts[0] == "rest"
	if rest {
		parts = parts[1:]
	}
	if len(parts) > 1 && !isService(parts[0]) && isService(parts[1]) {
		return parts[0], true
	}
	return "", rest
}

// isService tells what follows the store code in every address of the web API.
func isService(segment string) bool {
	return segment == "V1" || segment == "async" || segment == "schema"
}

// routePath is the path from /V1 on, as routes are listed.
func routePath(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if at := strings.Index(path, "V1/"); at == 0 || at > 0 && path[at-1] == '/' {
		return "/" + path[at:]
	}
	return path
}

// scope is the store code that the request goes to.
func (m *Model) scope() string {
	r := m.Request
	if code, named := codeIn(pathAt(m.requestStore(), strings.TrimSpace(r.Values["path"]))); named && r.isREST() {
		return code
	}
	return r.Code
}

// scopeChosen picks it; a path that names another one gives way.
func (m *Model) scopeChosen(code string) []Effect {
	r := &m.Request
	before := r.Code
	r.Code = code
	if r.isSOAP() {
		r.moveEnvelope(before)
		return append(m.fillRequest(), m.keepRequest())
	}
	path := pathAt(m.requestStore(), strings.TrimSpace(r.Values["path"]))
	if _, named := codeIn(path); named && r.isREST() {
		if at := strings.Index(path, "/V1/"); at >= 0 {
			if before := strings.Index(path, "/async/"); before >= 0 {
				at = before
			}
			r.set("path", path[at:])
			return append(m.fillRequest(), m.keepRequest())
		}
	}
	return append(m.write(), m.keepRequest())
}

// codes are the store codes that are known of the store.
func (m *Model) codes() []string {
	codes := append([]string(nil), m.Recognition.StoreViews...)
	add := func(code string) {
		if code != "" && code != codeAll && !holds(codes, code) {
			codes = append(codes, code)
		}
	}
	if fits := m.here(); len(fits) > 0 {
		for _, code := range fits[0].StoreViews {
			add(code)
		}
	}
	for _, code := range m.Request.Sending.Views {
		add(code)
	}
	add(m.Request.seenValue("Store"))
	add(m.Recognition.Store.StoreCode)
	if c, there := m.credential(m.Request.Ref); there {
		add(c.Store.StoreCode)
	}
	add(m.scope())
	return codes
}

// isCustomers reports whether the request carries a customer's token.
func (m *Model) isCustomers() bool {
	c, there := m.credential(m.Request.Ref)
	return there && (c.Token.Kind == wire.KindCustomer || c.Area == areaCustomer)
}

func (m *Model) drawScopes(w Words) []Choice {
	now := m.scope()
	list := []Choice{
		{"", "", w("scopeNone"), now == "", false},
		{"", codeAll, w("scopeAll"), now == codeAll, m.isCustomers() || m.Request.isGraphQL()},
	}
	for _, code := range m.codes() {
		list = append(list, Choice{"", code, code, code == now, false})
	}
	return list
}

// scopeFindings are the findings that are about the scope, or those that are not.
func scopeFindings(findings []wire.Finding, scope bool) []wire.Finding {
	var list []wire.Finding
	for _, f := range findings {
		if strings.HasPrefix(f.Code, "scope_") == scope {
			list = append(list, f)
		}
	}
	return list
}

// scopeNote says why all is out of reach.
func (m *Model) scopeNote(w Words) string {
	switch {
	case m.Request.isGraphQL():
		return ""
	case m.isCustomers():
		return w("scopeCustomer")
	case m.scope() == codeAll:
		return w("scopeAllNote")
	}
	return ""
}

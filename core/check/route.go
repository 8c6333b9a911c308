package check

import (
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// route looks whether a token that is valid may call Env.Path. Nothing but GET is
// ever sent, and nothing that names a record: what another method asks for the
// catalogue, a GET route of the same resource or the schema tells.
func (r *run) route() {
	method, path := routeOf(r.env.Method, r.env.Path)
	if path == "" || r.out.Verdict != wire.VerdictValid {
		return
	}
	name := method + " " + path
	o, known := catalogue.Stock().Find(method, path)
	isCustomer := r.out.Kind == wire.KindCustomer || r.env.Area == areaCustomer
	switch {
	case !known && method != http.MethodGet:
		r.add(wire.NewFinding("route_unknown", "route", name))
	case o.Resource == catalogue.Anonymous:
		r.add(wire.NewFinding("route_open", "route", name))
	case known && o.Resource == catalogue.Self && !isCustomer:
		r.lacks("route_for_customers", "route", name)
	case known && o.Resource != catalogue.Self && isCustomer:
		r.lacks("route_not_for_customers", "route", name)
	case o.Resource == catalogue.Self && method != http.MethodGet:
		r.add(wire.NewFinding("route_allowed", "route", name))
	case !known:
		r.strangeRoute(name, path)
	case o.Resource == catalogue.Self:
		r.tryRoute(name, o.Path+"?fields=id", o.Resource)
	case method == http.MethodGet:
		r.tryRoute(name, o.Path, o.Resource)
	default:
		r.writingRoute(name, o)
	}
}

// routeOf reads "POST", "/V1/products", or both in the path, or a whole address.
func routeOf(method, path string) (string, string) {
	if first, rest, two := strings.Cut(strings.TrimSpace(path), " "); two {
		method, path = first, rest
	}
	path, _, _ = strings.Cut(path, "?")
	at := strings.Index("/"+strings.TrimLeft(path, "/"), "/V1/")
	if path = "/" + strings.TrimLeft(path, "/"); at < 0 {
		return "", ""
	}
	if method = strings.ToUpper(strings.TrimSpace(method)); method == "" {
		method = http.MethodGet
	}
	return method, strings.TrimRight(path[at:], "/")
}

// strangeRoute is a GET route that is not of a stock store: without a token it
// names its resource itself.
func (r *run) strangeRoute(name, path string) {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if part != "" && strings.Trim(part, "0123456789") == "" {
			parts[i] = "0"
		}
	}
	path = strings.Join(parts, "/")
	url := r.routeURL(path)
	r.step("route")
	answer, err := r.get(url)
	if err != nil {
		r.add(r.missed(url, err))
		return
	}
	refusal := magento.Refused(answer)
	switch {
	case answer.Cached():
		r.note(url, answer, "cached_answer")
		r.add(wire.NewFinding("route_untold", "route", name))
	case isMissingRight(refusal):
		r.note(url, answer, "without_token_refused")
		if twin := twinOf(refusal.Params["resources"]); twin != "" {
			path = twin // no row of the module's is read
		}
		r.tryRoute(name, path, refusal.Params["resources"])
	case refusal == nil:
		r.note(url, answer, "control_open")
		r.add(wire.NewFinding("route_open", "route", name))
	default:
		r.note(url, answer, refusal.Code)
		r.add(wire.NewFinding("route_untold", "route", name))
	}
}

// tryRoute asks a GET route with the token.
func (r *run) tryRoute(name, path, resource string) {
	url := r.routeURL(path)
	r.step("route")
	answer, err := r.get(url, r.carry(url)...)
	if err != nil {
		r.add(r.missed(url, err))
		return
	}
	code := "route_untold"
	switch probed(answer, nil) {
	case wire.Yes:
		r.note(url, answer, "route_answers")
		code = "route_allowed"
	case wire.No:
		r.note(url, answer, "with_token_refused")
		if told := magento.Refused(answer).Params["resources"]; told != "" {
			resource = told
		}
		r.lacksRight(name, resource)
		return
	default:
		r.note(url, answer, "unexpected_answer")
	}
	r.add(wire.NewFinding(code, "route", name))
}

// writingRoute: a GET route of the same resource has the same answer; where there
// is none, the schema of the route's service lists it to those who may call it.
func (r *run) writingRoute(name string, o catalogue.Operation) {
	if twin := twinOf(o.Resource); twin != "" {
		r.tryRoute(name, twin, o.Resource)
		return
	}
	url := magento.Route(r.out.Store, "all", "/schema?services="+o.Service)
	r.step("route")
	answer, err := r.get(url, r.carry(url)...)
	if err != nil {
		r.add(r.missed(url, err))
		return
	}
	own, err := catalogue.Read(answer.Body)
	if answer.Cached() || answer.Status != http.StatusOK || err != nil {
		r.note(url, answer, "schema_unreadable")
		r.add(wire.NewFinding("route_untold", "route", name))
		return
	}
	if _, listed := own.Find(o.Method, o.Path); listed {
		r.note(url, answer, "route_listed")
		r.add(wire.NewFinding("route_allowed", "route", name))
		return
	}
	r.note(url, answer, "route_not_listed")
	r.lacksRight(name, o.Resource)
}

// twinOf is a GET route of a stock store that asks for resource, "" if there is
// none.
func twinOf(resource string) string {
	for _, o := range catalogue.Stock().Operations {
		if o.Method == http.MethodGet && o.Resource == resource && resource != catalogue.Self {
			return o.Path
		}
	}
	return ""
}

// routeURL fills the parameters with what names no record.
func (r *run) routeURL(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") || strings.HasPrefix(part, ":") {
			parts[i] = "0"
		}
	}
	return magento.Route(r.out.Store, magento.CustomerView(r.out.Store.StoreCode), strings.Join(parts, "/"))
}

func (r *run) lacks(code string, params ...string) {
	r.out.Reason = code
	r.add(wire.NewFinding(code, params...))
}

// lacksRight names what is missing as the role editor does, in the store's own
// words where its tree is known.
func (r *run) lacksRight(name, resources string) {
	if resources == catalogue.Self {
		r.lacks("route_for_customers", "route", name)
		return
	}
	own, stock := magento.NewTree(r.env.Tree), magento.NewTree(catalogue.Resources())
	var titles []string
	for _, id := range strings.Split(resources, ",") {
		id = strings.TrimSpace(id)
		path := own.PathOf(id)
		if path == nil {
			path = stock.PathOf(id)
		}
		if path == nil {
			path = []string{id}
		}
		titles = append(titles, strings.Join(path, " > "))
	}
	r.lacks("right_lacking", "route", name, "resources", resources, "path", strings.Join(titles, "; "))
}

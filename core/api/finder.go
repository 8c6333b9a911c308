package api

import (
	"net/http"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// finder finds routes of one store: the index of the store that was asked for
// last.
type finder struct {
	mu     sync.Mutex
	origin string
	learnt string
	seen   int
	index  *catalogue.Index
	own    *catalogue.Catalogue
}

// most routes in one answer.
const maxRoutes = 50

// findRoutes finds routes by what is typed.
func (h *handler) findRoutes(j *job) (any, error) {
	var in struct {
		Origin string `json:"origin"`
		Query  string `json:"query"`
		Limit  int    `json:"limit"`
		// Ref is the credential that is to call them; Mine leaves out what it may not.
		Ref  string `json:"ref"`
		Mine bool   `json:"mine"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Limit <= 0 || in.Limit > maxRoutes {
		in.Limit = maxRoutes
	}
	x, own := h.indexOf(j, in.Origin)
	may := h.mayCall(j, in.Ref)
	ask := in.Limit
	if in.Mine {
		ask = 1 << 20
	}
	list, total := x.Search(in.Query, ask)
	paths := h.titlePaths(j, in.Origin)
	routes := []wire.Route{}
	for _, o := range list {
		r := wire.Route{Method: o.Method, Path: o.Path, Service: o.Service, Resource: o.Resource,
			From: fromOf(o, own), Allowed: may.call(o), Writes: o.Method != http.MethodGet, Searches: o.Searches()}
		r.ResourcePath = paths.PathOf(o.Resource)
		if in.Mine && r.Allowed == wire.No {
			total--
			continue
		}
		if len(routes) < in.Limit {
			routes = append(routes, r)
		}
	}
	return map[string]any{"routes": routes, "total": total}, nil
}

// indexOf makes the index of a store, once.
func (h *handler) indexOf(j *job, origin string) (*catalogue.Index, *catalogue.Catalogue) {
	learnt, seen := h.learntRoutes(j, origin), h.seenRoutes(j, origin)
	f := &h.finder
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.index == nil || f.origin != origin || f.learnt != learnt || f.seen != len(seen) {
		f.origin, f.learnt, f.seen = origin, learnt, len(seen)
		f.own = catalogue.Expand(learnt)
		f.index = catalogue.NewIndex(f.own.Operations, catalogue.Stock().Operations, unknown(seen, f.own))
	}
	return f.index, f.own
}

// unknown are the seen routes that no known one explains.
func unknown(seen []catalogue.Operation, own *catalogue.Catalogue) []catalogue.Operation {
	var list []catalogue.Operation
	for _, o := range seen {
		_, stock := catalogue.Stock().Find(o.Method, o.Path)
		_, known := own.Find(o.Method, o.Path)
		if !stock && !known {
			list = append(list, o)
		}
	}
	return list
}

func fromOf(o catalogue.Operation, own *catalogue.Catalogue) string {
	if _, known := own.Exact(o.Method, o.Path); known {
		return check.FromStore
	}
	if _, known := catalogue.Stock().Exact(o.Method, o.Path); known {
		return check.FromStock
	}
	return check.FromSeen
}

// titlePaths are the resources' titles as the store's own panel shows them,
// where a page of it was seen.
func (h *handler) titlePaths(j *job, origin string) magento.Tree {
	if nodes := h.treeOf(j, origin); len(nodes) > 0 {
		return magento.NewTree(nodes)
	}
	return magento.NewTree(catalogue.Resources())
}

// rights say what a credential may call, as far as that is known.
type rights struct {
	kind   string
	record accessRecord
}

func (h *handler) mayCall(j *job, ref string) rights {
	var r rights
	if ref == "" {
		return r
	}
	if held, err := h.heldRef(j.ctx, ref); err == nil {
		r.kind = held.Credential.Token.Kind
	}
	_, _ = h.records.read(j.ctx, AreaSession, accessPrefix+ref, &r.record)
	return r
}

// call: a route whose resource is not known is never called allowed, unless the
// store's schema showed it to this credential.
func (r rights) call(o catalogue.Operation) string {
	switch o.Resource {
	case catalogue.Anonymous:
		return wire.Yes
	case catalogue.Self:
		switch r.kind {
		case wire.KindCustomer:
			return wire.Yes
		case wire.KindAdmin, wire.KindIntegration, wire.KindIMS:
			return wire.No
		}
		return wire.Unknown
	case "":
		if r.record.Own[o.Method+" "+o.Path] {
			return wire.Yes
		}
		return wire.Unknown
	}
	if r.kind == wire.KindCustomer {
		return wire.No
	}
	if allowed, known := r.record.Allowed[o.Resource]; known {
		if allowed {
			return wire.Yes
		}
		return wire.No
	}
	return wire.Unknown
}

// describeRoute tells what a route takes: what to fill in.
func (h *handler) describeRoute(j *job) (any, error) {
	var in struct {
		Origin string `json:"origin"`
		Method string `json:"method"`
		Path   string `json:"path"`
		// Query is what stands behind the path, to be taken apart.
		Query string `json:"query"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	_, own := h.indexOf(j, in.Origin)
	c, from := own, check.FromStore
	o, known := own.Find(in.Method, in.Path)
	if !known {
		c, from = catalogue.Stock(), check.FromStock
		o, known = c.Find(in.Method, in.Path)
	}
	if !known {
		c, from = &catalogue.Catalogue{Operations: h.seenRoutes(j, in.Origin)}, check.FromSeen
		o, known = c.Find(in.Method, in.Path)
	}
	if !known {
		return nil, refuse("route_not_known", "method", strings.ToUpper(in.Method), "path", in.Path)
	}
	d := wire.RouteDetail{
		Route:      wire.Route{Method: o.Method, Path: o.Path, Service: o.Service, Resource: o.Resource, From: from, Writes: o.Method != http.MethodGet, Searches: o.Searches()},
		InPath:     parameters(o.InPath),
		Query:      parameters(o.Query),
		Body:       c.Skeleton(o, false),
		WholeBody:  c.Skeleton(o, true),
		Fields:     c.Fields(o),
		Conditions: catalogue.Conditions,
		Async:      mayBeAsync(o),
		Scoped:     isScoped(o),
	}
	d.ResourcePath = h.titlePaths(j, in.Origin).PathOf(o.Resource)
	return routeAnswer{d, fillQuery(in.Query, o)}, nil
}

// routeAnswer is a route, with what came behind its path.
type routeAnswer struct {
	wire.RouteDetail
	*filledQuery
}

func parameters(list []catalogue.Property) []wire.RouteParameter {
	out := []wire.RouteParameter{}
	for _, p := range list {
		if p.Name != catalogue.SearchCriteria {
			out = append(out, wire.RouteParameter{Name: p.Name, Type: typeWord(p.Type), Required: p.Required})
		}
	}
	return out
}

func typeWord(code string) string {
	switch {
	case code == "i":
		return "integer"
	case code == "n":
		return "number"
	case code == "b":
		return "boolean"
	case strings.HasPrefix(code, "["):
		return "list"
	case code == "s":
		return "string"
	}
	return "object"
}

// mayBeAsync: what carries a password or issues a token must not go through the
// queue, which would keep it in clear (observed on 2.4.7); Magento has no
// asynchronous GET (Magento_WebapiAsync).
func mayBeAsync(o catalogue.Operation) bool {
	path := strings.ToLower(o.Path)
	for _, word := range []string{"token", "/tfa/", "password", "/integration/"} {
		if strings.Contains(path, word) {
			return false
		}
	}
	return o.Method != http.MethodGet
}

// isScoped: routes that write what has a value for each store view; without a
// store code they write the default one's.
func isScoped(o catalogue.Operation) bool {
	if o.Method != http.MethodPut && o.Method != http.MethodPost {
		return false
	}
	for _, prefix := range []string{"/V1/products", "/V1/categories"} {
		if o.Path == prefix || strings.HasPrefix(o.Path, prefix+"/{") && strings.Count(o.Path, "/") == 3 {
			return true
		}
	}
	return false
}

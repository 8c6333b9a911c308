package check

import (
	"context"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Tree is the store's own resource tree, as a page of its panel showed it. Own
// says that its ticks are those of the role or integration that the token is of.
type Tree struct {
	Nodes []wire.TreeNode
	Own   bool
}

// Access finds out what a token may do: by the check of Check, two requests for
// the store's schema, and a few more for what that leaves open. No request reads
// a row of data or changes anything. The second result are the routes that a
// stock store has not, nil where none were read.
func Access(ctx context.Context, env Env, store wire.Store, tok token.Token, headers []wire.Header, tree Tree) (wire.AccessMap, *catalogue.Catalogue) {
	r := checked(ctx, env, store, tok, headers)
	report := r.out
	a := &access{
		run:  r,
		tree: tree,
		out: wire.AccessMap{Verdict: report.Verdict, Reason: report.Reason, Kind: report.Kind, Who: report.Who, Store: report.Store,
			Resources: []wire.Resource{}, Operations: []wire.Operation{}, TakenAt: env.Now().UTC().Format(time.RFC3339)},
		known: map[string]wire.Resource{},
	}
	// What the check left out is not to come.
	r.total = r.done
	if r.view != "" {
		r.out.Store.StoreCode = r.view
	}
	if report.Verdict == wire.VerdictValid {
		a.customer = report.Kind == wire.KindCustomer || env.Area == areaCustomer
		a.find()
	}
	a.out.Evidence, a.out.Findings = a.run.out.Evidence, a.run.out.Findings
	wire.SortFindings(a.out.Findings)
	return a.out, a.ownRoutes()
}

// access is one access map in the making.
type access struct {
	run      *run
	tree     Tree
	customer bool
	// routes are all that are known of the store, mine those that its schema
	// lists for the token.
	routes []wire.Operation
	mine   map[string]bool
	known  map[string]wire.Resource
	// read is the token's schema.
	read *catalogue.Catalogue
	out  wire.AccessMap
}

// ownRoutes are those of the schema that a stock store has not, with the
// resources that were learnt.
func (a *access) ownRoutes() *catalogue.Catalogue {
	if a.read == nil {
		return nil
	}
	resource := map[string]string{}
	for _, o := range a.routes {
		if o.From == FromStore {
			resource[key(o.Method, o.Path)] = o.Resource
		}
	}
	return a.read.Only(func(o *catalogue.Operation) bool {
		known, own := resource[key(o.Method, o.Path)]
		o.Resource = known
		return own
	})
}

// Where a route is known from.
const (
	FromStock = "stock"
	FromStore = "store" // its own schema
	FromSeen  = "seen"  // a request of the tab
)

func (a *access) find() {
	own, ok := a.schemas()
	a.read = own
	if !ok {
		a.byProbes()
	} else {
		a.bySchema(own)
		a.learn()
	}
	if a.run.ctx.Err() != nil {
		a.run.add(wire.NewFinding("check_stopped"))
	}
	a.customers()
	a.list()
	a.compare()
}

// schemas asks for the schema without and with the token. False: they do not
// tell what the token may do.
func (a *access) schemas() (own *catalogue.Catalogue, ok bool) {
	url := a.schemaURL()
	a.run.total += 2
	a.run.step("schema")
	guest := a.schema(url)
	if guest == nil {
		return nil, false
	}
	a.run.step("schema_with_token")
	own = a.schema(url, a.run.carry(url)...)
	if own == nil {
		return nil, false
	}
	a.mine = map[string]bool{}
	for _, o := range own.Operations {
		a.mine[key(o.Method, o.Path)] = true
	}
	open := 0
	for _, o := range guest.Operations {
		if a.mine[key(o.Method, o.Path)] {
			open++
		}
	}
	if len(own.Operations) == open && !a.customer {
		// Every role has more than a guest: this schema came out of a cache.
		a.run.add(wire.NewFinding("schema_stale"))
		return nil, false
	}
	return own, true
}

// schemaURL: the routes of an administrator on the store code all, a
// customer's on the customer's own view (a customer is a guest on all).
func (a *access) schemaURL() string {
	code := "all"
	if a.customer {
		if code = magento.CustomerView(a.run.out.Store.StoreCode); code == "" {
			code = "default"
		}
	}
	return magento.Route(a.run.out.Store, code, "/schema?services=all")
}

func (a *access) schema(url string, headers ...wire.Header) *catalogue.Catalogue {
	answer, err := a.run.get(url, headers...)
	if err != nil {
		a.run.missed(url, err)
		return nil
	}
	c, err := catalogue.Read(answer.Body)
	switch {
	case answer.Cached():
		a.run.note(url, answer, "cached_answer")
		return nil
	case answer.Status != 200 || err != nil:
		a.run.note(url, answer, "schema_unreadable")
		return nil
	}
	a.run.out.Evidence = append(a.run.out.Evidence,
		answer.Evidence("GET", url, wire.NewFinding("schema_read", "count", strconv.Itoa(len(c.Operations))).Message))
	return c
}

func key(method, path string) string { return method + " " + path }

// bySchema takes what the token's schema lists for allowed. Of the stock routes
// those that it does not list are not.
func (a *access) bySchema(own *catalogue.Catalogue) {
	seen := map[string]bool{}
	for _, o := range catalogue.Stock().Operations {
		id := key(o.Method, o.Path)
		seen[id] = true
		allowed := wire.No
		if a.mine[id] {
			allowed = wire.Yes
		}
		a.add(o, allowed, FromStock)
	}
	for _, o := range own.Operations {
		if !seen[key(o.Method, o.Path)] {
			a.add(o, wire.Yes, FromStore)
		}
	}
}

// add notes a route, and what it says of its resource: one allowed route is
// enough, a route that is missing may be of a module that the store lacks.
func (a *access) add(o catalogue.Operation, allowed, from string) {
	a.routes = append(a.routes, wire.Operation{Method: o.Method, Path: o.Path, Service: o.Service, Resource: o.Resource, Allowed: allowed, From: from})
	a.judge(o.Resource, allowed, wire.BySchema)
}

func (a *access) judge(resource, allowed, how string) {
	if resource == "" || resource == catalogue.Anonymous || resource == catalogue.Self {
		return
	}
	r, known := a.known[resource]
	if !known || r.Allowed == wire.Unknown || r.Allowed == wire.No && allowed == wire.Yes {
		r.Allowed, r.How = allowed, how
	}
	r.ID = resource
	r.Routes++
	a.known[resource] = r
}

// customers: the schema lists none of the routes of a customer's own
// (observed on 2.4.7), though they may all be called.
func (a *access) customers() {
	if !a.customer {
		return
	}
	for i := range a.routes {
		if o := &a.routes[i]; o.Resource == catalogue.Self && o.Allowed != wire.Yes {
			o.Allowed = wire.Yes
		}
	}
	a.run.add(wire.NewFinding("schema_without_self"))
}

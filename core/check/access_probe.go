package check

import (
	"net/http"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

const (
	// atOnce is how many probes wait for their answer; the Doer may let fewer go.
	atOnce = 4
	// maxLearnt bounds the routes of other modules that are asked for their
	// resource.
	maxLearnt = 120
)

// learn asks the GET routes of other modules for their resource: called without
// a token they name it. Never another method: a route may be open to everybody.
func (a *access) learn() {
	var unknown []int
	for i, o := range a.routes {
		if o.Resource == "" && o.Method == http.MethodGet && len(unknown) < maxLearnt {
			unknown = append(unknown, i)
		}
	}
	a.each(len(unknown), "learning_resources", func(n int) func() {
		o := &a.routes[unknown[n]]
		answer, err := a.run.get(a.probeURL(o.Path))
		if err != nil {
			return func() {}
		}
		return func() { a.learnt(o, answer) }
	})
	a.unlearnt()
}

func (a *access) learnt(o *wire.Operation, answer magento.Answer) {
	refusal := magento.Refused(answer)
	switch {
	case answer.Cached():
	case refusal != nil && refusal.Code == "self_only":
		o.Resource = catalogue.Self
	case refusal != nil && refusal.Code == "not_authorized":
		if resource := refusal.Params["resources"]; resource != "" {
			o.Resource = resource
			a.judge(resource, o.Allowed, wire.ByProbe)
		}
	case probed(answer, nil) == wire.Yes:
		o.Resource = catalogue.Anonymous
	}
}

// unlearnt says how many routes' resources stay unknown.
func (a *access) unlearnt() {
	for _, o := range a.routes {
		if o.Resource == "" {
			a.run.add(wire.NewFinding("routes_without_resource"))
			return
		}
	}
}

// byProbes asks one GET route of each resource, where the schema tells nothing:
// without search criteria and with parameters that name nothing, so that no row
// is read. What only writing routes ask for stays unknown.
func (a *access) byProbes() {
	var probes []catalogue.Operation
	asked := map[string]bool{}
	for _, o := range catalogue.Stock().Operations {
		resource := o.Resource
		if o.Method == http.MethodGet && !asked[resource] && resource != catalogue.Anonymous && resource != catalogue.Self {
			asked[resource] = true
			probes = append(probes, o)
		}
	}
	a.run.add(wire.NewFinding("schema_not_told"))
	a.each(len(probes), "probing", func(n int) func() {
		o := probes[n]
		url := a.probeURL(o.Path)
		answer, err := a.run.get(url, a.run.carry(url)...)
		return func() { a.judge(o.Resource, probed(answer, err), wire.ByProbe) }
	})
	for _, o := range catalogue.Stock().Operations {
		a.judge(o.Resource, wire.Unknown, wire.ByProbe)
		allowed := wire.Unknown
		if r, known := a.known[o.Resource]; known {
			allowed = r.Allowed
		} else if o.Resource == catalogue.Anonymous {
			allowed = wire.Yes
		}
		a.routes = append(a.routes, wire.Operation{Method: o.Method, Path: o.Path, Service: o.Service, Resource: o.Resource, Allowed: allowed, From: FromStock})
	}
}

// probed reads from an answer whether the right was there: Magento looks at it
// before it looks at anything else of a request.
func probed(answer magento.Answer, err error) string {
	refusal := magento.Refused(answer)
	switch {
	case err != nil || answer.Cached():
		return wire.Unknown
	case refusal == nil:
		return wire.Yes
	case isMissingRight(refusal):
		return wire.No
	case refusal.Code == "route_not_found":
		return wire.Unknown // a module that the store lacks
	}
	switch answer.Status {
	case http.StatusBadRequest, http.StatusNotFound:
		if _, magentos := magento.ParseMessage(answer.Body); magentos {
			return wire.Yes
		}
	}
	return wire.Unknown
}

// probeURL fills a path's parameters with what names nothing.
func (a *access) probeURL(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") || strings.HasPrefix(part, ":") {
			parts[i] = "0"
		}
	}
	code := "all"
	if a.customer {
		code = magento.CustomerView(a.run.out.Store.StoreCode)
	}
	return magento.Route(a.run.out.Store, code, strings.Join(parts, "/"))
}

// each makes n requests, a few at a time; what work returns is done by one at a
// time, in no order. It ends early when the call is cancelled.
func (a *access) each(n int, step string, work func(n int) (settle func())) {
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	a.run.total += n
	for range min(atOnce, n) {
		wait.Go(func() {
			for {
				mu.Lock()
				mine := next
				next++
				if mine < n {
					a.run.step(step)
				}
				mu.Unlock()
				if mine >= n || a.run.ctx.Err() != nil {
					return
				}
				settle := work(mine)
				mu.Lock()
				settle()
				mu.Unlock()
			}
		})
	}
	wait.Wait()
}

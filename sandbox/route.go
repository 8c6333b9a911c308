package sandbox

import (
	_ "embed"
	"strings"
)

//go:embed routes.txt
var routesText string

// route is one REST operation.
type route struct {
	method   string
	pattern  []string
	resource string   // anonymous, self, or an ACL id
	wants    []string // query parameters that a GET needs
	handle   handler
}

// routes of the recorded store; twoFactorRoutes join them when the module is on.
var routes = readRoutes(routesText)

// readRoutes reads routes.txt: a resource, then indented its operations.
func readRoutes(text string) (all []*route) {
	resource := ""
	for _, line := range strings.Split(text, "\n") {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case line[0] != ' ':
			resource = fields[0]
		default:
			all = append(all, readOperations(resource, fields)...)
		}
	}
	return all
}

func readOperations(resource string, fields []string) (all []*route) {
	for _, method := range strings.Split(fields[0], ",") {
		one := &route{method: method, pattern: strings.Split(fields[1], "/"), resource: resource}
		if len(fields) > 2 && method == "GET" {
			one.wants = strings.Split(strings.TrimPrefix(fields[2], "?"), ",")
		}
		one.handle = handlerOf(method+" "+fields[1], one.wants)
		all = append(all, one)
	}
	return all
}

// match finds the operation. Among several patterns that fit, the one with the
// first literal segment wins, as /customers/me before /customers/:customerId.
func (s *Store) match(method, path string) (*route, map[string]string) {
	segments := strings.Split(path, "/")
	best := bestOf(routes, method, segments)
	if best == nil && s.mode.TwoFactor {
		best = bestOf(twoFactorRoutes, method, segments)
	}
	if best == nil {
		return nil, nil
	}
	return best, best.variables(segments)
}

func bestOf(routes []*route, method string, segments []string) (best *route) {
	for _, one := range routes {
		if one.method == method && one.fits(segments) && (best == nil || one.moreLiteral(best)) {
			best = one
		}
	}
	return best
}

func (r *route) fits(segments []string) bool {
	if len(segments) != len(r.pattern) {
		return false
	}
	for i, want := range r.pattern {
		if want[0] != ':' && want != segments[i] || segments[i] == "" {
			return false
		}
	}
	return true
}

func (r *route) moreLiteral(than *route) bool {
	for i := range r.pattern {
		mine, theirs := r.pattern[i][0] == ':', than.pattern[i][0] == ':'
		if mine != theirs {
			return theirs
		}
	}
	return false
}

func (r *route) variables(segments []string) map[string]string {
	vars := map[string]string{}
	for i, name := range r.pattern {
		if name[0] == ':' {
			vars[name[1:]] = segments[i]
		}
	}
	return vars
}

// handlerOf is what answers an operation: its own handler, an empty search,
// or the admission that nothing is held.
func handlerOf(operation string, wants []string) handler {
	if own := handlers[operation]; own != nil {
		return own
	}
	if len(wants) > 0 && wants[0] == "searchCriteria" {
		return func(c *call) (any, *refusal) { return search(c, nil), nil }
	}
	return func(*call) (any, *refusal) { return nil, notHeld() }
}

// handlers of the routes that hold data, by operation.
var handlers = map[string]handler{
	"GET modules":            getModules,
	"GET directory/currency": getCurrency,
	"GET store/storeConfigs": getStoreConfigs,
	"GET store/storeViews":   getStoreViews,
	"GET store/websites":     getWebsites,
	"GET products":           getProducts,
	"GET products/:sku":      getProduct,
	"GET customers/me":       getOwnCustomer,

	"GET bulk/:bulkUuid/status":          getBulkStatus,
	"GET bulk/:bulkUuid/detailed-status": getBulkStatus,

	"POST products/attributes/:attributeCode/options": postAttributeOption,

	"POST integration/admin/token":                    postAdminToken,
	"POST integration/customer/token":                 postCustomerToken,
	"POST integration/customer/revoke-customer-token": postRevoke,
}

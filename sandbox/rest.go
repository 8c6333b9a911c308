package sandbox

import (
	"io"
	"net/http"
	"strings"
)

// call is one REST request on its way through the store.
type call struct {
	s     *Store
	r     *http.Request
	store string // store code of the path, "" if it names none
	who   caller
	vars  map[string]string

	status  int            // of an answer that is no refusal, 0 for 200
	given   map[string]any // input that was read elsewhere, nil: the body is it
	plain   bool           // the answer is no service's but JSON whatever Accept wants
	session bool           // PHP started a session: PHPSESSID is set
	dropped []string       // cookies that the answer takes away
}

// handler answers a route whose resource the caller may use.
type handler func(*call) (any, *refusal)

// rest answers what stands after /rest/. The order of the checks is Magento's:
// method, store code, route, rights, input.
func (s *Store) rest(w http.ResponseWriter, r *http.Request, path string) {
	c := &call{s: s, r: r}
	s.mu.Lock()
	value, no := c.answer(path)
	c.setCookies(w)
	s.mu.Unlock()
	if no != nil {
		render(w, r, no.status, no.body())
		return
	}
	if c.plain {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = io.WriteString(w, phpJSON(value))
		return
	}
	render(w, r, max(c.status, http.StatusOK), value)
}

func (c *call) answer(path string) (any, *refusal) {
	if !c.methodAllowed() {
		return nil, refuse(http.StatusMethodNotAllowed, "The "+c.r.Method+" HTTP method is not supported.")
	}
	if rest, ok := c.cutAsync(path); ok {
		return c.async(rest)
	}
	path, no := c.cutStore(path)
	if no != nil {
		return nil, no
	}
	if path == "schema" && c.plain {
		return c.schema()
	}
	route, vars := c.s.match(c.r.Method, path)
	if route == nil {
		return nil, refuse(http.StatusNotFound, "Request does not match any route.")
	}
	c.vars = vars
	if no := c.permit(route.resource); no != nil {
		return nil, no
	}
	if no := c.wanted(route); no != nil {
		return nil, no
	}
	value, no := route.handle(c)
	return filter(value, c.r.URL.Query().Get("fields")), no
}

func (c *call) methodAllowed() bool {
	switch c.r.Method {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete:
		return true
	}
	return false
}

// cutAsync takes the store code and async off the path of an asynchronous request.
func (c *call) cutAsync(path string) (string, bool) {
	first, rest := cutSegment(path)
	if c.s.storeView(first) != nil || first == "all" {
		c.store = first
		first, rest = cutSegment(rest)
	}
	return rest, first == "async"
}

// cutStore takes the store code and V1 off the path (Magento_Webapi
// PathProcessor): only an existing code or "all" counts as one, and what then
// is no version is no request to process.
func (c *call) cutStore(path string) (string, *refusal) {
	first, rest := cutSegment(path)
	if first == "all" || c.s.storeView(first) != nil {
		c.store = first
		first, rest = cutSegment(rest)
	}
	switch {
	case first == "V1":
		return strings.Trim(rest, "/"), nil
	case first == "schema" && c.r.Method == http.MethodGet:
		c.plain = true
		return first, nil
	}
	return "", refuse(http.StatusBadRequest, "Specified request cannot be processed.")
}

// permit checks the rights. An anonymous route does not even look who calls.
func (c *call) permit(resource string) *refusal {
	if resource == "anonymous" {
		return nil
	}
	who, no := c.identify()
	if no != nil {
		return no
	}
	c.who = who
	if !who.may(resource, c.store) {
		return refuseWith(http.StatusUnauthorized, "The consumer isn't authorized to access %resources.",
			object{{"resources", resource}})
	}
	return nil
}

// wanted refuses a GET without the query parameters that its route needs.
func (c *call) wanted(route *route) *refusal {
	return required(route.wants, func(name string) bool {
		for key := range c.r.URL.Query() {
			if key == name || strings.HasPrefix(key, name+"[") {
				return true
			}
		}
		return false
	})
}

func (c *call) setCookies(w http.ResponseWriter) {
	if c.session {
		c.s.setSessionCookie(w, c.r, c.s.keptSession(c.r))
	}
	for _, name := range c.dropped {
		c.s.dropCookie(w, c.r, name)
	}
}

package catalogue

import "strings"

// Who may call a route that asks for no ACL resource (Magento_Webapi's
// webapi.xml has both words as resources).
const (
	Anonymous = "anonymous"
	Self      = "self"
)

// Operation is one REST route.
type Operation struct {
	// Method and Path are as in webapi.xml: GET /V1/products/{sku}.
	Method, Path string
	// Service is the name that the schema groups by: catalogProductRepositoryV1.
	Service string
	// Resource is the ACL resource that the route asks for, Anonymous or Self;
	// empty where it is not known.
	Resource string
	// InPath and Query are its parameters. SearchCriteria are one: a parameter of
	// that name.
	InPath, Query []Property
	// Body are the members of its body, nil where it has none.
	Body []Property
	// Answer is the type of what it answers.
	Answer string
}

// SearchCriteria is the query parameter that stands for all of
// searchCriteria[…].
const SearchCriteria = "searchCriteria"

// Searches reports whether the route takes search criteria.
func (o Operation) Searches() bool {
	for _, p := range o.Query {
		if p.Name == SearchCriteria {
			return true
		}
	}
	return false
}

// Property is a parameter, or a member of a body or of a type.
type Property struct {
	Name string
	// Type is s, i, n or b for a string, integer, number or boolean, @name for an
	// object of that type, [ and a type for a list, o for any object.
	Type     string
	Required bool
}

// Catalogue is a list of routes with the types that their bodies are made of.
type Catalogue struct {
	Operations []Operation
	types      map[string][]Property
}

// Members are those of an object type.
func (c *Catalogue) Members(name string) []Property { return c.types[name] }

// Only is the catalogue of the routes that keep says yes to; it may change them.
func (c *Catalogue) Only(keep func(*Operation) bool) *Catalogue {
	out := &Catalogue{types: c.types}
	for _, o := range c.Operations {
		if keep(&o) {
			out.Operations = append(out.Operations, o)
		}
	}
	return out
}

// Exact is the route of that very pattern.
func (c *Catalogue) Exact(method, path string) (Operation, bool) {
	for _, o := range c.Operations {
		if o.Method == method && o.Path == path {
			return o, true
		}
	}
	return Operation{}, false
}

// Conditions are the condition types of search criteria
// (Magento\Framework\Api\Filter, as the web API guide lists them).
var Conditions = []string{"eq", "neq", "like", "nlike", "in", "nin", "gt", "lt", "gteq", "lteq", "from", "to", "finset", "nfinset", "null", "notnull", "moreq"}

// Find is the route of a method and a path as it is called: /V1/products/24-MB01
// is found as /V1/products/{sku}. A route with fewer parameters goes first, as
// in Magento's router.
func (c *Catalogue) Find(method, path string) (Operation, bool) {
	path, _, _ = strings.Cut(path, "?")
	best, least := Operation{}, -1
	for _, o := range c.Operations {
		if n := fits(o.Path, path); o.Method == method && n >= 0 && (least < 0 || n < least) {
			best, least = o, n
		}
	}
	return best, least >= 0
}

// fits counts the parameters of a pattern that a path fits, -1 if it does not.
func fits(pattern, path string) int {
	if strings.EqualFold(pattern, path) {
		return 0
	}
	a, b := strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(path, "/"), "/")
	if len(a) != len(b) {
		return -1
	}
	n := 0
	for i := range a {
		switch {
		case isParameter(a[i]) && b[i] != "":
			n++
		case !strings.EqualFold(a[i], b[i]):
			return -1
		}
	}
	return n
}

func isParameter(segment string) bool {
	return strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") || strings.HasPrefix(segment, ":")
}

// Fields are the members of what a searching route lists: what can be filtered
// and sorted by, as far as the schema tells.
func (c *Catalogue) Fields(o Operation) []string {
	list := c.members(o.Answer)
	for _, p := range list {
		if p.Name == "items" {
			list = c.members(strings.TrimPrefix(p.Type, "["))
			break
		}
	}
	var names []string
	for _, p := range list {
		if len(p.Type) == 1 && p.Type != "o" {
			names = append(names, p.Name)
		}
	}
	return names
}

func (c *Catalogue) members(typ string) []Property {
	if len(typ) < 2 || typ[0] != '@' {
		return nil
	}
	return c.types[typ[1:]]
}

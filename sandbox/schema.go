package sandbox

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed schema.txt
var schemaText string

// described is what schema.txt tells: made by internal/digest from recordings.
type described struct {
	services   object // descriptions by name
	operations []*operationText
	types      map[string]*typeText
	order      []string // of the types
}

// operationText is one operation of the schema.
type operationText struct {
	path, method, service, text string
	customers                   bool // customers see it in the schema
	resource                    string
	lines                       []string // answers and parameters
}

// typeText is a definition: its own type and its properties.
type typeText struct {
	kind       string
	properties []string
}

var schemaData = sync.OnceValue(func() *described { return readSchema(schemaText) })

func readSchema(text string) *described {
	d := &described{types: map[string]*typeText{}}
	path := ""
	for _, line := range strings.Split(text, "\n") {
		word, rest, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
		switch last := len(d.operations) - 1; {
		case line == "" || line[0] == '#':
		case word == "tag" && line[0] == 't':
			name, about, _ := strings.Cut(rest, " ")
			d.services = append(d.services, field{name, about})
		case word == "define" && line[0] == 'd':
			name, kind, _ := strings.Cut(rest, " ")
			d.types[name] = &typeText{kind: kind}
			d.order = append(d.order, name)
		case line[0] == '/':
			path = line
		case strings.HasPrefix(line, "  "):
			d.operations[last].lines = append(d.operations[last].lines, line[2:])
		case len(d.order) > 0:
			one := d.types[d.order[len(d.order)-1]]
			one.properties = append(one.properties, line[1:])
		default:
			d.operations = append(d.operations, readOperation(path, word, rest))
		}
	}
	return d
}

func readOperation(path, method, rest string) *operationText {
	service, text, _ := strings.Cut(rest, " ")
	one := &operationText{path: path, method: method, text: text}
	one.service, one.customers = strings.CutPrefix(service, "+")
	if !one.customers {
		one.service = service
	}
	one.resource = resourceOf(strings.ToUpper(method), strings.NewReplacer("{", ":", "}", "").Replace(strings.Trim(strings.TrimPrefix(path, "/V1"), "/")))
	return one
}

func resourceOf(method, pattern string) string {
	for _, r := range routes {
		if r.method == method && slices.Equal(r.pattern, strings.Split(pattern, "/")) {
			return r.resource
		}
	}
	return ""
}

// schema is GET /rest/<code>/schema: Swagger 2.0 of what the caller may use.
func (c *call) schema() (any, *refusal) {
	who, no := c.identify()
	if no != nil {
		return nil, no
	}
	wanted := map[string]bool{}
	if list := c.r.URL.Query().Get("services"); list != "" && list != "all" {
		for _, name := range strings.Split(list, ",") {
			if !schemaData().services.has(name) {
				return nil, internalError()
			}
			wanted[name] = true
		}
	}
	var seen []*operationText
	for _, one := range schemaData().operations {
		if (len(wanted) == 0 || wanted[one.service]) && one.visible(who, c.store) {
			seen = append(seen, one)
		}
	}
	return c.document(seen), nil
}

// visible follows the rights, with what was observed at the edges: customers
// see only some of their own routes, on the admin's store "all" none.
func (o *operationText) visible(who caller, store string) bool {
	switch {
	case o.resource == "anonymous":
		return true
	case who.Account != nil && who.Kind == "customer":
		return o.customers && store != "all"
	}
	return who.may(o.resource, store)
}

// internalError is what an exception gives in default mode; the report's number
// is new each time.
func internalError() *refusal {
	return refuse(http.StatusInternalServerError,
		"Internal Error. Details are available in Magento log file. Report ID: webapi-"+hash(newSessionID())[:13])
}

func (c *call) document(operations []*operationText) object {
	base := strings.TrimSuffix(c.s.baseURL(c.r), "/")
	scheme, rest, _ := strings.Cut(base, "://")
	host, folder, _ := strings.Cut(rest, "/")
	path := "/" + strings.TrimPrefix(folder+"/rest", "/")
	if c.store != "" {
		path += "/" + c.store
	}
	all := object{{"securityDefinitions", object{{"api_key", object{{"type", "apiKey"}, {"name", "api_key"}, {"in", "header"}}}}},
		{"swagger", "2.0"}, {"info", object{{"version", "2.4"}, {"title", "Magento Community"}}},
		{"host", host}, {"basePath", path}, {"schemes", []any{scheme}}}
	used := &types{reached: map[string]bool{}}
	if len(operations) > 0 {
		all = append(all, field{"tags", tags(operations)}, field{"paths", paths(operations, used)})
	}
	return append(all, field{"definitions", used.definitions()})
}

func tags(operations []*operationText) (all []any) {
	used := map[string]bool{}
	for _, one := range operations {
		used[one.service] = true
	}
	for _, f := range schemaData().services {
		if used[f.name] {
			all = append(all, object{{"name", f.name}, {"description", f.value}})
		}
	}
	return all
}

func paths(operations []*operationText, used *types) (all object) {
	for _, one := range operations {
		if len(all) == 0 || all[len(all)-1].name != one.path {
			all = append(all, field{one.path, object{}})
		}
		last := &all[len(all)-1]
		last.value = append(last.value.(object), field{one.method, one.object(used)})
	}
	return all
}

// ID is made of the method and the path without its braces and hyphens.
func (o *operationText) id() string {
	id := title(o.method)
	for _, segment := range strings.Split(strings.NewReplacer("{", "", "}", "", "-", "").Replace(o.path), "/") {
		id += title(segment)
	}
	return id
}

func title(word string) string {
	if word == "" {
		return ""
	}
	return string(unicode.ToUpper(rune(word[0]))) + word[1:]
}

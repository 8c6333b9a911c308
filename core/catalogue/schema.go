package catalogue

import (
	"errors"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// ErrNotSchema says that a text is no schema of a store's REST API.
var ErrNotSchema = errors.New("catalogue: not a schema of the REST API")

const (
	maxOperations = 20_000
	maxTypes      = 20_000
	maxMembers    = 2_000
)

// Read reads the schema that a store gives at /rest/<code>/schema (Swagger 2.0,
// Magento_Webapi's Generator). Its host and base path are not looked at: they
// can be another caller's. What is not understood is left out.
func Read(schema []byte) (*Catalogue, error) {
	if !jsontext.Valid(schema) {
		return nil, ErrNotSchema
	}
	root := gjson.ParseBytes(schema)
	version := ""
	c := &Catalogue{types: map[string][]Property{}}
	root.ForEach(func(key, value gjson.Result) bool {
		switch key.Str {
		case "swagger":
			version = value.Str
		case "paths":
			c.readPaths(value)
		case "definitions":
			c.readTypes(value)
		}
		return true
	})
	if !strings.HasPrefix(version, "2.") {
		return nil, ErrNotSchema
	}
	return c, nil
}

func (c *Catalogue) readPaths(paths gjson.Result) {
	each(paths, maxOperations, func(path string, methods gjson.Result) {
		each(methods, maxMembers, func(method string, value gjson.Result) {
			method = strings.ToUpper(method)
			o := operation(method, path, value)
			if isMethod(method) && isPlain(path) && isPlain(o.Service) && len(c.Operations) < maxOperations {
				c.Operations = append(c.Operations, o)
			}
		})
	})
}

// each goes through an object's members; a value that is none has none.
func each(object gjson.Result, most int, f func(name string, value gjson.Result)) {
	if !object.IsObject() {
		return
	}
	object.ForEach(func(key, value gjson.Result) bool {
		f(key.String(), value)
		most--
		return most > 0
	})
}

// isPlain reports whether a name has none of the characters that divide the
// compact text; no route of Magento's has.
func isPlain(name string) bool {
	for _, c := range []byte(name) {
		if c <= ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

func isMethod(method string) bool {
	switch method {
	case "GET", "POST", "PUT", "DELETE", "PATCH":
		return true
	}
	return false
}

func operation(method, path string, value gjson.Result) Operation {
	o := Operation{Method: method, Path: path}
	each(value, maxMembers, func(name string, inner gjson.Result) {
		switch name {
		case "tags":
			o.Service = inner.Get("0").String()
		case "parameters":
			for _, p := range inner.Array() {
				o.parameter(p)
			}
		case "responses":
			if o.Answer = typeOf(inner.Get("200.schema")); !isPlain(o.Answer) {
				o.Answer = "o"
			}
		}
	})
	return o
}

func (o *Operation) parameter(p gjson.Result) {
	property := Property{Name: p.Get("name").String(), Type: typeOf(p), Required: p.Get("required").Bool()}
	if !isPlain(property.Name) || !isPlain(property.Type) {
		return
	}
	switch p.Get("in").String() {
	case "path":
		o.InPath = append(o.InPath, property)
	case "query":
		if strings.HasPrefix(property.Name, SearchCriteria+"[") {
			if o.Searches() {
				return
			}
			property = Property{Name: SearchCriteria, Type: "o"}
		}
		o.Query = append(o.Query, property)
	case "body":
		o.Body = membersOf(p.Get("schema"))
	}
}

func (c *Catalogue) readTypes(definitions gjson.Result) {
	each(definitions, maxTypes, func(name string, value gjson.Result) {
		if isPlain(name) {
			c.types[name] = membersOf(value)
		}
	})
}

// membersOf reads an object's members, required ones marked. Never nil: a body
// without members is one.
func membersOf(object gjson.Result) []Property {
	required := map[string]bool{}
	for _, name := range object.Get("required").Array() {
		required[name.String()] = true
	}
	list := []Property{}
	each(object.Get("properties"), maxMembers, func(name string, value gjson.Result) {
		if typ := typeOf(value); isPlain(name) && isPlain(typ) {
			list = append(list, Property{name, typ, required[name]})
		}
	})
	return list
}

func typeOf(value gjson.Result) string {
	if ref := value.Get("$ref").String(); ref != "" {
		return "@" + ref[strings.LastIndexByte(ref, '/')+1:]
	}
	switch value.Get("type").String() {
	case "string":
		return "s"
	case "integer":
		return "i"
	case "number":
		return "n"
	case "boolean":
		return "b"
	case "array":
		return "[" + typeOf(value.Get("items"))
	}
	return "o"
}

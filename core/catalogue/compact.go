package catalogue

import (
	"sort"
	"strings"
)

// The compact text has a line for each route and each type, its parts divided by
// tabs and properties by blanks:
//
//	O GET /V1/products/{sku} catalogProductRepositoryV1 Magento_Catalog::products sku!s storeId:i - @catalog-data-product-interface
//	T catalog-data-product-interface sku!s name:s
//
// A "!" marks what is required, "-" stands for no body.

// Compact writes a catalogue, with the types that its bodies and lists lead to.
func (c *Catalogue) Compact() []byte {
	var b strings.Builder
	used := map[string]bool{}
	for _, o := range c.Operations {
		body := "-"
		if o.Body != nil {
			body = properties(o.Body)
		}
		parts := []string{"O", o.Method, o.Path, o.Service, o.Resource, properties(o.InPath), properties(o.Query), body, o.Answer}
		b.WriteString(strings.Join(parts, "\t") + "\n")
		c.mark(used, o.Body, true)
		c.mark(used, []Property{{Type: o.Answer}}, o.Searches())
	}
	for _, name := range sorted(used) {
		b.WriteString("T\t" + name + "\t" + properties(c.types[name]) + "\n")
	}
	return []byte(b.String())
}

// mark notes the types that a list of properties leads to: all the way down, or
// not at all.
func (c *Catalogue) mark(used map[string]bool, list []Property, deep bool) {
	for _, p := range list {
		name, isType := strings.CutPrefix(strings.TrimLeft(p.Type, "["), "@")
		if !deep || !isType || used[name] || p.Name == extensions {
			continue
		}
		if members, known := c.types[name]; known {
			used[name] = true
			c.mark(used, members, true)
		}
	}
}

// extensions is the member that other modules hang theirs on: seldom needed, and
// most of a schema.
const extensions = "extension_attributes"

func sorted(names map[string]bool) []string {
	list := make([]string, 0, len(names))
	for name := range names {
		list = append(list, name)
	}
	sort.Strings(list)
	return list
}

func properties(list []Property) string {
	parts := make([]string, 0, len(list))
	for _, p := range list {
		if p.Name == extensions {
			continue
		}
		mark := ":"
		if p.Required {
			mark = "!"
		}
		parts = append(parts, p.Name+mark+p.Type)
	}
	return strings.Join(parts, " ")
}

// Expand reads what Compact wrote. Lines that it does not know are left out.
func Expand(text string) *Catalogue {
	c := &Catalogue{types: map[string][]Property{}}
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimRight(line, "\n"), "\t")
		switch {
		case parts[0] == "O" && len(parts) == 9:
			o := Operation{Method: parts[1], Path: parts[2], Service: parts[3], Resource: parts[4],
				InPath: readProperties(parts[5]), Query: readProperties(parts[6]), Answer: parts[8]}
			if parts[7] != "-" {
				if o.Body = readProperties(parts[7]); o.Body == nil {
					o.Body = []Property{}
				}
			}
			c.Operations = append(c.Operations, o)
		case parts[0] == "T" && len(parts) == 3:
			c.types[parts[1]] = readProperties(parts[2])
		}
	}
	return c
}

func readProperties(text string) []Property {
	var list []Property
	for _, part := range strings.Fields(text) {
		at := strings.LastIndexAny(part, "!:")
		if at > 0 {
			list = append(list, Property{part[:at], part[at+1:], part[at] == '!'})
		}
	}
	return list
}

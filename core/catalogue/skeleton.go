package catalogue

import (
	"encoding/json"
	"strings"
)

// A skeleton is bounded: types refer to each other, and each other's many times.
const (
	depth       = 6
	maxSkeleton = 64 << 10
)

// Skeleton is a JSON body for a route with empty values: what is required, or
// everything that the schema names.
func (c *Catalogue) Skeleton(o Operation, everything bool) string {
	if o.Body == nil {
		return ""
	}
	var b strings.Builder
	c.object(&b, o.Body, everything, nil, 1)
	return b.String()
}

func (c *Catalogue) object(b *strings.Builder, list []Property, everything bool, within []string, level int) {
	indent := "\n" + strings.Repeat("  ", level)
	first := true
	b.WriteByte('{')
	for _, p := range list {
		if p.Name == extensions || !everything && !p.Required {
			continue
		}
		if b.Len() > maxSkeleton {
			break
		}
		if !first {
			b.WriteByte(',')
		}
		first = false
		name, _ := json.Marshal(p.Name)
		b.WriteString(indent + string(name) + ": ")
		c.value(b, p.Type, everything, within, level)
	}
	if !first {
		b.WriteString("\n" + strings.Repeat("  ", level-1))
	}
	b.WriteByte('}')
}

func (c *Catalogue) value(b *strings.Builder, typ string, everything bool, within []string, level int) {
	switch {
	case strings.HasPrefix(typ, "["):
		b.WriteByte('[')
		c.value(b, typ[1:], everything, within, level)
		b.WriteByte(']')
	case strings.HasPrefix(typ, "@"):
		name := typ[1:]
		if contains(within, name) || len(within) == depth {
			b.WriteString("{}")
			return
		}
		c.object(b, c.types[name], everything, append(within, name), level+1)
	default:
		b.WriteString(empty(typ))
	}
}

func empty(typ string) string {
	switch typ {
	case "s":
		return `""`
	case "i", "n":
		return "0"
	case "b":
		return "false"
	}
	return "{}"
}

func contains(list []string, name string) bool {
	for _, item := range list {
		if item == name {
			return true
		}
	}
	return false
}

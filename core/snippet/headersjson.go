package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "headersjson",
		Title:     "Headers (JSON)",
		Summary:   "The headers as a JSON object, for Altair, GraphiQL and Apollo.",
		Extension: "json",
	},
	limits: headersOnly | merged,
	write:  writeHeadersJSON,
})

// writeHeadersJSON leaves out the headers that those tools set for the query
// that they send.
func writeHeadersJSON(c *call) (string, error) {
	c.take("Content-Type")
	c.take("Accept")
	if len(c.headers) == 0 {
		return "{}", nil
	}
	var p page
	p.put("{")
	for i, h := range c.headers {
		if i > 0 {
			p.put(",")
		}
		p.put("\n  ", literal.JSON.Quote(h.Name), ": ", braced(literal.JSON, h))
	}
	p.put("\n}")
	return p.text()
}

// braced writes a value that ends in a variable between two braces.
func braced(style *literal.Style, h header) string {
	if h.env == "" {
		return style.Quote(h.Value)
	}
	return strings.TrimSuffix(style.Quote(h.Value), `"`) + "{{" + h.env + `}}"`
}

package snippet

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "bruno",
		Title:     "Bruno",
		Summary:   "A .bru file for a Bruno collection.",
		Extension: "bru",
	},
	limits: normal | noDots | asciiHeaders | typed | noEmpty | noTemplates | trimmedJSON,
	kept:   "[]",
	// axios, with which Bruno sends, has other meanings for these names.
	forbidden: " common delete get head options patch post put query ",
	write:     writeBruno,
})

// writeBruno indents every line of a body, the empty ones too: Bruno takes two
// blanks away from each, and an empty first line altogether.
func writeBruno(c *call) (string, error) {
	if !strings.Contains(httpMethods, " "+c.method+" ") {
		return "", ErrMethodHere
	}
	var p page
	kind := "none"
	if c.body != nil {
		kind = "text"
		if c.isJSON() {
			kind = "json"
		}
		switch {
		case strings.IndexByte(*c.body, '\r') >= 0 || *c.body == "":
			return "", ErrBodyForm
		case kind == "text" && c.saysJSON():
			return "", ErrSaysJSON
		}
	}
	p.put("meta {\n  name: ", strings.NewReplacer("/", "-", "{", "", "}", "").Replace(c.name()), "\n  type: http\n  seq: 1\n}\n\n",
		strings.ToLower(c.method), " {\n  url: ", c.url, "\n  body: ", kind, "\n  auth: none\n}\n")
	if len(c.headers) > 0 {
		p.put("\nheaders {\n")
	}
	for _, h := range c.headers {
		if strings.HasPrefix(h.Name, "~") || h.Value == "[" || strings.HasPrefix(h.Value, "'''") {
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderForm)
		}
		value := h.Value
		if h.env != "" {
			value += "{{process.env." + h.env + "}}"
		}
		p.put("  ", h.Name, ": ", value, "\n")
	}
	if len(c.headers) > 0 {
		p.put("}\n")
	}
	if c.body != nil {
		p.put("\nbody:", kind, " {\n  ", strings.ReplaceAll(*c.body, "\n", "\n  "), "\n}\n")
	}
	return p.text()
}

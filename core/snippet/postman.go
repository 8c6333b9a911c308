package snippet

import (
	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "postman",
		Title:     "Postman",
		Summary:   "A Postman collection (v2.1) to import.",
		Extension: "json",
	},
	limits: normal | asciiHeaders | noTemplates | capitals,
	kept:   "[]",
	write:  writePostman,
})

// writePostman tells Postman to leave the body as it is: it would drop one of
// GET and make up a Content-Type.
func writePostman(c *call) (string, error) {
	if c.saysJSON() && c.body != nil && !c.isJSON() {
		return "", ErrSaysJSON // Postman takes comments out
	}
	var p page
	quote := literal.JSON.Quote
	p.put("{\n  \"info\": {\n    \"name\": ", quote(c.name()), ",\n",
		"    \"schema\": \"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"\n  },\n",
		"  \"item\": [\n    {\n      \"name\": ", quote(c.name()), ",\n      \"request\": {\n        \"auth\": { \"type\": \"noauth\" },\n",
		"        \"method\": ", quote(c.method), ",\n        \"header\": [")
	for i, h := range c.headers {
		p.put(comma(i), "\n          { \"key\": ", quote(h.Name), ", \"value\": ", braced(literal.JSON, h), " }")
	}
	p.put("\n        ],\n")
	if c.body != nil {
		p.put("        \"body\": { \"mode\": \"raw\", \"raw\": ", quote(*c.body), " },\n")
	}
	p.put("        \"url\": ", quote(c.url), "\n      }", c.postmanBehaviour(), "\n    }\n  ]")
	p.put(",\n  \"variable\": [")
	for i, name := range c.variables() {
		p.put(comma(i), "\n    { \"key\": \"", name, "\", \"value\": \"\" }")
	}
	p.put("]\n}\n")
	return p.text()
}

func (c *call) postmanBehaviour() string {
	switch {
	case c.body == nil:
		return ""
	case !c.has("Content-Type"):
		return ",\n      \"protocolProfileBehavior\": { \"disableBodyPruning\": true, \"disabledSystemHeaders\": { \"content-type\": true } }"
	case c.method == "GET":
		return ",\n      \"protocolProfileBehavior\": { \"disableBodyPruning\": true }"
	}
	return ""
}

// name says what the request is where a form wants a name.
func (c *call) name() string {
	path := c.url
	for i, slashes := 0, 0; i < len(path); i++ {
		if path[i] == '/' {
			if slashes++; slashes == 3 {
				path = path[i:]
				break
			}
		}
	}
	for i := 0; i < len(path); i++ {
		if path[i] == '?' {
			path = path[:i]
			break
		}
	}
	return c.method + " " + path
}

func comma(i int) string {
	if i > 0 {
		return ","
	}
	return ""
}

package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "insomnia",
		Title:     "Insomnia",
		Summary:   "An Insomnia export (v4) to import.",
		Extension: "json",
	},
	limits: normal | noDots | asciiHeaders | capitals,
	kept:   "[]",
	write:  writeInsomnia,
})

// writeInsomnia tells Insomnia to leave the body and the address as they are;
// headers have no such switch.
func writeInsomnia(c *call) (string, error) {
	for _, h := range c.headers {
		if strings.Contains(h.Value, "{{") || strings.Contains(h.Value, "{%") || strings.Contains(h.Value, "{#") {
			return "", ErrTemplate
		}
	}
	var p page
	quote := literal.JSON.Quote
	p.put("{\n  \"_type\": \"export\",\n  \"__export_format\": 4,\n  \"__export_source\": \"storekey\",\n  \"resources\": [\n",
		"    { \"_id\": \"wrk_storekey\", \"_type\": \"workspace\", \"parentId\": null, \"name\": \"Storekey\", \"scope\": \"collection\" },\n")
	p.put("    { \"_id\": \"env_storekey\", \"_type\": \"environment\", \"parentId\": \"wrk_storekey\", \"name\": \"Base Environment\", \"data\": {")
	for i, name := range c.variables() {
		p.put(comma(i), " \"", name, "\": \"\"")
	}
	p.put(" } },\n")
	p.put("    {\n      \"_id\": \"req_storekey\",\n      \"_type\": \"request\",\n      \"parentId\": \"wrk_storekey\",\n      \"name\": ", quote(c.name()),
		",\n      \"method\": ", quote(c.method), ",\n      \"url\": ", quote(c.url), ",\n      \"headers\": [")
	mimeType := ""
	for i, h := range c.headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			mimeType = h.Value
		}
		value := quote(h.Value)
		if h.env != "" {
			value = strings.TrimSuffix(value, `"`) + "{{ _." + h.env + ` }}"`
		}
		p.put(comma(i), "\n        { \"name\": ", quote(h.Name), ", \"value\": ", value, " }")
	}
	p.put("\n      ],\n      \"body\": {")
	if c.body != nil {
		p.put(" \"mimeType\": ", quote(mimeType), ", \"text\": ", quote(*c.body), " ")
	}
	p.put("},\n      \"authentication\": {},\n      \"settingEncodeUrl\": false,\n      \"settingDisableRenderRequestBody\": true,\n",
		"      \"settingFollowRedirects\": \"off\"\n    }\n  ]\n}\n")
	return p.text()
}

package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "python",
		Title:     "Python (requests)",
		Summary:   "A Python script with the requests library.",
		Extension: "py",
	},
	limits: normal | noDots | merged | capitals,
	write:  writePython,
})

var python = &language{Style: literal.Python, plus: " + ", env: `os.environ["`, end: `"]`}

// writePython hands over bytes where http.client would encode a text as Latin-1.
func writePython(c *call) (string, error) {
	var p page
	if c.usesEnv() {
		p.put("import os\n\n")
	}
	p.put("import requests\n\nresponse = requests.request(\n    ", python.Quote(c.method), ",\n    ", python.Quote(c.url), ",\n")
	if len(c.headers) > 0 {
		p.put("    headers={\n")
		for _, h := range c.headers {
			p.put("        ", python.Quote(h.Name), ": ", python.value(h), encoded(h.Value), ",\n")
		}
		p.put("    },\n")
	}
	if c.body != nil {
		p.put("    data=", python.Quote(*c.body), ".encode(),\n")
	}
	switch tls := c.options.TLS; {
	case !strings.HasPrefix(c.url, "https:"):
	case tls.Insecure:
		p.put("    verify=False,\n")
	case tls.CACert != "":
		p.put("    verify=", python.Quote(tls.CACert), ",\n")
	}
	p.put(")\nprint(response.status_code, response.text)\n")
	return p.text()
}

func encoded(value string) string {
	for i := 0; i < len(value); i++ {
		if value[i] >= 0x80 {
			return ".encode()"
		}
	}
	return ""
}

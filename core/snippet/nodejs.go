package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "nodejs",
		Title:     "Node.js",
		Summary:   "A Node.js module without dependencies.",
		Extension: "mjs",
	},
	limits: normal | noDots | merged | asciiHeaders | letters | capitals,
	kept:   "[]",
	write:  writeNode,
})

var node = &language{Style: literal.JS, plus: " + ", env: "process.env."}

// writeNode uses node:https, because the global fetch sends no body with GET
// and rewrites some of the rest.
func writeNode(c *call) (string, error) {
	var p page
	module, _, _ := strings.Cut(c.url, ":")
	module = strings.ToLower(module)
	p.put("import { request } from \"node:", module, "\";\n\n")
	nodeCall(&p, c, node.Quote(c.url), node.Quote(c.method), "")
	return p.text()
}

// nodeCall writes the call; more are headers before those of the request.
func nodeCall(p *page, c *call, url, method, more string) {
	if c.body != nil {
		p.put("const body = Buffer.from(", node.Quote(*c.body), ");\n")
	}
	p.put("const call = request(", url, ", {\n  method: ", method, ",\n  headers: {\n", more)
	for _, h := range c.headers {
		p.put("    ", node.Quote(h.Name), ": ", node.value(h), ",\n")
	}
	switch {
	case c.body != nil:
		p.put("    \"Content-Length\": String(body.length),\n")
	case wantsBody(c.method):
		p.put("    \"Content-Length\": \"0\",\n")
	}
	p.put("  },\n});\ncall.on(\"response\", async (response) => {\n  console.log(response.statusCode);\n",
		"  for await (const chunk of response) process.stdout.write(chunk);\n});\n")
	if c.body != nil {
		p.put("call.end(body);\n")
	} else {
		p.put("call.end();\n")
	}
}

package snippet

import "github.com/storekey/storekey/core/wire"

var _ = register(Target{
	Card: wire.Card{
		ID:        "axios",
		Title:     "axios",
		Summary:   "A Node.js module with axios.",
		Extension: "mjs",
	},
	limits: normal | noDots | merged | asciiHeaders | letters | capitals,
	kept:   "[]",
	write:  writeAxios,
})

// writeAxios keeps axios from trimming a JSON body and from parsing the answer.
func writeAxios(c *call) (string, error) {
	var p page
	p.put("import axios from \"axios\";\n\nconst response = await axios({\n  method: ", node.Quote(c.method), ",\n  url: ", node.Quote(c.url), ",\n")
	more := ""
	if !c.has("Content-Type") && (c.body != nil || wantsBody(c.method)) {
		more = "    \"Content-Type\": false,\n" // else axios takes it for a form
	}
	jsHeaders(&p, c, node, more)
	if c.body != nil {
		p.put("  data: ", node.Quote(*c.body), ",\n  transformRequest: [(data) => data],\n")
	}
	p.put("  responseType: \"text\",\n  validateStatus: () => true,\n});\nconsole.log(response.status, response.data);\n")
	return p.text()
}

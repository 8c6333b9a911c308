package snippet

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "har",
		Title:     "HAR",
		Summary:   "An HTTP Archive (1.2) with this one request, which has not been sent yet.",
		Extension: "har",
	},
	limits: normal | noVariables,
	kept:   "[]",
	write:  writeHAR,
})

func writeHAR(c *call) (string, error) {
	var p page
	quote := literal.JSON.Quote
	p.put("{\n  \"log\": {\n    \"version\": \"1.2\",\n    \"creator\": { \"name\": \"Storekey\", \"version\": \"1\" },\n    \"entries\": [\n      {\n",
		"        \"startedDateTime\": \"1970-01-01T00:00:00.000Z\",\n        \"time\": 0,\n        \"request\": {\n          \"method\": ", quote(c.method),
		",\n          \"url\": ", quote(c.url), ",\n          \"httpVersion\": \"HTTP/1.1\",\n          \"cookies\": [],\n          \"headers\": [")
	mimeType := ""
	for i, h := range c.headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			mimeType = h.Value
		}
		p.put(comma(i), "\n            { \"name\": ", quote(h.Name), ", \"value\": ", quote(h.Value), " }")
	}
	p.put("\n          ],\n          \"queryString\": [],\n")
	size := 0
	if c.body != nil {
		size = len(*c.body)
		p.put("          \"postData\": { \"mimeType\": ", quote(mimeType), ", \"text\": ", quote(*c.body), " },\n")
	}
	p.put("          \"headersSize\": -1,\n          \"bodySize\": ", strconv.Itoa(size), "\n        },\n        \"response\": {\n",
		"          \"status\": 0,\n          \"statusText\": \"\",\n          \"httpVersion\": \"HTTP/1.1\",\n          \"cookies\": [],\n          \"headers\": [],\n",
		"          \"content\": { \"size\": 0, \"mimeType\": \"\" },\n          \"redirectURL\": \"\",\n          \"headersSize\": -1,\n          \"bodySize\": 0\n        },\n",
		"        \"cache\": {},\n        \"timings\": { \"send\": 0, \"wait\": 0, \"receive\": 0 }\n      }\n    ]\n  }\n}\n")
	return p.text()
}

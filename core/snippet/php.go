package snippet

import (
	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "php",
		Title:     "PHP (curl)",
		Summary:   "A PHP script with the curl extension.",
		Extension: "php",
	},
	write: writePHP,
})

var php = &language{Style: literal.PHP, plus: " . ", env: "getenv('", end: "')"}

func writePHP(c *call) (string, error) {
	var p page
	p.put("<?php\n\n")
	phpCall(&p, c, php.Quote(c.url), php.Quote(c.method), "")
	return p.text()
}

// phpCall writes the call by curl. A first header line that is not of the
// request can stand before the others.
func phpCall(p *page, c *call, url, method, line string) {
	p.put("$curl = curl_init(", url, ");\ncurl_setopt_array($curl, [\n    CURLOPT_RETURNTRANSFER => true,\n")
	if hasDotSegment(c.url) {
		p.put("    CURLOPT_PATH_AS_IS => true,\n")
	}
	switch {
	case c.method == "HEAD":
		p.put("    CURLOPT_NOBODY => true,\n")
	case c.method != "GET" || c.body != nil:
		p.put("    CURLOPT_CUSTOMREQUEST => ", method, ",\n")
	}
	p.put("    CURLOPT_HTTPHEADER => [\n")
	if line != "" {
		p.put("        ", line, ",\n")
	}
	phpHeaders(p, c)
	if c.body != nil {
		p.put("    CURLOPT_POSTFIELDS => ", php.Quote(*c.body), ",\n")
	}
	p.put("]);\n$body = curl_exec($curl);\n\necho curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;\n")
}

// phpHeaders writes header lines as libcurl reads them: a semicolon in place
// of an empty value, and a name without a value for what curl shall not add.
func phpHeaders(p *page, c *call) {
	for _, h := range c.headers {
		line := header{env: h.env}
		line.Value = h.Name + ": " + h.Value
		if h.Value == "" && h.env == "" {
			line.Value = h.Name + ";"
		}
		p.put("        ", php.value(line), ",\n")
	}
	if c.body == nil && wantsBody(c.method) {
		p.put("        'Content-Length: 0',\n")
	}
	if c.body != nil && !c.has("Content-Type") {
		p.put("        'Content-Type:',\n")
	}
	p.put("    ],\n")
}

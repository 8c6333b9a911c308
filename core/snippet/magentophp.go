package snippet

import "github.com/storekey/storekey/core/wire"

var _ = register(Target{
	Card: wire.Card{
		ID:        "magentophp",
		Title:     "PHP (inside Magento)",
		Summary:   "PHP for a Magento module, with Magento's own HTTP client.",
		Extension: "php",
	},
	limits: merged | noEmpty,
	write:  writeMagentoPHP,
})

// writeMagentoPHP uses only get, post and setOption, which all versions of the
// client have. It sends a body with post alone, and any other method by
// overriding the one that post or get would send. A Content-Type without a value
// is none: curl would make up one for a form.
func writeMagentoPHP(c *call) (string, error) {
	var p page
	p.put("<?php\n\n/** @var \\Magento\\Framework\\HTTP\\ClientInterface $client from the constructor of your class */\n")
	for _, h := range c.headers {
		p.put("$client->addHeader(", php.Quote(h.Name), ", ", php.value(h), ");\n")
	}
	if hasDotSegment(c.url) {
		p.put("$client->setOption(CURLOPT_PATH_AS_IS, true);\n")
	}
	natural, call, body := "GET", "get", ""
	if c.body != nil || wantsBody(c.method) {
		natural, call, body = "POST", "post", ", ''"
		if !c.has("Content-Type") {
			p.put("$client->addHeader('Content-Type', '');\n")
		}
	}
	switch {
	case c.method == "HEAD":
		p.put("$client->setOption(CURLOPT_NOBODY, true);\n")
	case c.method != natural:
		p.put("$client->setOption(CURLOPT_CUSTOMREQUEST, ", php.Quote(c.method), ");\n")
	}
	if c.body != nil {
		body = ", " + php.Quote(*c.body)
	}
	p.put("$client->", call, "(", php.Quote(c.url), body, ");\n\n", "echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;\n")
	return p.text()
}

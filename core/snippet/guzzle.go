package snippet

import "github.com/storekey/storekey/core/wire"

var _ = register(Target{
	Card: wire.Card{
		ID:        "guzzle",
		Title:     "PHP (Guzzle)",
		Summary:   "A PHP script with Guzzle, as Composer installs it.",
		Extension: "php",
	},
	limits: normal | noDots | merged | capitals,
	write:  writeGuzzle,
})

func writeGuzzle(c *call) (string, error) {
	var p page
	p.put("<?php\n\nrequire 'vendor/autoload.php';\n\n$client = new GuzzleHttp\\Client();\n$response = $client->request(",
		php.Quote(c.method), ", ", php.Quote(c.url), ", [\n    'headers' => [\n")
	for _, h := range c.headers {
		p.put("        ", php.Quote(h.Name), " => ", php.value(h), ",\n")
	}
	p.put("    ],\n")
	if c.body != nil {
		p.put("    'body' => ", php.Quote(*c.body), ",\n")
	}
	p.put("    'http_errors' => false,\n]);\n\necho $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;\n")
	return p.text()
}

package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "rust",
		Title:     "Rust (reqwest)",
		Summary:   "A Rust program with reqwest and its feature blocking.",
		Extension: "rs",
	},
	limits: normal | noDots | asciiHeaders | letters,
	kept:   "[]",
	write:  writeRust,
})

var rust = &language{Style: literal.Rust, plus: `.to_owned() + &`, env: `std::env::var("`, end: `")?`}

func writeRust(c *call) (string, error) {
	var p page
	p.put("use reqwest::{blocking::Client, Method};\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n    let response = Client::new()\n",
		"        .request(", rustMethod(c.method), ", ", rust.Quote(c.url), ")\n")
	for _, h := range c.headers {
		p.put("        .header(", rust.Quote(h.Name), ", ", rust.value(h), ")\n")
	}
	if c.body != nil || wantsBody(c.method) {
		body := "" // without one reqwest says no Content-Length
		if c.body != nil {
			body = *c.body
		}
		p.put("        .body(", rust.Quote(body), ")\n")
	}
	p.put("        .send()?;\n    println!(\"{}\", response.status());\n    println!(\"{}\", response.text()?);\n    Ok(())\n}\n")
	return p.text()
}

func rustMethod(method string) string {
	if strings.Contains(" GET POST PUT DELETE PATCH HEAD OPTIONS ", " "+method+" ") {
		return "Method::" + method
	}
	return "Method::from_bytes(b" + literal.Rust.Quote(method) + ")?"
}

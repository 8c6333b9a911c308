package snippet

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "javascript",
		Title:     "JavaScript (fetch)",
		Summary:   "A fetch for a browser's console, a page or a module.",
		Extension: "mjs",
	},
	limits:    normal | noDots | merged | asciiHeaders | typed | noGetBody | capitals,
	kept:      "[]",
	forbidden: unfetchable,
	write:     writeFetch,
})

// unfetchable are the headers that a page may not set (Fetch Standard §2.2.2);
// a browser leaves them out without a word, Chromium the User-Agent as well.
const unfetchable = " accept-charset accept-encoding access-control-request-headers access-control-request-method connection" +
	" cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer upgrade user-agent via "

var script = &language{Style: literal.JS, plus: " + ", env: "(globalThis.process?.env.", end: " ?? prompt(\"Token\"))"}

// writeFetch sends no cookies: in the console of the store's own page its
// session would answer in place of the token.
func writeFetch(c *call) (string, error) {
	for _, h := range c.headers {
		if name := strings.ToLower(h.Name); strings.HasPrefix(name, "sec-") || strings.HasPrefix(name, "proxy-") {
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderForbidden)
		}
	}
	var p page
	p.put("const response = await fetch(", script.Quote(c.url), ", {\n  method: ", script.Quote(c.method), ",\n  credentials: \"omit\",\n")
	jsHeaders(&p, c, script, "")
	if c.body != nil {
		p.put("  body: ", script.Quote(*c.body), ",\n")
	}
	p.put("});\nconsole.log(response.status, await response.text());\n")
	return p.text()
}

func jsHeaders(p *page, c *call, l *language, more string) {
	p.put("  headers: {\n")
	for _, h := range c.headers {
		p.put("    ", l.Quote(h.Name), ": ", l.value(h), ",\n")
	}
	p.put(more, "  },\n")
}

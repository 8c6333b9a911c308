package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "httpfile",
		Title:     ".http file",
		Summary:   "A request for the .http files of JetBrains and of REST Client in VS Code.",
		Extension: "http",
	},
	limits: normal | noDots | asciiHeaders | typed | noEmpty | noTemplates,
	kept:   "[]",
	write:  writeHTTPFile,
})

// httpMethods are those that both read at the beginning of a line.
const httpMethods = " GET POST PUT PATCH DELETE HEAD OPTIONS TRACE "

func writeHTTPFile(c *call) (string, error) {
	if !strings.Contains(httpMethods, " "+c.method+" ") {
		return "", ErrMethodHere
	}
	if c.body != nil && !plainLines(*c.body) {
		return "", ErrBodyForm
	}
	var p page
	p.put(c.method, " ", c.url, "\n")
	for _, h := range c.headers {
		value := h.Value
		if h.env != "" {
			value += "{{" + h.env + "}}"
		}
		p.put(h.Name, ": ", value, "\n")
	}
	if c.body != nil {
		p.put("\n", *c.body)
	}
	return p.text()
}

// plainLines tells whether no line of a body could be taken for a comment, a
// file, a script or the next request, and whether none would be lost.
func plainLines(body string) bool {
	if body == "" || strings.ContainsFunc(body, func(r rune) bool { return r != '\n' && isControl(r) }) || body != strings.Trim(body, " \n\u0085\u00a0\u2028") {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.TrimLeft(line, " ")
		if strings.HasPrefix(line, "//") || line != "" && strings.IndexByte("#<>@", line[0]) >= 0 {
			return false
		}
	}
	return true
}

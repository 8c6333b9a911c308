package snippet

import (
	"fmt"
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
	limits: normal | noDots | asciiHeaders | typed | noEmpty | noTemplates | utf8URL,
	kept:   "[]",
	write:  writeHTTPFile,
})

// httpMethods are those that both read at the beginning of a line.
const httpMethods = " GET POST PUT PATCH DELETE HEAD OPTIONS TRACE "

func writeHTTPFile(c *call) (string, error) {
	if !strings.Contains(httpMethods, " "+c.method+" ") {
		return "", ErrMethodHere
	}
	if c.body != nil && (!plainLines(*c.body) || !c.staysForm()) {
		return "", ErrBodyForm
	}
	var p page
	p.put(c.method, " ", c.url, "\n")
	for _, h := range c.headers {
		if readsAnew(h) {
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderForm)
		}
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
// file, a script, a test or the next request, and whether none would be lost.
func plainLines(body string) bool {
	if body == "" || strings.ContainsFunc(body, func(r rune) bool { return r != '\n' && r != '\t' && isControl(r) }) ||
		body != strings.Trim(body, " \t\n\u0085\u00a0\u2028") {
		return false
	}
	for line := range strings.SplitSeq(body, "\n") {
		if hasMeaning(strings.TrimLeft(line, " \t")) {
			return false
		}
	}
	return true
}

// hasMeaning knows the signs and words that JetBrains, REST Client or httpYac
// look for at the beginning of a line.
func hasMeaning(line string) bool {
	if line == "" {
		return false
	}
	for _, sign := range []string{"//", "/*", "*/", "```", "HTTP/", "gql", "query", "mutation", "fragment"} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	if strings.IndexByte("#<>@?", line[0]) >= 0 {
		return true
	}
	word, _, more := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
	isMethod := more && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == ""
	return isMethod || strings.Contains(word, "://")
}

// staysForm tells whether a form's fields are written as they would be anyway.
func (c *call) staysForm() bool {
	for _, h := range c.headers {
		if strings.EqualFold(h.Name, "Content-Type") && strings.Contains(strings.ToLower(h.Value), "form") {
			return strings.Trim(*c.body, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~&=+") == ""
		}
	}
	return true
}

// readsAnew tells headers that one of the tools would write in another way: a
// comma at the end goes, a name may begin a comment, and some schemes are asked
// to be computed.
func readsAnew(h header) bool {
	if !isUnreserved(h.Name[0]) || strings.HasPrefix(h.Name, ".") || h.env == "" && strings.HasSuffix(h.Value, ",") {
		return true
	}
	if !strings.EqualFold(h.Name, "Authorization") {
		return false
	}
	scheme, credential, _ := strings.Cut(h.Value, " ")
	switch strings.ToLower(scheme) {
	case "aws", "digest", "oauth2", "openid":
		return true
	case "basic":
		return strings.ContainsAny(trimBlanks(credential), ": ")
	}
	return false
}

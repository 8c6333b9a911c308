package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "header",
		Title:     "Header",
		Summary:   "The Authorization header line, for tools that take headers.",
		Extension: "txt",
	},
	limits: headersOnly,
	write:  writeHeader,
})

func writeHeader(c *call) (string, error) {
	for _, h := range c.headers {
		if !strings.EqualFold(h.Name, "Authorization") {
			continue
		}
		if h.env != "" {
			return "Authorization: " + h.Value + "$" + h.env, nil
		}
		return "Authorization: " + h.Value, nil
	}
	return "", ErrNoAuthorization
}

// trimBlanks removes the blanks around a header's value, which are no part of
// it (RFC 9110 §5.5).
func trimBlanks(value string) string {
	if value != "" && !isBlank(value[0]) && !isBlank(value[len(value)-1]) {
		return value
	}
	return strings.Trim(value, " \t")
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

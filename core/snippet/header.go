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
	Write: writeHeader,
})

func writeHeader(r wire.Request) (string, error) {
	for _, h := range r.Headers {
		if !strings.EqualFold(h.Name, "Authorization") {
			continue
		}
		if err := wellFormedHeader(h); err != nil {
			return "", err
		}
		return "Authorization: " + trimBlanks(h.Value), nil
	}
	return "", ErrNoAuthorization
}

// trimBlanks removes the blanks around a header's value, which are no part of
// it (RFC 9110 §5.5).
func trimBlanks(value string) string { return strings.Trim(value, " \t") }

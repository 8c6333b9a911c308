package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "xh",
		Title:     "xh",
		Summary:   "An xh command.",
		Extension: "sh",
	},
	limits: itemLimits,
	write:  writeXh,
})

// writeXh doubles backslashes, which xh reads as one, unlike HTTPie.
func writeXh(c *call) (string, error) {
	return writeItems(c, "xh", func(value string) string { return strings.ReplaceAll(value, `\`, `\\`) })
}

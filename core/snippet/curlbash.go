package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/snippet/internal/shell"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "curlbash",
		Title:     "curl (bash, zsh)",
		Summary:   "A curl command for bash, zsh and ksh that can be typed even where it holds control characters.",
		Extension: "sh",
	},
	limits: arguments,
	write:  func(c *call) (string, error) { return writeCurl(c, bash) },
})

// quoteBash writes control characters, which a terminal takes for keys, by
// their codes in $'…'. Texts without any are quoted as for every shell.
func quoteBash(b *strings.Builder, texts ...string) {
	for _, text := range texts {
		if !printable(text) && strings.ContainsFunc(text, isControl) {
			b.WriteByte('$')
			b.WriteString(literal.ANSI.Quote(strings.Join(texts, "")))
			return
		}
	}
	shell.Quote(b, texts...)
}

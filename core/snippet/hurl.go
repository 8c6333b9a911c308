package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "hurl",
		Title:     "Hurl",
		Summary:   "An entry of a Hurl file.",
		Extension: "hurl",
	},
	limits: normal | noDots | noEmpty,
	kept:   "[]",
	write:  writeHurl,
})

// writeHurl writes the body between backticks, where every character can be
// written by its code; the other forms of Hurl add a line break or read the
// text anew.
func writeHurl(c *call) (string, error) {
	if strings.Trim(c.method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", ErrMethodForm
	}
	var p page
	p.put(c.method, " ", c.url, "\n")
	for _, h := range c.headers {
		value := hurlText(h.Value)
		if h.env != "" {
			value += "{{" + h.env + "}}"
		}
		p.put(hurlName(h.Name), ": ", value, "\n")
	}
	if c.body != nil {
		p.put(partedHurl(literal.Hurl.Quote(*c.body)), "\n")
	}
	return p.text()
}

// hurlText writes a value without quotes around it, as headers have it: a
// number sign would begin a comment.
func hurlText(value string) string {
	quoted := literal.Hurl.Quote(value)
	return partedHurl(strings.ReplaceAll(quoted[1:len(quoted)-1], "#", `\#`))
}

// partedHurl keeps two braces from beginning a variable.
func partedHurl(text string) string { return strings.ReplaceAll(text, "{{", `{\u{7b}`) }

// hurlName writes the signs that a key cannot hold by their codes.
func hurlName(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		c := name[i]
		if isUnreserved(c) && c != '~' || c == '$' {
			b.WriteByte(c)
			continue
		}
		const digits = "0123456789abcdef"
		b.WriteString(`\u{`)
		b.Write([]byte{digits[c>>4], digits[c&15]})
		b.WriteByte('}')
	}
	return b.String()
}

package snippet

import (
	"bytes"
	"encoding/json"
	"strings"
)

// isJSON tells a body that says to be JSON and is.
func (c *call) isJSON() bool {
	return c.body != nil && json.Valid([]byte(*c.body)) && c.saysJSON()
}

func (c *call) saysJSON() bool {
	for _, h := range c.headers {
		if strings.EqualFold(h.Name, "Content-Type") {
			return strings.Contains(strings.ToLower(h.Value), "json")
		}
	}
	return false
}

// parted writes two braces in a row, which only a string of a JSON text can
// hold, so that no tool takes them for its variable: the same JSON.
func parted(text string) string { return strings.ReplaceAll(text, "{{", `{\u007b`) }

// plainJSON writes a JSON text on one line and in ASCII: the same JSON.
func plainJSON(text string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(text)) != nil {
		return text
	}
	var out strings.Builder
	for _, r := range b.String() {
		if r <= '~' {
			out.WriteRune(r)
			continue
		}
		writeUnicode(&out, r)
	}
	return out.String()
}

// writeUnicode writes a character as JSON's escapes, as two where it is beyond
// U+FFFF (RFC 8259 §7).
func writeUnicode(b *strings.Builder, r rune) {
	if r > 0xffff {
		r -= 0x10000
		writeUnit(b, 0xd800+r>>10)
		r = 0xdc00 + r&0x3ff
	}
	writeUnit(b, r)
}

func writeUnit(b *strings.Builder, r rune) {
	const digits = "0123456789abcdef"
	b.WriteString(`\u`)
	b.Write([]byte{digits[r>>12], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

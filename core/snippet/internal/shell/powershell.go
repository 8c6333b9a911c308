package shell

import "strings"

// QuotePowerShell returns text as a string of PowerShell, 5.1 and 7.
//
// PowerShell takes the typographic quotes for quotes as well: each is doubled,
// like the plain one. Control characters and line breaks are written by their
// codes, between double quotes; `e for ESC is newer than 5.1.
func QuotePowerShell(text string) string {
	var b strings.Builder
	if strings.ContainsFunc(text, isCoded) {
		b.WriteByte('"')
		for _, r := range text {
			writeInDouble(&b, r)
		}
		b.WriteByte('"')
		return b.String()
	}
	b.WriteByte('\'')
	for _, r := range text {
		if strings.ContainsRune("'‘’‚‛", r) {
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String()
}

func isCoded(r rune) bool {
	return r < ' ' || 0x7f <= r && r <= 0x9f || 0x200e <= r && r <= 0x200f || 0x2028 <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

func writeInDouble(b *strings.Builder, r rune) {
	const short = "\nn\rr\tt\bb\ff\vv\aa"
	switch at := strings.IndexRune(short, r); {
	case at >= 0 && at%2 == 0:
		b.WriteByte('`')
		b.WriteByte(short[at+1])
	case isCoded(r):
		const digits = "0123456789abcdef"
		b.WriteString("$([char]0x")
		b.Write([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
		b.WriteByte(')')
	case strings.ContainsRune("\"“”„`$", r):
		b.WriteByte('`')
		b.WriteRune(r)
	default:
		b.WriteRune(r)
	}
}

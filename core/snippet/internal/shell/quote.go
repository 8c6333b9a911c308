// Package shell quotes texts for command lines.
package shell

import "strings"

// Quote appends text to b as one word that bash, dash, zsh, fish, mksh and
// every POSIX shell read back as exactly text, typed or in a script.
//
// Everything stands in single quotes, which stop every expansion, except the
// two characters that the shells disagree about there: ' and \ stand in double
// quotes. Fish reads \\ and \' inside single quotes as escapes, POSIX shells do
// not; inside double quotes they agree. Two quoted runs of one kind never meet,
// so that zsh's rc_quotes, where a doubled quote inside single quotes stands for one, changes
// nothing.
func Quote(b *strings.Builder, text string) {
	if text == "" {
		b.WriteString("''")
		return
	}
	for text != "" {
		plain := indexSpecial(text)
		writePlain(b, text[:plain])
		special := plain
		for special < len(text) && isSpecial(text[special]) {
			special++
		}
		writeSpecial(b, text[plain:special])
		text = text[special:]
	}
}

func isSpecial(c byte) bool { return c == '\'' || c == '\\' }

func indexSpecial(text string) int {
	for i := 0; i < len(text); i++ {
		if isSpecial(text[i]) {
			return i
		}
	}
	return len(text)
}

func writePlain(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	b.WriteByte('\'')
	b.WriteString(text)
	b.WriteByte('\'')
}

func writeSpecial(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	b.WriteByte('"')
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			b.WriteByte('\\')
		}
		b.WriteByte(text[i])
	}
	b.WriteByte('"')
}

// Package shell quotes texts for command lines.
package shell

import "strings"

// Quote appends texts to b as one word that bash, dash, zsh, fish, mksh and
// every POSIX shell read back as exactly them, typed or in a script.
//
// Everything stands in single quotes, which stop every expansion, except the
// two characters that the shells disagree about there: ' and \ stand in double
// quotes. Fish reads \\ and \' inside single quotes as escapes, POSIX shells do
// not; inside double quotes they agree. Two quoted runs of one kind never meet,
// so that zsh's rc_quotes, where a doubled quote inside single quotes stands for one, changes
// nothing.
func Quote(b *strings.Builder, texts ...string) {
	for _, text := range texts {
		if next(text, '\'', 0, -1) < len(text) || next(text, '\\', 0, -1) < len(text) {
			quoteSpecial(b, strings.Join(texts, ""))
			return
		}
	}
	b.WriteByte('\'')
	for _, text := range texts {
		b.WriteString(text)
	}
	b.WriteByte('\'')
}

func quoteSpecial(b *strings.Builder, text string) {
	quote, backslash := -1, -1
	for i := 0; i < len(text); {
		quote, backslash = next(text, '\'', i, quote), next(text, '\\', i, backslash)
		special := min(quote, backslash)
		writePlain(b, text[i:special])
		for i = special; i < len(text) && isSpecial(text[i]); i++ {
		}
		writeSpecial(b, text[special:i])
	}
}

func isSpecial(c byte) bool { return c == '\'' || c == '\\' }

// next is where c stands next from i on: still where it was found before, or
// beyond the end of the text.
func next(text string, c byte, i, before int) int {
	if before >= i {
		return before
	}
	if found := strings.IndexByte(text[i:], c); found >= 0 {
		return i + found
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

// Package literal writes texts as the literals of programming languages.
//
// A Style is data: which quotes a language has, what is escaped in them and
// how. What nobody could see on a screen, or what would turn the text on it
// around, is always escaped where the language has a way to.
package literal

import (
	"strings"
	"unicode/utf8"
)

// Style is how one language writes a text.
type Style struct {
	// Quotes are the characters that may open and close a text. The second is
	// taken for texts that hold the first and not the second.
	Quotes string
	// Special are the characters that a backslash goes before; the quotes are
	// special anyway.
	Special string
	// Short holds pairs: a control character and the letter that stands for it.
	Short string
	// Byte goes before the two hexadecimal digits of an ASCII control character,
	// Rune before the four of another one. Octal takes three octal digits in
	// place of Byte's.
	Byte, Rune, End string
	Octal           bool
	// Plain is used instead for texts without anything to escape by a code but
	// line breaks, which stand in it as they are.
	Plain *Style
	// Raw opens and closes texts without any escape, for those that hold quotes
	// or backslashes; line breaks stand in them as they are.
	Raw [2]string
}

var single = &Style{Quotes: "'", Special: `\`}

// The languages.
var (
	JSON   = &Style{Quotes: `"`, Special: `\`, Short: "\bb\ff\nn\rr\tt", Byte: `\u00`, Rune: `\u`}
	JS     = &Style{Quotes: `"'`, Special: `\`, Short: "\nn\rr\tt", Byte: `\x`, Rune: `\u`}
	Python = JS
	PHP    = &Style{Quotes: `"`, Special: `\$`, Short: "\nn\rr\tt\x1be", Byte: `\x`, Rune: `\u{`, End: `}`, Plain: single}
	Ruby   = &Style{Quotes: `"`, Special: `\#`, Short: "\nn\rr\tt\x1be", Byte: `\x`, Rune: `\u`, Plain: single}
	Go     = &Style{Quotes: `"`, Special: `\`, Short: "\nn\rr\tt", Byte: `\x`, Rune: `\u`, Raw: [2]string{"`", "`"}}
	Java   = &Style{Quotes: `"`, Special: `\`, Short: "\bb\ff\nn\rr\tt", Octal: true, Rune: `\u`}
	CSharp = &Style{Quotes: `"`, Special: `\`, Short: "\nn\rr\tt", Byte: `\u00`, Rune: `\u`}
	Rust   = &Style{Quotes: `"`, Special: `\`, Short: "\nn\rr\tt", Byte: `\x`, Rune: `\u{`, End: `}`, Raw: [2]string{`r#"`, `"#`}}
	// ANSI is the $'…' of bash, zsh, ksh and mksh. The exclamation mark, which
	// bash takes for history where one types, is written by its code.
	ANSI = &Style{Quotes: `'`, Special: `\`, Short: "\nn\rr\tt", Octal: true}
	// Hurl is a string of Hurl between double quotes or backticks.
	Hurl = &Style{Quotes: "`", Special: `\`, Short: "\nn\rr\tt", Byte: `\u{00`, Rune: `\u{`, End: `}`}
)

// YAML's double-quoted scalars have all escapes of JSON's strings.
var YAML = JSON

// Quote returns text as a literal.
func (s *Style) Quote(text string) string {
	coded := strings.ContainsFunc(text, hiddenInRaw)
	if s.Plain != nil && !coded {
		return s.Plain.Quote(text)
	}
	if s.Raw[0] != "" && strings.ContainsAny(text, `"\`) && !coded && !strings.Contains(text, s.Raw[1]) {
		return s.Raw[0] + text + s.Raw[1]
	}
	var b strings.Builder
	b.Grow(len(text) + len(text)/8 + 2)
	quote := s.Quotes[:1]
	if len(s.Quotes) > 1 && strings.Contains(text, quote) && !strings.Contains(text, s.Quotes[1:]) {
		quote = s.Quotes[1:]
	}
	b.WriteString(quote)
	for i, r := range text {
		s.write(&b, text[i:], r, quote[0])
	}
	b.WriteString(quote)
	return b.String()
}

func (s *Style) write(b *strings.Builder, rest string, r rune, quote byte) {
	switch {
	case r == rune(quote) || strings.ContainsRune(s.Special, r):
		b.WriteByte('\\')
		b.WriteByte(byte(r))
	case Hidden(r) && (r != '\n' || s.Short != ""):
		s.escape(b, rest, r)
	case s == ANSI && r == '!':
		b.WriteString(`\041`)
	default:
		b.WriteRune(r)
	}
}

func (s *Style) escape(b *strings.Builder, rest string, r rune) {
	if at := strings.IndexRune(s.Short, r); at >= 0 && at%2 == 0 {
		b.WriteByte('\\')
		b.WriteByte(s.Short[at+1])
		return
	}
	const digits = "0123456789abcdef"
	switch {
	case r < 0x80 && s.Octal:
		b.Write([]byte{'\\', digits[r>>6], digits[r>>3&7], digits[r&7]})
		return
	case r < 0x80:
		b.WriteString(s.Byte)
		b.Write([]byte{digits[r>>4], digits[r&15]})
		if !strings.HasSuffix(s.Byte, "x") {
			b.WriteString(s.End)
		}
		return
	case s.Rune == "":
		_, size := utf8.DecodeRuneInString(rest)
		b.WriteString(rest[:size])
		return
	}
	b.WriteString(s.Rune)
	b.Write([]byte{digits[r>>12], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
	b.WriteString(s.End)
}

func hiddenInRaw(r rune) bool { return r != '\n' && Hidden(r) }

// Hidden reports control characters, line separators and what turns the
// direction of the text around it (Unicode Technical Report 36 §2.4); all are
// below U+10000.
func Hidden(r rune) bool {
	switch {
	case r < ' ', 0x7f <= r && r <= 0x9f, r == 0xad:
	case r == 0x200b, r == 0x200e, r == 0x200f, 0x2028 <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
	case r == 0xfeff, r == 0xfffe, r == 0xffff:
	default:
		return false
	}
	return true
}

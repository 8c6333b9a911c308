package token

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean takes out what cannot be seen and reads the rest.
func (r *reader) clean(text string) {
	text, invisible, replaced := plain(text)
	if invisible > 0 {
		r.say("invisible_characters", "count", strconv.Itoa(invisible))
	}
	if replaced > 0 {
		r.say("characters_replaced", "count", strconv.Itoa(replaced))
	}
	r.read(text, sourceText)
}

// cut keeps the part of a text that is read, and ends it at a whole character.
func (r *reader) cut(text string) string {
	if len(text) <= maxText {
		return text
	}
	r.say("text_cut", "limit", "1 MB")
	text = text[:maxText]
	for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// plain removes zero-width and other invisible characters, and makes ordinary
// blanks and hyphens of the special ones that word processors and chats put in
// their place. It counts both.
func plain(text string) (out string, invisible, replaced int) {
	if isASCII(text) {
		return text, 0, 0
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range text {
		switch to := ordinary(c); {
		case to == c:
			b.WriteRune(c)
		case to == 0:
			invisible++
		default:
			b.WriteRune(to)
			replaced++
		}
	}
	return b.String(), invisible, replaced
}

// ordinary is the plain character for c, or 0 where c has no width.
func ordinary(c rune) rune {
	switch {
	case c < 0x80:
		return c
	case c == '\u2010' || c == '\u2011': // hyphen, non-breaking hyphen
		return '-'
	case c == '\u2028' || c == '\u2029' || c == '\u0085':
		return '\n'
	case unicode.Is(unicode.Zs, c):
		return ' '
	case unicode.Is(unicode.Cf, c), c == '\u034f', c >= '\ufe00' && c <= '\ufe0f':
		return 0
	}
	return c
}

func isASCII(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

package shellwords

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// powershell reads one piece of a word.
func (s *splitter) powershell() bool {
	if s.starts("`\n") || s.starts("`\r\n") {
		s.end()
		return true
	}
	if text, length, ok := PowerShellString(s.text[s.at:]); ok {
		s.at += length
		s.put(text)
		return true
	}
	c := s.text[s.at]
	if c == '\n' || c == ';' || c == '|' || c == '#' && !s.open {
		return false
	}
	s.at++
	switch {
	case isBlank(c):
		s.end()
	case c == '`' && s.at < len(s.text):
		s.put(s.text[s.at : s.at+1])
		s.at++
	default:
		s.put(string([]byte{c}))
	}
	return true
}

// PowerShellString reads the string at the beginning of a text, and says how
// long it is. Typographic quotes are quotes.
func PowerShellString(text string) (value string, length int, ok bool) {
	first, size := utf8.DecodeRuneInString(text)
	switch {
	case isSingle(first):
		return singleQuoted(text, size)
	case isDouble(first):
		return doubleQuoted(text, size)
	}
	return "", 0, false
}

func isSingle(r rune) bool { return strings.ContainsRune("'‘’‚‛", r) }
func isDouble(r rune) bool { return strings.ContainsRune("\"“”„", r) }

func singleQuoted(text string, at int) (value string, length int, ok bool) {
	var b strings.Builder
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		if isSingle(r) {
			next, size := utf8.DecodeRuneInString(text[at:])
			if !isSingle(next) {
				return b.String(), at, true
			}
			at += size
			b.WriteRune(r)
			continue
		}
		b.WriteString(text[at-size : at])
	}
	return b.String(), at, true
}

func doubleQuoted(text string, at int) (value string, length int, ok bool) {
	var b strings.Builder
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		start := at
		at += size
		next, nextSize := utf8.DecodeRuneInString(text[at:])
		switch {
		case isDouble(r) && isDouble(next) && at < len(text):
			at += nextSize
			b.WriteRune(r)
		case isDouble(r):
			return b.String(), at, true
		case r == '`' && at < len(text):
			at += nextSize
			writeBacktick(&b, next)
		case r == '$':
			char, size := subexpression(text[start:])
			b.WriteString(char)
			at = start + size
		default:
			b.WriteString(text[start:at])
		}
	}
	return b.String(), at, true
}

func writeBacktick(b *strings.Builder, r rune) {
	if at := strings.IndexRune("nrtbfvae0", r); at >= 0 {
		b.WriteByte("\n\r\t\b\f\v\a\x1b\x00"[at])
		return
	}
	b.WriteRune(r)
}

// subexpression reads $([char]0x1b) and $([char]27), which stand for a
// character. Any other stays as it is.
func subexpression(text string) (char string, length int) {
	const head = "$([char]"
	end := strings.IndexByte(text, ')')
	if !strings.HasPrefix(text, head) || end < 0 {
		return "$", 1
	}
	code, err := strconv.ParseUint(text[len(head):end], 0, 16)
	if err != nil {
		return "$", 1
	}
	return string(rune(code)), end + 1
}

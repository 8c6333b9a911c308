package shellwords

import (
	"strconv"
	"strings"
	"unicode/utf16"
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
	case first == '@':
		return hereString(text)
	case isSingle(first):
		return singleQuoted(text, size)
	case isDouble(first):
		return doubleQuoted(text, size, false)
	}
	return "", 0, false
}

// hereString reads @", lines, and "@ at the beginning of a line; or the same with
// apostrophes.
func hereString(text string) (value string, length int, ok bool) {
	head, rest, found := strings.Cut(text, "\n")
	head = strings.TrimRight(head, " \t\r")
	if !found || head != `@"` && head != "@'" {
		return "", 0, false
	}
	end := strings.Index("\n"+rest, "\n"+head[1:]+"@")
	if end < 0 {
		return "", 0, false
	}
	length = len(text) - len(rest) + end + 2
	value = strings.TrimSuffix(strings.TrimSuffix(rest[:end], "\n"), "\r")
	if head == `@"` {
		value, _, _ = doubleQuoted(value, 0, true)
	}
	return value, length, true
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

// doubleQuoted reads up to the closing quote; here, to the end, and quotes are
// nothing special.
func doubleQuoted(text string, at int, here bool) (value string, length int, ok bool) {
	var b strings.Builder
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		start := at
		at += size
		next, nextSize := utf8.DecodeRuneInString(text[at:])
		switch {
		case !here && isDouble(r) && isDouble(next) && at < len(text):
			at += nextSize
			b.WriteRune(r)
		case !here && isDouble(r):
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

// subexpression reads $([char]0x1b) and $([char]27), which stand for a character,
// and two of them for one beyond U+FFFF. Any other stays as it is.
func subexpression(text string) (char string, length int) {
	first, length := charCode(text)
	if length == 0 {
		return "$", 1
	}
	if second, more := charCode(text[length:]); utf16.IsSurrogate(first) && more > 0 {
		return string(utf16.DecodeRune(first, second)), length + more
	}
	return string(first), length
}

func charCode(text string) (code rune, length int) {
	rest, found := strings.CutPrefix(text, "$([char]")
	end := strings.IndexByte(rest[:min(len(rest), 12)], ')')
	if !found || end < 0 {
		return 0, 0
	}
	value, err := strconv.ParseUint(rest[:end], 0, 16)
	if err != nil {
		return 0, 0
	}
	return rune(value), len(text) - len(rest) + end + 1
}

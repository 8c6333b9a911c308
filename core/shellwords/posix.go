package shellwords

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// posix reads one piece of a word (POSIX Shell Command Language §2.2), and says
// whether the command goes on.
func (s *splitter) posix() bool {
	switch {
	case s.starts("\\\n"), s.starts("\\\r\n"):
		return true
	case s.starts("$'"):
		s.put(s.ansi())
		return true
	case s.starts(`$"`):
		s.put(s.double())
		return true
	}
	c := s.text[s.at]
	if c == '\n' || c == ';' || c == '|' || c == '&' || c == '<' || c == '>' || c == '#' && !s.open {
		return false
	}
	s.at++
	switch {
	case isBlank(c):
		s.end()
	case c == '\'':
		s.put(s.until('\''))
	case c == '"':
		s.put(s.double())
	case c == '\\' && s.at < len(s.text):
		s.put(s.text[s.at : s.at+1])
		s.at++
	default:
		s.put(string([]byte{c}))
	}
	return true
}

// until reads up to a closing quote, or to the end where there is none.
func (s *splitter) until(quote byte) string {
	rest := s.text[s.at:]
	end := strings.IndexByte(rest, quote)
	if end < 0 {
		s.at = len(s.text)
		return rest
	}
	s.at += end + 1
	return rest[:end]
}

// double reads a text in double quotes (§2.2.3).
func (s *splitter) double() string {
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		if c == '"' {
			break
		}
		if c == '\\' && s.at < len(s.text) && strings.IndexByte("\"\\$`\n", s.text[s.at]) >= 0 {
			if c = s.text[s.at]; c == '\n' {
				s.at++
				continue
			}
			s.at++
		}
		b.WriteByte(c)
	}
	return b.String()
}

// ansi reads a text in $'…', which Chromium's "Copy as cURL" writes.
func (s *splitter) ansi() string {
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		if c == '\'' {
			break
		}
		if c != '\\' || s.at == len(s.text) {
			b.WriteByte(c)
			continue
		}
		c = s.text[s.at]
		s.at++
		s.escape(&b, c)
	}
	return b.String()
}

func (s *splitter) escape(b *strings.Builder, c byte) {
	if at := strings.IndexByte("nrtabefvE", c); at >= 0 {
		b.WriteByte("\n\r\t\a\b\x1b\f\v\x1b"[at])
		return
	}
	switch c {
	case 'x':
		b.WriteByte(byte(s.code(2, 16)))
	case 'u':
		b.WriteString(string(rune(s.code(4, 16))))
	case 'U':
		b.WriteString(string(rune(s.code(8, 16))))
	case '0', '1', '2', '3', '4', '5', '6', '7':
		s.at--
		b.WriteByte(byte(s.code(3, 8)))
	case '\\', '\'', '"', '?':
		b.WriteByte(c)
	default:
		b.WriteByte('\\')
		b.WriteByte(c)
	}
}

// code reads up to so many digits.
func (s *splitter) code(most, base int) uint64 {
	digits := "0123456789abcdefABCDEF"
	if base == 8 {
		digits = digits[:8]
	}
	end := s.at
	for end < len(s.text) && end-s.at < most && strings.IndexByte(digits, s.text[end]) >= 0 {
		end++
	}
	value, err := strconv.ParseUint(s.text[s.at:end], base, 32)
	s.at = end
	if err != nil || value > utf8.MaxRune {
		return utf8.RuneError
	}
	return value
}

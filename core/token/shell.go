package token

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// shellWords splits a command into its words as the shell would that it was
// written for: POSIX shells with $'…', cmd.exe with its carets, PowerShell with
// backticks at line ends. Nothing is expanded and nothing is run.
func shellWords(command string) []string {
	command = strings.ReplaceAll(command, "\r\n", "\n")
	if strings.Contains(command, `^"`) || strings.Contains(command, "^\n") {
		command = uncaret(command)
	}
	command = strings.ReplaceAll(command, "`\n", " ")
	s := splitter{text: command}
	for s.next() {
	}
	return s.words
}

// uncaret takes away cmd.exe's escape character.
func uncaret(command string) string {
	var b strings.Builder
	for i := 0; i < len(command); i++ {
		if command[i] == '^' && i+1 < len(command) {
			if i++; command[i] == '\n' {
				continue
			}
		}
		b.WriteByte(command[i])
	}
	return b.String()
}

// splitter goes through a command once.
type splitter struct {
	text  string
	at    int
	word  strings.Builder
	words []string
	open  bool // a word has begun, an empty one perhaps
}

func (s *splitter) next() bool {
	if s.at == len(s.text) {
		s.end()
		return false
	}
	c := s.text[s.at]
	s.at++
	switch {
	case isBlank(c):
		s.end()
	case c == '\\':
		s.escape()
	case c == '\'':
		s.put(s.until('\''))
	case c == '"':
		s.put(s.double())
	case c == '$' && s.at < len(s.text) && s.text[s.at] == '\'':
		s.at++
		s.put(s.ansi())
	default:
		s.put(string(c))
	}
	return true
}

func (s *splitter) put(text string) {
	s.open = true
	s.word.WriteString(text)
}

func (s *splitter) end() {
	if s.open {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.open = false
}

// escape reads what follows a backslash outside quotes.
func (s *splitter) escape() {
	if s.at == len(s.text) {
		return
	}
	if c := s.text[s.at]; c != '\n' {
		s.put(string(c))
	}
	s.at++
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

// double reads a text in double quotes (POSIX Shell Command Language §2.2.3).
func (s *splitter) double() string {
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		if c == '"' {
			break
		}
		if c == '\\' && s.at < len(s.text) && strings.IndexByte("\"\\$`\n", s.text[s.at]) >= 0 {
			c = s.text[s.at]
			s.at++
			if c == '\n' {
				continue
			}
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
		s.ansiEscape(&b, c)
	}
	return b.String()
}

func (s *splitter) ansiEscape(b *strings.Builder, c byte) {
	if at := strings.IndexByte("nrtabefv", c); at >= 0 {
		b.WriteByte("\n\r\t\a\b\x1b\f\v"[at])
		return
	}
	if digits := strings.IndexByte("x u   U", c); digits >= 0 && c != ' ' {
		b.Write(s.code(digits + 2))
		return
	}
	b.WriteByte(c)
}

// code reads up to so many hexadecimal digits: \xHH is a byte, \uHHHH and
// \UHHHHHHHH are characters.
func (s *splitter) code(most int) []byte {
	end := s.at
	for end < len(s.text) && end-s.at < most && strings.IndexByte("0123456789abcdefABCDEF", s.text[end]) >= 0 {
		end++
	}
	value, err := strconv.ParseUint(s.text[s.at:end], 16, 32)
	s.at = end
	switch {
	case err != nil:
		return nil
	case most == 2:
		return []byte{byte(value)}
	}
	return utf8.AppendRune(nil, rune(value))
}

package shellwords

import "strings"

// uncaret does what cmd.exe does before it starts a program: outside its own
// quotes a caret makes the next character an ordinary one, a line break behind
// one included, of which the first goes. It returns the command line and how
// much of the text it is.
func uncaret(text string) (line string, length int) {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\r' && strings.HasPrefix(text[i:], "\r\n"):
			continue
		case c == '\n':
			return b.String(), i
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '^':
			i = afterCaret(&b, text, i+1)
			continue
		case c == '&' || c == '|' || c == '<' || c == '>':
			return b.String(), i
		}
		b.WriteByte(c)
	}
	return b.String(), len(text)
}

// afterCaret writes what a caret escapes and returns where it ended.
func afterCaret(b *strings.Builder, text string, i int) int {
	i += lineBreak(text[min(i, len(text)):])
	if i >= len(text) {
		return i
	}
	if n := lineBreak(text[i:]); n > 0 {
		b.WriteByte('\n')
		return i + n - 1
	}
	b.WriteByte(text[i])
	return i
}

func lineBreak(text string) int {
	switch {
	case strings.HasPrefix(text, "\r\n"):
		return 2
	case strings.HasPrefix(text, "\n"):
		return 1
	}
	return 0
}

// crt reads one piece of a word by the rules of Microsoft's C runtime:
// backslashes count only in front of a quote, and in a quoted text two quotes
// are one. Browsers, which write a caret before every backslash, double them
// everywhere: there what they mean is read, and not what the runtime would.
func (s *splitter) crt() bool {
	if !s.open && isBlank(s.text[s.at]) {
		s.at++
		return true
	}
	s.open = true
	quoted := false
	for s.at < len(s.text) {
		run := 0
		for s.starts(`\`) {
			run++
		}
		quote := s.at < len(s.text) && s.text[s.at] == '"'
		switch {
		case quote:
			s.put(strings.Repeat(`\`, run/2))
		case s.doubled:
			s.put(strings.Repeat(`\`, run/2+run%2))
		default:
			s.put(strings.Repeat(`\`, run))
		}
		switch {
		case s.at == len(s.text):
			return false
		case quote && run%2 == 1:
			s.put(`"`)
		case quote && quoted && strings.HasPrefix(s.text[s.at:], `""`):
			s.put(`"`)
			s.at++
		case quote:
			quoted = !quoted
		case isBlank(s.text[s.at]) && !quoted:
			s.end()
			return true
		default:
			s.word.WriteByte(s.text[s.at])
		}
		s.at++
	}
	return false
}

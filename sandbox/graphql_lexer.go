package sandbox

import (
	"fmt"
	"strings"
)

type token struct {
	text      string // punctuator, name or number as written; a string's value
	kind      byte   // 'p'unctuator, 'n'ame, '0' number, '"' string, 0 end
	line, col int
}

// lexGraphQL cuts a document into tokens; the last has kind 0.
func lexGraphQL(text string) (all []token) {
	l := lexer{text: text, line: 1, col: 1}
	for {
		l.skipIgnored()
		t := l.token()
		all = append(all, t)
		if t.kind == 0 {
			return all
		}
	}
}

type lexer struct {
	text      string
	line, col int
}

func (l *lexer) advance(n int) string {
	taken := l.text[:n]
	for _, r := range taken {
		if l.col++; r == '\n' {
			l.line, l.col = l.line+1, 1
		}
	}
	l.text = l.text[n:]
	return taken
}

func (l *lexer) skipIgnored() {
	for l.text != "" {
		switch {
		case strings.IndexByte(" \t\r\n,", l.text[0]) >= 0:
			l.advance(1)
		case strings.HasPrefix(l.text, "\ufeff"):
			l.advance(len("\ufeff"))
		case l.text[0] == '#':
			l.advance(len(l.text) - len(strings.TrimLeft(l.text, "#")) + lineLength(strings.TrimLeft(l.text, "#")))
		default:
			return
		}
	}
}

func lineLength(text string) int {
	if at := strings.IndexByte(text, '\n'); at >= 0 {
		return at
	}
	return len(text)
}

func (l *lexer) token() token {
	t := token{line: l.line, col: l.col}
	switch {
	case l.text == "":
	case strings.HasPrefix(l.text, "..."):
		t.kind, t.text = 'p', l.advance(3)
	case l.text[0] == '"':
		t.kind, t.text = '"', l.quoted()
	case isName(l.text[0]):
		t.kind, t.text = 'n', l.advance(span(l.text, func(b byte) bool { return isName(b) || isDigit(b) }))
	case isDigit(l.text[0]) || l.text[0] == '-':
		t.kind, t.text = '0', l.advance(span(l.text, func(b byte) bool { return isDigit(b) || strings.IndexByte("+-.eE", b) >= 0 }))
	case strings.IndexByte("!$&()[]{}:=@|", l.text[0]) >= 0:
		t.kind, t.text = 'p', l.advance(1)
	default:
		panic(syntaxError{fmt.Sprintf("Syntax Error: Cannot parse the unexpected character %q.", l.text[:1]), l.line, l.col})
	}
	return t
}

func (l *lexer) quoted() string {
	if strings.HasPrefix(l.text, `"""`) {
		if end := strings.Index(l.text[3:], `"""`); end >= 0 {
			return strings.Trim(l.advance(end+6), "\"\r\n")
		}
	}
	for i := 1; i < len(l.text) && l.text[i] != '\n'; i++ {
		switch l.text[i] {
		case '\\':
			i++
		case '"':
			return l.unquote(l.advance(i + 1))
		}
	}
	panic(syntaxError{"Syntax Error: Unterminated string.", l.line, l.col})
}

// unquote reads a string's escapes, which are those of JSON.
func (l *lexer) unquote(quoted string) string {
	value, err := readJSON([]byte(quoted))
	if err != nil {
		panic(syntaxError{"Syntax Error: Invalid character escape sequence.", l.line, l.col})
	}
	return value.(string)
}

func span(text string, in func(byte) bool) int {
	for i := range len(text) {
		if i > 0 && !in(text[i]) {
			return i
		}
	}
	return len(text)
}

func isName(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

package view

import "strings"

// Span is a piece of text with what it is: string, name, flag, variable, note,
// mark, or nothing.
type Span struct{ Class, Text string }

// mostColoured is how long a text may be to be coloured: each span is an element.
const mostColoured = 24 << 10

// coloured parts a command, a program or JSON into what the eye looks for. It
// knows no language: strings, comments, flags, variables and some words look
// alike in all of them.
func coloured(text string) []Span {
	if len(text) > mostColoured {
		return []Span{{"", text}}
	}
	var spans []Span
	plain := 0
	for i := 0; i < len(text); {
		end, class := piece(text, i)
		if class != "" {
			if plain < i {
				spans = append(spans, Span{"", text[plain:i]})
			}
			spans = inString(spans, class, text[i:end])
			plain = end
		}
		i = end
	}
	if plain < len(text) {
		spans = append(spans, Span{"", text[plain:]})
	}
	return spans
}

// inString takes the variable out of a string.
func inString(spans []Span, class, text string) []Span {
	at := strings.Index(text, "STOREKEY_")
	if class != "string" || at < 0 {
		return append(spans, Span{class, text})
	}
	from, end := at, at
	for end < len(text) && isWord(text[end]) {
		end++
	}
	for _, before := range []string{"env:", "{", "$", "{", "%"} {
		if strings.HasSuffix(text[:from], before) {
			from -= len(before)
		}
	}
	for end < len(text) && (text[end] == '}' || text[end] == '%') {
		end++
	}
	spans = append(spans, Span{class, text[:from]}, Span{"variable", text[from:end]})
	return append(spans, Span{class, text[end:]})
}

const words = " curl wget http https xh import from const let var func package require await async new return print echo use class public static void if try fn def end begin irm Invoke-RestMethod GET POST PUT PATCH DELETE true false null "

// piece is what begins at i, and where it ends.
func piece(text string, i int) (end int, class string) {
	before := byte('\n')
	if i > 0 {
		before = text[i-1]
	}
	blank := before == '\n' || before == ' ' || before == '\t'
	switch c := text[i]; {
	case c == '"' || c == '\'' || c == '`':
		end = stringEnd(text, i)
		if rest := strings.TrimLeft(text[end:], " "); c == '"' && strings.HasPrefix(rest, ":") {
			return end, "name"
		}
		return end, "string"
	case blank && (c == '#' || strings.HasPrefix(text[i:], "//")):
		return lineEnd(text, i), "note"
	case blank && c == '-' && i+1 < len(text) && (text[i+1] == '-' || isLetter(text[i+1])):
		for end = i + 1; end < len(text) && (text[end] == '-' || isWord(text[end])); end++ {
		}
		return end, "flag"
	case c == '$' && i+1 < len(text) && (isLetter(text[i+1]) || text[i+1] == '{'):
		for end = i + 1; end < len(text) && (isWord(text[end]) || strings.IndexByte("{}:", text[end]) >= 0); end++ {
		}
		return end, "variable"
	case isLetter(c):
		for end = i; end < len(text) && (isWord(text[end]) || text[end] == '-'); end++ {
		}
		if !isWord(before) && before != '.' && before != '/' && strings.Contains(words, " "+text[i:end]+" ") {
			return end, "name"
		}
		return end, ""
	}
	return i + 1, ""
}

func stringEnd(text string, i int) int {
	quote := text[i]
	for end := i + 1; end < len(text); end++ {
		switch text[end] {
		case '\\':
			end++
		case quote:
			return end + 1
		}
	}
	return len(text)
}

func lineEnd(text string, i int) int {
	if end := strings.IndexByte(text[i:], '\n'); end >= 0 {
		return i + end
	}
	return len(text)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func isWord(c byte) bool   { return isAlnum(c) || c == '_' }

// indented writes JSON and XML over lines; anything else stays as it is.
func indented(text string) string {
	trimmed := strings.TrimSpace(text)
	if strings.HasPrefix(trimmed, "<?xml") {
		return indentedXML(text)
	}
	if trimmed == "" || trimmed[0] != '{' && trimmed[0] != '[' {
		return text
	}
	if _, ok := readJSON([]byte(trimmed)); !ok {
		return text
	}
	var b strings.Builder
	depth := 0
	line := func() {
		b.WriteByte('\n')
		b.WriteString(strings.Repeat("  ", depth))
	}
	for i := 0; i < len(trimmed); i++ {
		switch c := trimmed[i]; c {
		case '"':
			end := stringEnd(trimmed, i)
			b.WriteString(trimmed[i:end])
			i = end - 1
		case ' ', '\t', '\n', '\r':
		case '{', '[':
			b.WriteByte(c)
			rest := strings.TrimLeft(trimmed[i+1:], " \t\r\n")
			if rest[0] == '}' || rest[0] == ']' {
				b.WriteByte(rest[0])
				i = len(trimmed) - len(rest)
				continue
			}
			depth++
			line()
		case '}', ']':
			depth--
			line()
			b.WriteByte(c)
		case ',':
			b.WriteByte(c)
			line()
		case ':':
			b.WriteString(": ")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

package token

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// value is a JSON value (RFC 8259), as it is written. It is read by hand, and
// not by gjson or encoding/json, because the extension's page carries this
// package: either of them would be a quarter of the page.
type value string

// readValue checks a JSON text and returns its value.
func readValue(text string) (value, bool) {
	text = strings.Trim(text, " \t\r\n")
	if depth(text) > maxDepth || validValue(text, 0) != len(text) {
		return "", false
	}
	return value(text), true
}

func (v value) isObject() bool { return strings.HasPrefix(string(v), "{") }
func (v value) isArray() bool  { return strings.HasPrefix(string(v), "[") }
func (v value) isString() bool { return strings.HasPrefix(string(v), `"`) }
func (v value) isNumber() bool { return v != "" && (v[0] == '-' || isDigit(v[0])) }

// text is the text of a string, and any other value as it is written.
func (v value) text() string {
	if !v.isString() {
		return string(v)
	}
	inner := string(v[1 : len(v)-1])
	if strings.IndexByte(inner, '\\') < 0 {
		return inner
	}
	return unescape(inner)
}

// each calls see for every member of an object or array, in order; the elements
// of an array have no name.
func (v value) each(see func(name string, member value)) {
	for i := v.skipTo(1); i < len(v)-1; i = v.skipTo(i) {
		name := ""
		if v.isObject() {
			end := v.end(i)
			name = v[i:end].text()
			i = v.skipTo(end)
		}
		end := v.end(i)
		see(name, v[i:end])
		i = end
	}
}

// skipTo is where the next name or value starts.
func (v value) skipTo(i int) int {
	for i < len(v) && (isBlank(v[i]) || v[i] == ',' || v[i] == ':') {
		i++
	}
	return i
}

// end is where the value that starts at i ends.
func (v value) end(i int) int {
	switch v[i] {
	case '"':
		return i + stringEnd(string(v[i:]))
	case '{', '[':
		return i + bracketEnd(string(v[i:]))
	}
	for i < len(v) && strings.IndexByte(",:]} \t\r\n", v[i]) < 0 {
		i++
	}
	return i
}

// compact is the value without the blanks between its pieces.
func (v value) compact() string {
	var b strings.Builder
	for i := 0; i < len(v); i++ {
		switch {
		case v[i] == '"':
			end := i + stringEnd(string(v[i:]))
			b.WriteString(string(v[i:end]))
			i = end - 1
		case !isBlank(v[i]):
			b.WriteByte(v[i])
		}
	}
	return b.String()
}

// stringEnd is the length of the JSON string that a text starts with.
func stringEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// bracketEnd is the length of the object or array that a text starts with, by
// its brackets alone, or 0 where they do not close.
func bracketEnd(text string) int {
	level := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += stringEnd(text[i:]) - 1
		case '{', '[':
			level++
		case '}', ']':
			if level--; level == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// depth is how deep a JSON text nests. It bounds the work of walking it.
func depth(text string) int {
	deepest, level := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += stringEnd(text[i:]) - 1
		case '{', '[':
			level++
			deepest = max(deepest, level)
		case '}', ']':
			level--
		}
	}
	return deepest
}

// unescape reads the escapes of a JSON string (RFC 8259 §7).
func unescape(text string) string {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			out = append(out, text[i])
			continue
		}
		i++
		if at := strings.IndexByte("bfnrt", text[i]); at >= 0 {
			out = append(out, "\b\f\n\r\t"[at])
		} else if text[i] == 'u' {
			c, more := codePoint(text[i+1:])
			out, i = utf8.AppendRune(out, c), i+more
		} else {
			out = append(out, text[i])
		}
	}
	return string(out)
}

// codePoint reads what follows \u: four digits, or the two halves of a surrogate
// pair. A half alone becomes the replacement character.
func codePoint(text string) (c rune, length int) {
	first := hex4(text)
	if utf16.IsSurrogate(first) && len(text) >= 10 && text[4:6] == `\u` {
		if pair := utf16.DecodeRune(first, hex4(text[6:])); pair != utf8.RuneError {
			return pair, 10
		}
	}
	return first, 4
}

func hex4(text string) rune {
	n, err := strconv.ParseUint(text[:4], 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

package view

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// The page reads and writes JSON by itself: encoding/json, with the reflection
// that it brings, would be a third of the program that a popup has to load before
// it can answer. Only what package wire defines is read, so this is small; a test
// holds it against encoding/json.

// value is one JSON value. Its raw text is a part of the text that was read.
type value struct {
	raw    string
	text   string // of a string
	fields []field
	items  []value
}

type field struct {
	name string
	value
}

// maxDepth is how deep values may lie in each other.
const maxDepth = 64

// readJSON reads a whole text as one value.
func readJSON(text []byte) (value, bool) {
	r := reader{text: string(text)}
	v, ok := r.value(0)
	r.blanks()
	return v, ok && r.at == len(r.text)
}

type reader struct {
	text string
	at   int
}

func (r *reader) blanks() {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
}

// take steps over c, and blanks before it.
func (r *reader) take(c byte) bool {
	r.blanks()
	if r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

func (r *reader) value(depth int) (v value, ok bool) {
	r.blanks()
	start := r.at
	switch {
	case depth > maxDepth || start == len(r.text):
		return value{}, false
	case r.text[start] == '{':
		v.fields, ok = r.object(depth)
	case r.text[start] == '[':
		v.items, ok = r.array(depth)
	case r.text[start] == '"':
		v.text, ok = r.string()
	default:
		ok = r.word()
	}
	v.raw = r.text[start:r.at]
	return v, ok
}

func (r *reader) object(depth int) ([]field, bool) {
	r.at++
	fields := []field{}
	if r.take('}') {
		return fields, true
	}
	for {
		r.blanks()
		name, ok := r.string()
		if !ok || !r.take(':') {
			return nil, false
		}
		v, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		fields = append(fields, field{name, v})
		if r.take('}') {
			return fields, true
		}
		if !r.take(',') {
			return nil, false
		}
	}
}

func (r *reader) array(depth int) ([]value, bool) {
	r.at++
	items := []value{}
	if r.take(']') {
		return items, true
	}
	for {
		v, ok := r.value(depth + 1)
		if !ok {
			return nil, false
		}
		items = append(items, v)
		if r.take(']') {
			return items, true
		}
		if !r.take(',') {
			return nil, false
		}
	}
}

// word reads a number, true, false or null.
func (r *reader) word() bool {
	start := r.at
	for r.at < len(r.text) && strings.IndexByte("+-.", r.text[r.at]) >= 0 || r.at < len(r.text) && isAlnum(r.text[r.at]) {
		r.at++
	}
	switch word := r.text[start:r.at]; word {
	case "true", "false", "null":
		return true
	default:
		if !isNumber(word) {
			r.at = start
			return false
		}
		return true
	}
}

// isNumber follows RFC 8259 §6.
func isNumber(word string) bool {
	word = strings.TrimPrefix(word, "-")
	whole := digitsIn(word)
	if whole == 0 || whole > 1 && word[0] == '0' {
		return false
	}
	word = word[whole:]
	if word != "" && word[0] == '.' {
		part := digitsIn(word[1:])
		if part == 0 {
			return false
		}
		word = word[1+part:]
	}
	if word == "" {
		return true
	}
	if word[0] != 'e' && word[0] != 'E' {
		return false
	}
	word = word[1:]
	if word != "" && (word[0] == '+' || word[0] == '-') {
		word = word[1:]
	}
	return word != "" && digitsIn(word) == len(word)
}

// digitsIn counts the digits that a text starts with.
func digitsIn(text string) int {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

func (r *reader) string() (string, bool) {
	if r.at == len(r.text) || r.text[r.at] != '"' {
		return "", false
	}
	r.at++
	var b strings.Builder
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return b.String(), true
		case c == '\\':
			if !r.escape(&b) {
				return "", false
			}
		case c < ' ':
			return "", false
		default:
			b.WriteByte(c)
			r.at++
		}
	}
	return "", false
}

const (
	escapes  = `"\/bfnrt`
	escapeds = "\"\\/\b\f\n\r\t"
)

func (r *reader) escape(b *strings.Builder) bool {
	if r.at+1 >= len(r.text) {
		return false
	}
	if at := strings.IndexByte(escapes, r.text[r.at+1]); at >= 0 {
		b.WriteByte(escapeds[at])
		r.at += 2
		return true
	}
	first, ok := r.unicode()
	if !ok {
		return false
	}
	if utf16.IsSurrogate(first) {
		before := r.at
		if second, ok := r.unicode(); ok {
			if both := utf16.DecodeRune(first, second); both != utf8.RuneError {
				b.WriteRune(both)
				return true
			}
		}
		r.at, first = before, utf8.RuneError
	}
	b.WriteRune(first)
	return true
}

// unicode reads one \uXXXX.
func (r *reader) unicode() (rune, bool) {
	if !strings.HasPrefix(r.text[r.at:], `\u`) || len(r.text) < r.at+6 {
		return 0, false
	}
	n, err := strconv.ParseUint(r.text[r.at+2:r.at+6], 16, 16)
	if err != nil {
		return 0, false
	}
	r.at += 6
	return rune(n), true
}

// get is the last field of that name, as encoding/json has it.
func (v value) get(name string) value {
	for i := len(v.fields) - 1; i >= 0; i-- {
		if v.fields[i].name == name {
			return v.fields[i].value
		}
	}
	return value{}
}

func (v value) str(name string) string { return v.get(name).text }
func (v value) yes(name string) bool   { return v.get(name).raw == "true" }

func (v value) num(name string) int {
	n, _ := strconv.Atoi(v.get(name).raw)
	return n
}

// texts are the fields of an object of texts.
func (v value) texts() map[string]string {
	var m map[string]string
	for _, f := range v.fields {
		if m == nil {
			m = map[string]string{}
		}
		m[f.name] = f.text
	}
	return m
}

// each reads the items of an array. An absent one gives nil.
func each[T any](v value, read func(value) T) []T {
	if v.items == nil {
		return nil
	}
	list := make([]T, 0, len(v.items))
	for _, item := range v.items {
		list = append(list, read(item))
	}
	return list
}

// Package jsontext says whether a text that somebody else wrote is JSON that can
// be read here: gjson reads by recursion, and a megabyte of opening brackets ends
// a program in a browser.
package jsontext

import "github.com/tidwall/gjson"

// MaxDepth is far more than anything that a store or a page means to say.
const MaxDepth = 1000

// Valid reports whether text is JSON (RFC 8259), nested at most MaxDepth deep.
func Valid[T ~string | ~[]byte](text T) bool {
	return TooDeep(text, MaxDepth) < 0 && gjson.Valid(string(text))
}

// TooDeep finds the bracket outside of strings that opens a level more than most,
// -1 for none; of what is no JSON it may say anything.
func TooDeep[T ~string | ~[]byte](text T, most int) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[' || c == '{':
			if depth++; depth > most {
				return i
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return -1
}

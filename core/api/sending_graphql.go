package api

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// isQuery reports whether a GraphQL body asks only: a document in which nothing
// else than queries and fragments is defined.
func isQuery(body string) bool {
	query, ok := onlyMember(body, "query")
	if !ok || query.Type != gjson.String {
		return false
	}
	depth, word := 0, ""
	text := query.Str
	for i := 0; i <= len(text); i++ {
		c := byte(' ')
		if i < len(text) {
			c = text[i]
		}
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
		if letter && depth == 0 {
			word += string(c)
			continue
		}
		if word == "mutation" || word == "subscription" {
			return false
		}
		word = ""
		switch c {
		case '{', '(':
			depth++
		case '}', ')':
			depth--
		case '"', '#':
			i = skip(text, i)
		}
	}
	return true
}

// onlyMember is a member of a JSON object that is there once: of two, the store
// reads another than one may think.
func onlyMember(body, name string) (value gjson.Result, ok bool) {
	if !jsontext.Valid(body) {
		return value, false
	}
	n := 0
	gjson.Parse(body).ForEach(func(key, v gjson.Result) bool {
		if key.String() == name {
			value, n = v, n+1
		}
		return true
	})
	return value, n == 1
}

// skip is the place of the last character of the string or comment that begins
// at i (GraphQL §2.1).
func skip(text string, i int) int {
	if text[i] == '#' {
		if end := strings.IndexAny(text[i:], "\n\r"); end >= 0 {
			return i + end
		}
		return len(text)
	}
	if strings.HasPrefix(text[i:], `"""`) {
		for i += 3; i < len(text); i++ {
			switch {
			case strings.HasPrefix(text[i:], `\"""`):
				i += 3
			case strings.HasPrefix(text[i:], `"""`):
				return i + 2
			}
		}
		return len(text)
	}
	for i++; i < len(text) && text[i] != '"'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}

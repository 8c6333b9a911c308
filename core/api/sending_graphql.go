package api

import (
	"iter"
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
	for w := range graphQLWords(query.Str) {
		if w.depth == 0 && (w.text == "mutation" || w.text == "subscription") {
			return false
		}
	}
	return true
}

// graphQLWord is a name or a sign of a GraphQL document, outside of arguments.
type graphQLWord struct {
	text  string
	depth int    // of braces
	after string // what follows
}

// graphQLWords parts a document into them. Blanks, commas, comments and texts are
// none (GraphQL §2.1).
func graphQLWords(text string) iter.Seq[graphQLWord] {
	return func(yield func(graphQLWord) bool) {
		depth, arguments := 0, 0
		for i, end := 0, 0; i < len(text); i = end {
			end = i + 1
			switch c := text[i]; {
			case c == '"' || c == '#':
				end = skip(text, i) + 1
				continue
			case c == '(':
				arguments++
				continue
			case c == ')':
				arguments--
				continue
			case arguments > 0 || strings.IndexByte(" \t\r\n,", c) >= 0:
				continue
			case c == '}':
				depth--
			}
			for isNameByte(text[i]) && end < len(text) && isNameByte(text[end]) {
				end++
			}
			if !yield(graphQLWord{text[i:end], depth, text[end:]}) {
				return
			}
			if text[i] == '{' {
				depth++
			}
		}
	}
}

// afterIgnored is a text behind what GraphQL does not look at.
func afterIgnored(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n,\ufeff")
		if !strings.HasPrefix(text, "#") {
			return text
		}
		text = text[min(skip(text, 0)+1, len(text)):]
	}
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

package api

import "strings"

// kindOfMember tells by a member's name what its value is, "" for nobody's.
func kindOfMember(name string) string {
	if kind := personalMembers[name]; kind != "" {
		return kind
	}
	switch name = strings.ToLower(name); {
	case strings.Contains(name, "password"):
		return "password"
	case strings.Contains(name, "secret"), strings.HasSuffix(name, "token"), strings.HasSuffix(name, "api_key"), strings.HasSuffix(name, "apikey"):
		return "secret"
	}
	return ""
}

// labelled finds the values that stand behind their names otherwise than in plain
// JSON: name=value of a form, <name>value</name> of XML, and name: \"value\" or
// \"name\":\"value\" where JSON or GraphQL is inside a text of JSON.
func labelled(text string) []span {
	var found []span
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && isNameByte(text[end]) {
			end++
		}
		if end == start {
			start++
			continue
		}
		if kind := kindOfMember(text[start:end]); kind != "" {
			if from, to := labelledValue(text, start, end); to > from {
				found = append(found, span{from, to, kind})
				end = to
			}
		}
		start = end
	}
	return found
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}

// stopsOfQuery end a value of a form or an address.
const stopsOfQuery = "& \t\r\n'\"<"

// labelledValue is where the value of the name at start stands.
func labelledValue(text string, start, end int) (from, to int) {
	rest := text[end:]
	switch {
	case rest == "":
		return 0, 0
	case rest[0] == '=':
		return end + 1, end + 1 + until(rest[1:], stopsOfQuery)
	case rest[0] == '>' && start > 0 && (text[start-1] == '<' || text[start-1] == ':'):
		return end + 1, end + 1 + until(rest[1:], "<")
	}
	const quote = `\"`
	at := afterBlanks(text, end+len(rest)-len(strings.TrimPrefix(rest, quote)))
	if at >= len(text) || text[at] != ':' {
		return 0, 0
	}
	at = afterBlanks(text, at+1)
	if !strings.HasPrefix(text[at:], quote) {
		return 0, 0
	}
	at += len(quote)
	return at, at + untilInnerQuote(text[at:])
}

// untilInnerQuote is how much stands before the quote that ends a text of JSON
// inside a text of JSON: one of its own has three backslashes before it.
func untilInnerQuote(text string) int {
	backslashes := 0
	for i := range len(text) {
		switch text[i] {
		case '\\':
			backslashes++
			continue
		case '"':
			if backslashes%4 < 2 {
				return i - backslashes%4
			}
		}
		backslashes = 0
	}
	return len(text)
}

// until is how much of a text stands before any of stops.
func until(text, stops string) int {
	if at := strings.IndexAny(text, stops); at >= 0 {
		return at
	}
	return len(text)
}

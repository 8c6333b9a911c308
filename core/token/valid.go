package token

import "strings"

// validValue is where the JSON value that starts at i ends, or -1 where there is
// none by RFC 8259. Depth is checked before, so the recursion has an end.
func validValue(text string, i int) int {
	if i < 0 || i >= len(text) {
		return -1
	}
	switch c := text[i]; {
	case c == '{':
		return validMembers(text, i, '}')
	case c == '[':
		return validMembers(text, i, ']')
	case c == '"':
		return validString(text, i)
	case c == '-' || isDigit(c):
		return validNumber(text, i)
	}
	for _, name := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(text[i:], name) {
			return i + len(name)
		}
	}
	return -1
}

// validMembers reads an object or array, up to its closing bracket.
func validMembers(text string, i int, closing byte) int {
	i = skipBlanks(text, i+1)
	if i < len(text) && text[i] == closing {
		return i + 1
	}
	for {
		if closing == '}' {
			i = validName(text, i)
		}
		i = validValue(text, i)
		if i < 0 {
			return -1
		}
		i = skipBlanks(text, i)
		switch {
		case i == len(text):
			return -1
		case text[i] == closing:
			return i + 1
		case text[i] != ',':
			return -1
		}
		i = skipBlanks(text, i+1)
	}
}

// validName reads a name and its colon.
func validName(text string, i int) int {
	if i >= len(text) || text[i] != '"' {
		return -1
	}
	if i = validString(text, i); i < 0 {
		return -1
	}
	if i = skipBlanks(text, i); i == len(text) || text[i] != ':' {
		return -1
	}
	return skipBlanks(text, i+1)
}

func validString(text string, i int) int {
	for i++; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return i + 1
		case c < ' ':
			return -1
		case c == '\\':
			if i++; !validEscape(text[i:]) {
				return -1
			}
		}
	}
	return -1
}

func validEscape(text string) bool {
	if text == "" || text[0] != 'u' {
		return text != "" && strings.IndexByte(`"\/bfnrt`, text[0]) >= 0
	}
	return len(text) > 4 && isAll(text[1:5], func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' })
}

func validNumber(text string, i int) int {
	if text[i] == '-' {
		i++
	}
	whole := i
	if i = digitsEnd(text, i); i == whole || text[whole] == '0' && i > whole+1 {
		return -1
	}
	if i < len(text) && text[i] == '.' {
		start := i + 1
		if i = digitsEnd(text, start); i == start {
			return -1
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		start := i + 1
		if start < len(text) && (text[start] == '+' || text[start] == '-') {
			start++
		}
		if i = digitsEnd(text, start); i == start {
			return -1
		}
	}
	return i
}

func digitsEnd(text string, i int) int {
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i
}

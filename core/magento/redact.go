package magento

import "strings"

// hidden stands for what looks like a token.
const hidden = "•••"

// withoutSecrets takes out of a text what looks like a token: a pasted answer may
// quote one, and what is said of it is shown, copied and logged.
func withoutSecrets(text string) string {
	var b strings.Builder
	after := ""
	for text != "" {
		n := 0
		for n < len(text) && isTokenByte(text[n]) {
			n++
		}
		word := text[:n]
		switch {
		case n == 0:
			b.WriteByte(text[0])
			text = text[1:]
			continue
		case secretLike(word), strings.EqualFold(after, "bearer") && hasDigit(word):
			b.WriteString(hidden)
		default:
			b.WriteString(word)
		}
		after, text = word, text[n:]
	}
	return b.String()
}

func isTokenByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c == '+'
}

// secretLike reports whether a word could be a token, a part of one or a key:
// long, of letters and digits. Names of Magento's have no digits, its report
// numbers are shorter, and the number of a bulk is in groups.
func secretLike(word string) bool {
	if strings.HasPrefix(word, "eyJ") && len(word) >= 12 {
		return true
	}
	return len(word) >= 24 && hasDigit(word) && letters(word) && !isUUID(word)
}

func hasDigit(word string) bool { return strings.ContainsAny(word, "0123456789") }

func letters(word string) bool {
	for i := range len(word) {
		if c := word[i] | 0x20; 'a' <= c && c <= 'z' {
			return true
		}
	}
	return false
}

// isUUID: 8-4-4-4-12 hexadecimal digits (RFC 9562 §4).
func isUUID(word string) bool {
	if len(word) != 36 {
		return false
	}
	for i := range len(word) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (word[i] == '-') || !dash && !isHex(word[i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

package api

import "strings"

// span is a place in a text that is replaced.
type span struct {
	start, end int
	kind       string
}

// personalMembers are the JSON members whose values are somebody's
// (Magento_Customer's and Magento_Sales' data interfaces).
var personalMembers = map[string]string{
	"firstname": "name", "lastname": "name", "middlename": "name", "customer_firstname": "name", "customer_lastname": "name",
	"fullname": "name", "name_prefix": "name", "username": "name", "company": "company",
	"telephone": "phone", "fax": "phone", "street": "street", "city": "city", "postcode": "postcode", "region": "region",
	"vat_id": "tax", "taxvat": "tax", "dob": "birthday", "remote_ip": "address", "x_forwarded_for": "address",
	"trace": "trace", "ciphertext": "secret", "encrypted_key": "secret", "otp": "secret", "quote_id": "cart", "cartId": "cart", "masked_id": "cart",
	"cc_last4": "card", "cc_number_enc": "card",
}

// personal finds what is replaced: members of JSON, XML, forms and GraphQL by their
// names, and by their look e-mail addresses, tokens, keys of panel addresses, cart ids and IP
// addresses.
func personal(text string) []span {
	found := append(append(memberValues(text), labelled(text)...), searched(text)...)
	for start := 0; start < len(text); {
		end := wordEnd(text, start)
		if end == start {
			start++
			continue
		}
		word := strings.TrimRight(text[start:end], ".-_")
		if kind := kindOfWord(decodedWord(word), text[:start]); kind != "" {
			found = append(found, span{start, start + len(word), kind})
		}
		start = end
	}
	return found
}

// wordEnd is the end of the word at i, of an address, too.
func wordEnd(text string, i int) int {
	for i < len(text) {
		switch {
		case isWordByte(text[i]):
			i++
		case encodedByte(text, i):
			i += len("%40")
		default:
			return i
		}
	}
	return i
}

func isWordByte(c byte) bool {
	letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	return letter || strings.IndexByte("@._-+", c) >= 0 || c >= 0x80
}

func kindOfWord(word, before string) string {
	switch {
	case isEmail(word):
		return "email"
	case strings.HasPrefix(word, "eyJ") && strings.Count(word, ".") >= 1:
		return "token"
	case len(word) == 64 && isHex(word) && strings.HasSuffix(before, "/key/"):
		return "key"
	case len(word) == 32 && isOpaqueWord(word):
		if strings.HasSuffix(before, "carts/") {
			return "cart"
		}
		return "secret"
	case isIPv4(word):
		return "address"
	}
	return ""
}

func isEmail(word string) bool {
	name, host, found := strings.Cut(word, "@")
	return found && name != "" && strings.Contains(host, ".") && !strings.Contains(host, "@") && !strings.HasPrefix(host, ".")
}

func isHex(word string) bool {
	return strings.Trim(word, "0123456789abcdefABCDEF") == ""
}

// isOpaqueWord: letters and digits mixed, as random ids are.
func isOpaqueWord(word string) bool {
	digits, letters := 0, 0
	for _, c := range []byte(word) {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			letters++
		default:
			return false
		}
	}
	return digits > 2 && letters > 2
}

func isIPv4(word string) bool {
	parts := strings.Split(word, ".")
	if len(parts) != 4 || strings.HasPrefix(word, "127.") || word == "0.0.0.0" {
		return false
	}
	for _, p := range parts {
		if p == "" || len(p) > 3 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

// memberValues finds "name": "value" of the members that are somebody's, and
// the texts of a list.
func memberValues(text string) []span {
	var found []span
	for at := 0; at < len(text); {
		open := strings.IndexByte(text[at:], '"')
		if open < 0 {
			break
		}
		open += at
		end := stringEnd(text, open)
		if end < 0 {
			break
		}
		kind := kindOfMember(text[open+1 : end])
		next := afterBlanks(text, end+1)
		if kind == "" || next >= len(text) || text[next] != ':' {
			at = end + 1
			continue
		}
		value := afterBlanks(text, next+1)
		at = value
		if value < len(text) && text[value] == '[' {
			value = afterBlanks(text, value+1)
		}
		for value < len(text) && text[value] == '"' {
			stop := stringEnd(text, value)
			if stop < 0 {
				break
			}
			if stop > value+1 {
				found = append(found, span{value + 1, stop, kind})
			}
			at = stop + 1
			if value = afterBlanks(text, stop+1); value >= len(text) || text[value] != ',' {
				break
			}
			if value = afterBlanks(text, value+1); !inList(text, value) {
				break
			}
		}
		at = max(at, end+1)
	}
	return found
}

// inList reports whether the text that begins at i is another one of a list, and
// no member's name.
func inList(text string, i int) bool {
	if i >= len(text) || text[i] != '"' {
		return false
	}
	end := stringEnd(text, i)
	if end < 0 {
		return false
	}
	next := afterBlanks(text, end+1)
	return next < len(text) && (text[next] == ',' || text[next] == ']')
}

// stringEnd is the closing quote of the string that opens at i, -1 for none.
func stringEnd(text string, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

func afterBlanks(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\r\n", text[i]) >= 0 {
		i++
	}
	return i
}

package oauth1

import "strings"

// Header is an Authorization header that somebody wrote.
type Header struct {
	// Before is what stands in front of the word OAuth: a Basic part.
	Before     string
	Parameters []Parameter
}

// ParseHeader reads the value of an Authorization header as Magento does
// (Framework\Oauth\Helper\Request): the word OAuth may stand anywhere in it,
// pairs are between commas, values may lack their quotes.
func ParseHeader(value string) (Header, error) {
	if hasScheme(value, "Authorization:") {
		value = strings.TrimSpace(value[len("Authorization:"):])
	}
	at := indexFold(value, "oauth ")
	if at < 0 {
		return Header{}, ErrNotHeader
	}
	h := Header{Before: strings.TrimRight(strings.TrimSpace(value[:at]), ",")}
	for _, pair := range strings.Split(value[at+len("oauth "):], ",") {
		name, text, found := strings.Cut(strings.TrimSpace(pair), "=")
		if found && name != "" {
			h.Parameters = append(h.Parameters, Parameter{decode(name), decode(strings.Trim(text, `"`))})
		}
	}
	if len(h.Parameters) == 0 {
		return Header{}, ErrNotHeader
	}
	return h, nil
}

// Get is the value of a parameter, or empty; of several the last.
func (h Header) Get(name string) string {
	for i := len(h.Parameters) - 1; i >= 0; i-- {
		if h.Parameters[i].Name == name {
			return h.Parameters[i].Value
		}
	}
	return ""
}

func indexFold(text, word string) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if strings.EqualFold(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}

package api

import (
	"net/url"
	"strings"
)

// decodedWord undoes what an address does to the signs of a word.
func decodedWord(word string) string {
	if !strings.Contains(word, "%") {
		return word
	}
	if decoded, err := url.PathUnescape(word); err == nil {
		return decoded
	}
	return word
}

// encodedByte reports whether a percent sign at i encodes a sign of a word.
func encodedByte(text string, i int) bool {
	if text[i] != '%' || i+3 > len(text) || !isHex(text[i+1:i+3]) {
		return false
	}
	decoded := decodedWord(text[i : i+3])
	return decoded[0] != '%' && isWordByte(decoded[0])
}

// searched finds the values that are sought in a member that is somebody's: the
// name stands in [field], the value in [value].
func searched(text string) []span {
	var found []span
	for _, mark := range [][2]string{{"[field]=", "[value]="}, {"%5Bfield%5D=", "%5Bvalue%5D="}} {
		for at := 0; ; {
			next := strings.Index(text[at:], mark[0])
			if next < 0 {
				break
			}
			begin := at + next
			at = begin + len(mark[0])
			name := text[at : at+until(text[at:], stopsOfQuery)]
			kind := kindOfMember(name)
			if strings.HasSuffix(name, "email") {
				kind = "email"
			}
			filter := text[strings.LastIndexAny(text[:begin], "?& \t\r\n'\"")+1 : begin]
			if from := strings.Index(text, filter+mark[1]); kind != "" && from >= 0 {
				from += len(filter + mark[1])
				if to := from + until(text[from:], stopsOfQuery); to > from {
					found = append(found, span{from, to, kind})
				}
			}
		}
	}
	return found
}

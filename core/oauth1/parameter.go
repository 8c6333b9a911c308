package oauth1

import (
	"sort"
	"strings"
)

// Parameter is a name and its value, both decoded.
type Parameter struct{ Name, Value string }

// Reading is how the parameters of a query are read.
type Reading int

const (
	// Magento reads only pairs with exactly one equals sign, and of a name that
	// comes more than once the last (Framework\Oauth\Helper\Request).
	Magento Reading = iota
	// RFC5849 reads every pair (§3.4.1.3.1).
	RFC5849
)

// Order is how parameters are sorted. The three differ where names differ in
// numbers of more than one digit, as in eleven filter groups.
type Order int

const (
	// ByEncoding is the order of RFC 5849 §3.4.1.3.2: bytes of the encoded names.
	ByEncoding Order = iota
	// Natural is that of Magento up to 2.4.7: numbers in the encoded names by
	// their value (Laminas\OAuth\Signature\AbstractSignature).
	Natural
	// ByName is that of Magento from 2.4.8 on: bytes of the names
	// (Framework\Oauth\Helper\Signature\Hmac).
	ByName
	// unsorted and ownSorted are what some clients do: nothing, or the oauth_
	// ones among themselves.
	unsorted
	ownSorted
)

// readQuery reads a query, or a form, into parameters.
func readQuery(query string, reading Reading) []Parameter {
	var list []Parameter
	for _, pair := range strings.Split(query, "&") {
		name, value, found := strings.Cut(pair, "=")
		if pair == "" || reading == Magento && (!found || strings.Contains(value, "=")) {
			continue
		}
		list = append(list, Parameter{decodeForm(name), decodeForm(value)})
	}
	return list
}

// last keeps of each name the last, in Magento's reading.
func last(list []Parameter) []Parameter {
	kept := make([]Parameter, 0, len(list))
	for i, p := range list {
		if !hasName(list[i+1:], p.Name) {
			kept = append(kept, p)
		}
	}
	return kept
}

func hasName(list []Parameter, name string) bool {
	for _, p := range list {
		if p.Name == name {
			return true
		}
	}
	return false
}

// encoded is a parameter as it is sorted and joined.
type encoded struct{ name, value, raw string }

// join encodes, sorts and joins parameters (RFC 5849 §3.4.1.3.2).
func join(list []Parameter, order Order, encode func(string) string) string {
	pairs := make([]encoded, 0, len(list))
	for _, p := range list {
		pairs = append(pairs, encoded{encode(p.Name), encode(p.Value), p.Name})
	}
	sort.SliceStable(pairs, func(i, j int) bool { return before(pairs[i], pairs[j], order) })
	var b strings.Builder
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.name + "=" + p.value)
	}
	return b.String()
}

func before(a, b encoded, order Order) bool {
	switch {
	case order == unsorted, order == ownSorted && !(strings.HasPrefix(a.raw, "oauth_") && strings.HasPrefix(b.raw, "oauth_")):
		return false
	case order == ByName && a.raw != b.raw:
		return a.raw < b.raw
	case order == Natural && a.name != b.name:
		return natural(a.name, b.name)
	case a.name != b.name:
		return a.name < b.name
	}
	return a.value < b.value
}

// natural compares numbers in names by their value, as PHP's strnatcmp does for
// the names of parameters: without blanks and leading zeros.
func natural(a, b string) bool {
	for a != "" && b != "" {
		if m, n := digits(a), digits(b); m > 0 && n > 0 {
			switch {
			case m != n:
				return m < n
			case a[:m] != b[:n]:
				return a[:m] < b[:n]
			}
			a, b = a[m:], b[n:]
			continue
		}
		if a[0] != b[0] {
			return a[0] < b[0]
		}
		a, b = a[1:], b[1:]
	}
	return len(a) < len(b)
}

func digits(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	return n
}

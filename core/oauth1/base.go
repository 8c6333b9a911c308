package oauth1

import "strings"

// BaseString is what is signed (RFC 5849 §3.4.1): the method, the address without
// its query, and all parameters: those of the query and the ones given, which are
// the oauth_ ones and those of a form. oauth_signature and realm do not count.
func BaseString(method, url string, parameters []Parameter, reading Reading, order Order) (string, error) {
	a, err := parseAddress(url)
	if err != nil {
		return "", err
	}
	list := signed(a.query, parameters, reading)
	return baseString(method, a.base(), join(list, order, encode)), nil
}

func baseString(method, address, parameters string) string {
	return strings.ToUpper(method) + "&" + encode(address) + "&" + encode(parameters)
}

// signed are the parameters that count.
func signed(query string, parameters []Parameter, reading Reading) []Parameter {
	list := readQuery(query, reading)
	if reading == Magento {
		list = last(list)
	}
	list = append(list, parameters...)
	kept := list[:0]
	for _, p := range list {
		if p.Name != "oauth_signature" && p.Name != "realm" {
			kept = append(kept, p)
		}
	}
	return kept
}

// Differs reports whether stores of different versions verify a GET of url
// differently, so that no one signature suits them all.
func Differs(url string) bool {
	a, err := parseAddress(url)
	return err == nil && (a.orderMatters() || a.oldBase() != a.base())
}

func (a address) orderMatters() bool {
	list := signed(a.query, nil, Magento)
	first := join(list, ByEncoding, encode)
	return join(list, Natural, encode) != first || join(list, ByName, encode) != first
}

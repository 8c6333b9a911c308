package oauth1

import "strings"

// Variant is one way to sign a request that a store may want. The request itself
// stays as it is; only what is signed differs.
type Variant struct {
	// Name is as_sent, or the code of the mistake that it makes up for.
	Name string
	// Signed is the address that is signed, without its query.
	Signed string

	order Order
	plain bool // brackets in names stay as they are
}

// maxVariants is how many a store is asked at most.
const maxVariants = 6

// Variants are the ways to sign a GET of url, the right one first, then the
// likeliest: the order of parameters where versions differ, the other scheme,
// the base URL's host, with and without the port, plain brackets.
func Variants(url, baseURL string) ([]Variant, error) {
	a, err := parseAddress(url)
	if err != nil {
		return nil, err
	}
	v := variants{list: []Variant{{Name: "as_sent", Signed: a.base()}}}
	v.add(Variant{Name: "oauth1_path_decoded", Signed: a.oldBase()})
	if a.orderMatters() {
		v.add(Variant{Name: "oauth1_order_natural", Signed: a.base(), order: Natural})
		v.add(Variant{Name: "oauth1_order_name", Signed: a.base(), order: ByName})
	}
	other := a
	other.scheme = otherScheme(a.scheme)
	v.seen("oauth1_wrong_scheme", other)
	if base, err := parseAddress(baseURL); err == nil {
		moved := a
		moved.scheme, moved.host, moved.port = base.scheme, base.host, base.port
		v.seen("oauth1_wrong_host", moved)
	}
	v.ports(a, other)
	if strings.ContainsAny(decode(a.query), "[]") {
		v.add(Variant{Name: "oauth1_brackets_plain", Signed: a.base(), plain: true})
	}
	return v.list, nil
}

type variants struct{ list []Variant }

// ports: a proxy drops the port from the Host header, or writes its own there
// though the scheme that Magento sees is http.
func (v *variants) ports(a, other address) {
	if a.port != "" {
		a.port, other.port = "", ""
		v.seen("oauth1_wrong_port", a)
		v.seen("oauth1_wrong_port", other)
		return
	}
	other.port = defaultPort(a.scheme)
	v.seen("oauth1_wrong_port", other)
}

func (v *variants) seen(name string, a address) { v.add(Variant{Name: name, Signed: a.base()}) }

func (v *variants) add(new Variant) {
	for _, known := range v.list {
		if known.Signed == new.Signed && known.order == new.order && known.plain == new.plain {
			return
		}
	}
	if len(v.list) < maxVariants {
		v.list = append(v.list, new)
	}
}

// Sign makes the Authorization header for a GET of url in this way.
func (v Variant) Sign(url string, c Credentials, o Options) (string, error) {
	a, err := parseAddress(url)
	if err != nil {
		return "", err
	}
	encoding := encode
	if v.plain {
		encoding = encodeButBrackets
	}
	return c.header(o, func(parameters []Parameter) string {
		return baseString("GET", v.Signed, join(signed(a.query, parameters, Magento), v.order, encoding))
	})
}

// Beside puts a signed header beside a Basic one for the server in front, in one
// value: two Authorization headers are refused (RFC 9110 §11.6.2). The web server
// reads the first part, Magento finds the word OAuth.
func Beside(basic, signed string) string {
	if !hasScheme(basic, "Basic ") {
		return signed
	}
	return basic + ", " + signed
}

package oauth1

import "strings"

// keyWays are the keys that people sign with: which value before the ampersand
// and which after it, by their places in Credentials; none is nothing.
var keyWays = []struct {
	code, between string
	first, second int
}{
	{"", "&", 1, 3},
	{"oauth1_secrets_swapped", "&", 3, 1},
	{"oauth1_token_secret_unused", "&", 1, none},
	{"oauth1_ampersand_missing", "", 1, 3},
	{"oauth1_ampersand_missing", "", 1, none},
	{"oauth1_key_for_secret", "&", 0, 3},
	{"oauth1_token_for_secret", "&", 1, 2},
	{"oauth1_both_for_secrets", "&", 0, 2},
}

const none = 4

func (d *diagnosis) keys() []option {
	c := d.k.Credentials
	values := [5]string{c.ConsumerKey.Reveal(), c.ConsumerSecret.Reveal(), c.Token.Reveal(), c.TokenSecret.Reveal(), ""}
	list := make([]option, 0, len(keyWays))
	for _, w := range keyWays {
		code := w.code
		if d.isExchange() {
			code = exchangeCode(code)
		} else if code != "" && values[3] == "" && w.second != none {
			continue
		}
		list = append(list, option{code, encode(values[w.first]) + w.between + encode(values[w.second]), ""})
	}
	return list
}

// exchangeCode: the request for a request token is signed without a token's
// secret.
func exchangeCode(code string) string {
	switch code {
	case "":
		return "oauth1_token_secret_in_exchange"
	case "oauth1_token_secret_unused":
		return ""
	}
	return code
}

func (d *diagnosis) methods() []option {
	own := strings.ToUpper(d.o.Method)
	list := []option{{"", own, ""}, {"oauth1_method_small", strings.ToLower(own), ""}}
	for _, other := range []string{"GET", "POST", "PUT", "DELETE"} {
		if other != own {
			list = append(list, option{"oauth1_wrong_method", other, other})
		}
	}
	return list
}

// addresses are what clients and proxies make of one, the likeliest first.
func (d *diagnosis) addresses() []option {
	a := d.url
	list := []option{{"", a.base(), a.base()}}
	add := func(code string, changed address) {
		text := changed.base()
		for _, o := range list {
			if o.text == text {
				return
			}
		}
		list = append(list, option{code, text, text})
	}
	if old := a.oldBase(); old != a.base() {
		list = append(list, option{"oauth1_path_decoded", old, old})
	}
	if sent := a.origin() + a.path; sent != a.base() {
		list = append(list, option{"oauth1_path_escapes", sent, sent})
	}
	other := a
	other.scheme = otherScheme(a.scheme)
	add("oauth1_wrong_scheme", other)
	if a.port != "" {
		bare, otherBare := a, other
		bare.port, otherBare.port = "", ""
		add("oauth1_wrong_port", bare)
		add("oauth1_wrong_scheme", otherBare)
	}
	for _, port := range []string{"443", "80"} {
		with := a
		with.port = port
		list = append(list, option{"oauth1_wrong_port", with.scheme + "://" + with.host + ":" + port + normalPath(with.path, ""), with.scheme + "://" + with.host + ":" + port + normalPath(with.path, "")})
	}
	d.addPaths(add)
	for _, url := range d.k.BaseURLs {
		base, err := parseAddress(url)
		if err != nil {
			continue
		}
		moved := a
		moved.scheme, moved.host, moved.port = base.scheme, base.host, base.port
		add("oauth1_wrong_host", moved)
		moved.scheme = otherScheme(base.scheme)
		add("oauth1_wrong_host", moved)
	}
	full := a.base() + "?" + a.query
	if a.query != "" {
		list = append(list, option{"oauth1_query_in_address", full, a.base() + "?…"})
	}
	return list
}

func (d *diagnosis) addPaths(add func(string, address)) {
	for _, path := range []string{
		strings.TrimRight(d.url.path, "/"), d.url.path + "/", encodeSegments(d.url.path),
		strings.TrimPrefix(d.url.path, "/index.php"),
	} {
		changed := d.url
		if changed.path = path; path != "" && path != d.url.path {
			add("oauth1_wrong_path", changed)
		}
	}
}

// encodeSegments encodes a path once more.
func encodeSegments(path string) string { return strings.ReplaceAll(encode(path), "%2F", "/") }

func otherScheme(scheme string) string {
	if scheme == "http" {
		return "https"
	}
	return "http"
}

// Which parameters are signed.
const (
	fromRight    = iota // as Magento reads them
	fromAll             // every pair (RFC 5849)
	fromOwn             // without the query
	fromOwnFirst        // the oauth_ ones before the query
	fromRaw             // the query not decoded
	fromPlus            // a plus sign in the query is one
	fromNoVersion
	fromVersion
	fromFilled
	fromRealm
	fromBare // without the form
	fromBody
	fromBodyPairs
	fromBodyNamed
	fromCount
)

// encodings of names and values.
var encodings = []func(string) string{encode, encodeButBrackets, asItIs, encodeForm, encodeSmall}

// ways are the right way to join the parameters, and the ones that go wrong.
var ways = []struct {
	code     string
	from     int
	order    Order
	encoding int
}{
	{"", fromRight, ByEncoding, 0},
	{"oauth1_order_natural", fromRight, Natural, 0},
	{"oauth1_order_name", fromRight, ByName, 0},
	{"oauth1_pairs", fromAll, ByEncoding, 0},
	{"oauth1_query_unsigned", fromOwn, ByEncoding, 0},
	{"oauth1_unsorted", fromRight, unsorted, 0},
	{"oauth1_unsorted", fromOwnFirst, unsorted, 0},
	{"oauth1_unsorted", fromOwnFirst, ownSorted, 0},
	{"oauth1_unsorted", fromRight, ownSorted, 0},
	{"oauth1_brackets_plain", fromRight, ByEncoding, 1},
	{"oauth1_brackets_plain", fromRight, ByName, 1},
	{"oauth1_encoded_twice", fromRaw, ByEncoding, 0},
	{"oauth1_not_encoded", fromRight, ByEncoding, 2},
	{"oauth1_blank_as_plus", fromRight, ByEncoding, 3},
	{"oauth1_plus_kept", fromPlus, ByEncoding, 0},
	{"oauth1_small_escapes", fromRight, ByEncoding, 4},
	{"oauth1_version_unsigned", fromNoVersion, ByEncoding, 0},
	{"oauth1_version_unsent", fromVersion, ByEncoding, 0},
	{"oauth1_empty_left_out", fromFilled, ByEncoding, 0},
	{"oauth1_realm_signed", fromRealm, ByEncoding, 0},
	{"oauth1_form_unsigned", fromBare, ByEncoding, 0},
	{"oauth1_body_signed", fromBody, ByEncoding, 0},
	{"oauth1_body_signed", fromBodyPairs, ByEncoding, 0},
	{"oauth1_body_signed", fromBodyNamed, ByEncoding, 0},
}

func (d *diagnosis) parameterTexts() []option {
	var sources [fromCount][]Parameter
	for from := range sources {
		sources[from] = d.source(from)
	}
	list := make([]option, 0, len(ways))
	for _, w := range ways {
		if sources[w.from] != nil {
			list = append(list, option{w.code, join(sources[w.from], w.order, encodings[w.encoding]), ""})
		}
	}
	return list
}

// source is one of the lists of parameters, nil where there is none.
func (d *diagnosis) source(from int) []Parameter {
	query, reading, own := d.url.query, Magento, d.others()
	switch from {
	case fromAll:
		reading = RFC5849
	case fromOwn:
		query = ""
	case fromPlus:
		query = strings.ReplaceAll(query, "+", "%2B")
	case fromOwnFirst:
		return append(signed("", own, Magento), signed(query, nil, Magento)...)
	case fromRaw:
		own, query = append(rawQuery(query), own...), ""
	case fromRealm:
		return d.withMore(d.header.Get("realm"), Parameter{"realm", d.header.Get("realm")})
	case fromBare:
		if own = d.header.own(); !d.o.IsForm {
			return nil
		}
	case fromBody:
		return d.withMore(d.unsigned(), Parameter{d.o.Body, ""})
	case fromBodyPairs:
		return d.withMore(d.unsigned(), readQuery(d.o.Body, RFC5849)...)
	case fromBodyNamed:
		return d.withMore(d.unsigned(), Parameter{"body", d.o.Body})
	}
	return changed(signed(query, own, reading), from)
}

// unsigned is a body that is not to be signed.
func (d *diagnosis) unsigned() string {
	if d.o.IsForm || len(d.o.Body) > maxCompared {
		return ""
	}
	return d.o.Body
}

// withMore are the right parameters and some more, if there is a reason.
func (d *diagnosis) withMore(reason string, more ...Parameter) []Parameter {
	if reason == "" {
		return nil
	}
	return append(d.source(fromRight), more...)
}

// changed leaves out what a client leaves out, and adds the version.
func changed(list []Parameter, from int) []Parameter {
	var kept []Parameter
	for _, p := range list {
		version := p.Name == "oauth_version" && (from == fromNoVersion || from == fromVersion)
		if !version && (from != fromFilled || p.Value != "") {
			kept = append(kept, p)
		}
	}
	if from == fromVersion {
		kept = append(kept, Parameter{"oauth_version", "1.0"})
	}
	return kept
}

// rawQuery are the pairs of a query as they stand, not decoded.
func rawQuery(query string) []Parameter {
	var list []Parameter
	for _, pair := range strings.Split(query, "&") {
		if name, value, found := strings.Cut(pair, "="); found {
			list = append(list, Parameter{name, value})
		}
	}
	return list
}

func asItIs(text string) string      { return text }
func encodeSmall(text string) string { return encodeAs(text, "0123456789abcdef") }
func encodeForm(text string) string  { return strings.ReplaceAll(encode(text), "%20", "+") }

func encodeButBrackets(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(encode(text), "%5B", "["), "%5D", "]")
}

package oauth1

import "strings"

// keys are those that people sign with.
func (d *diagnosis) keys() []option {
	c := d.k.Credentials
	consumer, token := encode(c.ConsumerSecret.Reveal()), encode(c.TokenSecret.Reveal())
	list := []option{{"", consumer + "&" + token, ""}}
	switch {
	case d.isExchange():
		return []option{{"", consumer + "&", ""}, {"oauth1_token_secret_in_exchange", consumer + "&" + token, ""}, {"oauth1_ampersand_missing", consumer, ""}}
	case token != "":
		list = append(list,
			option{"oauth1_secrets_swapped", token + "&" + consumer, ""},
			option{"oauth1_token_secret_unused", consumer + "&", ""},
			option{"oauth1_ampersand_missing", consumer + token, ""})
	}
	return append(list,
		option{"oauth1_ampersand_missing", consumer, ""},
		option{"oauth1_key_for_secret", encode(c.ConsumerKey.Reveal()) + "&" + token, ""},
		option{"oauth1_token_for_secret", consumer + "&" + encode(c.Token.Reveal()), ""},
		option{"oauth1_both_for_secrets", encode(c.ConsumerKey.Reveal()) + "&" + encode(c.Token.Reveal()), ""})
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
		list = append(list, option{"oauth1_wrong_port", with.scheme + "://" + with.host + ":" + port + escapePath(with.path), with.scheme + "://" + with.host + ":" + port + escapePath(with.path)})
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
		strings.TrimRight(d.url.path, "/"), d.url.path + "/", decode(d.url.path), encodeSegments(d.url.path),
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

// parameterTexts are the joined parameters, right and in the ways that they go
// wrong.
func (d *diagnosis) parameterTexts() []option {
	query, others := d.url.query, d.others()
	right := signed(query, others, Magento)
	raw := append(rawQuery(query), signed("", others, Magento)...)
	own, asked := join(signed("", others, Magento), ByEncoding, encode), join(signed(query, nil, Magento), unsorted, encode)
	list := []option{
		{"", join(right, ByEncoding, encode), ""},
		{"oauth1_order_natural", join(right, Natural, encode), ""},
		{"oauth1_order_name", join(right, ByName, encode), ""},
		{"oauth1_pairs", join(signed(query, others, RFC5849), ByEncoding, encode), ""},
		{"oauth1_query_unsigned", join(signed("", others, Magento), ByEncoding, encode), ""},
		{"oauth1_unsorted", join(right, unsorted, encode), ""},
		{"oauth1_unsorted", join(append(signed("", others, Magento), signed(query, nil, Magento)...), unsorted, encode), ""},
		{"oauth1_unsorted", own + "&" + asked, ""},
		{"oauth1_unsorted", asked + "&" + own, ""},
		{"oauth1_brackets_plain", join(right, ByEncoding, encodeButBrackets), ""},
		{"oauth1_brackets_plain", join(right, ByName, encodeButBrackets), ""},
		{"oauth1_encoded_twice", join(raw, ByEncoding, encode), ""},
		{"oauth1_not_encoded", join(right, ByEncoding, asItIs), ""},
		{"oauth1_blank_as_plus", join(right, ByEncoding, encodeForm), ""},
		{"oauth1_plus_kept", join(signed(strings.ReplaceAll(query, "+", "%2B"), others, Magento), ByEncoding, encode), ""},
		{"oauth1_small_escapes", join(right, ByEncoding, encodeSmall), ""},
		{"oauth1_version_unsigned", join(without(right, "oauth_version"), ByEncoding, encode), ""},
		{"oauth1_version_unsent", join(append(without(right, "oauth_version"), Parameter{"oauth_version", "1.0"}), ByEncoding, encode), ""},
		{"oauth1_empty_left_out", join(filled(right), ByEncoding, encode), ""},
	}
	if d.o.Body != "" && len(d.o.Body) <= maxCompared {
		list = append(list, d.bodies(right)...)
	}
	if realm := d.header.Get("realm"); realm != "" {
		list = append(list, option{"oauth1_realm_signed", join(append(right[:len(right):len(right)], Parameter{"realm", realm}), ByEncoding, encode), ""})
	}
	return list
}

// bodies are the ways to sign a body that is not to be signed, or not to sign a
// form.
func (d *diagnosis) bodies(right []Parameter) []option {
	if d.o.IsForm {
		bare := *d
		bare.o.IsForm = false
		return []option{{"oauth1_form_unsigned", join(signed(d.url.query, bare.others(), Magento), ByEncoding, encode), ""}}
	}
	with := func(more ...Parameter) option {
		return option{"oauth1_body_signed", join(append(right[:len(right):len(right)], more...), ByEncoding, encode), ""}
	}
	return []option{with(Parameter{d.o.Body, ""}), with(readQuery(d.o.Body, RFC5849)...), with(Parameter{"body", d.o.Body})}
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

func without(list []Parameter, name string) []Parameter {
	var kept []Parameter
	for _, p := range list {
		if p.Name != name {
			kept = append(kept, p)
		}
	}
	return kept
}

func filled(list []Parameter) []Parameter {
	var kept []Parameter
	for _, p := range list {
		if p.Value != "" {
			kept = append(kept, p)
		}
	}
	return kept
}

func asItIs(text string) string      { return text }
func encodeSmall(text string) string { return encodeAs(text, "0123456789abcdef") }
func encodeForm(text string) string  { return strings.ReplaceAll(encode(text), "%20", "+") }

func encodeButBrackets(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(encode(text), "%5B", "["), "%5D", "]")
}

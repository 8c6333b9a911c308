package snippet

import (
	"slices"
	"strings"
)

// The environment variables that the self-signing forms read, in the order of
// OAuth's fields.
var envOAuth = [4]string{"STOREKEY_CONSUMER_KEY", "STOREKEY_CONSUMER_SECRET", "STOREKEY_ACCESS_TOKEN", "STOREKEY_ACCESS_TOKEN_SECRET"}

// four returns what a self-signing form signs with, each as write makes it: a
// text, or the environment variable that holds it.
func (c *call) four(write func(header) string) (out [4]string) {
	o := c.options.OAuth
	for i, value := range [4]string{o.ConsumerKey, o.ConsumerSecret, o.AccessToken, o.AccessTokenSecret} {
		var h header
		switch {
		case c.options.Secret == SecretRedacted:
			h.Value = redacted
		case c.options.Secret == SecretText && value != "":
			h.Value = value
		default:
			h.env = envOAuth[i]
		}
		out[i] = write(h)
	}
	return out
}

// readyToSign writes the query so that RFC 5849 and Magento read the same
// parameters in it: Magento overlooks pairs without exactly one equals sign,
// and of two of one name the first. A form in the body would be signed as well
// (§3.4.1.3.1); Magento's API takes none.
func (c *call) readyToSign() error {
	for _, h := range c.headers {
		if strings.EqualFold(h.Name, "Content-Type") && strings.Contains(strings.ToLower(h.Value), "x-www-form-urlencoded") {
			return ErrFormBody
		}
	}
	address, query, found := strings.Cut(c.url, "?")
	if !found {
		return nil
	}
	var pairs, names []string
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		if plain := decodeForm(name); slices.Contains(names, plain) || strings.HasPrefix(plain, "oauth_") {
			return ErrParameterTwice
		} else {
			names = append(names, plain)
		}
		// A semicolon parts parameters for some readers.
		pairs = append(pairs, strings.ReplaceAll(name+"="+strings.ReplaceAll(value, "=", "%3D"), ";", "%3B"))
	}
	c.url = address + "?" + strings.Join(pairs, "&")
	return nil
}

// signedBase is the signature base string (§3.4.1) for a shell's double quotes.
// All of it is known but what nonce, key and token stand for, which are names
// of variables with encoded texts.
func (c *call) signedBase(key, nonce, timestamp, token string) string {
	address, query, _ := strings.Cut(c.url, "?")
	pairs := [][2]string{
		{"oauth_consumer_key", key}, {"oauth_nonce", nonce}, {"oauth_signature_method", "HMAC-SHA256"},
		{"oauth_timestamp", timestamp}, {"oauth_token", token}, {"oauth_version", "1.0"},
	}
	for pair := range strings.SplitSeq(query, "&") {
		if name, value, _ := strings.Cut(pair, "="); pair != "" {
			pairs = append(pairs, [2]string{encode(decodeForm(name)), encode(encode(decodeForm(value)))})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	var parameters []string
	for _, pair := range pairs {
		parameters = append(parameters, encode(pair[0])+"%3D"+pair[1])
	}
	return c.method + "&" + encode(baseAddress(address)) + "&" + strings.Join(parameters, "%26")
}

// baseAddress is the base string URI of §3.4.1.2.
func baseAddress(address string) string {
	scheme, rest, _ := strings.Cut(address, "://")
	host, path, _ := strings.Cut(rest, "/")
	scheme, host = strings.ToLower(scheme), strings.ToLower(host[strings.LastIndexByte(host, '@')+1:])
	host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[scheme])
	return scheme + "://" + host + "/" + path
}

// encode is percent-encoding by §3.6.
func encode(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if isUnreserved(text[i]) {
			b.WriteByte(text[i])
		} else {
			percent(&b, text[i])
		}
	}
	return b.String()
}

func decodeForm(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '+':
			b.WriteByte(' ')
		case c == '%' && i+2 < len(text) && isHex(text[i+1]) && isHex(text[i+2]):
			b.WriteByte(fromHex(text[i+1])<<4 | fromHex(text[i+2]))
			i += 2
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

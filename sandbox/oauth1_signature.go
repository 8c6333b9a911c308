package sandbox

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	hashes "hash"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"sort"
	"strings"
)

// hashOf is nil for a signature method that this version does not take.
func (s *Store) hashOf(method string) func() hashes.Hash {
	switch {
	case method == "HMAC-SHA256":
		return sha256.New
	case method == "HMAC-SHA1" && s.options.SHA1:
		return sha1.New
	}
	return nil
}

// signed recalculates the signature of a request as it arrived here.
func (s *Store) signed(r *http.Request, params map[string]string, consumerSecret, tokenSecret string) bool {
	mac := hmac.New(s.hashOf(params["oauth_signature_method"]), []byte(rawURLEncode(consumerSecret)+"&"+rawURLEncode(tokenSecret)))
	mac.Write([]byte(signatureBase(r, params)))
	return params["oauth_signature"] == base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// signatureBase is the text that must have been signed: RFC 5849 §3.4.1, over
// the scheme, host, port and path that PHP sees.
func signatureBase(r *http.Request, params map[string]string) string {
	all := map[string]string{}
	for name, value := range formOf(r) {
		all[name] = value
	}
	// Only pairs with exactly one equals sign are read from the query, and a
	// name that comes again takes the place of the one before.
	for _, pair := range strings.Split(r.URL.RawQuery, "&") {
		if strings.Count(pair, "=") == 1 {
			name, value, _ := strings.Cut(pair, "=")
			all[urlDecode(name)] = urlDecode(value)
		}
	}
	for name, value := range params {
		if name != "oauth_signature" {
			all[name] = value
		}
	}
	return r.Method + "&" + rawURLEncode(seenAddress(r)) + "&" + rawURLEncode(sortedQuery(all))
}

// seenAddress is the address without its query: the port is left out if it is
// the scheme's own.
func seenAddress(r *http.Request) string {
	scheme, usual := "http", ":80"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme, usual = "https", ":443"
	}
	path, _, _ := strings.Cut(r.RequestURI, "?")
	if path == "" || path[0] != '/' { // an absolute request target
		path = r.URL.EscapedPath()
	}
	return scheme + "://" + strings.TrimSuffix(strings.ToLower(r.Host), usual) + escapes.ReplaceAllStringFunc(path, readEscape)
}

var escapes = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// readEscape decodes what Laminas\Uri decodes in a path, a slash too. Not
// recorded; from 2.4.8 on it is letters, digits and -._~ alone.
func readEscape(escape string) string {
	plain, _ := url.PathUnescape(escape)
	if strings.ContainsAny(plain, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:@&=+$,/;%") {
		return plain
	}
	return strings.ToUpper(escape)
}

// sortedQuery sorts by the encoded names, numbers in them by their value, as
// Magento up to 2.4.7 does (Laminas\OAuth, uksort with strnatcmp).
func sortedQuery(all map[string]string) string {
	names := make([]string, 0, len(all))
	encoded := map[string]string{}
	for name, value := range all {
		names = append(names, rawURLEncode(name))
		encoded[rawURLEncode(name)] = rawURLEncode(value)
	}
	sort.Slice(names, func(i, j int) bool { return naturally(names[i]) < naturally(names[j]) })
	pairs := make([]string, 0, len(names))
	for _, name := range names {
		pairs = append(pairs, name+"="+encoded[name])
	}
	return strings.Join(pairs, "&")
}

// naturally is a text whose bytes sort as the natural order does: each number
// is written with twelve digits.
func naturally(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); {
		end := i
		for end < len(name) && name[end] >= '0' && name[end] <= '9' {
			end++
		}
		if end > i {
			b.WriteString(strings.Repeat("0", max(0, 12-(end-i))) + name[i:end])
			i = end
			continue
		}
		b.WriteByte(name[i])
		i++
	}
	return b.String()
}

// formOf reads a form body, which is signed; the body can be read again.
func formOf(r *http.Request) map[string]string {
	all := map[string]string{}
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return all
	}
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	r.Body = io.NopCloser(bytes.NewReader(body))
	values, _ := url.ParseQuery(string(body))
	for name := range values {
		if !strings.HasPrefix(name, "oauth_") {
			all[name] = values[name][len(values[name])-1]
		}
	}
	return all
}

// urlDecode is PHP's urldecode for what is well written.
func urlDecode(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// rawURLEncode is PHP's rawurlencode (RFC 3986).
func rawURLEncode(text string) string {
	return strings.NewReplacer("+", "%20").Replace(url.QueryEscape(text))
}

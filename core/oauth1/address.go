package oauth1

import "strings"

// address is a URL taken apart, in the parts that are signed.
type address struct{ scheme, host, port, path, query string }

func parseAddress(url string) (a address, err error) {
	scheme, rest, found := strings.Cut(url, "://")
	a.scheme = strings.ToLower(scheme)
	if !found || a.scheme != "http" && a.scheme != "https" {
		return address{}, ErrNotAddress
	}
	rest, _, _ = strings.Cut(rest, "#")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	authority := strings.ToLower(rest[strings.LastIndexByte(rest[:end], '@')+1 : end])
	a.host, a.port = authority, ""
	if at := strings.LastIndexByte(authority, ':'); at > strings.LastIndexByte(authority, ']') {
		a.host, a.port = authority[:at], authority[at+1:]
	}
	a.path, a.query, _ = strings.Cut(rest[end:], "?")
	if a.path == "" {
		a.path = "/"
	}
	if a.host == "" || strings.ContainsAny(authority, " \t\r\n\\\"'<>") {
		return address{}, ErrNotAddress
	}
	return a, nil
}

// origin leaves out the port that its scheme has by itself.
func (a address) origin() string {
	if a.port == "" || a.port == defaultPort(a.scheme) {
		return a.scheme + "://" + a.host
	}
	return a.scheme + "://" + a.host + ":" + a.port
}

// base is the base string URI of RFC 5849 §3.4.1.2.
func (a address) base() string { return a.origin() + normalPath(a.path, "") }

// oldBase is that of Magento up to 2.4.7, which also decodes the escapes of a
// slash and of some other characters (Laminas\Uri\Uri::normalizePath; later
// Framework\Oauth\Helper\Uri\Http stands in its place).
func (a address) oldBase() string { return a.origin() + normalPath(a.path, ":@&=+$,/;%") }

func defaultPort(scheme string) string {
	if scheme == "http" {
		return "80"
	}
	return "443"
}

// normalPath encodes what a request line cannot hold, and writes escapes as
// Magento does: in capitals, and none for unreserved characters and those given.
func normalPath(path, plain string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		switch {
		case c == '%' && i+2 < len(path) && digit(path[i+1]) < 16 && digit(path[i+2]) < 16:
			c = digit(path[i+1])<<4 | digit(path[i+2])
			i += 2
			if isUnreserved(c) || strings.IndexByte(plain, c) >= 0 {
				b.WriteByte(c)
			} else {
				b.WriteString(encode(string([]byte{c})))
			}
		case c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0:
			b.WriteByte(c)
		default:
			b.WriteString(encode(path[i : i+1]))
		}
	}
	return b.String()
}

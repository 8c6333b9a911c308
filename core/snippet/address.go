package snippet

import "strings"

// requestTarget is the address as it is sent: without its fragment, and with
// blanks and non-ASCII characters of path and query percent-encoded, since
// curl refuses the former and sends the latter raw. All else stays as given,
// so that a signature over the address still holds.
func requestTarget(url string) string {
	url, _, _ = strings.Cut(url, "#")
	host := strings.Index(url, "://") + len("://")
	path := len(url)
	if i := strings.IndexAny(url[host:], "/?"); i >= 0 {
		path = host + i
	}
	return url[:path] + percentEncoded(url[path:])
}

func percentEncoded(text string) string {
	if strings.IndexFunc(text, notPrintable) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; notPrintable(rune(c)) {
			percent(&b, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func notPrintable(r rune) bool { return r <= ' ' || r > '~' }

// hasDotSegment says whether curl would shorten the path; newer versions read
// %2e as a dot too.
func hasDotSegment(url string) bool {
	return strings.Contains(url, "/.") || strings.Contains(strings.ToLower(url), "/%2e")
}

// shortens says whether a path has segments that stand for themselves or for
// the folder above, which most libraries take away (RFC 3986 §5.2.4).
func shortens(url string) bool {
	path, _, _ := strings.Cut(url, "?")
	_, path, _ = strings.Cut(path, "://")
	path = strings.ReplaceAll(strings.ToLower(path), "%2e", ".") + "/"
	return strings.Contains(path, "/./") || strings.Contains(path, "/../")
}

// normalURL writes path and query of an address in the normal form of RFC 3986
// §6.2.2: what may not stand there is percent-encoded, what needs no encoding
// has none, and hexadecimal digits are capitals. Brackets, which it allows for
// hosts alone, are encoded as well unless the tool keeps them, and the
// apostrophe, which browsers encode. Most libraries do the same or refuse the
// rest.
func normalURL(url, kept string) string {
	start := strings.Index(url, "://") + len("://")
	if i := strings.IndexAny(url[start:], "/?"); i >= 0 {
		start += i
	} else {
		return url + "/"
	}
	var b strings.Builder
	b.WriteString(url[:start])
	if url[start] == '?' {
		b.WriteByte('/')
	}
	for i := start; i < len(url); i++ {
		c := url[i]
		if c == '%' && i+2 < len(url) && isHex(url[i+1]) && isHex(url[i+2]) {
			c = fromHex(url[i+1])<<4 | fromHex(url[i+2])
			i += 2
			if !isUnreserved(c) {
				percent(&b, c)
				continue
			}
		}
		if isUnreserved(c) || strings.IndexByte("!$&()*+,;=:@/?", c) >= 0 || strings.IndexByte(kept, c) >= 0 {
			b.WriteByte(c)
		} else {
			percent(&b, c)
		}
	}
	return b.String()
}

func percent(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.Write([]byte{'%', hex[c>>4], hex[c&15]})
}

func isUnreserved(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("-._~", c) >= 0
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func fromHex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

package snippet

import "strings"

// requestTarget is the address as it is sent: without its fragment, and with
// blanks and non-ASCII characters of path and query percent-encoded, since
// curl refuses the former and sends the latter raw. All else stays as given,
// so that a signature over the address still holds.
func requestTarget(url string) string {
	if fragment := strings.IndexByte(url, '#'); fragment >= 0 {
		url = url[:fragment]
	}
	if printable(url) && strings.IndexByte(url, ' ') < 0 {
		return url
	}
	host := strings.Index(url, "://") + len("://")
	path := len(url)
	if i := strings.IndexAny(url[host:], "/?"); i >= 0 {
		path = host + i
	}
	return url[:path] + percentEncoded(url[path:])
}

func percentEncoded(text string) string {
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
	return strings.Contains(url, "/.") ||
		strings.IndexByte(url, '%') >= 0 && strings.Contains(strings.ToLower(url), "/%2e")
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

// printable reports whether text is of blanks and visible ASCII characters
// alone, as nearly every part of a request is: then no closer look is needed at
// what each character is. It takes eight bytes at a time, and of each asks what
// is below the blank or above the tilde; the highest bit of a byte answers.
func printable(text string) bool {
	const each = 0x0101010101010101
	found := uint64(0)
	for ; len(text) >= 8; text = text[8:] {
		w := uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
			uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56
		found |= w | (w - ' '*each) | (w + ('\x7f'-'~')*each)
	}
	if found&(0x80*each) != 0 {
		return false
	}
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// decoded takes the percent-encoding away.
func decoded(url string) string {
	var b strings.Builder
	for i := 0; i < len(url); i++ {
		if url[i] == '%' && i+2 < len(url) && isHex(url[i+1]) && isHex(url[i+2]) {
			b.WriteByte(fromHex(url[i+1])<<4 | fromHex(url[i+2]))
			i += 2
			continue
		}
		b.WriteByte(url[i])
	}
	return b.String()
}

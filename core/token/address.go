package token

import "strings"

// address is one of a request, taken apart (RFC 3986 §3) as far as a report
// needs it.
type address struct{ scheme, host, path, query string }

// readAddress leaves user, password and fragment out. It reports whether the
// text is an address of the web; the scheme may be missing.
func readAddress(text string) (address, bool) {
	scheme, rest, found := strings.Cut(text, "://")
	if !found {
		scheme, rest = "", text
	}
	scheme = strings.ToLower(scheme)
	rest, _, _ = strings.Cut(rest, "#")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host := rest[strings.LastIndexByte(rest[:end], '@')+1 : end]
	path, query, _ := strings.Cut(rest[end:], "?")
	ok := isHost(host) && (scheme == "" || scheme == "http" || scheme == "https")
	return address{scheme, host, path, query}, ok
}

func isHost(host string) bool {
	return isAll(host, func(c byte) bool { return isWord(c) || strings.IndexByte(".:[]", c) >= 0 || c >= 0x80 })
}

// String writes the address again, with everything in it that a request line
// cannot hold percent-encoded.
func (a address) String() string {
	var b strings.Builder
	if a.scheme != "" {
		b.WriteString(a.scheme + "://")
	}
	b.WriteString(a.host + percentEncode(a.path))
	if a.query != "" {
		b.WriteString("?" + percentEncode(a.query))
	}
	return b.String()
}

func percentEncode(text string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; c > ' ' && c < 0x7f && strings.IndexByte("\"<>\\^`{|}", c) < 0 {
			b.WriteByte(c)
		} else {
			b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
		}
	}
	return b.String()
}

// address takes the first address of a request.
func (r *reader) address(word string) {
	if r.url != "" || !strings.ContainsAny(word, "./:") {
		return
	}
	a, ok := readAddress(word)
	if !ok {
		return
	}
	r.scan(word, sourceCurl)
	if hasSecret(a.query) {
		a.query = ""
	}
	r.url = a.String()
}

// hasSecret reports whether a query has something in it that is not for a
// report.
func hasSecret(query string) bool {
	query = strings.ToLower(query)
	for _, name := range []string{"token", "key", "secret", "password", "eyj", "sid="} {
		if strings.Contains(query, name) {
			return true
		}
	}
	return false
}

// openURL is the address with no token in it.
func (r *reader) openURL() string {
	url := r.url
	for _, p := range r.places {
		if strings.Contains(url, p.text) {
			url = hostOf(url, p.text)
		}
	}
	return url
}

// hostOf is an address without its path, where the secret is not in the host.
func hostOf(url, secret string) string {
	a, ok := readAddress(url)
	if !ok || a.scheme == "" || strings.Contains(a.host, secret) {
		return ""
	}
	return a.scheme + "://" + a.host
}

// request takes the address out of a pasted request: of raw HTTP its request
// line and Host header, of a program's call the first address in it.
func (r *reader) request(text string) {
	line, _, _ := strings.Cut(text, "\n")
	for _, call := range [...]string{"fetch(", "Invoke-", "wget ", "http ", "https ", "xh "} {
		if strings.HasPrefix(text, call) {
			r.firstAddress(text)
			return
		}
	}
	if parts := strings.Fields(line); len(parts) == 3 && strings.HasPrefix(parts[1], "/") {
		if host := headerLine(text, "host"); host != "" {
			r.address("https://" + host + parts[1])
		}
	}
}

func (r *reader) firstAddress(text string) {
	at := strings.Index(text, "://")
	if at < 0 {
		return
	}
	start := strings.LastIndexAny(text[:at], " \t\n\"'`(=") + 1
	r.address(credential(text, start))
}

// headerLine is the value of a header in a block of them.
func headerLine(text, name string) string {
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

package view

import "strings"

// The few questions that the page has about an address. net/url would answer
// more, and costs more than all of this package.

// schemeOf is the scheme of an address, or empty.
func schemeOf(address string) string {
	scheme, _, there := strings.Cut(address, ":")
	if !there {
		return ""
	}
	return strings.ToLower(scheme)
}

// OriginOf is the origin of an address, or empty where it has none.
func OriginOf(address string) string {
	scheme, rest, there := strings.Cut(address, "://")
	at := authority(rest)
	if !there || at == "" {
		return ""
	}
	origin := strings.ToLower(scheme + "://" + at)
	return strings.TrimSuffix(origin, usualPorts[strings.ToLower(scheme)])
}

// usualPorts are those that an origin leaves out.
var usualPorts = map[string]string{"http": ":80", "https": ":443"}

// host is the host, with its port, of an origin or address.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return authority(rest)
}

// authority is the host and port at the start of what stands behind the scheme,
// without user and password.
func authority(rest string) string {
	if end := strings.IndexAny(rest, `/?#\`); end >= 0 {
		rest = rest[:end]
	}
	return rest[strings.LastIndexByte(rest, '@')+1:]
}

// escape writes text as one segment of a path or one value of a query (RFC 3986
// §2.3: only what is unreserved stays).
func escape(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if isAlnum(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
	}
	return b.String()
}

// pathOf is the path of an address, cut where no saved store's is that long.
func pathOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	start := strings.IndexAny(rest, `/?#\`)
	if start < 0 {
		return ""
	}
	path := rest[start:]
	if end := strings.IndexAny(path, "?#"); end >= 0 {
		path = path[:end]
	}
	return path[:min(len(path), 300)]
}

package magento

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// address is a URL of a store cut into what matters here.
type address struct {
	origins  []string // scheme://host, the likelier first
	segments []string // of the path, escaped as they were
}

// parseAddress reads any URL, or a bare host with or without a port and path.
// Query and fragment are dropped, user and password too: see HasUser.
func parseAddress(raw string) (address, error) {
	raw = strings.TrimSpace(raw)
	bare := !strings.Contains(raw, "://")
	if bare {
		raw = "https://" + strings.TrimPrefix(raw, "//")
	}
	u, err := url.Parse(raw)
	if err == nil && !ascii(u.Host) {
		return address{}, fmt.Errorf("magento: reading the address: %w", ErrHostLetters)
	}
	if err != nil || !PlausibleHost(u) {
		// The text itself may hold a password: it is not repeated.
		return address{}, fmt.Errorf("magento: reading the address: %w", ErrNotAddress)
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return address{}, fmt.Errorf("magento: reading the address: %w", ErrNotAddress)
	}
	a := address{segments: pathSegments(u.EscapedPath())}
	for _, s := range schemes(bare, scheme, u.Host) {
		a.origins = append(a.origins, s+"://"+CanonicalHost(s, u))
	}
	return a, nil
}

// schemes to try: the one given, or for a bare host https first and http only
// where nobody listens on the way.
func schemes(bare bool, given, host string) []string {
	switch {
	case !bare:
		return []string{given}
	case IsLocal(host):
		return []string{"http", "https"}
	}
	return []string{"https", "http"}
}

// HasUser reports whether an address has a user or a password in it.
func HasUser(raw string) bool {
	_, rest, found := strings.Cut(raw, "://")
	if !found {
		rest = strings.TrimPrefix(strings.TrimSpace(raw), "//")
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	return strings.Contains(rest, "@")
}

// ascii reports whether a host is written as browsers send it: names of other
// scripts in the form xn--….
func ascii(host string) bool {
	return strings.IndexFunc(host, func(r rune) bool { return r >= 0x80 }) < 0
}

// PlausibleHost reports whether the host of u can be one: a name of letters,
// digits, '-', '.' and '_', or an address, with a port that exists.
func PlausibleHost(u *url.URL) bool {
	name := strings.ToLower(u.Hostname())
	if strings.Contains(name, ":") {
		name, _, _ = strings.Cut(name, "%") // the zone of RFC 6874
		addr, err := netip.ParseAddr(name)
		return err == nil && addr.Is6() && plausiblePort(u)
	}
	return strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-._") == "" && strings.Trim(name, ".") != "" &&
		!strings.HasPrefix(name, ".") && !strings.Contains(name, "..") && plausiblePort(u)
}

func plausiblePort(u *url.URL) bool {
	if strings.HasSuffix(u.Host, ":") {
		return false
	}
	port := u.Port()
	if port == "" {
		return true
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && n > 0
}

// CanonicalHost writes the host of u as browsers do: small letters, no dot at
// its end, no default port.
func CanonicalHost(scheme string, u *url.URL) string {
	host, port := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + strings.ReplaceAll(host, "%", "%25") + "]"
	}
	if n := strings.TrimLeft(port, "0"); n != "" {
		port = n
	}
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

func pathSegments(path string) []string {
	var segments []string
	for _, s := range strings.Split(path, "/") {
		if s != "" && s != "." && s != ".." {
			segments = append(segments, s)
		}
	}
	return segments
}

func indexOf(segments []string, want ...string) int {
	for i, s := range segments {
		for _, w := range want {
			if s == w {
				return i
			}
		}
	}
	return -1
}

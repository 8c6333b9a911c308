package magento

import (
	"fmt"
	"net/url"
	"strings"
)

// address is a URL of a store cut into what matters here.
type address struct {
	origins  []string // scheme://host, the likelier first
	segments []string // of the path, escaped as they were
}

// parseAddress reads any URL, or a bare host with or without a port and path.
// User, password, query and fragment are dropped.
func parseAddress(raw string) (address, error) {
	raw = strings.TrimSpace(raw)
	bare := !strings.Contains(raw, "://")
	if bare {
		raw = "https://" + strings.TrimPrefix(raw, "//")
	}
	u, err := url.Parse(raw)
	if err != nil || !plausibleHost(u.Hostname()) {
		// The text itself may hold a password: it is not repeated.
		return address{}, fmt.Errorf("magento: reading the address: %w", ErrNotAddress)
	}
	scheme := strings.ToLower(u.Scheme)
	if scheme != "http" && scheme != "https" {
		return address{}, fmt.Errorf("magento: reading the address: %w", ErrNotAddress)
	}
	a := address{segments: pathSegments(u.EscapedPath())}
	for _, s := range schemes(bare, scheme, u.Host) {
		a.origins = append(a.origins, s+"://"+canonicalHost(s, u))
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

func plausibleHost(host string) bool {
	return host != "" && host != "." && !strings.ContainsAny(host, " \t\r\n<>\"'`{}|\\^@,;()=")
}

func canonicalHost(scheme string, u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + strings.ReplaceAll(host, "%", "%25") + "]"
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

package main

import (
	"net/url"
	"strings"
)

// masked stands for what is not told.
const masked = "***"

// shownURL is an address as a log may keep it: without user and fragment, and
// without what looks like a secret in path and query.
func shownURL(u *url.URL) string {
	var b strings.Builder
	b.WriteString(u.Scheme + "://" + u.Host)
	for i, part := range strings.Split(u.EscapedPath(), "/") {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(unlessSecret(part))
	}
	for i, pair := range strings.Split(u.RawQuery, "&") {
		switch {
		case i > 0:
			b.WriteByte('&')
		case u.RawQuery != "":
			b.WriteByte('?')
		}
		b.WriteString(shownPair(pair))
	}
	return b.String()
}

func shownPair(pair string) string {
	name, value, found := strings.Cut(pair, "=")
	switch {
	case !found:
		return unlessSecret(pair)
	case value != "" && namesSecret(name):
		return name + "=" + masked
	}
	return unlessSecret(name) + "=" + unlessSecret(value)
}

// secretNames are parts of the names of what is not told.
var secretNames = []string{"token", "secret", "passw", "pwd", "key", "signature", "session", "sessid", "auth", "otp", "hash", "nonce", "assertion", "cookie"}

func namesSecret(name string) bool {
	if decoded, err := url.QueryUnescape(name); err == nil {
		name = decoded
	}
	name = strings.ToLower(name)
	if name == "code" || name == "sid" || name == "state" {
		return true
	}
	for _, part := range secretNames {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

func unlessSecret(text string) string {
	if looksSecret(text) {
		return masked
	}
	return text
}

// looksSecret takes a long run of letters and digits without a pattern to the eye
// for a secret: tokens, keys and cookies of Magento have 26 characters and more.
func looksSecret(text string) bool {
	if decoded, err := url.PathUnescape(text); err == nil {
		text = decoded
	}
	if len(text) < 20 {
		return false
	}
	digits, letters := 0, 0
	for _, c := range []byte(text) {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			letters++
		case strings.IndexByte("-_.+/=~", c) < 0:
			return false
		}
	}
	return letters > 0 && digits > 1 && letters+digits > len(text)*3/4
}

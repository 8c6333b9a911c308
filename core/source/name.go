package source

import "strings"

// isOpaque tells a text that may be a token of Magento's older form: 32 digits
// and small letters. Only digits and a to f are an MD5 sum or a UUID: of 10^11
// tokens one at most looks so.
func isOpaque(text string) bool {
	if len(text) != 32 {
		return false
	}
	digit, letter, other := false, false, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		digit = digit || c >= '0' && c <= '9'
		letter = letter || c >= 'g' && c <= 'z'
		other = other || !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z')
	}
	return digit && letter && !other
}

// saysToken reports whether the names on the way to a text call it a token: the
// last that says anything does, and none says that it is something else.
func saysToken(path []string) bool {
	last := len(path) - 1
	for last > 0 && contains(neutral, strings.ToLower(path[last])) {
		last--
	}
	for _, name := range path {
		if saysOther(name) {
			return false
		}
	}
	name := squeeze(path[last])
	for _, word := range []string{"token", "bearer", "jwt"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	for _, word := range words(path[last]) {
		if contains([]string{"auth", "authorization", "authentication", "oauth"}, word) {
			return true
		}
	}
	return false
}

// neutral names say nothing; an element of a list has none.
var neutral = []string{"", "value", "data", "raw", "current"}

// others are what names contain that are not an access token's: Magento's own
// cart and form keys, and what other services call a token.
var others = []string{
	"cart", "mask", "quote", "formkey", "hash", "etag", "session", "version", "tokenid", "authid",
	"csrf", "xsrf", "nonce", "captcha", "secret", "consumer", "refresh", "verif", "reset", "invit", "confirm", "unsubscribe",
	"device", "push", "fcm", "apns", "firebase", "visitor", "anonymous", "guest", "track", "analytic", "fingerprint", "segment",
	"payment", "stripe", "paypal", "braintree", "klarna", "adyen", "checkout", "order", "wishlist", "share", "coupon",
	"mapbox", "algolia", "sentry", "newrelic", "chat", "zendesk", "intercom", "recaptcha", "newsletter", "design",
}

func saysOther(name string) bool {
	squeezed := squeeze(name)
	for _, other := range others {
		if strings.Contains(squeezed, other) {
			return true
		}
	}
	for _, word := range words(name) {
		if contains([]string{"id", "ids", "uid", "uuid", "guid", "key"}, word) {
			return true
		}
	}
	return false
}

// squeeze makes one form of a name that people write in many.
func squeeze(name string) string {
	return strings.Join(words(name), "")
}

// words splits a name where its writer did: at capitals and all that is no
// letter.
func words(name string) []string {
	var list []string
	start, lower := 0, strings.ToLower(name)
	if len(lower) != len(name) {
		return []string{lower}
	}
	for i := 0; i <= len(name); i++ {
		letter := i < len(name) && lower[i] >= 'a' && lower[i] <= 'z'
		capital := letter && i > 0 && name[i] != lower[i] && name[i-1] == lower[i-1]
		if letter && !capital {
			continue
		}
		if i > start {
			list = append(list, lower[start:i])
		}
		if start = i; !letter {
			start++
		}
	}
	return list
}

func contains(list []string, text string) bool {
	for _, have := range list {
		if have == text {
			return true
		}
	}
	return false
}

package token

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// isOpaque tells Magento's opaque form: exactly 32 digits and lower-case
// letters (Framework\Oauth\Helper\Oauth, LENGTH_TOKEN). Old admin and customer
// tokens have it, and all four values of an integration.
func isOpaque(text string) bool {
	return len(text) == 32 && isAll(text, func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'z' })
}

func isHex(text string) bool {
	return isAll(text, func(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'f' })
}

func isAll(text string, is func(byte) bool) bool {
	for i := 0; i < len(text); i++ {
		if !is(text[i]) {
			return false
		}
	}
	return text != ""
}

func hasDigitAndLetter(text string) bool {
	return strings.ContainsAny(text, "0123456789") && strings.IndexFunc(text, isLetter) >= 0
}

func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func parseOpaque(text, label string) Token {
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatOpaque}
	switch label {
	case labelConsumerKey, labelConsumerSecret, labelTokenSecret:
		t.Kind = wire.KindIntegration
		t.say("integration_value", "name", label)
		return t
	case labelCart:
		t.Kind = wire.KindGuest
		t.say("masked_cart_id")
		return t
	}
	t.say("opaque")
	if isHex(text) {
		t.say("opaque_hex")
	}
	return t
}

// tokenLike tells a word that may be a token of no known form: long, printable,
// with digits and letters, no address and no e-mail.
func tokenLike(word string) bool {
	if len(word) < 20 || len(word) > maxToken || !hasDigitAndLetter(word) || signedStart(word) >= 0 {
		return false
	}
	body := strings.TrimRight(word, "=")
	if strings.ContainsAny(body, "=:?&#\"'`\\<>{}[](),;|") || strings.HasPrefix(word, "/") || strings.HasPrefix(word, ".") {
		return false
	}
	at := strings.IndexByte(body, '@')
	if at >= 0 && strings.Contains(body[at:], ".") || isHostPath(body) {
		return false
	}
	return isAll(word, func(c byte) bool { return c > ' ' && c < 0x7f })
}

// isHostPath tells an address without its scheme: shop.test/rest/V1/modules.
func isHostPath(word string) bool {
	slash := strings.IndexByte(word, '/')
	return slash > 0 && strings.Contains(word[:slash], ".")
}

func parseUnknown(text, label string) Token {
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatUnknown}
	switch n := len(text); {
	case label == labelCart:
		t.Kind = wire.KindGuest
		t.say("masked_cart_id")
	case n == 32 && isAll(text, isAlnum):
		t.say("cart_id_look")
	case n >= 28 && n <= 36 && n != 32 && isAll(text, isAlnum) && strings.ToLower(text) == text:
		t.say("opaque_length", "count", strconv.Itoa(n))
	default:
		t.say("unknown_format")
	}
	return t
}

// from turns seconds since 1970 into a time. Outside the years 1 to 9999 there
// is none to show.
func from(seconds int64) (time.Time, bool) {
	const year10000 = 253402300800
	if seconds < -62135596800 || seconds >= year10000 {
		return time.Time{}, false
	}
	return time.Unix(seconds, 0).UTC(), true
}

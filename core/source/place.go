package source

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

const (
	maxToken = 8 << 10 // of a token, in bytes: more fits no header
	maxPlace = 100     // of a name that the page chose
	minToken = 16
)

// storage is one area of what a page keeps.
type storage struct {
	area, title string
	values      map[string]string
}

func storages(s wire.Snapshot) []storage {
	return []storage{
		{wire.AreaLocalStorage, "local storage", s.LocalStorage},
		{wire.AreaSessionStorage, "session storage", s.SessionStorage},
		{wire.AreaCookie, "cookie", s.Cookies},
		{wire.AreaIndexedDB, "IndexedDB", s.IndexedDB},
	}
}

// keys are the names in an area, in a fixed order.
func keys(values map[string]string) []string { return slices.Sorted(maps.Keys(values)) }

// keysLike are the names that a test finds, a few of them at most.
func keysLike(values map[string]string, like func(string) bool) []string {
	var list []string
	for _, key := range keys(values) {
		if like(key) && len(list) < maxFound {
			list = append(list, key)
		}
	}
	return list
}

// hasPrefix reports whether one of the names starts so.
func hasPrefix(values map[string]string, prefix string) bool {
	for key := range values {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// customerAt is a customer's token in a place that a storefront keeps for it: a
// text that could be sent as it is. Every storefront also leaves other texts
// there, such as an empty one or "undefined".
func customerAt(area, key, text string, now time.Time) (Found, bool) {
	if len(text) < minToken || len(text) > maxToken {
		return Found{}, false
	}
	report := token.Inspect(text, now)
	if len(report.Tokens) != 1 || damaged(report.Tokens[0]) {
		return Found{}, false
	}
	f := Found{Token: report.Tokens[0], Place: place(area, key, text)}
	whole := f.Token.Text.Equal(secret.New(text)) || f.Token.Format == wire.FormatJWE
	if f.Token.Kind == wire.KindUnknown {
		f.Kind = wire.KindCustomer
	}
	f.Token.Source = f.Place
	return f, whole
}

// damaged reports whether a token is not what was issued: cut off, for one.
func damaged(t token.Token) bool {
	return slices.ContainsFunc(t.Findings, func(f wire.Finding) bool {
		switch f.Code {
		case "signature_short", "signature_empty", "signature_long", "signature_part_missing", "parts_count",
			"payload_broken", "header_broken", "token_broken", "header_broken_encrypted", "jwe_part_missing",
			"only_header", "only_payload", "cart_id_look":
			return true
		}
		return false
	})
}

// place names where a text stood; the name is the page's, so it is cut, and
// never shows the text itself.
func place(area, key, text string) string {
	return area + ": " + cut(secret.Redact(key, secret.New(text)))
}

// cut shortens a text of the page's own that is to be shown.
func cut(text string) string {
	if len(text) > maxPlace {
		return strings.ToValidUTF8(text[:maxPlace], "") + "…"
	}
	return text
}

// one is a list of what was found, if it was.
func one(f Found, ok bool) []Found {
	if !ok {
		return nil
	}
	return []Found{f}
}

// storeCode is the code of a store view or website, or empty where a text is
// none: it goes into addresses (Magento_Store's validator: a letter, then
// letters, digits and underscores).
func storeCode(text string) string {
	for i := 0; i < len(text); i++ {
		c := text[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if i == maxPlace || !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return ""
		}
	}
	return text
}

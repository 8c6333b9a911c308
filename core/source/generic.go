package source

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "generic",
		Title:   "Browser storage",
		Summary: "Tokens signed by Magento anywhere in the page's storage and readable cookies.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer},
	},
	Order: 1000,
	Find:  findSigned,
})

// maxFound bounds what a page can put on the screen.
const maxFound = 20

// findSigned looks for Magento's own tokens: a JWS whose payload has utypid
// (Magento_JwtUserToken). Nothing else has that claim, so that cart ids, form
// keys and other services' tokens are no false alarm.
func findSigned(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	for _, area := range []struct {
		name   string
		values map[string]string
	}{
		{"local storage", s.LocalStorage},
		{"session storage", s.SessionStorage},
		{"cookie", s.Cookies},
	} {
		for _, key := range slices.Sorted(maps.Keys(area.values)) {
			for _, text := range signedTexts(area.values[key]) {
				list = merge(list, text, area.name+": "+key, now)
			}
		}
	}
	return list
}

// merge adds a token, or its place to one that is known already.
func merge(list []Found, text, place string, now time.Time) []Found {
	for i := range list {
		if list[i].Token.Text.Equal(secret.New(text)) {
			list[i].add(place)
			return list
		}
	}
	if len(list) == maxFound {
		return list
	}
	t := token.Parse(secret.New(text), now)
	if t.Format != wire.FormatJWS || !gjson.GetBytes(t.Claims, "utypid").Exists() {
		return list
	}
	t.Source = place
	return append(list, Found{Token: t, Place: place})
}

func (f *Found) add(place string) {
	if !slices.Contains(strings.Split(f.Place, ", "), place) {
		f.Place += ", " + place
	}
}

// signedTexts cuts everything out of a value that is written like a JWS:
// however it is quoted or escaped around it, the token itself has only
// characters that no encoding touches.
func signedTexts(value string) []string {
	var list []string
	for {
		start := strings.Index(value, "eyJ")
		if start < 0 || len(list) == maxFound {
			return list
		}
		value = value[start:]
		end := strings.IndexFunc(value, func(c rune) bool { return !isTokenChar(c) })
		if end < 0 {
			end = len(value)
		}
		if run := strings.TrimRight(value[:end], "."); strings.Count(run, ".") == 2 {
			list = append(list, run)
		}
		value = value[end:]
	}
}

func isTokenChar(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
}

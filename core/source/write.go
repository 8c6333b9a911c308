package source

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// usualLifetime is Magento's own default for tokens, and what most storefronts
// take for granted.
const usualLifetime = time.Hour

// fresh is a token that is to be put into a page.
type fresh struct {
	text string
	now  time.Time
	// until is what the page is to take for the token's end, so that it uses it:
	// the token's own, or an hour from now where that has passed or is not known.
	until time.Time
	token token.Token
}

// seconds is how long the page is to use it.
func (f fresh) seconds() string {
	return strconv.FormatInt(int64(f.until.Sub(f.now).Seconds()), 10)
}

// writer makes a Source's Put of a function that has the text as it is.
func writer(write func(s wire.Snapshot, f fresh) ([]wire.Write, error)) func(wire.Snapshot, secret.Text, time.Time) ([]wire.Write, error) {
	return func(s wire.Snapshot, text secret.Text, now time.Time) ([]wire.Write, error) {
		f := fresh{text: text.Reveal(), now: now, token: token.Parse(text, now)}
		if len(f.text) < minToken || len(f.text) > maxToken || strings.ContainsFunc(f.text, isControl) {
			return nil, ErrText
		}
		if f.until = f.token.ExpiresAt; f.until.Sub(now) < time.Minute {
			f.until = now.Add(usualLifetime)
		}
		return write(s, f)
	}
}

// isFront reports whether the page is of the storefront that a source is named
// after, also where nobody is logged in and it keeps nothing yet.
func isFront(s wire.Snapshot, id string) bool { return magento.Recognise(s).Front == id }

func isControl(c rune) bool { return c < ' ' || c == 0x7f }

func local(key, value string) wire.Write {
	return wire.Write{Area: wire.AreaLocalStorage, Key: key, Value: &value}
}

func cookie(name, value, attributes string) wire.Write {
	return wire.Write{Area: wire.AreaCookie, Key: name, Value: &value, Attributes: attributes}
}

// escape is encodeURIComponent.
func escape(text string) string {
	return strings.NewReplacer("+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*").
		Replace(url.QueryEscape(text))
}

// unescape is decodeURIComponent; a text that it would refuse is itself.
func unescape(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}

package source

import (
	"time"

	"github.com/storekey/storekey/core/wire"
)

const alokaiToken = "vsf-customer" // of customerCookieName, where it was not changed

var _ = register(Source{
	Card: wire.Card{
		ID:      "alokai",
		Title:   "Alokai (Vue Storefront 2)",
		Summary: "The customer's token in the cookie that Alokai's middleware sets.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 80,
	Find: func(s wire.Snapshot, now time.Time) []Found {
		f, ok := customerAt("cookie", alokaiToken, alokaiValue(s, alokaiToken), now)
		f.StoreCode = alokaiValue(s, "vsf-store")
		return one(f, ok)
	},
	// The middleware leaves Express's own attributes: for the session, for "/".
	Put: writer(func(s wire.Snapshot, f fresh) ([]wire.Write, error) {
		if !hasPrefix(s.Cookies, "vsf-") {
			return nil, ErrNoPlace
		}
		return []wire.Write{cookie(alokaiToken, escape(quote(f.text)), "path=/")}, nil
	}),
})

// alokaiValue reads what res.cookie(name, JSON.stringify(value)) set.
func alokaiValue(s wire.Snapshot, name string) string { return unquote(unescape(s.Cookies[name])) }

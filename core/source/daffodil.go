package source

import (
	"time"

	"github.com/storekey/storekey/core/wire"
)

const daffodilToken = "DAFF_AUTH_TOKEN" // of @daffodil/auth

var _ = register(Source{
	Card: wire.Card{
		ID:      "daffodil",
		Title:   "Daffodil",
		Summary: "The customer's token in the local storage of Daffodil storefronts.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 100,
	Find: func(s wire.Snapshot, now time.Time) []Found {
		f, ok := customerAt("local storage", daffodilToken, unquote(s.LocalStorage[daffodilToken]), now)
		return one(f, ok)
	},
	Put: writer(func(s wire.Snapshot, f fresh) ([]wire.Write, error) {
		if !hasPrefix(s.LocalStorage, "DAFF_") {
			return nil, ErrNoPlace
		}
		return []wire.Write{local(daffodilToken, f.text)}, nil
	}),
})

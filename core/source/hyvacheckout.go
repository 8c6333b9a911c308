package source

import (
	"time"

	"github.com/storekey/storekey/core/wire"
)

const reactStorage = "hyva-checkout-storage" // the checkout's own addresses

var _ = register(Source{
	Card: wire.Card{
		ID:      "hyvacheckout",
		Title:   "Hyvä React Checkout",
		Summary: "The customer's token where the React checkout of Hyvä keeps it on Luma pages, or under PWA Studio's key.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 20,
	Find: func(s wire.Snapshot, now time.Time) []Found {
		if !hasReact(s) {
			return nil
		}
		var list []Found
		if isLumaWithReact(s) {
			list = one(mageCustomer(s, now))
		}
		return append(list, one(veniaAt(s, veniaToken, now))...)
	},
	Put: writer(putReact),
})

// putReact writes where the token stands. The checkout takes the member "value"
// as it is, while PWA Studio encodes it once more: as it was, so it stays.
func putReact(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	old, venia := s.LocalStorage[veniaToken]
	switch {
	case !hasReact(s):
		return nil, ErrNoPlace
	case venia:
		value := quote(f.text)
		if was := text(document(old), "value"); was != "" && unquote(was) == was {
			value = f.text
		}
		return []wire.Write{local(veniaToken, veniaItem(old, value, f))}, nil
	case !isLumaWithReact(s):
		return nil, ErrNoPlace // on a Hyvä theme the token is the theme's
	}
	sections, err := putMageCustomer(s, f)
	if err != nil {
		return nil, err
	}
	return []wire.Write{sections}, nil
}

func hasReact(s wire.Snapshot) bool {
	_, ok := s.LocalStorage[reactStorage]
	return ok
}

// isLumaWithReact tells a Luma page into whose private content the checkout put
// the token (luma/initiate-storage.phtml): the theme itself knows nothing of it
// and keeps no version beside it.
func isLumaWithReact(s wire.Snapshot) bool {
	_, versioned := s.LocalStorage[mageVersion]
	return hasReact(s) && !versioned
}

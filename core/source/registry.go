package source

import (
	"sort"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Found is a credential and where it stood in the page.
type Found struct {
	// SourceID names the source that found it; of several the one that knows the
	// place best. FindAll fills it in.
	SourceID string
	Token    token.Token
	// Place is "local storage: key". Where the same token stood in several
	// places, the others are in More.
	Place string
	More  []string
	// Kind is the token's, where the place says more than the token itself.
	Kind string
	Who  string
	// Until is when the page stops using it by its own account; zero where it
	// keeps none.
	Until time.Time
	// StoreCode is the store view that it was kept for, Website the website's
	// code: no part of an API address.
	StoreCode, Website string
	// Endpoint is an API address that the page names for it; another origin is
	// used only after a click that shows it.
	Endpoint string
	Findings []wire.Finding
}

// Source is one kind of place. Find makes no request.
type Source struct {
	wire.Card
	// Order is the place in lists. Of two sources that find the same token the
	// first one's account of it counts.
	Order int
	Find  func(s wire.Snapshot, now time.Time) []Found
	// Notes says what is to be known of the page besides the credentials in it;
	// nil where there is nothing of the kind.
	Notes func(s wire.Snapshot, now time.Time) []wire.Finding
	// Put writes a token into the page as this storefront would have done it, or
	// is nil where the page keeps none that it would read again. The snapshot
	// tells in what form: what stands there is kept around the token.
	Put func(s wire.Snapshot, text secret.Text, now time.Time) ([]wire.Write, error)
}

var registry = map[string]Source{}

func register(s Source) Source {
	if _, twice := registry[s.ID]; twice {
		panic("source: registered twice: " + s.ID)
	}
	registry[s.ID] = s
	return s
}

// All lists the sources in their fixed order.
func All() []Source {
	list := make([]Source, 0, len(registry))
	for _, s := range registry {
		list = append(list, s)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Order != list[j].Order {
			return list[i].Order < list[j].Order
		}
		return list[i].ID < list[j].ID
	})
	return list
}

// Get finds a source by its ID.
func Get(id string) (Source, bool) {
	s, ok := registry[id]
	return s, ok
}

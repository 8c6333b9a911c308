package source

import (
	"cmp"
	"slices"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Found is a credential and where it stood in the page: "local storage: key",
// several places joined by ", ".
type Found struct {
	Token token.Token
	Place string
}

// Source is one kind of place. Find makes no request.
type Source struct {
	wire.Card
	// Order is the place in lists.
	Order int
	Find  func(s wire.Snapshot, now time.Time) []Found
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
	slices.SortFunc(list, func(a, b Source) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// Get finds a source by its ID.
func Get(id string) (Source, bool) {
	s, ok := registry[id]
	return s, ok
}

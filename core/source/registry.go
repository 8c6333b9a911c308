package source

import (
	"sort"
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

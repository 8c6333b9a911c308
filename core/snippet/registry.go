package snippet

import (
	"sort"

	"github.com/storekey/storekey/core/wire"
)

// Target is one form in which a request can be written.
type Target struct {
	wire.Card
	// Write returns the request as text without a line break at its end. Its
	// errors are those of errors.go, wrapped; they never hold a value of the
	// request.
	Write func(wire.Request) (string, error)
}

var targets = map[string]Target{}

// register adds a target and returns it. A second one of the same ID is a
// programming error.
func register(t Target) Target {
	if _, twice := targets[t.ID]; twice {
		panic("snippet: two targets with ID " + t.ID)
	}
	targets[t.ID] = t
	return t
}

// All lists the targets by ID.
func All() []Target {
	all := make([]Target, 0, len(targets))
	for _, t := range targets {
		all = append(all, t)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all
}

// Get finds a target by its ID.
func Get(id string) (Target, bool) {
	t, ok := targets[id]
	return t, ok
}

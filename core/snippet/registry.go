package snippet

import (
	"sort"

	"github.com/storekey/storekey/core/wire"
)

// Target is one form in which a request can be written.
type Target struct {
	wire.Card
	// signs tells the forms that sign with the four values of an integration
	// and so leave out the Authorization header of the request.
	signs  bool
	limits limits
	// kept are characters of an address that stay as they are in its normal form.
	kept string
	// forbidden are header names, in lower case with a blank around each.
	forbidden string
	write     func(*call) (string, error)
}

// Write returns the request as text without a line break at its end, with its
// credential as it stands. Its errors are those of errors.go, wrapped; they
// never hold a value of the request.
func (t Target) Write(r wire.Request) (string, error) { return t.WriteWith(r, Options{}) }

// WriteWith is Write with a say in how the credential is shown.
func (t Target) WriteWith(r wire.Request, o Options) (string, error) {
	c, err := t.newCall(r, o)
	if err != nil {
		return "", err
	}
	return t.write(c)
}

// Signs tells whether the form signs the request each time that it runs, by
// OAuth 1.0a, instead of carrying a token.
func (t Target) Signs() bool { return t.signs }

var targets = map[string]Target{}

// register adds a target and returns it. A second one of the same ID is a
// programming error.
func register(t Target) Target {
	if _, twice := targets[t.ID]; twice {
		panic("snippet: two targets with ID " + t.ID)
	}
	t.Group = groupOf(t.ID)
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

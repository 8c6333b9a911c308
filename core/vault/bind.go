package vault

import (
	"slices"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// The origins that a store's secrets may go to are sealed beside them: whoever
// changes the address of a record does not get them sent there.
const (
	storeSlot    = "=store"
	fieldOrigins = "origins"
)

// owned are the slots that belong to no credential.
var owned = []string{DoorID, storeSlot}

// origins are those of the entry's addresses.
func (r *Record) origins() []string {
	var list []string
	for _, own := range append([]string{r.Store.BaseURL}, r.Origins...) {
		if o := originOf(own); own != "" && !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}

// Secrets reports whether anything of a store is sealed in the vault of s.
func (r *Record) Secrets(s *Sealer) bool { return r.Vault == s.vault && len(r.Sealed) > 0 }

// bound are the origins that the secrets may go to, none where nothing says so.
func (r *Record) bound(s *Sealer) ([]string, error) {
	sealed, ok := r.Sealed[slot(storeSlot, fieldOrigins)]
	if !ok || r.Vault != s.vault {
		return nil, nil
	}
	text, err := s.open(place{r.ID, storeSlot, fieldOrigins}, sealed)
	return strings.Fields(text.Reveal()), err
}

func (r *Record) bind(s *Sealer) {
	text := secret.New(strings.Join(r.origins(), "\n"))
	r.Sealed[slot(storeSlot, fieldOrigins)] = s.seal(place{r.ID, storeSlot, fieldOrigins}, text)
}

// inBounds refuses to seal more into a record whose address was changed behind
// the seal.
func (r *Record) inBounds(s *Sealer) error {
	for _, o := range r.origins() {
		if err := r.MaySend(s, o); err != nil {
			return err
		}
	}
	return nil
}

// MaySend refuses an origin that the secrets of the store were not saved for.
func (r *Record) MaySend(s *Sealer, origin string) error {
	list, err := r.bound(s)
	if err != nil || slices.Contains(list, origin) {
		return err
	}
	return &Error{Code: "address_changed", Params: []string{"saved", hostIn(strings.Join(list, " ")), "host", hostIn(origin)}}
}

// hostIn is the host of the first of several origins; the empty text has none.
func hostIn(origins string) string {
	first, _, _ := strings.Cut(origins, " ")
	if _, host, ok := strings.Cut(first, "://"); ok {
		return host
	}
	return "?"
}

// SameOrigins reports whether two entries' secrets may go to the same places.
func SameOrigins(a, b wire.StoreEntry) bool {
	x, y := (&Record{StoreEntry: a}).origins(), (&Record{StoreEntry: b}).origins()
	return len(x) == len(y) && !slices.ContainsFunc(x, func(o string) bool { return !slices.Contains(y, o) })
}

// Rebind lets the secrets of a store go to its present addresses. Each host that
// they could not go to before needs a yes.
func (r *Record) Rebind(s *Sealer, yes func(host string) bool) error {
	if !r.Secrets(s) {
		return nil
	}
	before, err := r.bound(s)
	if err != nil {
		return err
	}
	for _, o := range r.origins() {
		if !slices.Contains(before, o) && !yes(hostIn(o)) {
			return &Error{Code: "address_consent", Params: []string{"host", hostIn(o)}}
		}
	}
	r.bind(s)
	return nil
}

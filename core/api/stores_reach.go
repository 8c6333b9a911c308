package api

import (
	"context"
	"net/url"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
)

// savedStore is a saved store as the store of a call. One that never answered is
// looked for as an address that somebody typed, which it was.
func savedStore(r *vault.Record, at place) storeParam {
	store := vault.At(r.StoreEntry, at.Origin, at.Path)
	if store.RestURL == "" {
		return storeParam{entry: r.ID, typed: store.BaseURL}
	}
	return storeParam{entry: r.ID, Store: store}
}

// resolve replaces the id of a saved store by the store itself.
func (h *handler) resolve(ctx context.Context, s *storeParam) error {
	if s.saved == "" {
		return nil
	}
	r, err := h.vault.Load(ctx, s.saved)
	if err != nil {
		return err
	}
	code := s.StoreCode
	*s = savedStore(r, place{})
	s.StoreCode = first(code, s.StoreCode)
	return nil
}

// savedDoor is the front door that is saved for a store, where the vault is
// open. One that was saved for another origin stays closed, and so does any over
// plain http without a yes.
func (h *handler) savedDoor(j *job, at doorPlace, consent []string) door {
	origin := originOfURL(at.url)
	if savedHTTP(origin, consent) != nil {
		return door{}
	}
	records, err := h.vault.WithDoor(j.ctx, origin)
	r := at.choose(records)
	if err != nil || r == nil {
		return door{}
	}
	s, err := h.sealer(j)
	if err != nil {
		return door{}
	}
	d, err := openSaved(s, origin, r)
	if err != nil {
		return door{}
	}
	return d
}

// doorPlace says which store's door is wanted: that of a saved one, or of the one
// that an address is of.
type doorPlace struct{ saved, url string }

// choose takes the store that is named, else the one whose address fits best;
// between two that fit as well it takes none.
func (at doorPlace) choose(list []*vault.Record) (best *vault.Record) {
	u, err := url.Parse(at.url)
	switch {
	case err != nil:
		return nil
	case len(list) == 1:
		return list[0]
	}
	most := 0
	for _, r := range list {
		fit := vault.Fit(r.StoreEntry, originOf(u), u.EscapedPath())
		switch {
		case r.ID == at.saved:
			return r
		case fit > most:
			best, most = r, fit
		case fit == most:
			best = nil
		}
	}
	return best
}

func openSaved(s *vault.Sealer, origin string, r *vault.Record) (door, error) {
	d, fields := door{saved: true}, map[string]secret.Text{}
	for _, field := range []string{vault.DoorUsername, vault.DoorPassword, vault.DoorHeaders} {
		text, err := r.Take(s, origin, vault.DoorID, field)
		if err != nil {
			return door{}, err
		}
		fields[field] = text
	}
	d.Username, d.Password, d.Headers = fields[vault.DoorUsername].Reveal(), fields[vault.DoorPassword], fields[vault.DoorHeaders]
	return d, nil
}

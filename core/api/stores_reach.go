package api

import (
	"context"

	"github.com/storekey/storekey/core/vault"
)

// savedStore is a saved store as the store of a call. One that never answered is
// looked for as an address that somebody typed, which it was.
func savedStore(r *vault.Record, at place) storeParam {
	store := vault.At(r.StoreEntry, at.Origin, at.Path)
	if store.RestURL == "" {
		return storeParam{typed: store.BaseURL}
	}
	return storeParam{Store: store}
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

// savedDoor is the front door that is saved for an origin, where the vault is
// open. One that was saved for another origin stays closed, and so does any over
// plain http without a yes.
func (h *handler) savedDoor(j *job, origin string, consent []string) door {
	if savedHTTP(origin, consent) != nil {
		return door{}
	}
	records, err := h.vault.WithDoor(j.ctx, origin)
	if err != nil || len(records) == 0 {
		return door{}
	}
	s, err := h.vault.Open(j.ctx)
	if err != nil {
		return door{}
	}
	for _, r := range records {
		if d, err := openSaved(s, origin, r); err == nil && !d.empty() {
			return d
		}
	}
	return door{}
}

func openSaved(s *vault.Sealer, origin string, r *vault.Record) (door, error) {
	user, err := r.Take(s, origin, vault.DoorID, vault.DoorUsername)
	if err != nil {
		return door{}, err
	}
	password, err := r.Take(s, origin, vault.DoorID, vault.DoorPassword)
	return door{user.Reveal(), password}, err
}

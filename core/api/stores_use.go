package api

import (
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// useSaved opens a saved token and holds it for this session.
func (h *handler) useSaved(j *job) (any, error) {
	var in place
	if len(j.body) > 0 {
		if err := j.read(&in); err != nil {
			return nil, err
		}
	}
	r, c, err := h.savedOf(j)
	if err != nil {
		return nil, err
	}
	if !r.Holds(c.ID, vault.FieldToken) {
		return nil, refuse("saved_no_token")
	}
	s, err := h.vault.Open(j.ctx)
	if err != nil {
		return nil, err
	}
	got, err := h.holdSaved(j, r, s, c, in)
	if err != nil {
		return nil, err
	}
	_, err = h.vault.Change(j.ctx, r.ID, func(r *vault.Record) error {
		r.Used(c.ID, in.Origin, h.now())
		return nil
	})
	return got, err
}

// holdSaved holds a saved token for this session.
func (h *handler) holdSaved(j *job, r *vault.Record, s *vault.Sealer, c *wire.SavedCredential, at place) (wire.Credential, error) {
	text, err := r.Take(s, target(r, at), c.ID, vault.FieldToken)
	if err == nil && text.Empty() {
		err = refuse("saved_no_token")
	}
	if err != nil {
		return wire.Credential{}, err
	}
	got := h.describe(text, c.Kind, likely(vault.At(r.StoreEntry, at.Origin, at.Path)))
	end, _ := time.Parse(time.RFC3339, c.ExpiresAt)
	got.Token = withEnd(got.Token, end, h.now())
	got.Who, got.Provider = c.Who, c.Provider
	got.Saved = &wire.SavedRef{Store: r.ID, Credential: c.ID}
	return h.keepSaved(j, r, s, at, text, got)
}

// place is where a saved credential is to be used: the tab's origin and path.
type place struct {
	Origin string `json:"origin"`
	Path   string `json:"path"`
}

func (h *handler) savedOf(j *job) (*vault.Record, *wire.SavedCredential, error) {
	r, err := h.vault.Load(j.ctx, j.req.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	c, err := r.Credential(j.req.PathValue("cid"))
	if err != nil {
		return nil, nil, err
	}
	return r, c, nil
}

// likely fills in where the web API is of a store that was never asked.
func likely(store wire.Store) wire.Store {
	if store.RestURL != "" {
		return store
	}
	if candidates, err := magento.Candidates(store.BaseURL); err == nil {
		store.RestURL = candidates[0].RestURL
	}
	return store
}

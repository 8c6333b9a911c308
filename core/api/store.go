package api

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// storeParam is the store of a call: a store as recognise gave it, an address
// that somebody typed, or the id of a saved store.
type storeParam struct {
	wire.Store
	typed string
	saved string
	entry string // the saved store that it was taken from
}

// UnmarshalJSON reads a text or an object.
func (s *storeParam) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, &s.typed)
	}
	var saved struct {
		ID string `json:"id"`
	}
	if err := json.Unmarshal(raw, &saved); err != nil {
		return err
	}
	s.saved = saved.ID
	return json.Unmarshal(raw, &s.Store)
}

// storeCall is what every call that goes to a store carries.
type storeCall struct {
	Store   storeParam  `json:"store"`
	Consent []string    `json:"consent"`
	Door    *doorFields `json:"door"`
}

// reach finds the store's web API and the way to it. A store that was
// recognised before is taken as it is.
func (h *handler) reach(j *job, in storeCall) (wire.Store, []wire.Evidence, *exit, error) {
	if err := in.Door.fit(); err != nil {
		return wire.Store{}, nil, nil, err
	}
	if err := h.resolve(j.ctx, &in.Store); err != nil {
		return wire.Store{}, nil, nil, err
	}
	if in.Store.typed == "" && in.Store.RestURL != "" {
		store := in.Store.Store
		if err := plausible(store); err != nil {
			return store, nil, nil, err
		}
		return store, nil, h.leave(j, doorPlace{in.Store.entry, store.RestURL}, in.Door, in.Consent), nil
	}
	address := in.Store.typed
	if address == "" {
		address = in.Store.BaseURL
	}
	if strings.TrimSpace(address) == "" {
		return wire.Store{}, nil, nil, refuse("store_missing")
	}
	candidates, err := magento.Candidates(address)
	if err != nil {
		return wire.Store{}, nil, nil, err
	}
	way := h.leave(j, doorPlace{in.Store.entry, candidates[0].RestURL}, in.Door, in.Consent)
	if c := candidates[0]; magento.IsSaaS(c.RestURL) { // nothing there answers without a token
		return wire.Store{BaseURL: c.BaseURL, RestURL: c.RestURL}, nil, way, nil
	}
	j.step("looking_for_store", 0, 0)
	store, evidence, err := magento.Confirm(j.ctx, way, candidates)
	if err == nil && store.StoreCode == "" {
		store.StoreCode = magento.StoreCode(address)
	}
	if err == nil && !strings.Contains(address, "://") {
		err = h.plainHTTP(j, store, in) // who stops https on the way would read what comes next
	}
	return store, evidence, way, err
}

// plausible refuses a store whose two addresses are not of one web server.
func plausible(store wire.Store) error {
	for _, raw := range []string{store.RestURL, store.BaseURL} {
		u, err := url.Parse(raw)
		if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
			return refuse("invalid_request", "problem", "the store's address is not an http or https URL")
		}
	}
	if originOfURL(store.RestURL) != originOfURL(store.BaseURL) {
		return refuse("other_origin", "origin", originOfURL(store.BaseURL), "other", originOfURL(store.RestURL))
	}
	return nil
}

package api

import (
	"encoding/json"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/wire"
)

// learnRoutes keeps the routes that only this store has: with the saved store,
// else for this browser session. What cannot be kept is learnt again the next
// time.
func (h *handler) learnRoutes(j *job, origin string, own *catalogue.Catalogue) {
	if own == nil || len(own.Operations) == 0 || j.private {
		return
	}
	text := string(own.Compact())
	if id := h.savedAt(j, origin); id != "" {
		if raw, err := json.Marshal(text); err == nil {
			_ = h.vault.Learn(j.ctx, id, learntOf(raw, nil))
		}
		return
	}
	_ = h.records.write(j.ctx, AreaSession, routesPrefix+origin, learntRecord{V: recordVersion, Routes: text})
}

// learntRoutes is the compact text of what is known of a store's own routes.
func (h *handler) learntRoutes(j *job, origin string) string {
	if id := h.savedAt(j, origin); id != "" {
		var text string
		_ = json.Unmarshal(h.vault.Learnt(j.ctx, id).Routes, &text)
		return text
	}
	var record learntRecord
	if found, err := h.records.read(j.ctx, AreaSession, routesPrefix+origin, &record); err != nil || !found {
		return ""
	}
	return record.Routes
}

// seenRoutes are the REST routes that observed requests went to and that no stock
// one explains.
func (h *handler) seenRoutes(j *job, origin string) []catalogue.Operation {
	var list []catalogue.Operation
	for _, s := range h.seenAt(j, origin).Routes {
		list = append(list, catalogue.Operation{Method: s.Method, Path: s.Path})
	}
	return list
}

const accessPrefix = "access:"

// accessRecord is what a held credential may do, by resource.
type accessRecord struct {
	V       int             `json:"v"`
	Allowed map[string]bool `json:"allowed"`
	// Own are the store's own routes that it may call.
	Own map[string]bool `json:"own,omitempty"`
}

// rememberAccess keeps an access map's gist for the finder, as long as the
// credential is held.
func (h *handler) rememberAccess(j *job, ref string, m wire.AccessMap) error {
	if ref == "" || m.Verdict != wire.VerdictValid {
		return nil
	}
	record := accessRecord{V: recordVersion, Allowed: map[string]bool{}, Own: map[string]bool{}}
	for _, r := range m.Resources {
		if r.Allowed != wire.Unknown {
			record.Allowed[r.ID] = r.Allowed == wire.Yes
		}
	}
	for _, o := range m.Operations {
		if o.From != check.FromStock && o.Allowed == wire.Yes {
			record.Own[o.Method+" "+o.Path] = true
		}
	}
	return h.records.write(j.ctx, AreaSession, accessPrefix+ref, record)
}

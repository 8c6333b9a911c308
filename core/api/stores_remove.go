package api

import "errors"

// removeStore deletes a store: so that it can be restored for a moment or, with
// ?final=true, at once and for good.
func (h *handler) removeStore(j *job) (any, error) {
	if j.req.URL.Query().Get("final") != "true" {
		return h.deleteStore(j)
	}
	r, err := h.vault.Remove(j.ctx, j.req.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return h.shown(j, r, errors.Join(h.unlinkSaved(j, r.ID, ""), h.forgetSeen(j, r)))
}

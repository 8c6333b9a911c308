package api

import (
	"encoding/json"

	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/vault"
)

// at is the saved store at an origin, nil for none or where several fit alike.
func (h *handler) at(j *job, origin string) *vault.Record {
	records, _, err := h.vault.List(j.ctx)
	if err != nil {
		return nil
	}
	var here []*vault.Record
	for _, r := range records {
		if r.DeletedAt == "" && vault.Fit(r.StoreEntry, origin, "/") > 0 {
			here = append(here, r)
		}
	}
	if len(here) != 1 {
		return nil
	}
	return here[0]
}

// savedAt is its id.
func (h *handler) savedAt(j *job, origin string) string {
	if r := h.at(j, origin); r != nil {
		return r.ID
	}
	return ""
}

// concurrencyAt is how many requests may be under way there, 0 for the usual
// number.
func (h *handler) concurrencyAt(j *job, origin string) int {
	if r := h.at(j, origin); r != nil {
		return r.Concurrency
	}
	return 0
}

// tlsAt is how the certificate there is looked at.
func (h *handler) tlsAt(j *job, origin string) snippet.TLS {
	if r := h.at(j, origin); r != nil && r.TLS != nil {
		return snippet.TLS{Insecure: r.TLS.Insecure, CACert: r.TLS.CACert}
	}
	return snippet.TLS{}
}

func learntOf(routes, acl json.RawMessage) vault.Learnt {
	return vault.Learnt{Routes: routes, ACL: acl}
}

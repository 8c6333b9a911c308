package api

import (
	"time"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// renewBefore is how long before its end a token is renewed by itself.
const renewBefore = 2 * time.Minute

// renewDue renews what is saved, asked to be renewed by itself, and about to
// end; only while the vault is open, and once for each end, whatever comes of it.
func (h *handler) renewDue(j *job) error {
	status, err := h.vault.Status(j.ctx)
	if err != nil || status.State != wire.VaultOpen {
		return err
	}
	records, _, err := h.vault.List(j.ctx)
	if err != nil {
		return err
	}
	for _, r := range records {
		for _, c := range r.Credentials {
			if h.isDue(c) {
				h.renewByItself(j, r.ID, c)
			}
		}
	}
	return nil
}

func (h *handler) isDue(c wire.SavedCredential) bool {
	end, err := time.Parse(time.RFC3339, c.ExpiresAt)
	if err != nil || !c.AutoRenew || c.DeletedAt != "" || c.AutoTried == c.ExpiresAt {
		return false
	}
	left := end.Sub(h.now())
	return left > 0 && left < renewBefore
}

// renewByItself tries once. That it is tried is written down before anything
// leaves: a worker that dies on the way does not try again. Why it failed is
// told when the user renews by hand.
func (h *handler) renewByItself(j *job, store string, c wire.SavedCredential) {
	release, err := h.turns.take(j.ctx, "renew:"+store+":"+c.ID)
	if err != nil {
		return
	}
	defer release()
	first := false
	r, err := h.vault.Change(j.ctx, store, func(r *vault.Record) error {
		now, err := r.Credential(c.ID)
		if err == nil && h.isDue(*now) {
			now.AutoTried, first = now.ExpiresAt, true
		}
		return err
	})
	if err != nil || !first {
		return
	}
	held := h.heldOf(j, store, c.ID)
	at := place{}
	if len(held) > 0 {
		at.Origin = held[0].Credential.Origin
	}
	if !h.neverRefused(j, r, c, at) {
		return
	}
	j.req.SetPathValue("id", store)
	j.req.SetPathValue("cid", c.ID)
	answer, err := h.renew(j, renewCall{place: at}, false)
	got, ok := answer.(wire.Credential)
	if err != nil || !ok {
		return
	}
	h.replaceHeld(j, held, got.Ref)
}

// neverRefused reports whether no login of this user is counted as refused, or
// as under way.
func (h *handler) neverRefused(j *job, r *vault.Record, c wire.SavedCredential, at place) bool {
	p, known := provider.Get(c.Provider)
	if !known {
		return false
	}
	fields := map[string]string{}
	for name, field := range c.Fields {
		fields[name] = field.Value
	}
	s := &signIn{h: h, provider: p, fields: fields}
	g, release, err := h.guard(j.ctx, target(r, at), s.userKind(), fields["username"], false)
	if err != nil {
		return false
	}
	defer release()
	record, err := g.read(j.ctx)
	return err == nil && record.Failures == 0
}

// heldOf lists what this session holds of a saved credential.
func (h *handler) heldOf(j *job, store, credential string) (list []credRecord) {
	held, _ := h.held(j.ctx, "")
	for _, record := range held {
		if saved := record.Credential.Saved; saved != nil && saved.Store == store && saved.Credential == credential {
			list = append(list, record)
		}
	}
	return list
}

// replaceHeld gives the new token to the tabs that had the old one. Where none
// had it, it is held in the vault alone.
func (h *handler) replaceHeld(j *job, old []credRecord, ref string) {
	release, err := h.turns.take(j.ctx, heldTurn)
	if err != nil {
		return
	}
	defer release()
	record, err := h.heldRef(j.ctx, ref)
	if err != nil {
		return
	}
	for _, one := range old {
		for _, tab := range one.Tabs {
			if !hasTab(record.Tabs, tab) {
				record.Tabs = append(record.Tabs, tab)
			}
		}
	}
	if len(record.Tabs) == 0 {
		_ = h.dropCredential(j.ctx, ref)
		return
	}
	if h.records.write(j.ctx, AreaSession, credPrefix+ref, record) != nil {
		return
	}
	for _, one := range old {
		if one.Credential.Ref != ref {
			_ = h.dropCredential(j.ctx, one.Credential.Ref)
		}
	}
	for _, tab := range record.Tabs {
		_ = h.showBadge(j.ctx, tab, []wire.Credential{h.refresh(record)})
	}
}

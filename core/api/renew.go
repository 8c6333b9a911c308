package api

import (
	"errors"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// renewCall carries what the saved fields lack, and where the token is wanted.
type renewCall struct {
	place
	Consent []string          `json:"consent"`
	Door    *doorFields       `json:"door"`
	Fields  map[string]string `json:"fields"`
}

// renewSaved obtains a new token with saved fields: the same sign-in as any
// other, counted and tried once.
func (h *handler) renewSaved(j *job) (any, error) {
	var in renewCall
	if len(j.body) > 0 {
		if err := j.read(&in); err != nil {
			return nil, err
		}
	}
	return h.renew(j, in, false)
}

// renew begins a saved login, or goes on with one that waits for its second
// factor.
func (h *handler) renew(j *job, in renewCall, goesOn bool) (any, error) {
	r, c, err := h.savedOf(j)
	if err != nil {
		return nil, err
	}
	if got, done, err := h.renewByRefresh(j, r, c, in); done {
		return got, err
	}
	p, ok := provider.Get(c.Provider)
	if !ok {
		return nil, refuse("saved_no_login")
	}
	fields, err := h.savedFields(j, r, c, p.Card, in)
	if err != nil {
		return nil, err
	}
	s := &signIn{h: h, j: j, provider: p, fields: fields, saved: &wire.SavedRef{Store: r.ID, Credential: c.ID}, goesOn: goesOn}
	s.kept = loginKept{Fields: firstStep(p.Card, in.Fields), Consent: lasting(in.Consent), Place: in.place}
	got, err := s.toSaved(r, in)
	if err != nil {
		return nil, err
	}
	if in.another(c, p.Card) {
		return got, nil
	}
	return h.keepRenewed(j, r.ID, c.ID, in.Origin, got)
}

// sealer opens what is sealed. Only what a user asked for counts as use of the
// vault.
func (h *handler) sealer(j *job) (*vault.Sealer, error) {
	if j.unattended {
		return h.vault.Peek(j.ctx)
	}
	return h.vault.Open(j.ctx)
}

// another reports whether what was typed is for another user than the saved
// credential's: what is sealed there is not theirs.
func (in renewCall) another(c *wire.SavedCredential, card wire.Card) bool {
	for _, field := range card.Fields {
		typed, saved := in.Fields[field.Name], c.Fields[field.Name].Value
		if !field.Secret && typed != "" && saved != "" && typed != saved {
			return true
		}
	}
	return false
}

// savedFields are the values to sign in with: those typed now, else the saved
// ones.
func (h *handler) savedFields(j *job, r *vault.Record, c *wire.SavedCredential, card wire.Card, in renewCall) (map[string]string, error) {
	fields, other := map[string]string{}, in.another(c, card)
	for _, field := range card.Fields {
		value := first(in.Fields[field.Name], c.Fields[field.Name].Value)
		if value == "" && !other && r.Holds(c.ID, field.Name) {
			s, err := h.sealer(j)
			if err != nil {
				return nil, err
			}
			text, err := r.Take(s, target(r, in.place), c.ID, field.Name)
			if err != nil {
				return nil, err
			}
			value = text.Reveal()
		}
		if value != "" {
			fields[field.Name] = value
		}
	}
	return fields, complete(card, fields)
}

// toSaved signs in to a saved store.
func (s *signIn) toSaved(r *vault.Record, in renewCall) (wire.Credential, error) {
	to := target(r, in.place)
	if err := savedHTTP(to, in.Consent); err != nil {
		return wire.Credential{}, err
	}
	call := storeCall{Store: savedStore(r, in.place), Consent: in.Consent, Door: in.Door}
	store, evidence, way, err := s.h.reachFor(s.j, call, s.provider)
	if err != nil {
		return wire.Credential{}, withEvidence(err, evidence)
	}
	if got := originOfURL(store.RestURL); got != to {
		return wire.Credential{}, refuse("other_origin", "origin", to, "other", got)
	}
	s.store, s.way = store, way
	if err := s.mayLeaveSaved(in); err != nil {
		return wire.Credential{}, err
	}
	return s.run(has(in.Consent, consentLocked), evidence)
}

// keepRenewed seals the new token where the vault is open, and writes down what
// was learnt. The token is there even if that fails.
func (h *handler) keepRenewed(j *job, store, credential, origin string, got wire.Credential) (any, error) {
	record, err := h.heldRef(j.ctx, got.Ref)
	if err != nil {
		return nil, err
	}
	s, sealErr := h.sealer(j)
	if sealErr == nil {
		sealErr = h.maySave()
	}
	_, err = h.vault.Change(j.ctx, store, func(r *vault.Record) error {
		c, err := r.Credential(credential)
		if err != nil {
			return err
		}
		learnPlace(r, got.Store)
		r.Used(credential, origin, h.now())
		if sealErr != nil {
			return nil
		}
		h.describeSaved(c, token.Parse(secret.New(record.Text), h.now()))
		c.ExpiresAt = first(c.ExpiresAt, got.Token.ExpiresAt)
		if err := r.Put(s, credential, vault.FieldRefresh, h.sealedRefresh(j, got.Ref)); err != nil {
			return err
		}
		return r.Put(s, credential, vault.FieldToken, secret.New(record.Text))
	})
	if err == nil && errors.Is(sealErr, vault.ErrMissing) {
		return got, nil // nobody expects it to be saved
	}
	if err != nil || sealErr != nil {
		got.Findings = append(got.Findings, wire.NewFinding("not_saved"))
		return got, nil
	}
	got.Saved = &wire.SavedRef{Store: store, Credential: credential}
	h.linkSaved(j, got.Ref, store, credential)
	return got, nil
}

package api

import (
	"encoding/json"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// serviceCall is a call about a held token to the service that issued it.
type serviceCall struct {
	env    provider.Env
	in     provider.Input
	record refreshRecord
	token  secret.Text
}

// toService makes one, for the address in a field.
func (h *handler) toService(j *job, record credRecord, field string, consent []string) (serviceCall, error) {
	r, err := h.refreshOf(j.ctx, record.Credential.Ref)
	if err != nil || r.Fields[field] == "" {
		return serviceCall{}, refuse("oauth2_no_address")
	}
	origin, err := askable(r.Fields[field], consent)
	if err != nil {
		return serviceCall{}, err
	}
	store := record.Credential.Store
	// Beside a saved login its addresses are kept in clear: one that is neither the
	// store's nor the token's service's could be somebody else's.
	if record.Credential.Saved != nil && origin != originOfURL(store.RestURL) && origin != originOfURL(r.Fields["tokenUrl"]) && !has(consent, consentElsewhere) {
		return serviceCall{}, refuse("asks_elsewhere", "host", originHost(origin))
	}
	way := h.leave(j, doorPlace{url: store.RestURL}, nil, consent)
	return serviceCall{
		env: provider.Env{Doer: way, Now: h.now}, in: provider.Input{Store: store, Fields: secrets(r.Fields)},
		record: r, token: secret.New(record.Text),
	}, nil
}

// introspect asks the service of a held token what it holds of it (RFC 7662).
func (h *handler) introspect(j *job) (any, error) {
	var in struct {
		Ref     string   `json:"ref"`
		Consent []string `json:"consent"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	call, err := h.toService(j, record, "introspectUrl", in.Consent)
	if err != nil {
		return nil, err
	}
	j.step("introspecting", 0, 0)
	return provider.Introspect(j.ctx, call.env, call.in, call.token)
}

// revokeOAuth2 ends a token at its service: the refresh token first, with which
// most services end the other, too (RFC 7009 §2.1). What was ended is dropped,
// saved or not.
func (h *handler) revokeOAuth2(j *job, record credRecord, consent []string) (any, error) {
	call, err := h.toService(j, record, "revokeUrl", consent)
	if err != nil {
		return nil, err
	}
	j.step("revoking", 0, 0)
	out := revoked{Refs: []string{}}
	if call.record.Token != "" {
		if out.Evidence, err = provider.Revoke(j.ctx, call.env, call.in, secret.New(call.record.Token), "refresh_token"); err != nil {
			return nil, err
		}
	}
	evidence, err := provider.Revoke(j.ctx, call.env, call.in, call.token, "access_token")
	if err != nil {
		return nil, withEvidence(err, out.Evidence)
	}
	c := record.Credential
	if err := h.forgetSavedToken(j, c.Saved); err != nil {
		return nil, err
	}
	if err := h.dropCredential(j.ctx, c.Ref); err != nil {
		return nil, err
	}
	out.Refs, out.Evidence = append(out.Refs, c.Ref), append(out.Evidence, evidence...)
	out.Findings = []wire.Finding{wire.NewFinding("oauth2_revoked")}
	return out, h.badgeFor(j, c.Origin)
}

// sealedRefresh is what is saved of a held credential for its next refresh.
func (h *handler) sealedRefresh(j *job, ref string) secret.Text {
	r, err := h.refreshOf(j.ctx, ref)
	if err != nil {
		return secret.Text{}
	}
	return r.text()
}

// keepSaved holds a saved credential for this session, with what it is refreshed
// by where that is saved.
func (h *handler) keepSaved(j *job, r *vault.Record, s *vault.Sealer, at place, text secret.Text, c wire.Credential) (wire.Credential, error) {
	sealed, err := r.Take(s, target(r, at), c.Saved.Credential, vault.FieldRefresh)
	if err != nil {
		return c, err
	}
	var record refreshRecord
	if sealed.Empty() || json.Unmarshal([]byte(sealed.Reveal()), &record) != nil {
		return h.keep(j, text, c)
	}
	return h.keepService(j, text, c, record)
}

// renewByRefresh gets the next token of a saved credential without its login,
// false where no refresh token is saved, or a dead one.
func (h *handler) renewByRefresh(j *job, r *vault.Record, c *wire.SavedCredential, in renewCall) (any, bool, error) {
	if !r.Holds(c.ID, vault.FieldRefresh) || !r.Holds(c.ID, vault.FieldToken) || len(in.Fields) > 0 {
		return nil, false, nil
	}
	s, err := h.sealer(j)
	if err != nil {
		return nil, true, err
	}
	held, err := h.holdSaved(j, r, s, c, in.place)
	if err != nil || !held.CanRefresh {
		return nil, err != nil, err
	}
	got, err := h.refreshRef(j, held.Ref, in.Consent)
	if r, readErr := h.refreshOf(j.ctx, held.Ref); err != nil && readErr == nil && !r.refreshable() {
		return nil, false, nil
	}
	return got, true, err
}

package api

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// refreshPrefix has what leads from a token of a service to the next one, by the
// credential's ref. Pages do not read it, as they do not read any text.
const refreshPrefix = textPrefix + "refresh:"

// refreshRecord is what a token service is asked with again: how it is spoken to
// and, where it gave one, the refresh token. A user's name and password are not
// among it.
type refreshRecord struct {
	V        int               `json:"v"`
	Provider string            `json:"provider"`
	Fields   map[string]string `json:"fields"`
	Token    string            `json:"token,omitempty"`
	// Turn counts the refreshes, so that who waited sees that it was done.
	Turn int `json:"turn,omitempty"`
	// SentAt is when a refresh left whose answer never came.
	SentAt string `json:"sentAt,omitempty"`
}

// refreshable reports whether it leads to another token.
func (r refreshRecord) refreshable() bool {
	return r.Token != "" || r.Fields["grant"] == provider.GrantClient || r.Provider == "ims"
}

// keep holds what was obtained, with what it is refreshed by.
func (s *signIn) keep(c wire.Credential, got provider.Credential) (wire.Credential, error) {
	if s.provider.Asks == nil {
		return s.h.keep(s.j, got.Token, c)
	}
	r := refreshRecord{V: recordVersion, Provider: s.provider.ID, Token: got.Refresh.Reveal(), Fields: map[string]string{}}
	for _, field := range s.provider.Fields {
		if value := s.fields[field.Name]; value != "" && field.Name != "username" && field.Name != "password" && field.Name != "refreshToken" {
			r.Fields[field.Name] = value
		}
	}
	return s.h.keepService(s.j, got.Token, c, r)
}

// keepService holds a credential of a service.
func (h *handler) keepService(j *job, text secret.Text, c wire.Credential, r refreshRecord) (wire.Credential, error) {
	c.CanRefresh, c.CanIntrospect, c.CanRevoke = r.refreshable(), r.Fields["introspectUrl"] != "", r.Fields["revokeUrl"] != ""
	c, err := h.keep(j, text, c)
	if err != nil {
		return c, err
	}
	return c, h.records.write(j.ctx, AreaSession, refreshPrefix+c.Ref, r)
}

func (h *handler) refreshOf(ctx context.Context, ref string) (refreshRecord, error) {
	var r refreshRecord
	found, err := h.records.read(ctx, AreaSession, refreshPrefix+ref, &r)
	if err == nil && !found {
		err = refuse("refresh_none")
	}
	return r, err
}

// refreshCredential gets the next token of a service for one that is held.
func (h *handler) refreshCredential(j *job) (any, error) {
	var in struct {
		Ref     string   `json:"ref"`
		Consent []string `json:"consent"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	return h.refreshRef(j, in.Ref, in.Consent)
}

// refreshRef refreshes in turn: a refresh token is good once, and two who use it
// at once may both end without (RFC 6749 §10.4). Who had to wait gets what the
// other got.
func (h *handler) refreshRef(j *job, ref string, consent []string) (wire.Credential, error) {
	if _, err := h.heldRef(j.ctx, ref); err != nil {
		return wire.Credential{}, err
	}
	before, err := h.refreshOf(j.ctx, ref)
	if err != nil {
		return wire.Credential{}, err
	}
	release, err := h.turns.take(j.ctx, refreshPrefix+ref)
	if err != nil {
		return wire.Credential{}, err
	}
	defer release()
	record, err := h.heldRef(j.ctx, ref)
	if err != nil {
		return wire.Credential{}, err
	}
	now, err := h.refreshOf(j.ctx, ref)
	switch {
	case err != nil:
		return wire.Credential{}, err
	case now.Turn != before.Turn:
		return h.refresh(record), nil
	case !now.refreshable():
		return wire.Credential{}, refuse("refresh_none")
	}
	f := &refreshing{h: h, j: j, held: record, record: now}
	return f.run(consent)
}

// refreshing is one refresh under way.
type refreshing struct {
	h      *handler
	j      *job
	held   credRecord
	record refreshRecord
	sealer *vault.Sealer
	// lost says that an earlier refresh got no answer.
	lost bool
}

func (f *refreshing) run(consent []string) (wire.Credential, error) {
	p, ok := provider.Get(f.record.Provider)
	if !ok {
		return wire.Credential{}, refuse("refresh_none")
	}
	// What is saved has to be replaced, too: the service ends the old one.
	if f.held.Credential.Saved != nil {
		err := f.h.maySave()
		if err == nil {
			f.sealer, err = f.h.sealer(f.j)
		}
		if err != nil {
			return wire.Credential{}, err
		}
	}
	fields := map[string]string{}
	for name, value := range f.record.Fields {
		fields[name] = value
	}
	if f.record.Token != "" {
		fields["grant"], fields["refreshToken"] = provider.GrantRefresh, f.record.Token
	}
	store := f.held.Credential.Store
	s := &signIn{h: f.h, j: f.j, provider: p, store: store, fields: fields}
	s.way = f.h.leave(f.j, doorPlace{url: store.RestURL}, nil, consent)
	if _, err := s.elsewhere(consent); err != nil {
		return wire.Credential{}, err
	}
	return f.ask(s)
}

// ask sends the refresh token once. That it left is written down before; what
// comes instead is kept before the old one is forgotten. It is not cancelled on
// its way: the answer would be lost.
func (f *refreshing) ask(s *signIn) (wire.Credential, error) {
	f.j.step("refreshing", 0, 0)
	f.lost = f.record.SentAt != ""
	left := false
	s.way.leaving = func() error {
		f.record.SentAt = f.h.stamp()
		if err := f.write(); err != nil {
			return err
		}
		left = true
		return f.j.sent()
	}
	got, err := s.provider.Obtain(context.WithoutCancel(f.j.ctx), s.env(), s.input())
	if err == nil {
		return f.keep(got)
	}
	return wire.Credential{}, f.failed(err, left)
}

func (f *refreshing) failed(err error, left bool) error {
	if left && provider.Lost(err) {
		return withEvidence(refuse("refresh_lost"), evidenceOf(err))
	}
	if f.record.Token != "" && isDead(err) {
		if bad := f.bury(); bad != nil {
			return bad
		}
		if f.lost {
			return withEvidence(refuse("refresh_lost_before"), evidenceOf(err))
		}
		return err
	}
	if left && !f.lost {
		f.record.SentAt = ""
		if bad := f.write(); bad != nil {
			return bad
		}
	}
	return err
}

// isDead reports whether a service has ended a refresh token.
func isDead(err error) bool {
	var refusal *magento.Refusal
	return errors.As(err, &refusal) && (refusal.Code == "oauth2_refresh_used" || refusal.Code == "oauth2_grant")
}

// bury forgets a dead refresh token, where it is saved, too: the next renewal logs
// in.
func (f *refreshing) bury() error {
	f.record.Token, f.record.SentAt = "", ""
	if err := f.write(); err != nil || f.sealer == nil {
		return err
	}
	saved := f.held.Credential.Saved
	_, err := f.h.vault.Change(context.WithoutCancel(f.j.ctx), saved.Store, func(r *vault.Record) error {
		return r.Put(f.sealer, saved.Credential, vault.FieldRefresh, secret.Text{})
	})
	return err
}

func evidenceOf(err error) []wire.Evidence {
	var refusal *magento.Refusal
	if errors.As(err, &refusal) {
		return refusal.Evidence
	}
	return nil
}

func (f *refreshing) write() error {
	return f.h.records.write(context.WithoutCancel(f.j.ctx), AreaSession, refreshPrefix+f.held.Credential.Ref, f.record)
}

// keep puts the new credential in the place of the old one, under its ref.
func (f *refreshing) keep(got provider.Credential) (wire.Credential, error) {
	f.record.Turn, f.record.SentAt = f.record.Turn+1, ""
	if next := got.Refresh.Reveal(); next != "" {
		f.record.Token = next
	}
	if err := f.write(); err != nil {
		return wire.Credential{}, err
	}
	ctx := context.WithoutCancel(f.j.ctx)
	release, err := f.h.turns.take(ctx, heldTurn)
	if err != nil {
		return wire.Credential{}, err
	}
	defer release()
	held := f.held
	keys, err := f.h.records.keys(ctx, AreaSession, credPrefix+held.Credential.Ref)
	if now, readErr := f.h.heldRef(ctx, held.Credential.Ref); readErr == nil {
		held = now // its tabs may be others by now
	}
	c := held.Credential
	fresh := f.h.describe(got.Token, got.Kind, c.Store)
	c.Token = withEnd(fresh.Token, got.ExpiresAt, f.h.now())
	c.Evidence, c.Findings = got.Evidence, got.Findings
	if err := f.seal(ctx, got.Token, c); err != nil {
		c.Findings = append(c.Findings, wire.NewFinding("refresh_not_saved"))
	}
	if err == nil && len(keys) == 0 { // its tab went meanwhile, and with it what was its
		return wire.Credential{}, errors.Join(refuse("tab_left"), f.h.dropCredential(ctx, c.Ref))
	}
	if err := f.h.records.write(ctx, AreaSession, textPrefix+c.Ref, textRecord{recordVersion, got.Token.Reveal()}); err != nil {
		return c, err
	}
	held.Credential = c
	if err := f.h.records.write(ctx, AreaSession, credPrefix+c.Ref, held); err != nil {
		return c, err
	}
	return c, f.h.badgeFor(f.j, c.Origin)
}

// seal replaces what is saved of it, token and refresh token in one.
func (f *refreshing) seal(ctx context.Context, text secret.Text, now wire.Credential) error {
	if f.sealer == nil || now.Saved == nil {
		return nil
	}
	_, err := f.h.vault.Change(ctx, now.Saved.Store, func(r *vault.Record) error {
		c, err := r.Credential(now.Saved.Credential)
		if err != nil {
			return err
		}
		c.IssuedAt, c.ExpiresAt = now.Token.IssuedAt, now.Token.ExpiresAt
		if err := r.Put(f.sealer, c.ID, vault.FieldRefresh, f.record.text()); err != nil {
			return err
		}
		return r.Put(f.sealer, c.ID, vault.FieldToken, text)
	})
	return err
}

// text is the record as it is sealed.
func (r refreshRecord) text() secret.Text {
	raw, err := json.Marshal(r)
	if err != nil {
		return secret.Text{}
	}
	return secret.New(string(raw))
}

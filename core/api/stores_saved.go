package api

import (
	"strings"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// savedForm is what is to be saved of a credential: the fields of its provider,
// the token, or both. What a change leaves out stays as it is.
type savedForm struct {
	wire.CredentialRef
	Title    string             `json:"title"`
	Provider string             `json:"provider"`
	Kind     string             `json:"kind"`
	Fields   map[string]*string `json:"fields"`
	// AutoRenew has a new token fetched shortly before the old one ends.
	AutoRenew *bool `json:"autoRenew"`
	// ForgetToken takes a saved token away.
	ForgetToken bool `json:"forgetToken"`
	// refresh leads from the token to the next one.
	refresh secret.Text
}

// saveCredential saves a credential into a store: one that is held for this
// session, or the fields that it is obtained with.
func (h *handler) saveCredential(j *job) (any, error) { return h.saveInto(j, "") }

// changeSaved changes a saved credential.
func (h *handler) changeSaved(j *job) (any, error) { return h.saveInto(j, j.req.PathValue("cid")) }

func (h *handler) saveInto(j *job, id string) (any, error) {
	var form savedForm
	if err := j.read(&form); err != nil {
		return nil, err
	}
	got, err := h.credentialOf(j, &form)
	if err != nil {
		return nil, err
	}
	if id != "" {
		_, c, err := h.savedOf(j)
		if err != nil {
			return nil, err
		}
		form.Provider = first(form.Provider, c.Provider)
	}
	if err := form.splitBlock(h.now()); err != nil {
		return nil, err
	}
	card, _ := provider.Get(form.Provider)
	s, err := h.sealerFor(j, form.hasSecrets(card.Card))
	if err != nil {
		return nil, err
	}
	var saved string
	r, err := h.vault.Change(j.ctx, j.req.PathValue("id"), func(r *vault.Record) (err error) {
		c, err := form.target(h, j, r, id)
		if err != nil {
			return err
		}
		if err := h.seedApart(j, r, form, c.ID); err != nil {
			return err
		}
		saved = c.ID
		return form.into(h, r, s, c, got)
	})
	if err != nil {
		return nil, err
	}
	h.linkSaved(j, form.Ref, r.ID, saved)
	return h.shown(j, r, nil)
}

// addCredential puts a credential into a new record. link notes with one of this
// session that it is saved, once it is.
func (h *handler) addCredential(j *job, r *vault.Record, form *savedForm) (link func(), err error) {
	if form == nil {
		return func() {}, nil
	}
	got, err := h.credentialOf(j, form)
	if err != nil {
		return nil, err
	}
	if err := form.splitBlock(h.now()); err != nil {
		return nil, err
	}
	card, _ := provider.Get(form.Provider)
	s, err := h.sealerFor(j, form.hasSecrets(card.Card))
	if err != nil {
		return nil, err
	}
	c := wire.SavedCredential{ID: h.idFor(j, "credential")}
	if err := h.seedApart(j, r, *form, c.ID); err != nil {
		return nil, err
	}
	return func() { h.linkSaved(j, form.Ref, r.ID, c.ID) }, form.into(h, r, s, c, got)
}

// credentialOf reads the credential of this session that a form names, and
// takes over what the form leaves open.
func (h *handler) credentialOf(j *job, form *savedForm) (*credRecord, error) {
	if form.Ref == "" {
		return nil, nil
	}
	record, err := h.heldRef(j.ctx, form.Ref)
	if err != nil {
		return nil, err
	}
	if record.Credential.Private {
		return nil, refuse("private_not_saved")
	}
	form.Token, form.refresh = record.Text, h.sealedRefresh(j, form.Ref)
	form.Provider = first(form.Provider, record.Credential.Provider)
	form.fillUser(record.Credential)
	return &record, nil
}

// fillUser takes the user name of a sign-in over, so that it need not be typed
// for the next one.
func (f *savedForm) fillUser(c wire.Credential) {
	p, ok := provider.Get(f.Provider)
	if !ok || c.Who == "" || f.Fields["username"] != nil || f.Provider != c.Provider {
		return
	}
	for _, field := range p.Fields {
		if field.Name == "username" {
			fields := map[string]*string{"username": &c.Who}
			for name, value := range f.Fields {
				fields[name] = value
			}
			f.Fields = fields
		}
	}
}

// hasSecrets reports whether anything of the form has to be sealed.
func (f savedForm) hasSecrets(card wire.Card) bool {
	if f.Token != "" {
		return true
	}
	for _, field := range card.Fields {
		if value := f.Fields[field.Name]; field.Secret && field.Step < 2 && value != nil && *value != "" {
			return true
		}
	}
	return false
}

// target finds the saved credential that a form is about: the one named, one of
// the same provider and user, or a new one.
func (f savedForm) target(h *handler, j *job, r *vault.Record, id string) (wire.SavedCredential, error) {
	if id != "" {
		c, err := r.Credential(id)
		if err != nil {
			return wire.SavedCredential{}, err
		}
		return *c, nil
	}
	id = h.idFor(j, "credential")
	user := ""
	if value := f.Fields["username"]; value != nil {
		user = *value
	}
	for _, c := range r.Credentials {
		same := f.Provider != "" && c.Provider == f.Provider && user != "" && c.Fields["username"].Value == user
		if c.DeletedAt == "" && (c.ID == id || same) {
			return c, nil
		}
	}
	return wire.SavedCredential{ID: id}, nil
}

// into writes the form into the record.
func (f savedForm) into(h *handler, r *vault.Record, s *vault.Sealer, c wire.SavedCredential, got *credRecord) error {
	c.Provider, c.Title = first(f.Provider, c.Provider), first(strings.TrimSpace(f.Title), c.Title)
	c.Kind = first(f.Kind, c.Kind)
	if f.AutoRenew != nil {
		c.AutoRenew, c.AutoTried = *f.AutoRenew, ""
	}
	if got != nil {
		origin := got.Credential.Origin
		if !belongs(r.StoreEntry, origin) {
			return refuse("other_origin", "origin", origin, "other", r.Store.BaseURL)
		}
		c.Who, c.Kind = first(got.Credential.Who, c.Who), first(got.Credential.Token.Kind, c.Kind)
		learnPlace(r, got.Credential.Store)
	}
	if err := f.putFields(r, s, &c); err != nil {
		return err
	}
	if err := f.putToken(h, r, s, &c); err != nil {
		return err
	}
	if got != nil {
		c.ExpiresAt = first(c.ExpiresAt, got.Credential.Token.ExpiresAt)
	}
	if err := vault.CheckTitle(c.Title); err != nil {
		return err
	}
	return r.Keep(c)
}

// learnPlace fills in where the web API is, once the store has answered.
func learnPlace(r *vault.Record, store wire.Store) {
	if r.Store.RestURL == "" && store.BaseURL == r.Store.BaseURL {
		code := r.Store.StoreCode
		r.Store = store
		r.Store.StoreCode = first(code, store.StoreCode)
	}
}

func belongs(e wire.StoreEntry, origin string) bool {
	for _, own := range e.Origins {
		if originOfURL(own) == origin {
			return true
		}
	}
	return false
}

// putFields keeps the fields of the provider's card: secrets sealed, the rest in
// clear. One-time values (those of a second step) are never kept.
func (f savedForm) putFields(r *vault.Record, s *vault.Sealer, c *wire.SavedCredential) error {
	if len(f.Fields) == 0 {
		return nil
	}
	p, ok := provider.Get(c.Provider)
	if c.Provider == "" {
		return refuse("invalid_request", "problem", "fields need a provider")
	}
	if !ok {
		return refuse("provider_unknown", "provider", c.Provider)
	}
	fields := map[string]wire.SavedField{}
	for name, field := range c.Fields {
		fields[name] = field
	}
	c.Fields = fields
	for _, field := range p.Fields {
		value := f.Fields[field.Name]
		switch {
		case value == nil || field.Step > 1:
		case field.Secret:
			if err := r.Put(s, c.ID, field.Name, secret.New(*value)); err != nil {
				return err
			}
		case len(*value) > maxField:
			return &vault.Error{Code: "value_refused", Params: []string{"field", field.Name, "allowed", "≤ 1000"}}
		default:
			c.Fields[field.Name] = wire.SavedField{Value: *value}
		}
	}
	c.Who = first(c.Fields["username"].Value, c.Who)
	if len(p.Kinds) == 1 {
		c.Kind = first(c.Kind, p.Kinds[0])
	}
	return nil
}

func (f savedForm) putToken(h *handler, r *vault.Record, s *vault.Sealer, c *wire.SavedCredential) error {
	if f.ForgetToken {
		c.IssuedAt, c.ExpiresAt = "", ""
		if err := r.Put(s, c.ID, vault.FieldRefresh, secret.Text{}); err != nil {
			return err
		}
		return r.Put(s, c.ID, vault.FieldToken, secret.Text{})
	}
	if f.Token == "" {
		return nil
	}
	text, err := h.single(secret.New(f.Token), f.Ref != "")
	if err != nil {
		return err
	}
	h.describeSaved(c, text)
	if err := r.Put(s, c.ID, vault.FieldRefresh, f.refresh); err != nil {
		return err
	}
	return r.Put(s, c.ID, vault.FieldToken, text.Text)
}

// describeSaved writes down what a token says of itself, so that its state is
// seen without opening it.
func (h *handler) describeSaved(c *wire.SavedCredential, t token.Token) {
	w := t.Wire(h.now())
	c.IssuedAt, c.ExpiresAt = w.IssuedAt, w.ExpiresAt
	if w.Kind != wire.KindUnknown {
		c.Kind = w.Kind
	}
}

// linkSaved notes with a credential of this session where it is saved.
func (h *handler) linkSaved(j *job, ref, store, credential string) {
	if ref == "" {
		return
	}
	release, err := h.turns.take(j.ctx, heldTurn)
	if err != nil {
		return
	}
	defer release()
	if record, err := h.heldRef(j.ctx, ref); err == nil {
		record.Credential.Saved = &wire.SavedRef{Store: store, Credential: credential}
		_ = h.records.write(j.ctx, AreaSession, credPrefix+ref, record)
	}
}

// unlinkSaved notes with the credentials of this session that they are no longer
// saved: in a store, or as one credential of it.
func (h *handler) unlinkSaved(j *job, store, credential string) error {
	release, err := h.turns.take(j.ctx, heldTurn)
	if err != nil {
		return err
	}
	defer release()
	held, err := h.held(j.ctx, "")
	if err != nil {
		return err
	}
	for _, record := range held {
		saved := record.Credential.Saved
		if saved == nil || saved.Store != store || credential != "" && saved.Credential != credential {
			continue
		}
		record.Credential.Saved = nil
		if err := h.records.write(j.ctx, AreaSession, credPrefix+record.Credential.Ref, record); err != nil {
			return err
		}
	}
	return nil
}

// deleteSaved forgets a saved credential; it can be restored for a moment.
func (h *handler) deleteSaved(j *job) (any, error) {
	r, err := h.markDeleted(j, h.vault.Forget)
	if err == nil {
		err = h.unlinkSaved(j, r.ID, j.req.PathValue("cid"))
	}
	return h.shown(j, r, err)
}

func (h *handler) restoreSaved(j *job) (any, error) {
	r, err := h.markDeleted(j, h.vault.Recall)
	return h.shown(j, r, err)
}

func (h *handler) markDeleted(j *job, mark func(*vault.Record, string) error) (*vault.Record, error) {
	return h.vault.Change(j.ctx, j.req.PathValue("id"), func(r *vault.Record) error { return mark(r, j.req.PathValue("cid")) })
}

// markSaved says of each credential whether a new token is one click away.
func markSaved(e *wire.StoreEntry) {
	for i := range e.Credentials {
		c := &e.Credentials[i]
		p, ok := provider.Get(c.Provider)
		c.SavesPassword = ok && savesAll(p.Card, c.Fields)
	}
}

func savesAll(card wire.Card, fields map[string]wire.SavedField) bool {
	value := func(name string) string { return fields[name].Value }
	for _, field := range card.Fields {
		wanted := !field.Optional && field.Step < 2 && field.Default == "" && card.Wants(field, value)
		if saved := fields[field.Name]; wanted && saved.Value == "" && !saved.Sealed {
			return false
		}
	}
	return true
}

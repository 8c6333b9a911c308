package vault

import (
	"bytes"
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Names of sealed values that are no field of a provider.
const (
	// FieldToken is a credential's token.
	FieldToken = "=token"
	// FieldRefresh is what leads from that token to the next one.
	FieldRefresh = "=refresh"
	// DoorID stands for the front door in the place of a credential's id.
	DoorID       = "=door"
	DoorUsername = "username"
	DoorPassword = "password"
	DoorHeaders  = "headers" // lines "Name: value"
)

const (
	maxCredentials = 50
	maxSecret      = 32 << 10
)

func slot(credential, field string) string { return credential + "/" + field }

// CheckSecret refuses a secret that is too long to be kept.
func CheckSecret(field string, text secret.Text) error {
	if len(text.Reveal()) > maxSecret {
		return refusedValue(strings.TrimPrefix(field, "="), "≤ 32 KB")
	}
	return nil
}

// Put seals a secret into the record; an empty one takes the sealed value away.
func (r *Record) Put(s *Sealer, credential, field string, text secret.Text) error {
	if text.Empty() {
		delete(r.Sealed, slot(credential, field))
		return nil
	}
	if s == nil {
		return ErrLocked
	}
	if err := CheckSecret(field, text); err != nil {
		return err
	}
	if !r.Secrets(s) {
		r.Vault, r.Sealed = s.vault, map[string]string{}
		r.bind(s)
	}
	if err := r.inBounds(s); err != nil {
		return err
	}
	r.Sealed[slot(credential, field)] = s.seal(place{r.ID, credential, field}, text)
	return nil
}

// Take opens a sealed value of the record that is to go to an origin; an absent
// one is empty.
func (r *Record) Take(s *Sealer, origin, credential, field string) (secret.Text, error) {
	sealed, ok := r.Sealed[slot(credential, field)]
	if !ok || r.Vault != s.vault {
		return secret.Text{}, nil
	}
	if err := r.MaySend(s, origin); err != nil {
		return secret.Text{}, err
	}
	return s.open(place{r.ID, credential, field}, sealed)
}

// Holds reports whether a value is sealed in the record, open or not.
func (r *Record) Holds(credential, field string) bool {
	_, ok := r.Sealed[slot(credential, field)]
	return ok
}

// WithDoor lists the stores of an origin that have a front door, without opening
// anything: every call to a store asks.
func (v *Vault) WithDoor(ctx context.Context, origin string) ([]*Record, error) {
	all, err := v.readStores(ctx)
	if err != nil {
		return nil, err
	}
	var list []*Record
	for key, raw := range all {
		if !bytes.Contains(raw, []byte(`"`+DoorID+`/`)) || !bytes.Contains(raw, []byte(origin)) {
			continue
		}
		r, err := v.readRecord(strings.TrimPrefix(key, storePrefix), raw)
		if err == nil && r.DeletedAt == "" && r.on(origin) {
			list = append(list, r)
		}
	}
	return list, nil
}

// on reports whether an origin is one of the store's.
func (r *Record) on(origin string) bool {
	return slices.ContainsFunc(r.Origins, func(own string) bool { return originOf(own) == origin })
}

// Credential finds a credential of the record that is not deleted.
func (r *Record) Credential(id string) (*wire.SavedCredential, error) {
	c, err := r.find(id)
	if err == nil && c.DeletedAt != "" {
		return nil, ErrCredentialUnknown
	}
	return c, err
}

// Forget marks a credential as deleted; asked twice, it stays so.
func (v *Vault) Forget(r *Record, id string) error {
	c, err := r.find(id)
	if err == nil && c.DeletedAt == "" {
		c.DeletedAt = Stamp(v.now())
	}
	return err
}

// Recall takes that back.
func (v *Vault) Recall(r *Record, id string) error {
	c, err := r.find(id)
	if err == nil && v.gone(c.DeletedAt) {
		return ErrCredentialUnknown
	}
	if err == nil {
		c.DeletedAt = ""
	}
	return err
}

func (r *Record) find(id string) (*wire.SavedCredential, error) {
	i := slices.IndexFunc(r.Credentials, func(c wire.SavedCredential) bool { return c.ID == id })
	if i < 0 {
		return nil, ErrCredentialUnknown
	}
	return &r.Credentials[i], nil
}

// Keep adds a credential or replaces the one with its id.
func (r *Record) Keep(c wire.SavedCredential) error {
	if known, err := r.find(c.ID); err == nil {
		*known = c
		return nil
	}
	if len(r.Credentials) >= maxCredentials {
		return &Error{Code: "credentials_full", Params: []string{"most", number(maxCredentials)}}
	}
	r.Credentials = append(r.Credentials, c)
	return nil
}

// Used records that a credential was used for an origin.
func (r *Record) Used(id, origin string, now time.Time) {
	c, err := r.Credential(id)
	if err != nil {
		return
	}
	r.LastUsedAt, c.LastUsedAt = Stamp(now), Stamp(now)
	if origin == "" {
		return
	}
	used := map[string]string{origin: Stamp(now)}
	for known, at := range c.UsedAt {
		if known != origin && r.on(known) {
			used[known] = at
		}
	}
	c.UsedAt = used
}

// sweep drops credentials whose time to be restored is over, and sealed values
// that belong to nothing.
func (v *Vault) sweep(r *Record) (swept bool) {
	n := len(r.Credentials)
	r.Credentials = slices.DeleteFunc(r.Credentials, func(c wire.SavedCredential) bool { return v.gone(c.DeletedAt) })
	for s := range r.Sealed {
		id, _, _ := strings.Cut(s, "/")
		if _, err := r.find(id); err != nil && !slices.Contains(owned, id) {
			delete(r.Sealed, s)
			swept = true
		}
	}
	if len(r.Sealed) == 1 && r.Holds(storeSlot, fieldOrigins) {
		delete(r.Sealed, slot(storeSlot, fieldOrigins))
	}
	return swept || len(r.Credentials) < n
}

// Show makes entries of records: what is sealed says so, and each token has its
// state, as far as it can be told without opening it.
func (v *Vault) Show(ctx context.Context, records ...*Record) ([]wire.StoreEntry, wire.VaultState, error) {
	status, id, err := v.look(ctx)
	if err != nil {
		return nil, status, err
	}
	list := make([]wire.StoreEntry, len(records))
	for i, r := range records {
		list[i] = v.entry(r, status.State, id)
	}
	return list, status, nil
}

// entry shows one record. What was sealed in a vault that was given up is gone.
func (v *Vault) entry(kept *Record, vault, id string) wire.StoreEntry {
	r := *kept
	unreadable := id == "" && vault == wire.VaultLocked
	if r.Vault != id && !unreadable {
		r.Sealed = nil
	}
	e := r.StoreEntry
	e.HasDoor = r.Holds(DoorID, DoorUsername) || r.Holds(DoorID, DoorPassword) || r.Holds(DoorID, DoorHeaders)
	e.Credentials = make([]wire.SavedCredential, 0, len(r.Credentials))
	for _, c := range r.Credentials {
		if c.DeletedAt == "" {
			v.show(&r, &c, vault)
			e.Credentials = append(e.Credentials, c)
		}
	}
	return e
}

func (v *Vault) show(r *Record, c *wire.SavedCredential, vault string) {
	fields := clearFields(c.Fields)
	for s := range r.Sealed {
		if name, ok := strings.CutPrefix(s, c.ID+"/"); ok && name != FieldToken && name != FieldRefresh {
			fields[name] = wire.SavedField{Sealed: true}
		}
	}
	c.Fields = fields
	c.HasToken = r.Holds(c.ID, FieldToken)
	c.State = v.tokenState(*c, vault)
}

func (v *Vault) tokenState(c wire.SavedCredential, vault string) string {
	expires, err := time.Parse(time.RFC3339, c.ExpiresAt)
	switch {
	case !c.HasToken:
		return wire.SavedNone
	case err == nil && !v.now().Before(expires):
		return wire.SavedExpired
	case err == nil:
		return wire.SavedLive
	case vault != wire.VaultOpen:
		return wire.SavedSealed
	}
	return wire.SavedUnknown
}

// Choose orders credentials for a tab: those of its kind first, then the one
// last used for its origin.
func Choose(list []wire.SavedCredential, kind, origin string) {
	rank := func(c *wire.SavedCredential) string {
		if kind != "" && c.Kind == kind {
			return "1" + c.UsedAt[origin]
		}
		return "0" + c.UsedAt[origin]
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := &list[i], &list[j]
		if x, y := rank(a), rank(b); x != y {
			return x > y
		}
		return a.LastUsedAt > b.LastUsedAt
	})
}

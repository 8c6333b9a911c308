package vault

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// maxStores bounds what is kept.
const maxStores = 2000

// Vault is the saved stores of one user.
type Vault struct {
	state State
	turns turns
	open  opening
	now   func() time.Time
	newID func() string
	// steps are the migrations; tests bring their own.
	steps map[int]migration
}

// New returns the stores that are kept in state.
func New(state State, now func() time.Time, newID func() string) *Vault {
	return &Vault{state: state, turns: turns{state: state}, now: now, newID: newID, steps: migrations}
}

// NewID makes the id of a store or credential.
func (v *Vault) NewID() string { return v.newID() }

// List reads every store that is not deleted. Records that cannot be read stay
// as they are and are told of.
func (v *Vault) List(ctx context.Context) ([]*Record, []wire.Finding, error) {
	all, err := v.tidied(ctx)
	if err != nil {
		return nil, nil, err
	}
	list := make([]*Record, 0, len(all))
	unread := map[string]int{}
	for key, raw := range all {
		r, err := v.readRecord(strings.TrimPrefix(key, storePrefix), raw)
		switch {
		case errors.Is(err, ErrStoreNewer):
			unread["stores_newer"]++
		case err != nil:
			unread["stores_damaged"]++
		case r.DeletedAt == "":
			list = append(list, r)
		}
	}
	return list, unreadable(unread), nil
}

func (v *Vault) readStores(ctx context.Context) (map[string][]byte, error) {
	all, err := readAll(ctx, v.state, storePrefix)
	if err != nil {
		return nil, fmt.Errorf("vault: reading the stores: %w", err)
	}
	return all, nil
}

func unreadable(count map[string]int) []wire.Finding {
	var findings []wire.Finding
	for _, code := range []string{"stores_newer", "stores_damaged"} {
		if n := count[code]; n > 0 {
			findings = append(findings, wire.NewFinding(code, "count", strconv.Itoa(n)))
		}
	}
	return findings
}

// Load reads one store that is not deleted.
func (v *Vault) Load(ctx context.Context, id string) (*Record, error) {
	r, _, err := v.load(ctx, id)
	if err == nil && r.DeletedAt != "" {
		return nil, ErrStoreUnknown
	}
	return r, err
}

// load reads one store, deleted or not.
func (v *Vault) load(ctx context.Context, id string) (*Record, []byte, error) {
	if !plainID(id) {
		return nil, nil, ErrStoreUnknown
	}
	raw, err := v.state.Get(ctx, areaLocal, storeKey(id))
	if err != nil {
		return nil, nil, fmt.Errorf("vault: reading a store: %w", err)
	}
	if raw == nil {
		return nil, nil, ErrStoreUnknown
	}
	r, err := v.readRecord(id, raw)
	return r, raw, err
}

// Add saves a new store. One that is there already under the same id is left as
// it is and returned: the same call may come twice.
func (v *Vault) Add(ctx context.Context, r *Record) (*Record, error) {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if known, _, err := v.load(ctx, r.ID); !errors.Is(err, ErrStoreUnknown) {
		return known, err
	}
	if err := v.room(ctx, 1); err != nil {
		return nil, err
	}
	if err := v.nameFree(ctx, r); err != nil {
		return nil, err
	}
	r.CreatedAt = Stamp(v.now())
	r.UpdatedAt = r.CreatedAt
	return r, v.save(ctx, r)
}

func (v *Vault) room(ctx context.Context, n int) error {
	keys, err := v.state.Keys(ctx, areaLocal, storePrefix)
	if err != nil {
		return fmt.Errorf("vault: counting the stores: %w", err)
	}
	if len(keys)+n > maxStores {
		return &Error{Code: "stores_full", Params: []string{"most", number(maxStores)}}
	}
	return nil
}

// nameFree refuses the name of another store of the same client. Whoever asks
// has the turn.
func (v *Vault) nameFree(ctx context.Context, list ...*Record) error {
	all, err := v.readStores(ctx)
	if err != nil {
		return err
	}
	taken := map[string]string{}
	for key, raw := range all {
		if r, err := v.readRecord(strings.TrimPrefix(key, storePrefix), raw); err == nil && r.DeletedAt == "" {
			taken[fullName(r)] = r.ID
		}
	}
	for _, r := range list {
		if id := taken[fullName(r)]; id != "" && id != r.ID {
			return &Error{Code: "store_name_taken", Params: []string{"name", r.Name}}
		}
		taken[fullName(r)] = r.ID
	}
	return nil
}

func fullName(r *Record) string { return strings.ToLower(r.Client + "\x00" + r.Name) }

// Change replaces a store's record by what change makes of it: one write. An
// error of change leaves everything as it was.
func (v *Vault) Change(ctx context.Context, id string, change func(*Record) error) (*Record, error) {
	return v.change(ctx, id, func(r *Record) error {
		if r.DeletedAt != "" {
			return ErrStoreUnknown
		}
		return change(r)
	})
}

// change is Change of a store that may be deleted.
func (v *Vault) change(ctx context.Context, id string, change func(*Record) error) (*Record, error) {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	r, raw, err := v.load(ctx, id)
	if err != nil {
		return nil, err
	}
	client, name := r.Client, r.Name
	if err := change(r); err != nil {
		return nil, err
	}
	if r.Client != client || r.Name != name {
		if err := v.nameFree(ctx, r); err != nil {
			return nil, err
		}
	}
	if err := v.keepOld(ctx, storeKey(id), raw); err != nil {
		return nil, err
	}
	r.UpdatedAt = Stamp(v.now())
	return r, v.save(ctx, r)
}

func (v *Vault) save(ctx context.Context, r *Record) error {
	if !plainID(r.ID) {
		return ErrStoreUnknown
	}
	r.strip()
	v.sweep(r)
	return v.write(ctx, areaLocal, storeKey(r.ID), r)
}

// Delete marks a store as deleted. It is really removed at the next occasion
// after undoTime.
func (v *Vault) Delete(ctx context.Context, id string) (*Record, error) {
	return v.change(ctx, id, func(r *Record) error {
		if r.DeletedAt == "" {
			r.DeletedAt = Stamp(v.now())
		}
		return nil
	})
}

// Restore takes a deletion back.
func (v *Vault) Restore(ctx context.Context, id string) (*Record, error) {
	return v.change(ctx, id, func(r *Record) error {
		if v.gone(r.DeletedAt) {
			return ErrStoreUnknown
		}
		r.DeletedAt = ""
		return nil
	})
}

package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tidwall/gjson"
)

const batchPrefix = "batch:"

// batchRecord holds stores that are added together. Writing it is what adds
// them; that each gets its own record is made up for whenever it was
// interrupted.
type batchRecord struct {
	V      int       `json:"v"`
	Stores []*Record `json:"stores"`
	// Changed are saved stores that change together with the new ones.
	Changed []changedRecord `json:"changed,omitempty"`
}

// changedRecord is a saved store as it is to be. Was is the time of its last
// change when the batch was made: one that was changed since is left alone.
type changedRecord struct {
	Was string  `json:"was"`
	Now *Record `json:"now"`
}

// AddAll saves new stores, all or none. id names the batch, so that the same
// call may come twice.
func (v *Vault) AddAll(ctx context.Context, id string, list []*Record) error {
	return v.Apply(ctx, id, list, nil)
}

// Apply adds new stores and changes saved ones, all or none. A saved one that was
// changed since it was read stops everything.
func (v *Vault) Apply(ctx context.Context, id string, list, changed []*Record) error {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if err := v.room(ctx, len(list)); err != nil {
		return err
	}
	if err := v.nameFree(ctx, append(list[:len(list):len(list)], changed...)...); err != nil {
		return err
	}
	batch := batchRecord{V: recordVersion, Stores: list}
	if batch.Changed, err = v.changes(ctx, changed); err != nil {
		return err
	}
	for _, r := range list {
		r.CreatedAt = Stamp(v.now())
		r.UpdatedAt = r.CreatedAt
		r.strip()
	}
	if err := v.write(ctx, areaLocal, batchPrefix+id, batch); err != nil {
		return err
	}
	// They are saved: what fails from here on is made up for later.
	_ = v.finishBatches(ctx)
	return nil
}

// changes notes when each store was changed last, as it was read and as it is.
func (v *Vault) changes(ctx context.Context, list []*Record) ([]changedRecord, error) {
	var changed []changedRecord
	for _, r := range list {
		kept, _, err := v.load(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if kept.UpdatedAt != r.UpdatedAt || kept.DeletedAt != "" {
			return nil, &Error{Code: "import_changed_meanwhile"}
		}
		was := r.UpdatedAt
		if r.UpdatedAt = Stamp(v.now()); r.UpdatedAt == was {
			r.UpdatedAt = Stamp(v.now().Add(time.Millisecond)) // within one tick of the clock
		}
		r.strip()
		v.sweep(r)
		changed = append(changed, changedRecord{was, r})
	}
	return changed, nil
}

// finishBatches gives every store of a batch its own record. One that has it is
// left alone: it may have been changed since.
func (v *Vault) finishBatches(ctx context.Context) error {
	keys, err := v.state.Keys(ctx, areaLocal, batchPrefix)
	if err != nil {
		return fmt.Errorf("vault: looking for what was begun: %w", err)
	}
	for _, key := range keys {
		if err := v.finishBatch(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (v *Vault) finishBatch(ctx context.Context, key string) error {
	raw, err := v.state.Get(ctx, areaLocal, key)
	if err != nil {
		return fmt.Errorf("vault: reading what was begun: %w", err)
	}
	var batch batchRecord
	if gjson.GetBytes(raw, "v").Num != recordVersion || json.Unmarshal(raw, &batch) != nil {
		return nil // of a newer version: left alone
	}
	for _, r := range batch.Stores {
		known, err := v.state.Get(ctx, areaLocal, storeKey(r.ID))
		if err != nil {
			return fmt.Errorf("vault: reading a store: %w", err)
		}
		if known != nil {
			continue
		}
		if err := v.write(ctx, areaLocal, storeKey(r.ID), r); err != nil {
			return err
		}
	}
	for _, c := range batch.Changed {
		if err := v.finishChange(ctx, c); err != nil {
			return err
		}
	}
	return v.state.Delete(ctx, areaLocal, key)
}

func (v *Vault) finishChange(ctx context.Context, c changedRecord) error {
	kept, _, err := v.load(ctx, c.Now.ID)
	var why *Error
	switch {
	case errors.As(err, &why):
		return nil // removed meanwhile
	case err != nil:
		return err
	case kept.UpdatedAt != c.Was || kept.DeletedAt != "":
		return nil
	}
	return v.write(ctx, areaLocal, storeKey(c.Now.ID), c.Now)
}

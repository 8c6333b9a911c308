package vault

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/tidwall/gjson"
)

const batchPrefix = "batch:"

// batchRecord holds stores that are added together. Writing it is what adds
// them; that each gets its own record is made up for whenever it was
// interrupted.
type batchRecord struct {
	V      int       `json:"v"`
	Stores []*Record `json:"stores"`
}

// AddAll saves new stores, all or none. id names the batch, so that the same
// call may come twice.
func (v *Vault) AddAll(ctx context.Context, id string, list []*Record) error {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if err := v.room(ctx, len(list)); err != nil {
		return err
	}
	if err := v.nameFree(ctx, list...); err != nil {
		return err
	}
	batch := batchRecord{V: recordVersion, Stores: list}
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
	return v.state.Delete(ctx, areaLocal, key)
}

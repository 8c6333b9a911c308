package vault

import (
	"bytes"
	"context"
	"strings"
	"time"
)

// undoTime is how long what was deleted can be restored.
const undoTime = 10 * time.Second

// Tidy finishes what was begun, and removes for good what was deleted: whenever
// there is an occasion, since nobody may ever ask for the list again.
func (v *Vault) Tidy(ctx context.Context) error {
	_, err := v.tidied(ctx)
	return err
}

// tidied reads the stores, after finishing what was begun: stores that were
// added together, and the removal of what can no longer be restored.
func (v *Vault) tidied(ctx context.Context) (map[string][]byte, error) {
	all, err := v.readStores(ctx)
	if err != nil {
		return nil, err
	}
	begun, err := v.state.Keys(ctx, areaLocal, batchPrefix)
	if err != nil || len(begun) == 0 && !v.overdue(all) {
		return all, err
	}
	if err := v.tidy(ctx); err != nil {
		return nil, err
	}
	return v.readStores(ctx)
}

// overdue reports whether anything waits to be removed for good.
func (v *Vault) overdue(all map[string][]byte) bool {
	for key, raw := range all {
		if _, due := v.due(key, raw); due {
			return true
		}
	}
	return false
}

// due reads a record that has something to be removed by now.
func (v *Vault) due(key string, raw []byte) (r *Record, due bool) {
	if !bytes.Contains(raw, []byte(`"deletedAt"`)) {
		return r, false
	}
	r, err := v.readRecord(strings.TrimPrefix(key, storePrefix), raw)
	if err != nil {
		return r, false // left alone
	}
	return r, v.gone(r.DeletedAt) || v.sweep(r)
}

// gone reports whether a deletion can no longer be taken back.
func (v *Vault) gone(deletedAt string) bool {
	return deletedAt != "" && since(v.now(), deletedAt) >= undoTime
}

func (v *Vault) tidy(ctx context.Context) error {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if err := v.finishBatches(ctx); err != nil {
		return err
	}
	all, err := v.readStores(ctx)
	if err != nil {
		return err
	}
	for key, raw := range all {
		r, due := v.due(key, raw)
		switch {
		case !due:
			continue
		case v.gone(r.DeletedAt):
			err = v.remove(ctx, key, r.ID)
		default:
			err = v.save(ctx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// remove drops everything of a store, its record last.
func (v *Vault) remove(ctx context.Context, key, id string) error {
	old, err := v.state.Keys(ctx, areaLocal, oldPrefix+key+":")
	if err != nil {
		return err
	}
	for _, key := range append(old, learntPrefix+id, key) {
		if err := v.state.Delete(ctx, areaLocal, key); err != nil {
			return err
		}
	}
	return nil
}

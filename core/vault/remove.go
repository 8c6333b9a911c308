package vault

import "context"

// Remove drops a store and everything of it at once: it cannot be restored.
func (v *Vault) Remove(ctx context.Context, id string) (*Record, error) {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	if err := v.finishBatches(ctx); err != nil {
		return nil, err // it could come back with its batch
	}
	r, err := v.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	return r, v.remove(ctx, storeKey(id), id)
}

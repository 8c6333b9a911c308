package vault

import (
	"context"
	"sync"
)

// Areas of State.
const (
	areaSession = "session"
	areaLocal   = "local"
)

// State keeps records: one JSON text under one key. It is what package api asks
// for; this package needs no more of it.
type State interface {
	Get(ctx context.Context, area, key string) ([]byte, error)
	Set(ctx context.Context, area, key string, value []byte) error
	Delete(ctx context.Context, area, key string) error
	Keys(ctx context.Context, area, prefix string) ([]string, error)
}

// Locker is a State that several processes use at once: they take turns at
// changing what is kept.
type Locker interface {
	Lock(ctx context.Context) (unlock func(), err error)
}

// Bulk is a State that reads many records at once faster than one by one.
type Bulk interface {
	All(ctx context.Context, area, prefix string) (map[string][]byte, error)
}

// turns lets one writer in at a time, of this process and of others.
type turns struct {
	mu    sync.Mutex
	state State
}

func (t *turns) take(ctx context.Context) (leave func(), err error) {
	t.mu.Lock()
	locker, ok := t.state.(Locker)
	if !ok {
		return t.mu.Unlock, nil
	}
	unlock, err := locker.Lock(ctx)
	if err != nil {
		t.mu.Unlock()
		return nil, err
	}
	return func() { unlock(); t.mu.Unlock() }, nil
}

// readAll reads every record under a prefix.
func readAll(ctx context.Context, s State, prefix string) (map[string][]byte, error) {
	if bulk, ok := s.(Bulk); ok {
		return bulk.All(ctx, areaLocal, prefix)
	}
	keys, err := s.Keys(ctx, areaLocal, prefix)
	if err != nil {
		return nil, err
	}
	all := make(map[string][]byte, len(keys))
	for _, key := range keys {
		raw, err := s.Get(ctx, areaLocal, key)
		if err != nil {
			return nil, err
		}
		if raw != nil {
			all[key] = raw
		}
	}
	return all, nil
}

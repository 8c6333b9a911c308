package api

import (
	"context"
	"sync"
)

// turns lets those who name the same key go one after the other.
type turns struct {
	mu   sync.Mutex
	busy map[string]chan struct{}
}

// take waits until key is free or ctx ends.
func (t *turns) take(ctx context.Context, key string) (release func(), err error) {
	for {
		t.mu.Lock()
		wait, taken := t.busy[key]
		if !taken {
			break
		}
		t.mu.Unlock()
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if t.busy == nil {
		t.busy = map[string]chan struct{}{}
	}
	done := make(chan struct{})
	t.busy[key] = done
	t.mu.Unlock()
	return func() {
		t.mu.Lock()
		delete(t.busy, key)
		t.mu.Unlock()
		close(done)
	}, nil
}

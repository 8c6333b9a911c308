package host

import (
	"context"

	"github.com/storekey/storekey/wasm/webext"
)

// State is the browser's storage as the API wants it. Writes to one key queue
// up; a caller that gave up still leaves a whole record behind.
type State struct{ writes queues }

func (s *State) Get(ctx context.Context, area, key string) ([]byte, error) {
	value, _, err := webext.Area(area).Get(key)
	return value, err
}

func (s *State) Set(ctx context.Context, area, key string, value []byte) error {
	defer s.writes.enter(area + " " + key)()
	return webext.Area(area).Set(key, value)
}

func (s *State) Delete(ctx context.Context, area, key string) error {
	defer s.writes.enter(area + " " + key)()
	return webext.Area(area).Remove(key)
}

func (s *State) Keys(ctx context.Context, area, prefix string) ([]string, error) {
	return webext.Area(area).Keys(prefix)
}

// All reads many records at once: one message to the browser instead of one
// each.
func (s *State) All(ctx context.Context, area, prefix string) (map[string][]byte, error) {
	return webext.Area(area).All(prefix)
}

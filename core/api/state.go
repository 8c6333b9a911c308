package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/vault"
)

// Areas of State.
const (
	AreaSession = "session" // memory only, gone with the browser
	AreaLocal   = "local"   // kept; never a secret in clear
)

// State keeps records: one JSON text under one key. Set replaces the whole
// record at once. Get of an absent key answers nil and no error.
type State interface {
	Get(ctx context.Context, area, key string) ([]byte, error)
	Set(ctx context.Context, area, key string, value []byte) error
	Delete(ctx context.Context, area, key string) error
	Keys(ctx context.Context, area, prefix string) ([]string, error)
}

// records reads and writes State as Go values.
type records struct{ state State }

func (r records) read(ctx context.Context, area, key string, into any) (found bool, err error) {
	raw, err := r.state.Get(ctx, area, key)
	if err != nil {
		return false, fmt.Errorf("api: reading record: %w", err)
	}
	if raw == nil {
		return false, nil
	}
	var head struct {
		V int `json:"v"`
	}
	if json.Unmarshal(raw, &head) != nil || head.V != recordVersion {
		return false, nil // written by another version: left alone
	}
	return true, json.Unmarshal(raw, into)
}

func (r records) write(ctx context.Context, area, key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("api: writing record: %w", err)
	}
	if err := r.state.Set(ctx, area, key, raw); err != nil {
		return errors.Join(errState, err)
	}
	return nil
}

func (r records) drop(ctx context.Context, area, key string) error {
	return r.state.Delete(ctx, area, key)
}

func (r records) keys(ctx context.Context, area, prefix string) ([]string, error) {
	return r.state.Keys(ctx, area, prefix)
}

// shared reports whether several processes use the records at once.
func (r records) shared() bool {
	_, ok := r.state.(vault.Locker)
	return ok
}

// alone keeps other processes from changing records until leave is called.
func (r records) alone(ctx context.Context) (leave func(), err error) {
	if locker, ok := r.state.(vault.Locker); ok {
		return locker.Lock(ctx)
	}
	return func() {}, nil
}

// errState says that a record could not be written.
var errState = errors.New("api: a record could not be written")

// recordVersion is the v of every record that this version writes.
const recordVersion = 1

// Memory is a State that lives as long as the process.
type Memory struct {
	mu     sync.Mutex
	values map[string][]byte
}

// Get implements State.
func (m *Memory) Get(_ context.Context, area, key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[area+"\x00"+key], nil
}

// Set implements State.
func (m *Memory) Set(_ context.Context, area, key string, value []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.values == nil {
		m.values = map[string][]byte{}
	}
	m.values[area+"\x00"+key] = append([]byte(nil), value...)
	return nil
}

// Delete implements State.
func (m *Memory) Delete(_ context.Context, area, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.values, area+"\x00"+key)
	return nil
}

// Keys implements State.
func (m *Memory) Keys(_ context.Context, area, prefix string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var keys []string
	for full := range m.values {
		if key, ok := strings.CutPrefix(full, area+"\x00"); ok && strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	return keys, nil
}

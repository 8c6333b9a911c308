package vault

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

var (
	phrase  = secret.New("correct horse battery")
	phrase2 = secret.New("staple, and more of it")
)

// memory is a State that can stop working.
type memory struct {
	mu     sync.Mutex
	values map[string][]byte
	// left is how many writes still succeed, -1 for all; after says that the one
	// that fails is done all the same.
	left   int
	after  bool
	writes int
	// reading runs before a value is read.
	reading func(key string)
}

func newMemory() *memory { return &memory{values: map[string][]byte{}, left: -1} }

var errStopped = errors.New("the state stopped")

func (m *memory) Get(_ context.Context, area, key string) ([]byte, error) {
	if m.reading != nil {
		m.reading(key)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.values[area+" "+key], nil
}

func (m *memory) Set(_ context.Context, area, key string, value []byte) error {
	return m.write(func() { m.values[area+" "+key] = slices.Clone(value) })
}

func (m *memory) Delete(_ context.Context, area, key string) error {
	return m.write(func() { delete(m.values, area+" "+key) })
}

func (m *memory) write(do func()) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writes++
	switch {
	case m.left > 0:
		m.left--
	case m.left == 0:
		if m.after {
			do()
			m.after = false
		}
		return errStopped
	}
	do()
	return nil
}

func (m *memory) Keys(_ context.Context, area, prefix string) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var keys []string
	for key := range m.values {
		if name, ok := strings.CutPrefix(key, area+" "); ok && strings.HasPrefix(name, prefix) {
			keys = append(keys, name)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// desk is a Vault with its surroundings.
type desk struct {
	*Vault
	state *memory
	now   time.Time
}

func newDesk(state *memory) *desk {
	d := &desk{state: state, now: noon}
	n := 0
	d.Vault = New(state, func() time.Time { return d.now }, func() string { n++; return "id" + strconv.Itoa(n) })
	return d
}

func openDesk(t testing.TB) *desk {
	t.Helper()
	d := newDesk(newMemory())
	if err := d.Create(t.Context(), phrase); err != nil {
		t.Fatal(err)
	}
	return d
}

func record(id, name string) *Record {
	return &Record{StoreEntry: wire.StoreEntry{
		ID: id, Name: name, Stage: wire.StageDev,
		Origins: []string{"https://" + name + ".test"}, Store: wire.Store{BaseURL: "https://" + name + ".test"},
	}}
}

// saveSecret puts a password into a store's credential.
func saveSecret(ctx context.Context, v *Vault, store, credential, password string) error {
	s, err := v.Open(ctx)
	if err != nil {
		return err
	}
	_, err = v.Change(ctx, store, func(r *Record) error {
		if err := r.Keep(wire.SavedCredential{ID: credential, Provider: "admin"}); err != nil {
			return err
		}
		return r.Put(s, credential, "password", secret.New(password))
	})
	return err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t testing.TB, what string, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

package vault

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// script is a day's work: each step is one operation of a user.
var script = []func(ctx context.Context, d *desk) error{
	func(ctx context.Context, d *desk) error { _, err := d.Add(ctx, record("s1", "one")); return err },
	func(ctx context.Context, d *desk) error { return d.Create(ctx, phrase) },
	func(ctx context.Context, d *desk) error { return saveSecret(ctx, d.Vault, "s1", "c1", "first") },
	func(ctx context.Context, d *desk) error { _, err := d.Add(ctx, record("s2", "two")); return err },
	func(ctx context.Context, d *desk) error { return saveSecret(ctx, d.Vault, "s2", "c1", "second") },
	func(ctx context.Context, d *desk) error {
		return d.AddAll(ctx, "b1", []*Record{record("s3", "three"), record("s4", "four"), record("s5", "five")})
	},
	func(ctx context.Context, d *desk) error { return saveSecret(ctx, d.Vault, "s4", "c1", "fourth") },
	func(ctx context.Context, d *desk) error { return d.ChangePassphrase(ctx, phrase, phrase2) },
	func(ctx context.Context, d *desk) error { _, err := d.Delete(ctx, "s2"); return err },
	func(ctx context.Context, d *desk) error { _, err := d.Restore(ctx, "s2"); return err },
	func(ctx context.Context, d *desk) error {
		return d.Learn(ctx, "s1", Learnt{Routes: []byte(`["GET /V1/modules"]`)})
	},
	func(ctx context.Context, d *desk) error { _, err := d.Delete(ctx, "s3"); return err },
	func(ctx context.Context, d *desk) error {
		d.now = d.now.Add(time.Minute)
		_, _, err := d.List(ctx) // removes s3 for good
		return err
	},
	func(ctx context.Context, d *desk) error { return saveSecret(ctx, d.Vault, "s1", "c1", "changed") },
	func(ctx context.Context, d *desk) error {
		_, err := d.Change(ctx, "s1", func(r *Record) error { return d.Forget(r, "c1") })
		return err
	},
	func(ctx context.Context, d *desk) error {
		return d.SetHosts(ctx, []wire.HostPattern{{Pattern: "x.*", Stage: "dev"}})
	},
}

// memo is what a new process finds: every store with its secrets, in words.
func memo(t *testing.T, state *memory, now time.Time) string {
	t.Helper()
	ctx := t.Context()
	d := newDesk(state)
	d.now = now
	delete(state.values, "session "+openKey)
	if err := d.Unlock(ctx, phrase); err != nil && !errors.Is(err, ErrMissing) {
		must(t, d.Unlock(ctx, phrase2))
	}
	records, findings, err := d.List(ctx)
	must(t, err)
	lines := []string{fmt.Sprint("unreadable ", len(findings))}
	for _, r := range records {
		line := r.Name
		for _, c := range r.Credentials {
			line += " " + c.ID + c.DeletedAt
			if s, err := d.Open(ctx); err == nil {
				text, err := r.Take(s, originOf(r.Store.BaseURL), c.ID, "password")
				must(t, err)
				line += "=" + text.Reveal()
			}
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func clone(m *memory) *memory {
	c := newMemory()
	for key, value := range m.values {
		c.values[key] = value
	}
	return c
}

// TestCrashLosesNoStore stops the state at every write of the script, before it
// or right after it. Whoever starts then finds the stores as they were before
// the step that was interrupted, or as they are after it.
func TestCrashLosesNoStore(t *testing.T) {
	whole := newDesk(newMemory())
	memos := []string{memo(t, clone(whole.state), noon)}
	for i, step := range script {
		if err := step(t.Context(), whole); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		memos = append(memos, memo(t, clone(whole.state), whole.now))
	}
	for n := range whole.state.writes {
		for _, after := range []bool{false, true} {
			crash(t, n, after, memos)
		}
	}
}

func crash(t *testing.T, n int, after bool, memos []string) {
	t.Helper()
	d := newDesk(newMemory())
	d.state.left, d.state.after = n, after
	for i, step := range script {
		if step(t.Context(), d) == nil {
			continue
		}
		d.state.left = -1
		if got := memo(t, clone(d.state), d.now); got != memos[i] && got != memos[i+1] {
			t.Errorf("stopped at write %d (after it: %v), in step %d:\n%s\nwant\n%s\nor\n%s", n, after, i, got, memos[i], memos[i+1])
		}
		return
	}
}

func TestSecretIsNeverInClear(t *testing.T) {
	d := newDesk(newMemory())
	for _, step := range script {
		must(t, step(t.Context(), d))
		for key, value := range d.state.values {
			for _, text := range []string{"first", "second", "fourth", "changed", "correct horse", "staple"} {
				if strings.HasPrefix(key, "local ") && strings.Contains(string(value), text) {
					t.Fatalf("%s holds a secret", key)
				}
			}
		}
	}
}

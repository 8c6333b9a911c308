package vault

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func (d *desk) status(t *testing.T) string {
	t.Helper()
	status, err := d.Status(t.Context())
	must(t, err)
	return status.State
}

func TestVaultLocksWhenNothingSecretIsUsed(t *testing.T) {
	d := newDesk(newMemory())
	if got := d.status(t); got != wire.VaultNone {
		t.Errorf("before: %s", got)
	}
	_, err := d.Open(t.Context())
	wantError(t, "opening none", err, ErrMissing)
	must(t, d.Create(t.Context(), phrase))
	must(t, d.SetIdle(t.Context(), 5))
	for range 3 {
		d.now = d.now.Add(4*time.Minute + 59*time.Second)
		if _, err := d.Open(t.Context()); err != nil {
			t.Fatal("locked although it was used")
		}
	}
	for range 5 { // asking is no use
		d.now = d.now.Add(time.Minute)
		d.status(t)
	}
	_, err = d.Open(t.Context())
	wantError(t, "after five minutes", err, ErrLocked)
	if _, there := d.state.values["session key:vault"]; there {
		t.Error("the key is still there")
	}
}

func TestVaultLocksByHandAndWhenTheClockIsSetBack(t *testing.T) {
	d := openDesk(t)
	must(t, d.Lock(t.Context()))
	if got := d.status(t); got != wire.VaultLocked {
		t.Errorf("by hand: %s", got)
	}
	must(t, d.Unlock(t.Context(), phrase))
	d.now = d.now.Add(-time.Hour)
	if got := d.status(t); got != wire.VaultLocked {
		t.Errorf("clock set back: %s", got)
	}
}

func TestOpenKeyIsInTheSessionOnly(t *testing.T) {
	d := openDesk(t)
	s, err := d.Open(t.Context())
	must(t, err)
	for key, value := range d.state.values {
		if local := strings.HasPrefix(key, "local "); local && (strings.Contains(string(value), encode(s.key)) || strings.Contains(key, "key:")) {
			t.Errorf("%s holds the key", key)
		}
	}
}

func TestNewPassphraseChangesTheHeaderOnly(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	_, err := d.Add(ctx, record("s1", "shop"))
	must(t, err)
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "hunter22"))
	before := string(d.state.values["local store:s1"])
	wantError(t, "wrong old passphrase", d.ChangePassphrase(ctx, phrase2, phrase2), ErrPassphrase)
	must(t, d.ChangePassphrase(ctx, phrase, phrase2))
	if string(d.state.values["local store:s1"]) != before {
		t.Error("a store was rewritten")
	}
	must(t, d.Lock(ctx))
	wantError(t, "old passphrase", d.Unlock(ctx, phrase), ErrPassphrase)
	must(t, d.Unlock(ctx, phrase2))
	if got := d.password(t, "s1", "c1"); got != "hunter22" {
		t.Errorf("opened another text of %d bytes", len(got))
	}
}

func (d *desk) password(t *testing.T, store, credential string) string {
	t.Helper()
	s, err := d.Open(t.Context())
	must(t, err)
	r, err := d.Load(t.Context(), store)
	must(t, err)
	text, err := r.Take(s, originOf(r.Store.BaseURL), credential, "password")
	must(t, err)
	return text.Reveal()
}

func TestPassphraseHasLimits(t *testing.T) {
	d := newDesk(newMemory())
	wantError(t, "short", d.Create(t.Context(), secret.New("1234567")), ErrPassphraseShort)
	wantError(t, "long", d.Create(t.Context(), secret.New(strings.Repeat("x", 1025))), ErrPassphraseLong)
	must(t, d.Create(t.Context(), secret.New("ünïcödé!")))
	wantError(t, "a second one", d.Create(t.Context(), phrase), ErrExists)
	wantError(t, "unlocking with a long one", d.Unlock(t.Context(), secret.New(strings.Repeat("x", 1025))), ErrPassphrase)
}

func TestAbandonedVaultKeepsTheStores(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	_, err := d.Add(ctx, record("s1", "shop"))
	must(t, err)
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "hunter22"))
	must(t, d.Abandon(ctx))
	must(t, d.Create(ctx, phrase2))
	r, err := d.Load(ctx, "s1")
	must(t, err)
	list, _, err := d.Show(ctx, r)
	must(t, err)
	if c := list[0].Credentials; len(c) != 1 || c[0].Fields["password"].Sealed {
		t.Errorf("shown as sealed although it is gone: %+v", c)
	}
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "new one"))
	if got := d.password(t, "s1", "c1"); got != "new one" {
		t.Errorf("opened another text of %d bytes", len(got))
	}
}

func TestStoresAreListedWhateverTheHeader(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	_, err := d.Add(ctx, record("s1", "shop"))
	must(t, err)
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "hunter22"))
	d.state.values["local setting:vault"] = []byte(`{"v":1,"header":"broken"}`)
	records, _, err := d.List(ctx)
	must(t, err)
	list, status, err := d.Show(ctx, records...)
	must(t, err)
	if status.Problem != "vault_damaged" || len(list) != 1 || !list[0].Credentials[0].Fields["password"].Sealed {
		t.Errorf("%+v %+v", status, list)
	}
	wantError(t, "unlocking", d.Unlock(ctx, phrase), ErrDamaged)
	wantError(t, "a new passphrase over it", d.Create(ctx, phrase), ErrDamaged)
}

// Whatever is under way when somebody locks by hand, the key is gone afterwards.
func TestLockingByHandWins(t *testing.T) {
	for what, open := range map[string]func(*desk) error{
		"unlocking":        func(d *desk) error { return d.Unlock(t.Context(), phrase) },
		"use":              func(d *desk) error { _, err := d.Open(t.Context()); return err },
		"a new passphrase": func(d *desk) error { return d.ChangePassphrase(t.Context(), phrase, phrase2) },
	} {
		d := openDesk(t)
		d.state.reading = func(key string) {
			if key == headerKey {
				d.state.reading = nil
				must(t, d.Lock(t.Context()))
			}
		}
		if err := open(d); err != nil {
			wantError(t, what, err, ErrLocked)
		}
		if _, there := d.state.values["session "+openKey]; there {
			t.Errorf("%s: the key is there although the vault was locked", what)
		}
	}
}

func TestLockAndUseAtOnce(t *testing.T) {
	d := openDesk(t)
	var wait sync.WaitGroup
	for range 200 {
		wait.Go(func() { _, _ = d.Open(context.Background()) })
	}
	must(t, d.Lock(t.Context()))
	wait.Wait()
	if got := d.status(t); got != wire.VaultLocked {
		t.Errorf("%s although it was locked", got)
	}
}

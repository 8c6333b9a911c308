package vault

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	headerKey = "setting:vault"
	idleKey   = "setting:idle"
	openKey   = "key:vault"

	minPassphrase = 8    // characters
	maxPassphrase = 1024 // bytes

	usualIdle = 15
	maxIdle   = 24 * 60
)

// headerRecord is the vault's header as kept.
type headerRecord struct {
	V      int    `json:"v"`
	Header string `json:"header"`
}

// idleRecord is after how many minutes without use the vault locks.
type idleRecord struct {
	V       int `json:"v"`
	Minutes int `json:"minutes"`
}

// keyRecord is the open key. It is kept in the browser session only.
type keyRecord struct {
	V      int    `json:"v"`
	Vault  string `json:"vault"`
	Key    []byte `json:"key"`
	UsedAt string `json:"usedAt"`
}

// Status says whether secrets can be saved and used now. Asking is no use.
func (v *Vault) Status(ctx context.Context) (wire.VaultState, error) {
	status, _, err := v.look(ctx)
	return status, err
}

// look is Status with the vault's id.
func (v *Vault) look(ctx context.Context) (wire.VaultState, string, error) {
	status := wire.VaultState{State: wire.VaultNone, IdleMinutes: v.idle(ctx), MinPassphrase: minPassphrase}
	h, err := v.header(ctx)
	var why *Error
	switch {
	case errors.Is(err, ErrMissing):
		return status, "", nil
	case errors.As(err, &why):
		// The stores stay in sight whatever became of the header.
		status.State, status.Problem = wire.VaultLocked, why.Code
		return status, "", nil
	case err != nil:
		return status, "", err
	}
	status.State = wire.VaultLocked
	if _, used, ok := v.key(ctx, h.id); ok {
		status.State = wire.VaultOpen
		status.OpenUntil = Stamp(used.Add(time.Duration(status.IdleMinutes) * time.Minute))
	}
	return status, h.id, nil
}

// Create sets a passphrase where there was none, and leaves the vault open.
func (v *Vault) Create(ctx context.Context, passphrase secret.Text) error {
	if err := acceptable(passphrase); err != nil {
		return err
	}
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if _, err := v.header(ctx); !errors.Is(err, ErrMissing) {
		return orExists(err)
	}
	locks := v.open.count()
	s := &Sealer{vault: v.newID(), key: newKey()}
	if err := v.writeHeader(ctx, wrap(s.vault, passphrase, s.key)); err != nil {
		return err
	}
	return v.open.keep(ctx, v, s, locks)
}

func orExists(err error) error {
	if err == nil {
		return ErrExists
	}
	return err
}

// Unlock opens the vault.
func (v *Vault) Unlock(ctx context.Context, passphrase secret.Text) error {
	locks := v.open.count()
	s, err := v.unwrap(ctx, passphrase)
	if err != nil {
		return err
	}
	return v.open.keep(ctx, v, s, locks)
}

// Lock forgets the open key. What is about to open the vault meanwhile does not.
func (v *Vault) Lock(ctx context.Context) error {
	v.open.mu.Lock()
	defer v.open.mu.Unlock()
	v.open.locks++
	return v.forgetKey(ctx)
}

func (v *Vault) forgetKey(ctx context.Context) error {
	return v.state.Delete(ctx, areaSession, openKey)
}

// opening lets one at a time at the open key, and counts how often it was locked.
type opening struct {
	mu    sync.Mutex
	locks int
}

func (o *opening) count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.locks
}

// keep writes the key down, unless the vault was locked since locks was counted.
func (o *opening) keep(ctx context.Context, v *Vault, s *Sealer, locks int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.locks != locks {
		return ErrLocked
	}
	return v.keepOpen(ctx, s)
}

// ChangePassphrase wraps the same data key anew: no sealed value changes.
func (v *Vault) ChangePassphrase(ctx context.Context, old, passphrase secret.Text) error {
	if err := acceptable(passphrase); err != nil {
		return err
	}
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	locks := v.open.count()
	s, err := v.unwrap(ctx, old)
	if err != nil {
		return err
	}
	if err := v.writeHeader(ctx, wrap(s.vault, passphrase, s.key)); err != nil {
		return err
	}
	if err := v.open.keep(ctx, v, s, locks); !errors.Is(err, ErrLocked) {
		return err
	}
	return nil // changed, and locked by hand meanwhile
}

// Abandon gives up a vault whose passphrase is lost. Stores stay; what was
// sealed can never be read again.
func (v *Vault) Abandon(ctx context.Context) error {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if err := v.state.Delete(ctx, areaLocal, headerKey); err != nil {
		return err
	}
	return v.Lock(ctx)
}

// SetIdle says after how many minutes without use the vault locks.
func (v *Vault) SetIdle(ctx context.Context, minutes int) error {
	if minutes < 1 || minutes > maxIdle {
		return refusedValue("idleMinutes", "1–"+number(maxIdle))
	}
	return v.write(ctx, areaLocal, idleKey, idleRecord{recordVersion, minutes})
}

// Open returns the key of an open vault, and counts as use of it.
func (v *Vault) Open(ctx context.Context) (*Sealer, error) {
	h, err := v.header(ctx)
	if err != nil {
		return nil, err
	}
	v.open.mu.Lock()
	defer v.open.mu.Unlock()
	s, _, ok := v.readKey(ctx, h.id)
	if !ok {
		return nil, ErrLocked
	}
	return s, v.keepOpen(ctx, s)
}

// Peek is Open for what nobody sits before: it is no use, and lets the vault
// lock when its time comes.
func (v *Vault) Peek(ctx context.Context) (*Sealer, error) {
	h, err := v.header(ctx)
	if err != nil {
		return nil, err
	}
	s, _, ok := v.key(ctx, h.id)
	if !ok {
		return nil, ErrLocked
	}
	return s, nil
}

func (v *Vault) key(ctx context.Context, id string) (s *Sealer, used time.Time, ok bool) {
	v.open.mu.Lock()
	defer v.open.mu.Unlock()
	return v.readKey(ctx, id)
}

// readKey reads the open key, and forgets one that was not used for too long.
func (v *Vault) readKey(ctx context.Context, id string) (s *Sealer, used time.Time, ok bool) {
	raw, err := v.state.Get(ctx, areaSession, openKey)
	if err != nil || raw == nil {
		return nil, used, false
	}
	var record keyRecord
	if json.Unmarshal(raw, &record) != nil || record.V != recordVersion || record.Vault != id || len(record.Key) != keySize {
		_ = v.forgetKey(ctx)
		return nil, used, false
	}
	used, err = time.Parse(time.RFC3339, record.UsedAt)
	idle := v.now().Sub(used)
	// A use in the future: the clock was set back, and nothing is known.
	if err != nil || idle < -time.Minute || idle >= time.Duration(v.idle(ctx))*time.Minute {
		_ = v.forgetKey(ctx)
		return nil, used, false
	}
	return &Sealer{vault: id, key: record.Key}, used, true
}

func (v *Vault) keepOpen(ctx context.Context, s *Sealer) error {
	return v.write(ctx, areaSession, openKey, keyRecord{recordVersion, s.vault, s.key, Stamp(v.now())})
}

func (v *Vault) unwrap(ctx context.Context, passphrase secret.Text) (*Sealer, error) {
	h, err := v.header(ctx)
	if err != nil {
		return nil, err
	}
	if len(passphrase.Reveal()) > maxPassphrase {
		return nil, ErrPassphrase
	}
	return unwrap(h, passphrase)
}

func (v *Vault) header(ctx context.Context) (header, error) {
	raw, err := v.state.Get(ctx, areaLocal, headerKey)
	if err != nil {
		return header{}, fmt.Errorf("vault: reading the header: %w", err)
	}
	if raw == nil {
		return header{}, ErrMissing
	}
	return readHeader(raw)
}

func readHeader(raw []byte) (header, error) {
	if len(raw) > 4096 || !gjson.ValidBytes(raw) {
		return header{}, ErrDamaged
	}
	version, text := gjson.GetBytes(raw, "v"), gjson.GetBytes(raw, "header")
	if version.Type == gjson.Number && version.Num > recordVersion {
		return header{}, ErrNewer
	}
	if version.Type != gjson.Number || version.Num != recordVersion || text.Type != gjson.String {
		return header{}, ErrDamaged
	}
	return parseHeader(text.Str)
}

func (v *Vault) writeHeader(ctx context.Context, h header) error {
	return v.write(ctx, areaLocal, headerKey, headerRecord{recordVersion, h.String()})
}

func (v *Vault) idle(ctx context.Context) int {
	raw, err := v.state.Get(ctx, areaLocal, idleKey)
	var record idleRecord
	if err != nil || raw == nil || json.Unmarshal(raw, &record) != nil || record.Minutes < 1 || record.Minutes > maxIdle {
		return usualIdle
	}
	return record.Minutes
}

func acceptable(passphrase secret.Text) error {
	text := passphrase.Reveal()
	if len(text) > maxPassphrase {
		return ErrPassphraseLong
	}
	if utf8.RuneCountInString(text) < minPassphrase {
		return ErrPassphraseShort
	}
	return nil
}

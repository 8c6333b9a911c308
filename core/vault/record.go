package vault

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/wire"
)

// recordVersion is the v of every record that this version writes.
const recordVersion = 1

const (
	storePrefix  = "store:"
	learntPrefix = "learnt:"
	oldPrefix    = "old:"
)

// Record is what is kept of one store: the entry as it is shown, and its sealed
// values by slot.
type Record struct {
	wire.StoreEntry
	// Vault is the id of the vault that Sealed was sealed in. Values of a vault
	// that was given up are as good as gone.
	Vault  string            `json:"vault,omitempty"`
	Sealed map[string]string `json:"sealed,omitempty"`
}

func storeKey(id string) string { return storePrefix + id }

// readRecord reads one store's record, of this version or an older one.
func (v *Vault) readRecord(id string, raw []byte) (*Record, error) {
	raw, err := migrated(raw, v.steps)
	if err != nil {
		return nil, err
	}
	r := new(Record)
	if err := json.Unmarshal(raw, r); err != nil || r.ID != id {
		return nil, ErrStoreDamaged
	}
	return r, nil
}

// versionOf is the v of a record, -1 for what is no record.
func versionOf(raw []byte) int {
	if !gjson.ValidBytes(raw) {
		return -1
	}
	v := gjson.GetBytes(raw, "v")
	if v.Type != gjson.Number || v.Num < 0 || v.Num > 1<<20 || v.Num != float64(int(v.Num)) {
		return -1
	}
	return int(v.Num)
}

// strip takes away what is made anew whenever the record is shown.
func (r *Record) strip() {
	r.V, r.Matches, r.HasDoor = recordVersion, false, false
	for i := range r.Credentials {
		c := &r.Credentials[i]
		c.State, c.HasToken, c.SavesPassword = "", false, false
		c.Fields = clearFields(c.Fields)
	}
	r.Routes, r.ACL = nil, nil
}

func clearFields(fields map[string]wire.SavedField) map[string]wire.SavedField {
	kept := map[string]wire.SavedField{}
	for name, field := range fields {
		if !field.Sealed && field.Value != "" {
			kept[name] = wire.SavedField{Value: field.Value}
		}
	}
	return kept
}

func (v *Vault) write(ctx context.Context, area, key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("vault: writing a record: %w", err)
	}
	return v.state.Set(ctx, area, key, raw)
}

// Stamp writes a time so that texts sort as times do.
func Stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// since is how long ago a stamp was, a long time for none.
func since(now time.Time, text string) time.Duration {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Duration(1<<63 - 1)
	}
	return now.Sub(t)
}

// plainID reports whether text can be an id: part of a key, and of a path.
func plainID(text string) bool {
	return text != "" && len(text) <= 64 && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == ""
}

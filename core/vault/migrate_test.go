package vault

import (
	"bytes"
	"errors"
	"testing"
)

// An invented version 0 called the stage "environment".
func fromZero(raw []byte) ([]byte, error) {
	raw = bytes.Replace(raw, []byte(`"v":0`), []byte(`"v":1`), 1)
	return bytes.Replace(raw, []byte(`"environment":`), []byte(`"stage":`), 1), nil
}

const zero = `{"v":0,"id":"s1","name":"old","environment":"staging","origins":["https://a.test"],"store":{"baseUrl":"https://a.test"}}`

func TestOlderRecordIsMigratedAndACopyKept(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	d.steps = map[int]migration{0: fromZero}
	d.state.values["local store:s1"] = []byte(zero)
	list, _, err := d.List(ctx)
	must(t, err)
	if len(list) != 1 || list[0].Stage != "staging" {
		t.Fatalf("read %+v", list)
	}
	if string(d.state.values["local store:s1"]) != zero {
		t.Error("reading rewrote the record")
	}
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "hunter22"))
	if string(d.state.values["local old:store:s1:v0"]) != zero {
		t.Error("no copy was kept")
	}
	if r, err := d.Load(ctx, "s1"); err != nil || r.V != 1 || r.Stage != "staging" {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestCrashDuringAMigrationLosesNothing(t *testing.T) {
	for n := range 2 {
		d := openDesk(t)
		d.steps = map[int]migration{0: fromZero}
		d.state.values["local store:s1"] = []byte(zero)
		d.state.left = n
		if _, err := d.Delete(t.Context(), "s1"); !errors.Is(err, errStopped) {
			t.Fatalf("after %d writes: %v", n, err)
		}
		if r, err := d.Load(t.Context(), "s1"); err != nil || r.Name != "old" {
			t.Errorf("after %d writes: %+v, %v", n, r, err)
		}
	}
}

func TestMigrationThatLeadsNowhereIsRefused(t *testing.T) {
	stuck := map[int]migration{0: func(raw []byte) ([]byte, error) { return raw, nil }}
	_, err := migrated([]byte(zero), stuck)
	wantError(t, "a step in place", err, ErrStoreDamaged)
	_, err = migrated([]byte(zero), nil)
	wantError(t, "no step", err, ErrStoreDamaged)
}

package vault

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestOneOperationIsOneWrite(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	s, err := d.Open(ctx)
	must(t, err)
	steps := map[string]func() error{
		"add":     func() error { _, err := d.Add(ctx, record("s1", "one")); return err },
		"delete":  func() error { _, err := d.Delete(ctx, "s1"); return err },
		"restore": func() error { _, err := d.Restore(ctx, "s1"); return err },
		"save": func() error {
			_, err := d.Change(ctx, "s1", func(r *Record) error {
				return errors.Join(r.Keep(wire.SavedCredential{ID: "c1"}), r.Put(s, "c1", FieldToken, phrase))
			})
			return err
		},
		"use": func() error {
			_, err := d.Change(ctx, "s1", func(r *Record) error { r.Used("c1", "", noon); return nil })
			return err
		},
		"list":  func() error { _, _, err := d.List(ctx); return err },
		"learn": func() error { return d.Learn(ctx, "s1", Learnt{ACL: []byte(`[]`)}) },
	}
	for _, name := range []string{"add", "delete", "restore", "save", "use", "list", "learn"} {
		before, want := d.state.writes, 1
		if name == "list" {
			want = 0
		}
		must(t, steps[name]())
		if got := d.state.writes - before; got != want {
			t.Errorf("%s: %d writes, want %d", name, got, want)
		}
	}
}

func TestRefusedChangeChangesNothing(t *testing.T) {
	d := openDesk(t)
	_, err := d.Add(t.Context(), record("s1", "one"))
	must(t, err)
	before := d.state.writes
	_, err = d.Change(t.Context(), "s1", func(r *Record) error { r.Name = "two"; return ErrLocked })
	wantError(t, "change", err, ErrLocked)
	if d.state.writes != before {
		t.Error("something was written")
	}
}

func TestRecordsOfANewerVersionStayAsTheyAre(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	newer := `{"v":2,"id":"s9","novel":{"name":"x"},"deletedAt":"2020-01-01T00:00:00.000Z"}`
	damaged := `{"v":1,"id":"another","name":"x"}`
	d.state.values["local store:s9"] = []byte(newer)
	d.state.values["local store:s8"] = []byte(damaged)
	d.state.values["local store:s7"] = []byte(`no JSON "deletedAt"`)
	_, err := d.Add(ctx, record("s1", "one"))
	must(t, err)
	list, findings, err := d.List(ctx)
	must(t, err)
	if len(list) != 1 || len(findings) != 2 || findings[0].Code != "stores_newer" || findings[1].Params["count"] != "2" {
		t.Errorf("%d stores, findings %+v", len(list), findings)
	}
	_, err = d.Delete(ctx, "s9")
	wantError(t, "deleting the newer one", err, ErrStoreNewer)
	_, err = d.Delete(ctx, "s8")
	wantError(t, "deleting the damaged one", err, ErrStoreDamaged)
	_, err = d.Add(ctx, record("s9", "over it"))
	wantError(t, "adding over it", err, ErrStoreNewer)
	if string(d.state.values["local store:s9"]) != newer || string(d.state.values["local store:s8"]) != damaged {
		t.Error("a record was touched")
	}
}

func TestUnknownIDsAreRefused(t *testing.T) {
	d := openDesk(t)
	for _, id := range []string{"", "nobody", "../x", "a/b", "a:b", strings.Repeat("x", 65)} {
		_, err := d.Load(t.Context(), id)
		wantError(t, strconv.Quote(id), err, ErrStoreUnknown)
	}
}

func TestSavedCredentialCanBeRestoredForTenSeconds(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	_, err := d.Add(ctx, record("s1", "one"))
	must(t, err)
	must(t, saveSecret(ctx, d.Vault, "s1", "c1", "hunter22"))
	mark := func(mark func(*Record, string) error) {
		t.Helper()
		_, err := d.Change(ctx, "s1", func(r *Record) error { return mark(r, "c1") })
		must(t, err)
	}
	mark(d.Forget)
	d.now = d.now.Add(9 * time.Second)
	_, _, err = d.List(ctx)
	must(t, err)
	mark(d.Recall)
	if got := d.password(t, "s1", "c1"); got != "hunter22" {
		t.Error("the secret is gone")
	}
	mark(d.Forget)
	d.now = d.now.Add(10 * time.Second)
	_, _, err = d.List(ctx)
	must(t, err)
	r, err := d.Load(ctx, "s1")
	must(t, err)
	if len(r.Credentials) != 0 || len(r.Sealed) != 0 {
		t.Errorf("left: %d credentials, %d sealed values", len(r.Credentials), len(r.Sealed))
	}
}

func TestManyWritersLoseNothing(t *testing.T) {
	d := openDesk(t)
	_, err := d.Add(t.Context(), record("s1", "one"))
	must(t, err)
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			if err := saveSecret(context.Background(), d.Vault, "s1", "c"+strconv.Itoa(i), "x"); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	r, err := d.Load(t.Context(), "s1")
	must(t, err)
	if len(r.Credentials) != 40 || len(r.Sealed) != 41 {
		t.Errorf("%d credentials, %d sealed", len(r.Credentials), len(r.Sealed))
	}
}

func FuzzRecord(f *testing.F) {
	raw, err := json.Marshal(record("s1", "one"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"v":1,"id":"s1","credentials":[{"id":"__proto__","fields":{"a":{}}}],"sealed":{"/":"x","=door/username":"s1."}}`))
	f.Add([]byte(`{"v":1,"v":2,"id":"s1"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := newDesk(newMemory())
		d.state.values["local store:s1"] = raw
		records, _, err := d.List(t.Context())
		must(t, err)
		list, _, err := d.Show(t.Context(), records...)
		must(t, err)
		for _, e := range list {
			Fit(e, "https://one.test", "/x")
			At(e, "https://one.test", "/x")
			Choose(e.Credentials, "admin", "https://one.test")
		}
		d.now = d.now.Add(time.Hour)
		_, _, err = d.List(t.Context())
		must(t, err)
	})
}

func TestNameOfAClientIsTakenOnce(t *testing.T) {
	d := openDesk(t)
	ctx := t.Context()
	taken := &Error{Code: "store_name_taken"}
	add := func(id, name string) error { _, err := d.Add(ctx, record(id, name)); return err }
	must(t, add("s1", "one"))
	wantError(t, "the same name", add("s2", "ONE"), taken)
	must(t, add("s2", "two"))
	rename := func(name, notes string) error {
		_, err := d.Change(ctx, "s2", func(r *Record) error { r.Name, r.Notes = name, notes; return nil })
		return err
	}
	wantError(t, "renamed", rename("One", ""), taken)
	must(t, rename("two", "notes alone"))
	wantError(t, "a list", d.AddAll(ctx, "b1", []*Record{record("s3", "x"), record("s4", "x")}), taken)
	must(t, d.AddAll(ctx, "b1", []*Record{record("s3", "x"), record("s4", "y")}))
	must(t, d.AddAll(ctx, "b1", []*Record{record("s3", "x"), record("s4", "y")})) // the same call twice
	_, err := d.Delete(ctx, "s1")
	must(t, err)
	must(t, rename("one", ""))
	var wait sync.WaitGroup
	var added atomic.Int32
	for i := range 20 {
		wait.Go(func() {
			if _, err := d.Add(context.Background(), record("p"+strconv.Itoa(i), "same")); err == nil {
				added.Add(1)
			}
		})
	}
	wait.Wait()
	if added.Load() != 1 {
		t.Errorf("%d stores of one name", added.Load())
	}
}

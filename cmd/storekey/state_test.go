package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/api"
)

var _ api.State = (*state)(nil)

func openState(t *testing.T) *state {
	home := filepath.Join(t.TempDir(), "not", "there", "yet")
	return newState(func(string) string { return home })
}

func TestStateKeepsWhatIsLocal(t *testing.T) {
	ctx, s := context.Background(), openState(t)
	const key = "lock:https://shop.test:8443:admin:0a1b/../é%"
	if value, err := s.Get(ctx, api.AreaLocal, key); value != nil || err != nil {
		t.Errorf("absent: %q, %v", value, err)
	}
	for _, value := range []string{`{"v":1}`, `{"v":1,"n":2}`} {
		if err := s.Set(ctx, api.AreaLocal, key, []byte(value)); err != nil {
			t.Fatal(err)
		}
	}
	again := &state{folder: s.folder}
	if value, err := again.Get(ctx, api.AreaLocal, key); string(value) != `{"v":1,"n":2}` || err != nil {
		t.Errorf("another run reads %q, %v", value, err)
	}
	if keys, err := again.Keys(ctx, api.AreaLocal, "lock:https://shop.test"); !slices.Equal(keys, []string{key}) || err != nil {
		t.Errorf("keys %q, %v", keys, err)
	}
	if keys, _ := again.Keys(ctx, api.AreaLocal, "store:"); len(keys) != 0 {
		t.Errorf("keys %q", keys)
	}
	for range 2 {
		if err := s.Delete(ctx, api.AreaLocal, key); err != nil {
			t.Error(err)
		}
	}
	if value, _ := s.Get(ctx, api.AreaLocal, key); value != nil {
		t.Errorf("deleted: %q", value)
	}
}

func TestStateKeepsNothingOfTheSession(t *testing.T) {
	ctx, s := context.Background(), openState(t)
	if err := s.Set(ctx, api.AreaSession, "cred:x", []byte("secret")); err != nil {
		t.Fatal(err)
	}
	if value, _ := s.Get(ctx, api.AreaSession, "cred:x"); string(value) != "secret" {
		t.Errorf("got %q", value)
	}
	if _, err := os.Stat(s.folder); err == nil {
		t.Error("something was written")
	}
	if keys, err := s.Keys(ctx, api.AreaLocal, ""); len(keys) != 0 || err != nil {
		t.Errorf("keys %q, %v", keys, err)
	}
}

func TestStateIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes for group and others")
	}
	s := openState(t)
	if err := s.Set(context.Background(), api.AreaLocal, "a", []byte("{}")); err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{s.folder: 0o700, s.file("a"): 0o600}
	for name, mode := range want {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", filepath.Base(name), info.Mode(), err)
		}
	}
}

// TestStateIsReplacedAtOnce reads while others write: a record is always whole.
func TestStateIsReplacedAtOnce(t *testing.T) {
	ctx, s := context.Background(), openState(t)
	var wait sync.WaitGroup
	for n := range 4 {
		wait.Go(func() {
			value := bytes.Repeat([]byte(strconv.Itoa(n)), 10000)
			for range 20 {
				if err := s.Set(ctx, api.AreaLocal, "a", value); err != nil {
					t.Error(err)
				}
				got, err := s.Get(ctx, api.AreaLocal, "a")
				if err != nil || len(got) != len(value) || bytes.Count(got, got[:1]) != len(got) {
					t.Errorf("a torn record of %d bytes, %v", len(got), err)
				}
			}
		})
	}
	wait.Wait()
	entries, err := os.ReadDir(s.folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left over: %v, %v", entries, err)
	}
}

func TestStateTellsTrouble(t *testing.T) {
	ctx := context.Background()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &state{folder: filepath.Join(blocked, "storekey")}
	if err := s.Set(ctx, api.AreaLocal, "a", []byte("{}")); err == nil {
		t.Error("a file was taken for a folder")
	}
}

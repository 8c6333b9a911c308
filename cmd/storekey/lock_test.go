package main

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
)

func TestLockIsGivenOn(t *testing.T) {
	ctx, s := context.Background(), openState(t)
	unlock, err := s.Lock(ctx)
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan error)
	go func() {
		unlock, err := (&state{folder: s.folder}).Lock(ctx)
		if err == nil {
			unlock()
		}
		got <- err
	}()
	unlock()
	if err := <-got; err != nil {
		t.Error(err)
	}
}

func TestWaitForTheLockEndsWithTheRun(t *testing.T) {
	s := openState(t)
	unlock, err := s.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 2*lockPoll)
	defer cancel()
	if _, err := (&state{folder: s.folder}).Lock(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// TestInterruptWhileWaiting presses Ctrl-C while another run holds the lock.
func TestInterruptWhileWaiting(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGINT to send")
	}
	home := t.TempDir()
	s := &state{folder: home}
	unlock, err := s.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("storekey", "stores", "add", "dev", "--store", "https://shop.example")
	cmd.Env = append(os.Environ(), "STOREKEY_HOME="+home)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(said).ReadString('\n'); err != nil || !strings.Contains(line, "Another storekey is at work") {
		t.Errorf("it said %q, %v", line, err)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != exitInterrupts {
		t.Errorf("exit status %d", got)
	}
	unlock()
	if keys, err := s.Keys(context.Background(), api.AreaLocal, ""); len(keys) != 0 || err != nil {
		t.Errorf("saved: %v, %v", keys, err)
	}
}

func TestLockSweepsWhatKilledRunsLeft(t *testing.T) {
	s := openState(t)
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	for name, age := range map[string]time.Duration{"new-1": time.Hour, "new-2": 0, "store%3Aa.json": time.Hour} {
		file := filepath.Join(s.folder, name)
		at := time.Now().Add(-age)
		if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	unlock, err := s.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	for name, want := range map[string]bool{"new-1": false, "new-2": true, "store%3Aa.json": true} {
		if _, err := os.Stat(filepath.Join(s.folder, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFolderIsClosedToOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no file modes for group and others")
	}
	s := openState(t)
	for _, mode := range []fs.FileMode{0o755, 0o770, 0o701} {
		if err := errors.Join(os.MkdirAll(s.folder, 0o700), os.Chmod(s.folder, mode)); err != nil {
			t.Fatal(err)
		}
		if err := s.Set(context.Background(), api.AreaLocal, "a", []byte("{}")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(s.folder); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
	}
	if err := os.Chmod(s.folder, 0o777|fs.ModeSticky); err != nil {
		t.Fatal(err)
	}
	err := s.Set(context.Background(), api.AreaLocal, "b", []byte("{}"))
	if err == nil || !strings.Contains(err.Error(), "for everybody") {
		t.Errorf("a shared folder: %v", err)
	}
}

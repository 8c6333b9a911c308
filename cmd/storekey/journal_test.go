package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// fakeJournal tells the time in steps of 250 ms.
func fakeJournal(screen *bytes.Buffer) *journal {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	j := &journal{began: at, screen: screen}
	j.now = func() time.Time { at = at.Add(250 * time.Millisecond); return at }
	return j
}

func TestJournalTakesOutWhatIsKnownToBeSecret(t *testing.T) {
	var screen bytes.Buffer
	j := fakeJournal(&screen)
	j.hide(secret.New("hunter"))
	j.hide(secret.New("hunter22 and more"))
	j.hide(secret.New("one\r\nsecond line\n"))
	j.hide(secret.New("abc"))
	j.note("a hunter22 and more b hunter c second line abc\x1b[31m")
	const want = "storekey:   0.250 s  a *** b *** c *** abc[31m\n"
	if screen.String() != want {
		t.Errorf("%q", screen.String())
	}
	j.step("Looking")
	j.step("Looking")
	if n := strings.Count(screen.String(), "Looking"); n != 1 {
		t.Errorf("a step was told %d times", n)
	}
	var none *journal
	none.note("x")
	none.step("x")
	none.hide(secret.New("long enough"))
	none.close()
}

func TestLogIsItsOwnersAlone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(name, []byte("before\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := openLog(name)
	if err != nil {
		t.Fatal(err)
	}
	j := fakeJournal(nil)
	j.screen, j.file = nil, f
	j.note("after")
	j.close()
	text, _ := os.ReadFile(name)
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 || string(text) != "before\n2026-01-02T03:04:05.250Z  after\n" {
		t.Errorf("%v %q %v", info.Mode(), text, err)
	}
}

package vault

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
)

var home = place{"store1", "credential1", "password"}

func TestSealedValueOpensInItsPlaceOnly(t *testing.T) {
	s := &Sealer{vault: "a", key: newKey()}
	sealed := s.seal(home, secret.New("hunter22"))
	if text, err := s.open(home, sealed); err != nil || text.Reveal() != "hunter22" {
		t.Fatal("does not open where it was sealed")
	}
	for what, p := range map[string]place{
		"another store":      {"store2", "credential1", "password"},
		"another credential": {"store1", "credential2", "password"},
		"another field":      {"store1", "credential1", "token"},
		"parts run together": {"store1c", "redential1", "password"},
	} {
		_, err := s.open(p, sealed)
		wantError(t, what, err, ErrSecretDamaged)
	}
	_, err := (&Sealer{vault: "b", key: s.key}).open(home, sealed)
	wantError(t, "another vault", err, ErrSecretDamaged)
	_, err = (&Sealer{vault: "a", key: newKey()}).open(home, sealed)
	wantError(t, "another key", err, ErrSecretDamaged)
	if s.seal(home, secret.New("hunter22")) == sealed {
		t.Error("the same secret looks the same twice")
	}
}

func TestEveryFlippedBitOfASealedValueIsSeen(t *testing.T) {
	s := &Sealer{vault: "a", key: newKey()}
	for _, text := range []string{"", "x", "hunter22", strings.Repeat("long ", 50)} {
		sealed := s.seal(home, secret.New(text))
		for _, changed := range flips(sealed) {
			if _, err := s.open(home, changed); !errors.Is(err, ErrSecretDamaged) {
				t.Fatalf("%q opens as %q: %v", sealed, changed, err)
			}
		}
	}
}

// flips are all texts that differ from one by a bit, and some that are shorter
// or longer.
func flips(text string) []string {
	list := []string{"", text + "A", text + "\n", " " + text, text[1:], text[:len(text)-1]}
	for i := range len(text) {
		for bit := range 8 {
			changed := []byte(text)
			changed[i] ^= 1 << bit
			list = append(list, string(changed))
		}
		list = append(list, text[:i]+"\n"+text[i:], text[:i]+text[i+1:])
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == text })
}

func TestEveryFlippedBitOfTheHeaderIsSeen(t *testing.T) {
	d := openDesk(t)
	raw := string(d.state.values["local setting:vault"])
	for _, changed := range flips(raw) {
		h, err := readHeader([]byte(changed))
		blank := strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\t\r", r) {
				return -1
			}
			return r
		}, changed)
		if err == nil && blank != raw {
			t.Fatalf("read as %v: %q", h.work, changed)
		}
	}
}

// Somebody who changes the header and mends its checksum still cannot make it
// open: every part of it goes into the key or is authenticated.
func TestHeaderIsAuthenticated(t *testing.T) {
	h := newHeader("id1")
	h.work = work{8 << 10, 1, 1}
	dataKey := newKey()
	h.wrapped = lockBox(derive(h, phrase), dataKey, []byte(h.bound()))
	if s, err := unwrap(h, phrase); err != nil || string(s.key) != string(dataKey) {
		t.Fatal("does not open")
	}
	text := strings.TrimSuffix(h.String(), "."+checksum(h.bound()+"."+encode(h.wrapped)))
	for i := range len(text) {
		changed := []byte(text)
		changed[i] ^= 1
		mended := string(changed) + "." + checksum(string(changed))
		got, err := parseHeader(mended)
		if err == nil {
			_, err = unwrap(got, phrase)
		}
		if err == nil {
			t.Fatalf("opens with byte %d changed", i)
		}
	}
	_, err := unwrap(h, phrase2)
	wantError(t, "another passphrase", err, ErrPassphrase)
}

func TestTooMuchWorkIsRefusedBeforeAnyIsDone(t *testing.T) {
	for _, w := range []work{
		{1 << 31, 2, 1}, {257 << 10, 2, 1}, {19 << 10, 11, 1}, {19 << 10, 1 << 31, 1}, {19 << 10, 2, 5},
		{19 << 10, 0, 1}, {19 << 10, 2, 0}, {1 << 10, 2, 1},
	} {
		h := newHeader("id1")
		h.work, h.wrapped = w, make([]byte, wrappedSize)
		_, err := parseHeader(h.String())
		wantError(t, number(w.memory)+" "+number(w.passes)+" "+number(w.lanes), err, ErrLimits)
	}
}

func TestNewerHeaderIsToldFromADamagedOne(t *testing.T) {
	for text, want := range map[string]error{
		"storekey2.scrypt.1.2": ErrNewer,
		"storekey1.scrypt.1.2": ErrNewer,
		"storekey1.argon2id.1": ErrDamaged,
	} {
		_, err := parseHeader(text + "." + checksum(text))
		wantError(t, text, err, want)
	}
	_, err := readHeader([]byte(`{"v":2,"header":"x"}`))
	wantError(t, "record of version 2", err, ErrNewer)
}

func FuzzHeader(f *testing.F) {
	h := newHeader("id1")
	h.wrapped = make([]byte, wrappedSize)
	f.Add([]byte(`{"v":1,"header":"` + h.String() + `"}`))
	f.Add([]byte(`{"v":1,"header":"storekey1.argon2id.19456.2.1.x.y.z.` + checksum("") + `"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		h, err := readHeader(raw)
		if err == nil && (!h.work.bearable() || len(h.salt) != saltSize) {
			t.Errorf("a header that is out of bounds was read: %v", h.work)
		}
	})
}

// FuzzSealed: nothing but what was sealed opens.
func FuzzSealed(f *testing.F) {
	s := &Sealer{vault: "a", key: make([]byte, keySize)}
	f.Add("s1.")
	f.Add("s1.AAAA")
	f.Fuzz(func(t *testing.T, sealed string) {
		if text, err := s.open(home, sealed); err == nil && text.Reveal() != "hunter22" {
			t.Error("something opened")
		}
	})
}

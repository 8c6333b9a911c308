package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// nowhere is a way out that the import and export of stores never take.
type nowhere struct{}

func (nowhere) Direct() api.Doer { return nil }

func (nowhere) Tab(int) api.Doer { return nil }

// TestSealedFileGoesBetweenTerminalAndBrowser: what a process of the command line
// seals, a handler as the extension has it reads, and the other way round; nothing
// is lost on the way.
func TestSealedFileGoesBetweenTerminalAndBrowser(t *testing.T) {
	home, folder := t.TempDir(), t.TempDir()
	for _, args := range [][]string{
		{"stores", "add", "acme/live", "--store", "https://shop.example/b2b", "--stage", "production", "--notes", "call first", "--username", "jane", "--password", "it's \"one\"", "--door-username", "guard", "--door-password", "knock"},
		{"stores", "add", "acme/dev", "--store", "https://dev.shop.example"},
		{"stores", "export", "--format", "sealed", "--dir", folder, "--file-passphrase", "a phrase for a file"},
	} {
		if text, err := storekey(home, args...); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
	}
	browser := api.New(api.Config{Exits: nowhere{}, State: new(api.Memory), Now: time.Now})
	post := func(path string, in map[string]any, out any) {
		t.Helper()
		if err := api.Call(context.Background(), browser, "POST", path, in, out); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "stores.sealed.storekey"))
	if err != nil {
		t.Fatal(err)
	}
	post("/v1/vault", map[string]any{"passphrase": "another one altogether"}, nil)
	var done wire.Imported
	post("/v1/import", map[string]any{"text": string(text), "passphrase": "a phrase for a file"}, &done)
	if done.Added != 2 {
		t.Fatalf("%+v", done)
	}
	var back wire.Exported
	post("/v1/export", map[string]any{"format": "sealed", "passphrase": "a third phrase"}, &back)
	file := filepath.Join(folder, "back")
	if err := os.WriteFile(file, []byte(back.Files[0].Text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := storekey(home, "stores", "import", file, "--file-passphrase", "a third phrase", "--json")
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	done = wire.Imported{}
	if err := json.Unmarshal(out, &done); err != nil || done.Skipped != 2 || done.Added+done.Replaced != 0 {
		t.Errorf("not the same after the way there and back: %s", out)
	}
}

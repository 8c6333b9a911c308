package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// TestFiftyProcessesLoseNothing adds stores from fifty processes at once, some
// with a password, so that they also race for being the first to set the
// passphrase.
func TestFiftyProcessesLoseNothing(t *testing.T) {
	home := t.TempDir()
	var wait sync.WaitGroup
	for i := range 50 {
		args := []string{"stores", "add", "acme/s" + strconv.Itoa(i), "--store", fmt.Sprintf("https://s%d.example", i)}
		if i%10 == 0 {
			args = append(args, "--username", "jane", "--password", "hunter22")
		}
		wait.Go(func() {
			if text, err := storekey(home, args...); err != nil {
				t.Errorf("%v: %v: %s", args[2], err, text)
			}
		})
	}
	wait.Wait()
	text, err := storekey(home, "stores", "list", "--json")
	var list wire.StoreList
	if err != nil || json.Unmarshal(text, &list) != nil || list.Total != 50 || len(list.Findings) != 0 {
		t.Fatalf("%d stores, %v", list.Total, err)
	}
	sealed := 0
	for _, e := range list.Stores {
		for _, c := range e.Credentials {
			if c.SavesPassword {
				sealed++
			}
		}
	}
	if sealed != 5 {
		t.Errorf("%d passwords are saved, want 5", sealed)
	}
}

func storekey(home string, args ...string) ([]byte, error) {
	cmd := exec.Command("storekey", args...)
	cmd.Env = append(os.Environ(), "STOREKEY_HOME="+home, "STOREKEY_PASSPHRASE=correct horse battery")
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	if err := cmd.Run(); err != nil {
		return problems.Bytes(), err
	}
	return out.Bytes(), nil
}

// TestOneStoreChangedByManyLosesNothing changes one record through states that
// know nothing of each other, as those of processes do.
func TestOneStoreChangedByManyLosesNothing(t *testing.T) {
	ctx, home := context.Background(), t.TempDir()
	open := func() *app {
		return &app{ctx: ctx, env: func(name string) string { return map[string]string{"STOREKEY_HOME": home}[name] }}
	}
	var entry wire.StoreEntry
	a := open()
	if err := a.call(a.handler(), "POST", "/v1/stores", map[string]string{"url": "https://a.example"}, &entry); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for i := range 40 {
		wait.Go(func() {
			a := open()
			in := map[string]any{"provider": "admin", "fields": map[string]string{"username": "u" + strconv.Itoa(i)}}
			if err := a.call(a.handler(), "POST", "/v1/stores/"+entry.ID+"/credentials", in, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if err := a.call(a.handler(), "GET", "/v1/stores/"+entry.ID, nil, &entry); err != nil || len(entry.Credentials) != 40 {
		t.Errorf("%d logins, %v", len(entry.Credentials), err)
	}
	info, err := os.Stat(newState(a.env).file("store:" + entry.ID))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

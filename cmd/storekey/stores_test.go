package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// TestFiftyProcessesLoseNothing adds stores from fifty processes at once. Some
// save a password, so that they also race for being the first to set the
// passphrase; five want each name of some others; and ten more log in meanwhile
// with a wrong password.
func TestFiftyProcessesLoseNothing(t *testing.T) {
	home := t.TempDir()
	url, logins := countingStore(t)
	var added, refused atomic.Int64
	together(60, func(i int) {
		if i >= 50 {
			if _, err := storekey(home, "token", "admin", "--store", url, "--username", "admin", "--password", "wrong"); err == nil {
				t.Error("a wrong password got a token")
			}
			return
		}
		text, err := storekey(home, adding(i)...)
		switch {
		case err == nil:
			added.Add(1)
		case i%10 >= 8 && bytes.Contains(text, []byte("saved already")):
			refused.Add(1)
		default:
			t.Errorf("%d: %v: %s", i, err, text)
		}
	})
	if added.Load() != 42 || refused.Load() != 8 {
		t.Errorf("%d were added and %d refused, want 42 and 8", added.Load(), refused.Load())
	}
	if n := logins(); n != 3 {
		t.Errorf("%d logins reached the store, want 3", n)
	}
	text, err := storekey(home, "stores", "list", "--json")
	var list wire.StoreList
	if err != nil || json.Unmarshal(text, &list) != nil || list.Total != 42 || len(list.Findings) != 0 {
		t.Fatalf("%d stores, %v", list.Total, err)
	}
	if n := passwords(list); n != 5 {
		t.Errorf("%d passwords are saved, want 5", n)
	}
}

// adding is the command line of the i-th: 40 names of their own, and two names
// that five want each.
func adding(i int) []string {
	name := "acme/s" + strconv.Itoa(i)
	if i%10 >= 8 {
		name = "Acme/shared" + strconv.Itoa(i%10)
	}
	args := []string{"stores", "add", name, "--store", fmt.Sprintf("https://s%d.example", i)}
	if i%10 == 0 {
		args = append(args, "--username", "jane", "--password", "hunter22")
	}
	return args
}

func passwords(list wire.StoreList) (n int) {
	for _, e := range list.Stores {
		for _, c := range e.Credentials {
			if c.SavesPassword {
				n++
			}
		}
	}
	return n
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
		return &app{ctx: ctx, err: io.Discard, env: func(name string) string { return map[string]string{"STOREKEY_HOME": home}[name] }}
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

package main

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// countingStore is a sandbox, and the number of logins that reached it.
func countingStore(t *testing.T) (url string, logins func() int64) {
	var n atomic.Int64
	store := sandbox.New(sandbox.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			n.Add(1)
		}
		store.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, n.Load
}

func TestProcessesTogetherDoNotLockAUserOut(t *testing.T) {
	url, logins := countingStore(t)
	home := t.TempDir()
	together(8, func(i int) {
		_, err := storekey(home, "token", "admin", "--store", url, "--username", "admin", "--password", "wrong"+strconv.Itoa(i))
		if err == nil {
			t.Error("a wrong password got a token")
		}
	})
	if n := logins(); n != 3 {
		t.Errorf("%d logins reached the store, want 3", n)
	}
}

func TestProcessesTogetherAllGetIn(t *testing.T) {
	url, logins := countingStore(t)
	home := t.TempDir()
	together(8, func(int) {
		if text, err := storekey(home, "token", "admin", "--store", url, "--username", "admin", "--password", "Admin123!seed"); err != nil {
			t.Errorf("%v: %s", err, text)
		}
	})
	if n := logins(); n != 8 {
		t.Errorf("%d logins reached the store, want 8", n)
	}
}

// together runs n at once.
func together(n int, run func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { run(i) })
	}
	wait.Wait()
}

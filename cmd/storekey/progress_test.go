package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// aToken has the form of an administrator's; nobody's key signed it.
const aToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjcsInV0eXBpZCI6MiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjQ4MDAwMDM2MDB9.c2lnbmF0dXJlLW9mLW5vYm9keQ"

// fakeApp is a run with a terminal at standard error.
func fakeApp(t *testing.T, ctx context.Context, in string) (a *app, out, problems *bytes.Buffer) {
	out, problems = &bytes.Buffer{}, &bytes.Buffer{}
	home := t.TempDir()
	return &app{ctx: ctx, in: strings.NewReader(in), out: out, err: problems, progress: true, env: func(name string) string {
		if name == "STOREKEY_HOME" {
			return home
		}
		return ""
	}}, out, problems
}

// slowStore is a sandbox that calls asked with the number of each request.
func slowStore(t *testing.T, asked func(n int, req *http.Request)) string {
	store := sandbox.New(sandbox.Options{})
	var mu sync.Mutex
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		n++
		mine := n
		mu.Unlock()
		asked(mine, req)
		store.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestProgressIsShownAndCleared(t *testing.T) {
	a, out, problems := fakeApp(t, t.Context(), "")
	store := slowStore(t, func(int, *http.Request) {})
	if status := a.run([]string{"can-i", "--store", store, aToken}); status != exitNo {
		t.Errorf("exit status %d: %s", status, problems)
	}
	text := problems.String()
	for _, want := range []string{"\r\x1b[KLooking for the web API", "[#", "] 1 of 2  Asking with the token"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	if !strings.HasSuffix(text, "\r\x1b[K") || strings.Contains(out.String(), "\r") {
		t.Errorf("left: %q", text)
	}
}

// Ctrl-C while the store answers ends the request and the run.
func TestInterruptedCall(t *testing.T) {
	for _, command := range []string{"check", "can-i"} {
		ctx, interrupt := context.WithCancel(t.Context())
		gone := make(chan struct{})
		store := slowStore(t, func(n int, req *http.Request) {
			if n == 2 {
				interrupt()
				<-req.Context().Done()
				close(gone)
			}
		})
		a, out, problems := fakeApp(t, ctx, "")
		if status := a.run([]string{command, "--store", store, aToken}); status != exitInterrupts {
			t.Errorf("%s: exit status %d", command, status)
		}
		<-gone
		if out.Len() > 0 || !strings.Contains(problems.String(), "Cancelled") {
			t.Errorf("%s: %q, %q", command, out, problems)
		}
	}
}

// A list that was stopped goes on where it was.
func TestInterruptedList(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	asked := 0
	store := slowStore(t, func(n int, req *http.Request) {
		if asked = n; n == 12 && ctx.Err() == nil {
			interrupt()
			<-req.Context().Done()
		}
	})
	list := strings.Repeat(aToken+"\n"+strings.Replace(aToken, "eyJraWQ", "eyJraWR", 1)+"\n", 5)
	file := filepath.Join(t.TempDir(), "answers")
	args := []string{"check", "--store", store, "--lines", "--jobs", "1", "--resume", file, "-"}

	a, out, problems := fakeApp(t, ctx, list)
	if status := a.run(args); status != exitInterrupts || !strings.Contains(problems.String(), "of 10 lines have an answer") {
		t.Fatalf("exit status %d: %s", status, problems)
	}
	kept, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(kept, out.Bytes()) || bytes.Count(kept, []byte("\n")) == 0 || bytes.Count(kept, []byte("\n")) == 10 {
		t.Fatalf("%v: kept %q, wrote %q", err, kept, out)
	}
	before := asked
	a, again, problems := fakeApp(t, t.Context(), list)
	if status := a.run(args); status != exitOK {
		t.Fatalf("exit status %d: %s", status, problems)
	}
	if rows := bytes.Count(again.Bytes(), []byte("\n")); rows != 10 || !bytes.HasPrefix(again.Bytes(), kept) {
		t.Errorf("%d rows: %s", rows, again)
	}
	if first := before; asked-first >= 10*3 {
		t.Errorf("asked %d times again", asked-first)
	}
	if bytes.Contains(again.Bytes(), []byte(aToken)) {
		t.Error("a token is in the answers")
	}
}

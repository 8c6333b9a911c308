package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

func TestSameIdNeverRunsTwice(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	h := e.withHeaders("a", "")
	var first, second wire.Credential
	call(t, h, "POST", "/v1/token/admin", login("jane", "right"), &first)
	call(t, h, "POST", "/v1/token/admin", login("jane", "right"), &second)
	if n := store.count("POST " + adminRoute); n != 1 {
		t.Errorf("%d sign-ins reached the store", n)
	}
	if first.Ref == "" || first.Ref != second.Ref {
		t.Errorf("refs %q and %q", first.Ref, second.Ref)
	}
}

func TestMessageSentAgainWhileTheCallRuns(t *testing.T) {
	store := &shop{password: "right"}
	arrived, goOn := make(chan struct{}), make(chan struct{})
	store.before = func(req *http.Request) {
		if req.Method == "POST" {
			close(arrived)
			<-goOn
		}
	}
	e := newEnv(t, exits{direct: store.Do})
	refs := make(chan string, 2)
	send := func() {
		var c wire.Credential
		_ = api.Call(context.Background(), e.withHeaders("a", ""), "POST", "/v1/token/admin", login("jane", "right"), &c)
		refs <- c.Ref
	}
	go send()
	<-arrived
	go send()
	close(goOn)
	if a, b := <-refs, <-refs; a == "" || a != b {
		t.Errorf("refs %q and %q", a, b)
	}
	if n := store.count("POST " + adminRoute); n != 1 {
		t.Errorf("%d sign-ins reached the store", n)
	}
}

// killed makes the state that a worker leaves behind which was killed while the
// store was answering.
func killed(t *testing.T, e *env, store *shop) {
	t.Helper()
	arrived, never := make(chan struct{}), make(chan struct{})
	t.Cleanup(func() { close(never) })
	store.before = func(req *http.Request) {
		if req.Method == "POST" {
			close(arrived)
			<-never
		}
	}
	go func() {
		_ = api.Call(context.Background(), e.withHeaders("a", "7"), "POST", "/v1/token/admin", login("jane", "right"), nil)
	}()
	<-arrived
	store.before = nil
}

func TestLoginThatHadLeftEndsAsInterrupted(t *testing.T) {
	store := &shop{password: "right"}
	ways := exits{direct: store.Do}
	e := newEnv(t, ways)
	killed(t, e, store)
	e.restart(ways)

	err := call(t, e.withHeaders("a", "7"), "POST", "/v1/token/admin", login("jane", "right"), nil)
	wantCode(t, err, "interrupted")
	if !strings.Contains(err.Message, "may have counted this login") {
		t.Errorf("message %q", err.Message)
	}
	var record wire.Call
	call(t, e, "GET", "/v1/calls/a", nil, &record)
	if record.State != wire.CallInterrupted {
		t.Errorf("state %s", record.State)
	}
	if n := store.count("POST " + adminRoute); n != 1 {
		t.Errorf("%d sign-ins reached the store", n)
	}
	// It was counted before it left.
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil), "invalid_grant")
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil), "invalid_grant")
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil), "locked_out")
}

func TestRecordHoldsNoSecret(t *testing.T) {
	store := &shop{password: "a-password-to-look-for"}
	e := newEnv(t, exits{direct: store.Do})
	call(t, e.withHeaders("a", "7"), "POST", "/v1/token/admin", login("jane", store.password), nil)
	raw, _ := e.state.Get(t.Context(), "session", "call:a")
	for _, s := range []string{store.password, adminToken} {
		if strings.Contains(string(raw), s) {
			t.Error("the call's record holds a secret")
		}
	}
}

func TestCancel(t *testing.T) {
	store := &shop{password: "right"}
	arrived := make(chan struct{})
	store.before = func(req *http.Request) {
		if req.Method == "POST" {
			close(arrived)
			<-req.Context().Done()
		}
	}
	e := newEnv(t, exits{direct: store.Do})
	ended := make(chan error, 1)
	go func() {
		ended <- api.Call(context.Background(), e.withHeaders("a", ""), "POST", "/v1/token/admin", login("jane", "right"), nil)
	}()
	<-arrived
	var record wire.Call
	if err := call(t, e, "DELETE", "/v1/calls/a", nil, &record); err != nil {
		t.Fatal(err.Message)
	}
	if record.State != wire.CallCancelled {
		t.Errorf("state %s", record.State)
	}
	if err := <-ended; err == nil {
		t.Error("the cancelled call succeeded")
	}
}

// A page that told of a failed call marks it, and no other tells of it again. The
// id stays used: what was sent once is not sent by a message that comes late.
func TestAFailedCallIsMarkedAsTold(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	wantCode(t, call(t, e.withHeaders("a", ""), "POST", "/v1/token/admin", login("jane", "wrong"), nil), "invalid_grant")
	var record wire.Call
	if err := call(t, e, "DELETE", "/v1/calls/a", nil, &record); err != nil {
		t.Fatal(err.Message)
	}
	if record.State != wire.CallCancelled || record.Status != 401 {
		t.Errorf("%s, %d", record.State, record.Status)
	}
	wantCode(t, call(t, e.withHeaders("a", ""), "POST", "/v1/token/admin", login("jane", "right"), nil), "invalid_grant")

	if err := call(t, e.withHeaders("b", ""), "POST", "/v1/token/admin", login("jane", "right"), nil); err != nil {
		t.Fatal(err.Message)
	}
	if err := call(t, e, "DELETE", "/v1/calls/b", nil, &record); err != nil || record.State != wire.CallDone {
		t.Errorf("a login that went well becomes %s", record.State)
	}
}

// dying is a State whose process ends after the n-th write.
type dying struct {
	api.State
	left int
}

func (d *dying) Set(ctx context.Context, area, key string, value []byte) error {
	if d.left--; d.left < 0 {
		return fmt.Errorf("the process has ended")
	}
	return d.State.Set(ctx, area, key, value)
}

// A worker that dies between any two writes must neither send a login twice nor
// lose one that was sent.
func TestWorkerDyingAfterEveryWrite(t *testing.T) {
	for n := range 12 {
		store := &shop{password: "right"}
		memory := &api.Memory{}
		config := api.Config{Exits: exits{direct: store.Do}, State: &dying{memory, n}}
		h := bridge(api.New(config), "a")
		_ = api.Call(context.Background(), h, "POST", "/v1/token/admin", login("jane", "right"), nil)
		sent := store.count("POST " + adminRoute)

		config.State = memory
		if err := api.Recover(context.Background(), memory, noon); err != nil {
			t.Fatal(err)
		}
		err := call(t, bridge(api.New(config), "a"), "POST", "/v1/token/admin", login("jane", "right"), nil)
		if total := store.count("POST " + adminRoute); total > 1 {
			t.Errorf("died after %d writes: %d sign-ins reached the store", n, total)
		}
		if sent == 1 && err != nil && err.Code != "interrupted" && err.Code != "server_error" {
			t.Errorf("died after %d writes: the page is told %s", n, err.Code)
		}
	}
}

func bridge(h http.Handler, id string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set(api.HeaderCall, id)
		h.ServeHTTP(w, req)
	})
}

package api_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
)

// sharedState is a State that several processes use: each handler on it knows
// nothing of the others.
type sharedState struct {
	api.Memory
	mu   sync.Mutex
	held bool
}

func (s *sharedState) Lock(context.Context) (func(), error) {
	s.mu.Lock()
	s.held = true
	return func() { s.held = false; s.mu.Unlock() }, nil
}

// processes logs in once from each of n handlers at once, and returns how many
// of them got a token.
func processes(t *testing.T, state *sharedState, store *shop, n int, password string) int {
	var wait sync.WaitGroup
	var mu sync.Mutex
	in := 0
	for range n {
		h := api.New(api.Config{Exits: exits{direct: store.Do}, State: state})
		wait.Go(func() {
			if api.Call(t.Context(), h, "POST", "/v1/token/admin", login("jane", password), nil) == nil {
				mu.Lock()
				in++
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return in
}

func TestProcessesTogetherDoNotLockAUserOut(t *testing.T) {
	state, store := &sharedState{}, &shop{password: "right"}
	processes(t, state, store, 8, "wrong")
	if n := store.count("POST " + adminRoute); n != 3 {
		t.Errorf("%d logins reached the store, want 3", n)
	}
}

func TestProcessesTogetherAllGetIn(t *testing.T) {
	state, store := &sharedState{}, &shop{password: "right"}
	if in := processes(t, state, store, 12, "right"); in != 12 {
		t.Errorf("%d of 12 got a token", in)
	}
	if keys, _ := state.Keys(t.Context(), api.AreaLocal, "lock:"); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestRecordsAreFreeWhileTheStoreAnswers(t *testing.T) {
	state, store := &sharedState{}, &shop{password: "right"}
	store.before = func(*http.Request) {
		if state.held {
			t.Error("nobody else can change a record")
		}
	}
	processes(t, state, store, 1, "right")
}

// fly sends three logins that the store does not answer before the test ends.
func fly(t *testing.T, store *shop, open func() http.Handler) {
	arrived, end := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	t.Cleanup(func() { close(end); wait.Wait() })
	store.before = func(req *http.Request) {
		if req.Method == "POST" {
			arrived <- struct{}{}
			<-end
		}
	}
	for range 3 {
		h := open()
		wait.Go(func() { _ = api.Call(context.Background(), h, "POST", "/v1/token/admin", login("jane", "right"), nil) })
		<-arrived
	}
}

// TestKilledProcessesCount leaves three logins in flight for good: they count,
// and after a while nobody waits for them.
func TestKilledProcessesCount(t *testing.T) {
	state, store := &sharedState{}, &shop{password: "right"}
	now := noon
	open := func() http.Handler {
		return api.New(api.Config{Exits: exits{direct: store.Do}, State: state, Now: func() time.Time { return now }})
	}
	fly(t, store, open)
	now = now.Add(2 * time.Minute)
	wantCode(t, call(t, open(), "POST", "/v1/token/admin", login("jane", "right"), nil), "locked_out")
}

func TestWaitForOthersEndsWithTheCall(t *testing.T) {
	state, store := &sharedState{}, &shop{password: "right"}
	open := func() http.Handler { return api.New(api.Config{Exits: exits{direct: store.Do}, State: state}) }
	fly(t, store, open)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := api.Call(ctx, open(), "POST", "/v1/token/admin", login("jane", "right"), nil); err == nil {
		t.Error("the fourth login was let through")
	}
	if n := store.count("POST " + adminRoute); n != 3 {
		t.Errorf("%d logins reached the store, want 3", n)
	}
}

package api_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
)

// mortal is a worker's life: after so many operations nothing that it does has
// any effect, as if the browser had ended it there.
type mortal struct {
	left int
	dead bool
}

var errKilled = errors.New("the worker was killed")

func (m *mortal) live() error {
	if m.left == 0 {
		m.dead = true
	}
	m.left--
	if m.dead {
		return errKilled
	}
	return nil
}

// mortalState is the browser's storage as a worker sees it that may be killed.
type mortalState struct {
	*api.Memory
	life *mortal
}

func (s mortalState) Set(ctx context.Context, area, key string, value []byte) error {
	if err := s.life.live(); err != nil {
		return err
	}
	return s.Memory.Set(ctx, area, key, value)
}

func (s mortalState) Delete(ctx context.Context, area, key string) error {
	if err := s.life.live(); err != nil {
		return err
	}
	return s.Memory.Delete(ctx, area, key)
}

// over sends for a worker that may be killed before it sends, or before it has
// the answer.
func (m *mortal) over(store *careful) doerFunc {
	return func(req *http.Request) (*http.Response, error) {
		if err := m.live(); err != nil {
			return nil, err
		}
		resp, err := store.Do(req)
		if killed := m.live(); killed != nil {
			return nil, killed
		}
		return resp, err
	}
}

// click is a message of the page about tab 7.
type click struct {
	path string
	body fields
}

// press sends a click to a worker that is killed at an operation, and the same
// message twice more to its successors. It returns the last answer, and whether
// the kill came.
func press(t *testing.T, state *api.Memory, store *careful, c click, id string, at int) (*api.Error, bool) {
	t.Helper()
	lives := []*mortal{{left: at}, {left: -1}, {left: -1}}
	var last *api.Error
	for _, life := range lives {
		b := &browser{origin: "https://shop.test", key: func(string) string { return `{"touched":true}` }}
		h := api.New(api.Config{Exits: exits{direct: life.over(store)}, State: mortalState{state, life}, Browser: b, Now: noonClock})
		if err := api.Recover(t.Context(), state, noon); err != nil {
			t.Fatal(err)
		}
		last = call(t, inCall(h, id), "POST", c.path, c.body, nil)
	}
	return last, lives[0].dead
}

func inCall(h http.Handler, id string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set(api.HeaderCall, id)
		req.Header.Set(api.HeaderTab, "7")
		h.ServeHTTP(w, req)
	})
}

// TestOnePasswordForEachClick kills the worker at every operation of every step
// of a login in turn: each click sends at most one password, whatever becomes of
// it, and the user gets in with clicks alone.
func TestOnePasswordForEachClick(t *testing.T) {
	begin := click{"/v1/token/admin", login("jane", "right")}
	step := func(f fields) click { return click{"/v1/token/admin", goOn(f)} }
	for name, clicks := range map[string][]click{
		"code":       {begin, step(fields{"otp": "123456"})},
		"wrong code": {begin, step(fields{"otp": "000000"}), step(fields{"otp": "123456"})},
		"sent":       {begin, step(fields{"send": "sms"}), step(fields{"factor": "authy", "otp": "123456"})},
		"key":        {begin, step(fields{"factor": "u2fkey"}), step(fields{"factor": "u2fkey"})},
	} {
		for victim := range clicks {
			for at, killed := 0, true; killed; at++ {
				if at > 60 {
					t.Fatal("the worker does not end")
				}
				killed = everyClick(t, fmt.Sprintf("%s, click %d killed at %d", name, victim, at), clicks, victim, at)
			}
		}
	}
}

// everyClick makes the clicks of a login, one of them killed, and again what a
// user would do who sees that it did not work.
func everyClick(t *testing.T, name string, clicks []click, victim, at int) (killed bool) {
	t.Helper()
	state, store := &api.Memory{}, newCareful(`"google","authy","u2fkey"`)
	var last *api.Error
	one := func(i, at int, id string) bool {
		before := store.passwords()
		var dead bool
		last, dead = press(t, state, store, clicks[i], id, at)
		if n := store.passwords() - before; n > 1 {
			t.Errorf("%s: %d passwords for one click", name, n)
		}
		return dead
	}
	for i := range clicks {
		if i != victim {
			one(i, -1, fmt.Sprint("call-", i))
			continue
		}
		killed = one(i, at, fmt.Sprint("call-", i))
		if killed && !strings.Contains(fmt.Sprint(last), "two_factor") {
			one(i, -1, fmt.Sprint("again-", i))
		}
	}
	if last != nil && !(last.Code == "login_over" && killed) {
		t.Errorf("%s: ends with %s", name, last.Code)
	}
	return killed
}

func noonClock() time.Time { return noon }

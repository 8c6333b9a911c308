package api_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/magento"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// doerFunc is a Doer made of a function.
type doerFunc func(*http.Request) (*http.Response, error)

func (f doerFunc) Do(req *http.Request) (*http.Response, error) { return f(req) }

// exits has one Doer for each way out.
type exits struct{ direct, tab doerFunc }

func (e exits) Direct() magento.Doer { return e.direct }

func (e exits) Tab(int) magento.Doer {
	if e.tab == nil {
		return nil
	}
	return e.tab
}

// shop is a store in memory: it answers the few routes that these tests need and
// counts what reached it.
type shop struct {
	mu       sync.Mutex
	requests []string
	// password is the one that signs in.
	password string
	// before runs before each answer.
	before func(*http.Request)
}

const (
	adminRoute = "/rest/V1/integration/admin/token"
	// A made-up token of user 7, an admin, issued at noon for an hour; nobody's
	// key signed it.
	adminToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjcsInV0eXBpZCI6MiwiaWF0IjoxNzk1NDM1MjAwLCJleHAiOjE3OTU0Mzg4MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS1pbi1wYXJ0aWN1bGFyLTAwMDA"
)

func (s *shop) Do(req *http.Request) (*http.Response, error) {
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.requests = append(s.requests, req.Method+" "+req.URL.Path)
	s.mu.Unlock()
	if s.before != nil {
		s.before(req)
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	status, body := s.answer(req)
	return reply(status, "application/json; charset=utf-8", body), nil
}

func (s *shop) answer(req *http.Request) (int, string) {
	switch req.URL.Path {
	case "/rest/V1/directory/currency":
		return 200, `{"base_currency_code":"USD"}`
	case "/magento_version":
		return 200, "Magento/2.4 (Community)"
	case adminRoute:
		if req.Method != http.MethodPost {
			break
		}
		sent, _ := io.ReadAll(req.Body)
		if strings.Contains(string(sent), s.password) {
			return 200, `"` + adminToken + `"`
		}
		return 401, `{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}`
	case "/rest/V1/modules":
		if req.Header.Get("Authorization") == "Bearer "+adminToken {
			return 200, `["Magento_Store"]`
		}
		return 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::admin"}}`
	}
	return 404, `{"message":"Request does not match any route."}`
}

func (s *shop) count(line string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, request := range s.requests {
		if request == line {
			n++
		}
	}
	return n
}

func reply(status int, mediaType, body string) *http.Response {
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {mediaType}},
		Body:       io.NopCloser(strings.NewReader(body)),
	}
}

// env is a handler with its surroundings.
type env struct {
	t     *testing.T
	state *api.Memory
	now   time.Time
	http.Handler
}

func newEnv(t *testing.T, ways exits) *env {
	e := &env{t: t, state: &api.Memory{}, now: noon}
	e.restart(ways)
	return e
}

// restart is what a killed and revived worker sees: the same state, a new
// handler.
func (e *env) restart(ways exits) {
	e.t.Helper()
	if err := api.Recover(context.Background(), e.state, e.now); err != nil {
		e.t.Fatal(err)
	}
	e.Handler = api.New(api.Config{Exits: ways, State: e.state, Now: func() time.Time { return e.now }})
}

// withHeaders sets the bridge's headers on every call.
func (e *env) withHeaders(call, tab string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set(api.HeaderCall, call)
		req.Header.Set(api.HeaderTab, tab)
		e.ServeHTTP(w, req)
	})
}

func call(t *testing.T, h http.Handler, method, path string, in, out any) *api.Error {
	t.Helper()
	err := api.Call(context.Background(), h, method, path, in, out)
	var refused *api.Error
	if err != nil && !errors.As(err, &refused) {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return refused
}

type fields = map[string]any

func login(user, password string, more ...any) fields {
	in := fields{
		"store":  fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"},
		"fields": fields{"username": user, "password": password},
	}
	for i := 0; i+1 < len(more); i += 2 {
		in[more[i].(string)] = more[i+1]
	}
	return in
}

func wantCode(t *testing.T, err *api.Error, code string) {
	t.Helper()
	if err == nil {
		t.Fatalf("the call succeeded, want the error %s", code)
	}
	if err.Code != code {
		t.Fatalf("error %s (%s), want %s", err.Code, err.Message, code)
	}
}

func wantOK(t *testing.T, err *api.Error) {
	t.Helper()
	if err != nil {
		t.Fatalf("error %s: %s", err.Code, err.Message)
	}
}

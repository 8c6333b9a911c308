package sandbox_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// clock is a time that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newStore(options sandbox.Options) (*sandbox.Store, *clock) {
	c := &clock{time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	options.Now = c.now
	return sandbox.New(options), c
}

// answer is what came back, read.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends one request; headers are "Name: value".
func ask(t *testing.T, h http.Handler, method, path, body string, headers ...string) answer {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = "localhost:8089"
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	read, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{w.Code, w.Result().Header, string(read)}
}

const (
	asJSON     = "Content-Type: application/json"
	wantsJSON  = "Accept: application/json"
	adminRoute = "/rest/V1/integration/admin/token"
	shopRoute  = "/rest/V1/integration/customer/token"
)

func tokenOf(t *testing.T, h http.Handler, route, user, password string) string {
	t.Helper()
	a := ask(t, h, "POST", route, `{"username":"`+user+`","password":"`+password+`"}`, asJSON, wantsJSON)
	if a.status != 200 {
		t.Fatalf("%s as %s: %d %s", route, user, a.status, a.body)
	}
	return strings.Trim(a.body, `"`)
}

func expect(t *testing.T, a answer, status int, part string) {
	t.Helper()
	if a.status != status || !strings.Contains(a.body, part) {
		t.Errorf("got %d %s, want %d with %s", a.status, a.body, status, part)
	}
}

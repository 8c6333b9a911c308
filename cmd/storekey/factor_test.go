package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// person answers questions as they come.
type person func(question string) string

func (p person) ask(question string, _ bool) (string, error) { return p(question), nil }

// The tap in Authy's app comes between two requests: only somebody who answers
// can make it.
func TestOneTouch(t *testing.T) {
	for tap, want := range map[string]int{"approved": exitOK, "denied": exitNo} {
		store := sandbox.New(sandbox.Options{})
		set := func(name, body string) {
			req := httptest.NewRequest(http.MethodPut, "/_sandbox/"+name, strings.NewReader(body))
			req.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			if store.ServeHTTP(w, req); w.Code >= 300 {
				t.Fatalf("%s: %d %s", name, w.Code, w.Body)
			}
		}
		set("mode", `{"twoFactor":true,"factors":["authy"]}`)
		server := httptest.NewServer(store)
		a := testApp(t.Context(), t)
		var out bytes.Buffer
		a.out = &out
		a.tty = person(func(question string) string {
			switch {
			case strings.HasPrefix(question, "Password"):
				return "Admin123!seed"
			case strings.HasPrefix(question, "Code of the Authy app"):
				return "OneTouch "
			case strings.HasPrefix(question, "Say yes"):
				set("second", `{"oneTouch":"`+tap+`"}`)
				return ""
			}
			t.Errorf("asked for %q", question)
			return ""
		})
		if got := a.run([]string{"token", "admin", "--store", server.URL, "--username", "admin"}); got != want || strings.HasPrefix(out.String(), "eyJ") != (want == exitOK) {
			t.Errorf("%s: %d", tap, got)
		}
		server.Close()
	}
}

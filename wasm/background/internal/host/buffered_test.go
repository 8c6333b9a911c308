package host

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestServeHoldsTheAnswerBack(t *testing.T) {
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		status  int
		body    string
	}{
		"status and body": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X", "1")
			w.WriteHeader(http.StatusTeapot)
			w.WriteHeader(http.StatusOK) // comes too late
			_, _ = io.WriteString(w, "a")
			_, _ = io.WriteString(w, "b")
		}, 418, "ab"},
		"body alone":   {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "a") }, 200, "a"},
		"nothing":      {func(http.ResponseWriter, *http.Request) {}, 200, ""},
		"status alone": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }, 204, ""},
	} {
		answer := serve(test.handler, &http.Request{}, func(any) { t.Errorf("%s: panicked", name) })
		if answer.status != test.status || answer.body.String() != test.body {
			t.Errorf("%s: %d %s", name, answer.status, answer.body.String())
		}
	}
}

func TestServeSurvivesPanics(t *testing.T) {
	for name, cause := range map[string]any{"text": "marker", "error": errors.New("marker"), "abort": http.ErrAbortHandler} {
		var reported any
		answer := serve(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Half", "1")
			_, _ = io.WriteString(w, "half an answer")
			panic(cause)
		}), &http.Request{}, func(cause any) { reported = cause })

		var body wire.ErrorBody
		if err := json.Unmarshal(answer.body.Bytes(), &body); err != nil {
			t.Fatalf("%s: %v in %s", name, err, answer.body.String())
		}
		if answer.status != 500 || body.Error.Code != "server_error" || body.Error.Message == "" || body.Error.Hint == "" {
			t.Errorf("%s: %d %+v", name, answer.status, body)
		}
		if strings.Contains(answer.body.String(), "marker") || answer.Header().Get("X-Half") != "" {
			t.Errorf("%s: what the handler had is in the answer: %s", name, answer.body.String())
		}
		if reported != cause {
			t.Errorf("%s: reported %v", name, reported)
		}
	}
}

func TestRejoin(t *testing.T) {
	header := http.Header{
		"Authorization": {`OAuth a="1"`, ` b="2"`},
		"Date":          {"Mon", " 23 Nov 2026 06:00:00 GMT"},
		"Accept":        {"*/*"},
	}
	rejoin(header)
	for name, want := range map[string]string{
		"Authorization": `OAuth a="1", b="2"`, "Date": "Mon, 23 Nov 2026 06:00:00 GMT", "Accept": "*/*",
	} {
		if got := header[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

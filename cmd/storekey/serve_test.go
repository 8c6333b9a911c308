package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// TestGateRefuses makes calls that are not let in, one for each reason.
func TestGateRefuses(t *testing.T) {
	reached := 0
	g := &gate{key: secret.New("the key"), hosts: hostNames("127.0.0.1:8090"),
		next: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			reached++
			if len(req.Header) > 2 || req.Header.Get(api.HeaderTab) != "" {
				t.Errorf("headers came through: %v", req.Header)
			}
			_, _ = io.Copy(w, req.Body)
		})}
	for _, c := range []struct {
		what, host string
		headers    map[string]string
		body       string
		status     int
		code       string
	}{
		{"as it should be", "127.0.0.1:8090", nil, "x", 200, ""},
		{"by another name", "LocalHost:8090", nil, "x", 200, ""},
		{"with an id", "[::1]:8090", map[string]string{api.HeaderCall: "1", api.HeaderTab: "3", api.HeaderPrivate: "1", "Cookie": "a=b"}, "x", 200, ""},
		{"name that was made to lead here", "evil.example:8090", nil, "", 421, "host_refused"},
		{"other port", "127.0.0.1:80", nil, "", 421, "host_refused"},
		{"no host", "", nil, "", 421, "host_refused"},
		{"page", "127.0.0.1:8090", map[string]string{"Origin": "https://evil.example"}, "", 403, "origin_refused"},
		{"page without an origin", "127.0.0.1:8090", map[string]string{"Origin": "null"}, "", 403, "origin_refused"},
		{"empty origin", "127.0.0.1:8090", map[string]string{"Origin": ""}, "", 403, "origin_refused"},
		{"page of this machine", "127.0.0.1:8090", map[string]string{"Origin": "http://127.0.0.1:8090"}, "", 403, "origin_refused"},
		{"image of a page", "127.0.0.1:8090", map[string]string{"Sec-Fetch-Site": "cross-site"}, "", 403, "origin_refused"},
		{"no key", "127.0.0.1:8090", map[string]string{"Authorization": ""}, "", 401, "invalid_token"},
		{"other key", "127.0.0.1:8090", map[string]string{"Authorization": "Bearer the kez"}, "", 401, "invalid_token"},
		{"longer key", "127.0.0.1:8090", map[string]string{"Authorization": "Bearer the key "}, "", 401, "invalid_token"},
		{"other scheme", "127.0.0.1:8090", map[string]string{"Authorization": "Basic the key"}, "", 401, "invalid_token"},
		{"large", "127.0.0.1:8090", nil, strings.Repeat("x", maxCall+1), 413, "invalid_request"},
	} {
		before := reached
		req := httptest.NewRequest(http.MethodPost, "/v1/inspect", strings.NewReader(c.body))
		req.Host = c.host
		req.Header.Set("Authorization", "Bearer the key")
		for name, value := range c.headers {
			req.Header[http.CanonicalHeaderKey(name)] = []string{value}
		}
		w := httptest.NewRecorder()
		g.ServeHTTP(w, req)
		var no wire.ErrorBody
		if w.Code != 200 {
			_ = json.Unmarshal(w.Body.Bytes(), &no)
		}
		if w.Code != c.status || no.Error.Code != c.code || (reached > before) != (c.status == 200) {
			t.Errorf("%s: %d %s", c.what, w.Code, w.Body)
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control") {
				t.Errorf("%s: %s", c.what, name)
			}
		}
	}
}

// TestServeRuns starts the command, makes a call, and stops it.
func TestServeRuns(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	a := testApp(ctx, t)
	keyFile := filepath.Join(t.TempDir(), "key")
	printed, out := io.Pipe()
	var problems bytes.Buffer
	a.out, a.err = out, &problems
	status := make(chan int, 1)
	go func() { status <- a.run([]string{"serve", "--listen", "127.0.0.1:0", "--key-file", keyFile, "--json"}) }()
	var told struct{ URL, KeyFile string }
	if err := json.NewDecoder(printed).Decode(&told); err != nil {
		t.Fatal(err)
	}
	key, err := os.ReadFile(keyFile)
	info, statErr := os.Stat(keyFile)
	if err != nil || statErr != nil || info.Mode().Perm() != 0o600 || told.KeyFile != keyFile {
		t.Fatalf("%v %v %v", err, statErr, told)
	}
	ask := func(header string) *http.Response {
		t.Helper()
		req, err := http.NewRequest(http.MethodGet, told.URL+"/v1/providers", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", header)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp
	}
	if resp := ask("Bearer " + strings.TrimSpace(string(key))); resp.StatusCode != 200 {
		t.Errorf("with the key: %d", resp.StatusCode)
	}
	if resp := ask("Bearer guess"); resp.StatusCode != 401 {
		t.Errorf("without: %d", resp.StatusCode)
	}
	stop()
	if got := <-status; got != exitOK {
		t.Errorf("exit status %d", got)
	}
	if _, err := os.Stat(keyFile); err == nil {
		t.Error("the key is still there")
	}
	if strings.Contains(problems.String(), strings.TrimSpace(string(key))) {
		t.Error("the key was printed, too")
	}
}

// What was begun comes to its end.
func TestServeStopsWithCare(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	begun, goOn := make(chan struct{}), make(chan struct{})
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-goOn
		_, _ = io.WriteString(w, "done")
	})
	ended := make(chan error, 1)
	go func() { ended <- serveCalls(ctx, listener, handler) }()
	answer := make(chan string, 1)
	go func() {
		resp, err := http.Get("http://" + listener.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		defer resp.Body.Close()
		text, _ := io.ReadAll(resp.Body)
		answer <- string(text)
	}()
	<-begun
	stop()
	close(goOn)
	if got := <-answer; got != "done" {
		t.Errorf("the call under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

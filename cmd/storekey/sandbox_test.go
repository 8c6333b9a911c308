package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestSandboxRuns starts the command, logs in to it and stops it.
func TestSandboxRuns(t *testing.T) {
	for _, secure := range []bool{false, true} {
		args := []string{"sandbox", "--listen", "127.0.0.1:0", "--json"}
		if secure {
			args = append(args, "--tls")
		}
		ctx, stop := context.WithCancel(context.Background())
		printed, out := io.Pipe()
		status := make(chan int, 1)
		a := testApp(ctx, t)
		a.out = out
		go func() { status <- a.run(args) }()

		var told struct{ URL, AdminURL string }
		if err := json.NewDecoder(printed).Decode(&told); err != nil {
			t.Fatal(err)
		}
		if secure != strings.HasPrefix(told.URL, "https://127.0.0.1:") || told.AdminURL != told.URL+"admin" {
			t.Errorf("addresses %+v", told)
		}
		way := &network{}
		way.loosen("127.0.0.1")
		resp, err := get(t, &client{network: way}, told.URL+"rest/V1/directory/currency")
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Errorf("%s: %v, %v", told.URL, resp, err)
		}
		stop()
		if got := <-status; got != exitOK {
			t.Errorf("exit status %d", got)
		}
	}
}

func TestSandboxIntroducesItself(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	printed, out := io.Pipe()
	a := testApp(ctx, t)
	a.out = out
	status := make(chan int, 1)
	go func() {
		status <- a.run([]string{"sandbox", "--listen", "localhost:0", "--base-path", "/shop/", "--front-name", "backend", "--two-factor"})
		out.Close()
	}()
	var text strings.Builder
	for lines := bufio.NewScanner(printed); lines.Scan(); {
		text.WriteString(lines.Text() + "\n")
		if strings.HasPrefix(lines.Text(), "Ctrl-C") {
			stop()
		}
	}
	for _, want := range []string{"/shop/\n", "/shop/backend\n", "/_sandbox/\n", "Admin123!seed", "roni@example.com",
		"otpauth://totp/Sandbox:admin?secret="} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is missing in\n%s", want, text.String())
		}
	}
	if got := <-status; got != exitOK {
		t.Errorf("exit status %d", got)
	}
}

func TestSandboxNeedsAFreePort(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	printed, out := io.Pipe()
	first := testApp(ctx, t)
	first.out = out
	go first.run([]string{"sandbox", "--listen", "127.0.0.1:0", "--json"})
	var told struct{ URL string }
	if err := json.NewDecoder(printed).Decode(&told); err != nil {
		t.Fatal(err)
	}
	second := testApp(ctx, t)
	address := strings.TrimSuffix(strings.TrimPrefix(told.URL, "http://"), "/")
	if status := second.run([]string{"sandbox", "--listen", address}); status != exitNo {
		t.Errorf("exit status %d", status)
	}
	if text := second.err.(*bytes.Buffer).String(); !strings.Contains(text, "cannot listen") {
		t.Errorf("told %q", text)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	a := testApp(ctx, t)
	args := []string{"token", "admin", "--store", "http://127.0.0.1:1", "--username", "a", "--password-stdin"}
	a.in = strings.NewReader("x")
	if status := a.run(args); status != exitInterrupts {
		t.Errorf("exit status %d, %s", status, a.err)
	}
}

// testApp is a run of the program that nobody sits at.
func testApp(ctx context.Context, t *testing.T) *app {
	home := t.TempDir()
	env := func(name string) string { return map[string]string{"STOREKEY_HOME": home}[name] }
	return &app{ctx: ctx, in: strings.NewReader(""), out: io.Discard, err: &bytes.Buffer{}, env: env}
}

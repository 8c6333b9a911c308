package main

import (
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/storekey/storekey/sandbox"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"storekey": func() { os.Exit(start(fakeKeychain(os.Getenv("KEYCHAIN")))) }})
}

// TestStories runs the stories of testdata, each with a fresh store at $STORE and
// another at $OTHER that has its encryption key.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               openStore,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":  wantStatus,
			"mode":   setMode,
			"code":   oneTimeCode,
			"logins": countLogins,
			"field":  jsonField,
			"hidden": hidden,
			"id":     storeID,
			"empty":  nothingKept,
			"perm":   wantMode,
		},
	})
}

func openStore(env *testscript.Env) error {
	key := []byte("the key of a store and of its copy")
	server := httptest.NewServer(sandbox.New(sandbox.Options{Key: key}))
	env.Defer(server.Close)
	other := httptest.NewServer(sandbox.New(sandbox.Options{Key: key}))
	env.Defer(other.Close)
	// httptest's certificate is one for 127.0.0.1 and for example.com.
	secure := httptest.NewUnstartedServer(sandbox.New(sandbox.Options{Key: key}))
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	env.Defer(secure.Close)
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	if err := os.WriteFile(filepath.Join(env.WorkDir, "ca.pem"), ca, 0o600); err != nil {
		return err
	}
	nowhere, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	env.Vars = append(env.Vars,
		"STORE="+server.URL,
		"OTHER="+other.URL,
		"SECURE="+secure.URL,
		"SECUREPORT="+secure.URL[strings.LastIndexByte(secure.URL, ':')+1:],
		"NOWHERE=http://"+nowhere.Addr().String(),
		"STOREKEY_HOME="+filepath.Join(env.WorkDir, "home"),
		"NO_PROXY=*",
	)
	return nowhere.Close()
}

// exits runs a command and wants a status: exits 64 storekey token
func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// mode changes how the store behaves: mode '{"twoFactor":true}'
func setMode(ts *testscript.TestScript, _ bool, args []string) {
	control(ts, http.MethodPut, "mode", args[0])
}

// code puts the present one-time code into a variable: code OTP
func oneTimeCode(ts *testscript.TestScript, _ bool, args []string) {
	var otp struct{ Code string }
	ts.Check(json.Unmarshal(control(ts, http.MethodGet, "otp", ""), &otp))
	ts.Setenv(args[0], otp.Code)
}

// logins wants a number of requests that carried a password: logins 1
func countLogins(ts *testscript.TestScript, _ bool, args []string) {
	var counters struct{ Total int }
	ts.Check(json.Unmarshal(control(ts, http.MethodGet, "counters", ""), &counters))
	if got := strconv.Itoa(counters.Total); got != args[0] {
		ts.Fatalf("%s logins reached the store, want %s", got, args[0])
	}
}

func control(ts *testscript.TestScript, method, name, body string) []byte {
	req, err := http.NewRequest(method, ts.Getenv("STORE")+"/_sandbox/"+name, strings.NewReader(body))
	ts.Check(err)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	ts.Check(err)
	if resp.StatusCode >= 300 {
		ts.Fatalf("%s: %s", resp.Status, answer)
	}
	return answer
}

// field wants a value in the JSON on standard output, or with "-" only that
// there is one: field tokens.0.kind admin. An entry of a registry is found by
// its id, wherever it stands: field targets.curl.summary -
func jsonField(ts *testscript.TestScript, neg bool, args []string) {
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &value))
	found := true
	for _, name := range strings.Split(args[0], ".") {
		if value, found = member(value, name); !found {
			break
		}
	}
	text := fmt.Sprint(value)
	if fits := found && (args[1] == "-" || args[1] == text); fits == neg {
		ts.Fatalf("%s is %q (there: %v)", args[0], text, found)
	}
}

// id puts the id of the store on standard output into a variable: id ID
func storeID(ts *testscript.TestScript, _ bool, args []string) {
	var store struct{ ID string }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &store))
	ts.Setenv(args[0], store.ID)
}

// empty wants that nothing at all is remembered.
func nothingKept(ts *testscript.TestScript, _ bool, _ []string) {
	files, err := filepath.Glob(filepath.Join(ts.Getenv("STOREKEY_HOME"), "*"+recordEnding))
	ts.Check(err)
	if len(files) > 0 {
		ts.Fatalf("kept: %v", files)
	}
}

// perm wants a file's permissions: perm 600 log
func wantMode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := strconv.FormatUint(uint64(info.Mode().Perm()), 8); got != args[0] {
		ts.Fatalf("%s has mode %s", args[1], got)
	}
}

func member(value any, name string) (any, bool) {
	switch value := value.(type) {
	case map[string]any:
		inner, ok := value[name]
		return inner, ok
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i < len(value) {
			return value[i], true
		}
		for _, entry := range value {
			if id, _ := member(entry, "id"); id == name {
				return entry, true
			}
		}
	}
	return nil, false
}

// hidden wants that a text is nowhere in what was printed, nor in what is
// remembered: hidden stderr 'Admin123!seed'
func hidden(ts *testscript.TestScript, _ bool, args []string) {
	if args[0] != "home" {
		if strings.Contains(ts.ReadFile(args[0]), args[1]) {
			ts.Fatalf("%s holds the secret", args[0])
		}
		return
	}
	files, err := filepath.Glob(filepath.Join(ts.Getenv("STOREKEY_HOME"), "*"))
	ts.Check(err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		ts.Check(err)
		if strings.Contains(string(text), args[1]) || strings.Contains(file, args[1]) {
			ts.Fatalf("%s holds the secret", file)
		}
	}
}

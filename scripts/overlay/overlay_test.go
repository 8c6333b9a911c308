package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// unwanted came with crypto/tls. Certificates stand for all of it.
var unwanted = []string{"crypto/internal/fips140/nistec", "crypto/rsa", "crypto/x509", "encoding/asn1"}

// browser runs the go command as scripts/wasm-build does.
func browser(t *testing.T, args ...string) string {
	t.Helper()
	list := filepath.Join(t.TempDir(), "overlay.json")
	if err := run("std", list); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", slices.Insert(args, 1, "-tags=nethttpomithttp2", "-overlay="+list)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", cmd, err, out)
	}
	return string(out)
}

func TestThisToolchainTakesThePackages(t *testing.T) {
	browser(t, "build", "crypto/tls", "net/http")
}

func TestWorkerHasNoTLS(t *testing.T) {
	deps := strings.Fields(browser(t, "list", "-deps", "../../wasm/background"))
	if !slices.Contains(deps, "net/http") {
		t.Fatal("the worker has no net/http: this test says nothing")
	}
	for _, path := range unwanted {
		if slices.Contains(deps, path) {
			t.Errorf("the worker has %s", path)
		}
	}
}

func TestOtherFilesOfThePackageAreHidden(t *testing.T) {
	std, src := t.TempDir(), t.TempDir()
	put(t, std, "a/b/b.go", "a/b/b_test.go")
	put(t, src, "a/b/b.go", "a/b/more.go", "a/b/more_test.go", "a/b/asm.s", "a/a.go")
	got, err := Replace(std, src)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		filepath.Join(src, "a/b/b.go"):    filepath.Join(std, "a/b/b.go"),
		filepath.Join(src, "a/b/more.go"): "",
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if string(a) != string(b) {
		t.Errorf("list\n%s, want\n%s", a, b)
	}
}

func TestUnknownPackageIsRefused(t *testing.T) {
	std := t.TempDir()
	put(t, std, "crypto/gone/gone.go")
	if _, err := Replace(std, t.TempDir()); err == nil || !strings.Contains(err.Error(), "no such package") {
		t.Errorf("err = %v", err)
	}
	if _, err := Replace(t.TempDir(), t.TempDir()); err == nil {
		t.Error("an empty folder is taken")
	}
}

func put(t *testing.T, folder string, names ...string) {
	t.Helper()
	for _, name := range names {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("package b\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

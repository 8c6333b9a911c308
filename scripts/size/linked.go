package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// denied packages cost a program much more than they give it.
var denied = []string{
	"encoding/gob", "flag", "html/template", "log/slog", "net/http/httptest",
	"regexp", "testing", "text/template", "time/tzdata",
	"crypto/internal/fips140/nistec", "crypto/x509",
	"github.com/google/go-cmp/cmp", "github.com/spf13/cobra", "golang.org/x/oauth2",
}

// heavy are what the linker's list of dependencies must not show: the first
// keeps every exported method of every type, the second brings the whole HTTP
// client.
var heavy = []string{"ReflectMethod", "net/http.(*Transport).roundTrip"}

// inspect looks into how a program is linked.
func inspect(gates *Gates, p Program) {
	deps, err := output("env", "GOOS=js", "GOARCH=wasm", "go", "list", "-deps", "-tags=nethttpomithttp2", "-overlay=build/overlay.json", p.Package)
	if err != nil {
		gates.Fail(p.Name+", packages", err.Error())
		return
	}
	gates.None(p.Name+", packages that must not be", common(strings.Fields(deps), p.Denied))

	// The go command repeats what the linker said at the next build of the same
	// compiled package, so this one is compiled with a flag that changes nothing.
	dump, err := output("scripts/wasm-build", p.Name, os.DevNull, ".", "-gcflags=-e", "-ldflags=-s -w -dumpdep")
	if err != nil {
		gates.Fail(p.Name+", linking", err.Error())
		return
	}
	for _, mark := range heavy {
		gates.None(p.Name+", "+mark, linesWith(dump, mark))
	}
}

// output runs a command and returns all that it printed.
func output(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, firstLine(string(out)))
	}
	return string(out), nil
}

func common(have, unwanted []string) []string {
	var both []string
	for _, name := range unwanted {
		if slices.Contains(have, name) {
			both = append(both, name)
		}
	}
	return both
}

func linesWith(text, mark string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, mark) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

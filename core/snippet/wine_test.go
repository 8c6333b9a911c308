//go:build !js

package snippet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/shellwords"
)

// TestCurlCmdInWine types the commands into Wine's cmd.exe, with a program in
// the place of curl.exe that tells its arguments, and wants what our reader of
// cmd.exe gets of them. Wine's is another program than Microsoft's, so that this
// says less than where it fails: it takes carets away before it looks for
// variables, and makes a carriage return of a line feed.
func TestCurlCmdInWine(t *testing.T) {
	t.Parallel()
	needs(t, "wine")
	needs(t, "go")
	folder := t.TempDir()
	// Wine starts a program of this system too.
	goBuild(t, "testdata/drivers/argv.go", filepath.Join(folder, "curl.exe"))
	want := map[string][]string{}
	var typed strings.Builder
	for _, c := range hostileCases(func(n int) string { return fmt.Sprintf("http://shop.test/%d/", n) }) {
		text, err := targets["curlcmd"].Write(c.request)
		words, _ := shellwords.Split(text, shellwords.Cmd)
		if err != nil || strings.ContainsAny(strings.Join(words, ""), "%\n") {
			continue
		}
		typed.WriteString(strings.ReplaceAll(text, "\n", "\r\n") + "\r\n")
		want[numberIn(words)] = words[1:]
	}
	all := len(want)
	said := wineCmd(t, folder, typed.String())
	told, _ := os.ReadFile(filepath.Join(folder, "argv"))
	for line := range bytes.Lines(told) {
		var got []string
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatal(err)
		}
		number := numberIn(got)
		if !slices.Equal(got, want[number]) {
			t.Errorf("%s: %s\nwant %s", number, shorten(fmt.Sprintf("%q", got)), shorten(fmt.Sprintf("%q", want[number])))
		}
		delete(want, number)
	}
	for number := range want {
		t.Errorf("%s was not called", number)
	}
	if t.Failed() {
		t.Log(shorten(said))
	}
	t.Logf("%d of %d as wanted", all-len(want), all)
	entries, _ := os.ReadDir(folder)
	for _, entry := range entries {
		if !strings.Contains(" argv curl.exe ", " "+entry.Name()+" ") {
			t.Errorf("a command left a file: %s", entry.Name())
		}
	}
}

// numberIn is the number that stands in the address among the words.
func numberIn(words []string) string {
	for _, word := range words {
		if path, found := strings.CutPrefix(word, "http://shop.test/"); found {
			number, _, _ := strings.Cut(path, "/")
			return number
		}
	}
	return ""
}

// wineCmd types into cmd.exe, which reads a file better than a pipe.
func wineCmd(t *testing.T, folder, typed string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "typed")
	if err := os.WriteFile(file, []byte(typed), 0o600); err != nil {
		t.Fatal(err)
	}
	input, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	prefix := t.TempDir()
	wine := func(name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Stdin = folder, input
		cmd.Env = append(os.Environ(), "WINEPREFIX="+prefix, "WINEDEBUG=-all", "DISPLAY=")
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Logf("%s: %v", name, err)
		}
		return string(said)
	}
	defer wine("wineboot", "--kill")
	return wine("wine", "cmd")
}

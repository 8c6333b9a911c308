//go:build !js

package snippet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// runners are the programs of testdata/runners, which scripts/setup snippets
// installs: those of other makers that send what a file holds.
const runners = "testdata/runners/node_modules/.bin"

// runner is the whole path of one.
func runner(name string) string {
	path, err := filepath.Abs(filepath.Join(runners, name))
	if err != nil {
		panic(err)
	}
	return path
}

// httpyac sends all files in one process.
func httpyac(t *testing.T, r *trial) string {
	return r.command(t, "sh", "-c", `cd "$SCRIPTS" && exec "$0" send --all --no-color --output none --var "$@" -- *.http`, runner("httpyac"),
		envToken+"="+provenToken, envCookie+"=a=b; c='d'")
}

// bru makes a collection of all files and runs it.
func bru(t *testing.T, r *trial) string {
	collection := `{ "version": "1", "name": "hostile", "type": "collection", "ignore": [] }`
	if err := os.WriteFile(filepath.Join(r.scripts, "bruno.json"), []byte(collection), 0o600); err != nil {
		t.Fatal(err)
	}
	return r.command(t, "sh", "-c", `cd "$SCRIPTS" && exec "$0" run . --disable-cookies --noproxy`, runner("bru"))
}

// newman joins the items of all collections in one.
func newman(t *testing.T, r *trial) string {
	file := filepath.Join(r.home, "all.json")
	head, _, _ := strings.Cut(r.texts[0], "\n  \"item\": [")
	items := []string{}
	for _, text := range r.texts {
		_, rest, _ := strings.Cut(text, "\n  \"item\": [")
		item, _, _ := strings.Cut(rest, "\n  ]")
		items = append(items, item)
	}
	all := head + "\n  \"item\": [" + strings.Join(items, ",") + "\n  ]\n}\n"
	if err := os.WriteFile(file, []byte(all), 0o600); err != nil {
		t.Fatal(err)
	}
	return r.command(t, runner("newman"), "run", file, "--color", "off", "--ignore-redirects",
		"--env-var", envToken+"="+provenToken, "--env-var", envCookie+"=a=b; c='d'")
}

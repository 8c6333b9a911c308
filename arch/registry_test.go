package arch

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// registries are the packages in which one file is one entry. Those with
// goldens have a testdata folder for every entry, named like it.
var registries = []struct {
	folder  string
	goldens bool
}{
	{"core/provider", false},
	{"core/snippet", true},
	{"core/source", false},
	{"core/vault", false},
}

var (
	idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
	// ordinary file names of every package, which no entry may take
	taken = []string{"doc", "errors", "registry"}
)

// entry is one call of register.
type entry struct {
	file File
	id   string
}

func TestRegistryEntriesAreFilesOfTheSameName(t *testing.T) {
	for _, registry := range registries {
		for _, e := range entries(t, registry.folder) {
			where := e.file.Path
			if !idPattern.MatchString(e.id) || slices.Contains(taken, e.id) {
				t.Errorf("%s: %q cannot be an ID", where, e.id)
			}
			if e.file.Base() != e.id {
				t.Errorf("%s registers %q: the file is named like its entry", where, e.id)
			}
			if _, err := os.Stat(filepath.Join(root, registry.folder, "testdata", e.id)); registry.goldens && err != nil {
				t.Errorf("%s: no folder testdata/%s", where, e.id)
			}
		}
	}
}

func TestRegistryIDsAreDifferent(t *testing.T) {
	for _, registry := range registries {
		seen := map[string]string{}
		for _, e := range entries(t, registry.folder) {
			if first, twice := seen[e.id]; twice {
				t.Errorf("%s and %s both register %q", first, e.file.Path, e.id)
			}
			seen[e.id] = e.file.Path
		}
	}
}

func TestRegistriesAreNotEmpty(t *testing.T) {
	for _, registry := range registries {
		if _, err := os.Stat(filepath.Join(root, registry.folder, "registry.go")); err == nil && len(entries(t, registry.folder)) == 0 {
			t.Errorf("no entry found in %s: this test does not see what it should", registry.folder)
		}
	}
}

func entries(t *testing.T, folder string) []entry {
	t.Helper()
	var all []entry
	for _, f := range product(t, folder) {
		if f.Dir() != folder {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && isPkg(call.Fun, "register") {
				all = append(all, entry{f, idOf(t, f, call)})
			}
			return true
		})
	}
	return all
}

// idOf finds ID: "…" in what is registered.
func idOf(t *testing.T, f File, call *ast.CallExpr) string {
	id := ""
	ast.Inspect(call, func(n ast.Node) bool {
		field, ok := n.(*ast.KeyValueExpr)
		if !ok || !isPkg(field.Key, "ID") || id != "" {
			return true
		}
		if value, ok := field.Value.(*ast.BasicLit); ok {
			id, _ = strconv.Unquote(value.Value)
		}
		return true
	})
	if id == "" {
		t.Errorf("%s:%d registers something without a literal ID", f.Path, f.Line(call))
	}
	return id
}

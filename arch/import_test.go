package arch

import (
	"slices"
	"strings"
	"testing"
)

var (
	leaves   = []string{"core/jsontext", "core/wire", "core/secret"}
	glue     = []string{"core/wire", "core/secret", "wasm/promise"}
	onLeaves = []string{"core/catalogue", "core/token", "core/oauth1", "core/snippet"}
	onStore  = []string{"core/check", "core/provider", "core/source", "core/vault"}
)

// mayImport says which of our packages each of our packages may import: only
// downwards. A package that is not here has no place in the architecture yet.
var mayImport = map[string][]string{
	"core/wire":       nil,
	"core/jsontext":   nil,
	"core/secret":     nil,
	"core/shellwords": nil,
	"core/token":      leaves,
	"core/catalogue":  leaves,
	"core/oauth1":     leaves,
	"core/snippet":    join(leaves, "core/shellwords"),
	"core/magento":    join(leaves, "core/token"),

	"core/check":    join(leaves, "core/catalogue", "core/magento", "core/oauth1", "core/token"),
	"core/provider": join(leaves, "core/magento", "core/oauth1", "core/token"),
	"core/source":   join(leaves, "core/magento", "core/oauth1", "core/token"),
	"core/vault":    join(leaves, "core/magento", "core/oauth1", "core/token"),
	"core/api":      join(append(slices.Concat(leaves, onLeaves), onStore...), "core/magento"),

	"sandbox":      nil,
	"cmd/storekey": join(leaves, "core/api", "sandbox"),

	"wasm/promise":    nil,
	"wasm/webext":     glue,
	"wasm/fetch":      join(glue, "core/magento", "wasm/webext"),
	"wasm/view":       join(leaves, "core/token"),
	"wasm/background": join(glue, "core/api", "wasm/fetch", "wasm/webext"),
	"wasm/popup":      join(glue, "core/token", "wasm/view", "wasm/webext"),

	"arch":  nil,
	"bench": join(leaves, "core/snippet", "core/token"),
}

func join(a []string, b ...string) []string { return slices.Concat(a, b) }

// ruled is the package whose rules hold for path: its own, or for an internal
// one those of the package around it.
func ruled(path string) string {
	outer, _, _ := strings.Cut(path, "/internal/")
	return outer
}

func TestImportsGoDownwards(t *testing.T) {
	for platform := range platforms {
		for _, p := range packages(t, platform) {
			if strings.HasPrefix(p.Path(), "scripts/") {
				continue // tools; nothing ships from there
			}
			allowed, known := mayImport[ruled(p.Path())]
			if !known {
				t.Errorf("%s has no rule in mayImport", p.Path())
			}
			for _, path := range p.Own() {
				if own := ruled(path) == ruled(p.Path()); !own && !slices.Contains(allowed, path) {
					t.Errorf("%s: %s imports %s", platform, p.Path(), path)
				}
			}
		}
	}
}

// onlyIn are packages with a single importer, directly; all others must do
// without them.
var onlyIn = map[string]string{
	"github.com/syumai/workers":            "wasm/background",
	"honnef.co/go/js/dom/v2":               "wasm/popup",
	"github.com/storekey/storekey/sandbox": "cmd/storekey",
}

func TestSingleImporters(t *testing.T) {
	for platform := range platforms {
		for _, p := range packages(t, platform) {
			for path, importer := range onlyIn {
				uses := slices.ContainsFunc(p.Imports, func(have string) bool {
					return have == path || strings.HasPrefix(have, path+"/")
				})
				if uses && ruled(p.Path()) != importer && !strings.HasPrefix(p.ImportPath, path) {
					t.Errorf("%s: %s imports %s, which only %s may", platform, p.Path(), path, importer)
				}
			}
		}
	}
}

// mustNotReach are packages that must not be linked, however far down.
var mustNotReach = map[string][]string{
	"wasm/popup":      {"net/http", module + "sandbox", "github.com/syumai/workers"},
	"wasm/view":       {"net/http"},
	"wasm/webext":     {"net/http"},
	"wasm/promise":    {"net/http"},
	"wasm/background": {module + "sandbox", "honnef.co/go/js/dom/v2"},
	"core/wire":       {"net/http"},
	"core/token":      {"net/http"},
}

func TestUnreachable(t *testing.T) {
	for platform := range platforms {
		for _, p := range packages(t, platform) {
			for _, path := range mustNotReach[p.Path()] {
				if slices.Contains(p.Deps, path) {
					t.Errorf("%s: %s reaches %s", platform, p.Path(), path)
				}
			}
		}
	}
}

// heavy packages cost the browser's programs too much (see make size), or tie
// core to one host.
var heavy = []string{
	"syscall/js", "regexp", "html", "text/template", "html/template", "log/slog", "testing", "flag",
	"net/http/httptest", "encoding/gob", "time/tzdata", "math/rand", "math/rand/v2",
}

func TestCoreImportsNothingHeavy(t *testing.T) {
	for _, f := range product(t, "core") {
		for _, path := range heavy {
			if f.Imported(path) != "" {
				t.Errorf("%s imports %s", f.Path, path)
			}
		}
	}
}

func TestBrowserGlueIsInFilesNamedJS(t *testing.T) {
	for _, f := range files(t, "wasm", "core", "cmd", "sandbox") {
		named := strings.HasSuffix(f.Base(), "_js") || strings.HasSuffix(f.Base(), "_js_test")
		if f.Imported("syscall/js") != "" && !named {
			t.Errorf("%s imports syscall/js: its name has to end in _js", f.Path)
		}
	}
}

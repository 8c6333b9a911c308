package arch

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var codePattern = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// Every code given to NewFinding as it stands has words. Codes that come in a
// variable are caught by the tests of the packages, since NewFinding panics.
func TestEveryFindingHasWords(t *testing.T) {
	seen := 0
	for _, f := range product(t, "core", "cmd", "wasm") {
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || !calls(call, "NewFinding") {
				return true
			}
			if code, ok := literal(call.Args[0]); ok {
				seen++
				if !wire.HasPhrase(code) {
					t.Errorf("%s:%d: no words for %q", f.Path, f.Line(call), code)
				}
			}
			return true
		})
	}
	if seen == 0 {
		t.Error("no call of NewFinding found: this test does not see what it should")
	}
}

// Words for a code that nothing says any more are words that nobody reads.
func TestNoWordsAreLeftOver(t *testing.T) {
	said := map[string]bool{}
	for _, f := range product(t, "core", "cmd", "wasm") {
		if strings.HasPrefix(f.Path, "core/wire/english") {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			if text, ok := literal(n); ok {
				said[text] = true
			}
			return true
		})
	}
	for _, code := range wire.Codes() {
		if !said[code] {
			t.Errorf("nothing says %q", code)
		}
	}
}

func TestCodesAreSnakeCaseAndPhrasesWhole(t *testing.T) {
	levels := map[string]bool{wire.LevelError: true, wire.LevelWarning: true, wire.LevelInfo: true}
	for _, code := range wire.Codes() {
		f := wire.NewFinding(code)
		if !codePattern.MatchString(code) {
			t.Errorf("%q is not snake_case", code)
		}
		if !levels[f.Level] {
			t.Errorf("%s: level %q", code, f.Level)
		}
		if f.Message == "" || (f.Hint == "" && f.Level != wire.LevelInfo) {
			t.Errorf("%s lacks a message or a hint", code)
		}
	}
}

func calls(call *ast.CallExpr, name string) bool {
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		return fun.Name == name
	case *ast.SelectorExpr:
		return fun.Sel.Name == name
	}
	return false
}

func literal(n ast.Node) (string, bool) {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

package token

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// TestCodesHavePhrases reads the sources: a code without words would panic on
// the day that somebody pastes what leads to it.
func TestCodesHavePhrases(t *testing.T) {
	codes := codesInSources(t)
	if len(codes) < 50 {
		t.Fatalf("found only %d codes in the sources", len(codes))
	}
	for code, place := range codes {
		if !wire.HasPhrase(code) {
			t.Errorf("%s: no phrase for %q", place, code)
		}
	}
}

// TestCodesAreProved: every code of the sources is in a case.
func TestCodesAreProved(t *testing.T) {
	proved := map[string]bool{"text_cut": true, "many_tokens": true, "clock_differs": true} // TestLimits, TestStoreNow
	for _, group := range allCases {
		for _, c := range group {
			for _, code := range strings.Fields(c.want) {
				proved[code] = true
			}
		}
	}
	for code, place := range codesInSources(t) {
		if !proved[code] {
			t.Errorf("%s: no case for %q", place, code)
		}
	}
}

// TestWords: short, plain, and every finding says what to do next.
func TestWords(t *testing.T) {
	for code := range codesInSources(t) {
		f := wire.NewFinding(code)
		switch {
		case !strings.HasSuffix(f.Message, ".") || !strings.HasSuffix(f.Hint, "."):
			t.Errorf("%s: a sentence without its end", code)
		case len(f.Message) > 110 || len(f.Hint) > 190:
			t.Errorf("%s: %d and %d characters", code, len(f.Message), len(f.Hint))
		}
		for _, word := range []string{"valid", "please", "oops", "!"} {
			if strings.Contains(strings.ToLower(f.Message+f.Hint), word) {
				t.Errorf("%s: says %q", code, word)
			}
		}
	}
}

// codesInSources are the first arguments of say, findings and NewFinding.
func codesInSources(t *testing.T) map[string]string {
	t.Helper()
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	codes, files := map[string]string{}, token.NewFileSet()
	for _, name := range names {
		if strings.HasSuffix(name.Name(), "_test.go") || !strings.HasSuffix(name.Name(), ".go") {
			continue
		}
		file, err := parser.ParseFile(files, name.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if code, ok := codeOf(n); ok {
				codes[code] = files.Position(n.Pos()).String()
			}
			return true
		})
	}
	return codes
}

func codeOf(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok || name != "say" && name != "findings" && name != "NewFinding" {
		return "", false
	}
	code, err := strconv.Unquote(literal.Value)
	return code, err == nil
}

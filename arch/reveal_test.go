package arch

import (
	"flag"
	"fmt"
	"go/ast"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file")

const revealed = "testdata/reveal.txt"

// A secret leaves its wrapping in few places, all known. A new one changes this
// list, so that somebody looks at where the text goes from there.
func TestSecretsLeaveInKnownPlaces(t *testing.T) {
	got := reveals(t)
	if *update {
		if err := os.WriteFile(revealed, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(revealed)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lacking(got, string(want)) {
		t.Errorf("new place that calls Reveal, or another number of calls: %s", line)
	}
	for _, line := range lacking(string(want), got) {
		t.Errorf("calls Reveal no more, or another number of times: %s", line)
	}
	if t.Failed() {
		t.Log("when that is meant: go test ./arch -update")
	}
}

// lacking are the lines of text that other does not have.
func lacking(text, other string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.Contains("\n"+other, "\n"+line) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// reveals lists file, function and number of calls, one line each.
func reveals(t *testing.T) string {
	count := map[string]int{}
	for _, f := range product(t, "core", "cmd", "wasm", "sandbox") {
		for _, decl := range f.Decls {
			if n := revealsIn(decl); n > 0 {
				count[f.Path+" "+nameOf(decl)] += n
			}
		}
	}
	var lines []string
	for place, n := range count {
		lines = append(lines, fmt.Sprintf("%s %d\n", place, n))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func revealsIn(decl ast.Decl) int {
	n := 0
	ast.Inspect(decl, func(node ast.Node) bool {
		// Also a method value, passed on without being called here.
		if sel, ok := node.(*ast.SelectorExpr); ok && sel.Sel.Name == "Reveal" {
			n++
		}
		return true
	})
	return n
}

func nameOf(decl ast.Decl) string {
	if fn, ok := decl.(*ast.FuncDecl); ok {
		return fn.Name.Name
	}
	return "(declaration)"
}

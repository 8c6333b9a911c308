package arch

import (
	"go/ast"
	"slices"
	"testing"
)

// unwanted are names that must not occur in core: each pulls in megabytes, or
// lets core reach the network on its own.
var unwanted = map[string][]string{
	"net/http": {
		"Client", "DefaultClient", "DefaultTransport", "Get", "Head", "ListenAndServe", "ListenAndServeTLS",
		"Post", "PostForm", "ProxyFromEnvironment", "Serve", "Server", "ServeTLS", "Transport",
	},
	"encoding/xml": {"Marshal", "MarshalIndent", "NewEncoder", "Unmarshal"},
	"net":          {"Dial", "DialTimeout", "Listen"},
	"os":           {"ReadFile", "WriteFile", "Open", "Create", "Getenv", "Exit"},
}

func TestCoreNamesNoHTTPClient(t *testing.T) {
	for _, f := range product(t, "core") {
		for path, names := range unwanted {
			pkg := f.Imported(path)
			if pkg == "" {
				continue
			}
			f.selected(pkg, func(name string, at ast.Node) {
				if slices.Contains(names, name) {
					t.Errorf("%s:%d names %s.%s", f.Path, f.Line(at), path, name)
				}
			})
		}
	}
}

// Reflection by a name that is not a constant makes the linker keep every
// exported method of every type.
func TestCoreCallsNoMethodByName(t *testing.T) {
	for _, f := range product(t, "core", "wasm") {
		ast.Inspect(f.File, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == "MethodByName" {
				t.Errorf("%s:%d calls MethodByName", f.Path, f.Line(sel))
			}
			return true
		})
	}
}

// A clock, a nonce and a way out are given to core, so that tests decide them.
func TestCoreReadsNoClock(t *testing.T) {
	for _, f := range product(t, "core") {
		pkg := f.Imported("time")
		if pkg == "" {
			continue
		}
		ast.Inspect(f.File, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && isPkg(sel.X, pkg) && slices.Contains([]string{"Now", "Sleep", "Since", "Until"}, sel.Sel.Name) {
				t.Errorf("%s:%d calls time.%s", f.Path, f.Line(call), sel.Sel.Name)
			}
			return true
		})
	}
}

// Tests wait for conditions. In a synctest bubble a sleep takes no time.
func TestTestsDoNotSleep(t *testing.T) {
	for _, f := range files(t, "core", "wasm", "sandbox", "cmd", "scripts") {
		if !f.Test() || f.Imported("testing/synctest") != "" {
			continue
		}
		if pkg := f.Imported("time"); pkg != "" {
			f.selected(pkg, func(name string, at ast.Node) {
				if name == "Sleep" {
					t.Errorf("%s:%d sleeps", f.Path, f.Line(at))
				}
			})
		}
	}
}

func isPkg(x ast.Expr, name string) bool {
	ident, ok := x.(*ast.Ident)
	return ok && ident.Name == name
}

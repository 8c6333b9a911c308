package arch

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/storekey/storekey/"

// root is the folder of the module, seen from this package.
const root = ".."

// Package is what go list tells.
type Package struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

// Path is the import path within the module.
func (p Package) Path() string { return strings.TrimPrefix(p.ImportPath, module) }

// Own are the module's own packages among the direct imports.
func (p Package) Own() []string {
	var own []string
	for _, path := range p.Imports {
		if inner, ok := strings.CutPrefix(path, module); ok {
			own = append(own, inner)
		}
	}
	return own
}

var platforms = map[string][]string{
	"native":  nil,
	"browser": {"GOOS=js", "GOARCH=wasm"},
}

var (
	nativePackages  = sync.OnceValues(func() ([]Package, error) { return list(nil) })
	browserPackages = sync.OnceValues(func() ([]Package, error) { return list(platforms["browser"]) })
)

// packages lists the module's packages for a platform. Tests ask for both, since
// a build constraint can hide an import from one.
func packages(t *testing.T, platform string) []Package {
	t.Helper()
	load := nativePackages
	if platform == "browser" {
		load = browserPackages
	}
	all, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func list(env []string) ([]Package, error) {
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Imports,Deps", "./...")
	cmd.Dir, cmd.Env, cmd.Stderr = root, append(os.Environ(), env...), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var all []Package
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p Package
		if err := dec.Decode(&p); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// File is one parsed Go file.
type File struct {
	*ast.File
	Path string // within the module, with slashes
	fset *token.FileSet
}

// Dir is the folder of the file, within the module.
func (f File) Dir() string { return f.Path[:max(strings.LastIndex(f.Path, "/"), 0)] }

// Base is the file's name without .go.
func (f File) Base() string { return strings.TrimSuffix(filepath.Base(f.Path), ".go") }

// Test reports whether it is a test file.
func (f File) Test() bool { return strings.HasSuffix(f.Path, "_test.go") }

// Line is the line of a node.
func (f File) Line(n ast.Node) int { return f.fset.Position(n.Pos()).Line }

// Imported is the name under which the file imports a package, or "".
func (f File) Imported(path string) string {
	for _, spec := range f.Imports {
		if spec.Path.Value != `"`+path+`"` {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path[strings.LastIndex(path, "/")+1:]
	}
	return ""
}

// files parses every Go file below the folders, whatever its build constraints.
func files(t *testing.T, folders ...string) []File {
	t.Helper()
	var all []File
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			fset := token.NewFileSet()
			parsed, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			all = append(all, File{parsed, filepath.ToSlash(rel), fset})
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return all
}

// product are the files that ship: no tests.
func product(t *testing.T, folders ...string) []File {
	t.Helper()
	return slices.DeleteFunc(files(t, folders...), func(f File) bool {
		return f.Test() || strings.Contains(f.Path, "/testdata/")
	})
}

// selected calls visit for every pkg.Name in a file.
func (f File) selected(pkg string, visit func(name string, at ast.Node)) {
	ast.Inspect(f.File, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == pkg {
			visit(sel.Sel.Name, sel)
		}
		return true
	})
}

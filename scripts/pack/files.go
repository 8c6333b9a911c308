package main

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// shipped says what is in the package, as patterns of path.Match. A file that
// no pattern knows is an error: it would be forgotten, or should not be there.
var shipped = []string{
	"manifest.json",
	"managed_schema.json",
	"licenses.txt",
	"wasm_exec.js",
	"background.wasm",
	"popup.wasm",
	"background/*.js",
	"content/*.js",
	"popup/*.html",
	"popup/*.css",
	"popup/*.js",
	"offscreen/*.html",
	"offscreen/*.js",
	"icons/*.png",
	"icons/*.svg",
	"_locales/*/messages.json",
}

// required files make a package that a browser can load.
var required = []string{"manifest.json", "licenses.txt", "wasm_exec.js", "background.wasm", "popup.wasm"}

// kept are files for developers, which stay behind.
var kept = []string{"*.d.ts", "*.md", ".*"}

// Files lists what ships from folder, sorted.
func Files(folder string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		switch {
		case matches(kept, path.Base(name)):
		case matches(shipped, name):
			names = append(names, name)
		default:
			return fmt.Errorf("%s/%s is neither shipped nor kept: scripts/pack/files.go decides", folder, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	return names, missing(folder, names)
}

func missing(folder string, names []string) error {
	have := "\n" + strings.Join(names, "\n") + "\n"
	for _, name := range required {
		if !strings.Contains(have, "\n"+name+"\n") {
			return fmt.Errorf("%s/%s is missing: make build", folder, name)
		}
	}
	return nil
}

func matches(patterns []string, name string) bool {
	for _, pattern := range patterns {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
	}
	return false
}

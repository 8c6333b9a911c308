// Overlay writes what go build -overlay wants to read, so that packages of the
// standard library that have nothing to do in a browser are replaced there by
// the small ones in the folder std.
//
//	overlay -out build/overlay.json
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	std := flag.String("std", "scripts/overlay/std", "folder with the packages, at their import paths")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if err := run(*std, *out); err != nil {
		fmt.Fprintln(os.Stderr, "overlay:", err)
		os.Exit(1)
	}
}

func run(std, out string) error {
	if out == "" {
		return errors.New("-out is needed")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	list, err := Replace(std, filepath.Join(strings.TrimSpace(string(root)), "src"))
	if err != nil {
		return err
	}
	return write(out, list)
}

// Replace maps every Go file of each package in std to nothing, and then the
// files there to ours.
func Replace(std, src string) (map[string]string, error) {
	std, err := filepath.Abs(std)
	if err != nil {
		return nil, err
	}
	list := map[string]string{}
	err = filepath.WalkDir(std, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isSource(file) {
			return err
		}
		inside, err := filepath.Rel(std, file)
		if err != nil {
			return err
		}
		place := filepath.Join(src, inside)
		if err := hide(list, filepath.Dir(place)); err != nil {
			return err
		}
		list[place] = file
		return nil
	})
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("no packages in %s", std)
	}
	return list, err
}

// hide takes the files of a package of the toolchain away, unless they already
// have another meaning.
func hide(list map[string]string, folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("the standard library has no such package any more: %w", err)
	}
	for _, e := range entries {
		file := filepath.Join(folder, e.Name())
		if _, done := list[file]; !done && isSource(file) {
			list[file] = ""
		}
	}
	return nil
}

func isSource(file string) bool {
	return strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go")
}

// write puts the list in place in one step: two builds may run at once.
func write(out string, list map[string]string) error {
	data, err := json.MarshalIndent(map[string]any{"Replace": list}, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(out), "overlay-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), out)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

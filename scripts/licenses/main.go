// Licenses writes down the licences of everything that is linked into the
// browser's programs, which have to go with them.
//
//	licenses -out extension/licenses.txt ./wasm/background ./wasm/popup
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	out := flag.String("out", "extension/licenses.txt", "file to write")
	flag.Parse()
	if err := run(*out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

func run(out string, packages []string) error {
	folders, err := linked(packages)
	if err != nil {
		return err
	}
	text, err := Texts(folders)
	if err != nil {
		return err
	}
	return os.WriteFile(out, []byte(text), 0o644)
}

// linked maps the modules in the programs, and Go itself, to their folders.
func linked(packages []string) (map[string]string, error) {
	cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, packages...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), "GOOS=js", "GOARCH=wasm"), os.Stderr
	list, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	folders := map[string]string{"Go": strings.TrimSpace(string(root))}
	for dec := json.NewDecoder(strings.NewReader(string(list))); ; {
		var p struct {
			Module *struct{ Path, Version, Dir string }
		}
		if err := dec.Decode(&p); err == io.EOF {
			return folders, nil
		} else if err != nil {
			return nil, err
		}
		if m := p.Module; m != nil {
			folders[strings.TrimSpace(m.Path+" "+m.Version)] = m.Dir
		}
	}
}

// Texts joins the licences found in the folders under the names of the modules.
func Texts(folders map[string]string) (string, error) {
	var b strings.Builder
	b.WriteString("Storekey and what is linked into it, each under its licence.\n")
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		text, err := licence(folders[name])
		if err != nil {
			return "", fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", name, strings.Repeat("-", len(name)), strings.TrimSpace(text))
	}
	return b.String(), nil
}

func licence(folder string) (string, error) {
	for _, name := range []string{"LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING"} {
		if data, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			return string(data), nil
		}
	}
	return "", fmt.Errorf("no licence in its folder")
}

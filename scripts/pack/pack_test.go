package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// extension writes a small extension and further files into a new folder.
func extension(t *testing.T, further ...string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range append(slices.Clone(required), further...) {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("text of "+name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestSameFilesSameBytes(t *testing.T) {
	a, b := extension(t, "popup/popup.js", "icons/16.png"), extension(t, "icons/16.png", "popup/popup.js")
	long := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(b, "manifest.json"), long, long); err != nil {
		t.Fatal(err)
	}
	first, err := Zip(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Zip(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two packages of the same files differ")
	}
}

func TestZipHoldsWhatShips(t *testing.T) {
	data, err := Zip(extension(t, "wasm_exec.d.ts", ".DS_Store", "_locales/en/messages.json"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	want := []string{"_locales/en/messages.json", "background.wasm", "licenses.txt", "manifest.json", "popup.wasm", "wasm_exec.js"}
	if !slices.Equal(names, want) {
		t.Errorf("the package holds %q, want %q", names, want)
	}
}

func TestFilesRefuses(t *testing.T) {
	for _, name := range []string{"popup/popup.js.map", "popup/popup.test.mjs", "notes.txt", "popup/deep/a.js"} {
		if _, err := Files(extension(t, name)); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: err = %v, want one that names it", name, err)
		}
	}
	folder := extension(t)
	if err := os.Remove(filepath.Join(folder, "popup.wasm")); err != nil {
		t.Fatal(err)
	}
	if _, err := Files(folder); err == nil || !strings.Contains(err.Error(), "popup.wasm") {
		t.Errorf("without popup.wasm: err = %v", err)
	}
}

func TestUnzipGivesBackTheFiles(t *testing.T) {
	folder, to := extension(t, "popup/popup.css", "README.md"), t.TempDir()
	file := filepath.Join(t.TempDir(), "package.zip")
	if err := write(file, folder); err != nil {
		t.Fatal(err)
	}
	if err := Unzip(to, file); err != nil {
		t.Fatal(err)
	}
	want, err := Files(folder)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Files(to)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("unpacked %q, %v; want %q", got, err, want)
	}
	if data, err := os.ReadFile(filepath.Join(to, "popup", "popup.css")); string(data) != "text of popup/popup.css" {
		t.Errorf("popup.css holds %q, %v", data, err)
	}
}

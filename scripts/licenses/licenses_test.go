package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTextsAreSortedUnderTheirNames(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for file, text := range map[string]string{filepath.Join(a, "LICENSE"): "be kind\n", filepath.Join(b, "LICENSE.md"): "do good\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Texts(map[string]string{"z.test/a v1": a, "a.test/b v2": b})
	if err != nil {
		t.Fatal(err)
	}
	if want := "\na.test/b v2\n-----------\n\ndo good\n\nz.test/a v1\n-----------\n\nbe kind\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want it to end in %q", got, want)
	}
}

func TestModuleWithoutLicenceIsNamed(t *testing.T) {
	if _, err := Texts(map[string]string{"x.test/free v1": t.TempDir()}); err == nil || !strings.Contains(err.Error(), "x.test/free v1") {
		t.Errorf("err = %v", err)
	}
}

func TestEverythingLinkedHasALicence(t *testing.T) {
	t.Chdir("../..")
	folders, err := linked([]string{"./wasm/background", "./wasm/popup"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := Texts(folders)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Go\n", "github.com/storekey/storekey\n", "github.com/syumai/workers v", "honnef.co/go/js/dom/v2 v", "github.com/tidwall/gjson v"} {
		if !strings.Contains(text, "\n"+name) {
			t.Errorf("no licence of %q", strings.TrimSpace(name))
		}
	}
}

package snippet

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden writes every request of testdata in every target. What a target
// must write stands in testdata/<target>/<request>.<extension>.
func TestGolden(t *testing.T) {
	for _, file := range list(t, "testdata", ".json") {
		request := readRequest(t, file)
		for _, target := range All() {
			name := strings.TrimSuffix(file, ".json") + "." + target.Extension
			t.Run(target.ID+"/"+name, func(t *testing.T) {
				text, err := target.Write(request)
				var why *Refusal
				if errors.As(err, &why) {
					text = "refused: " + why.Code
				} else if err != nil {
					t.Fatal(err)
				}
				compare(t, filepath.Join("testdata", target.ID, name), text+"\n")
			})
		}
	}
}

func TestNoGoldenFileIsLeftOver(t *testing.T) {
	for _, target := range All() {
		for _, name := range list(t, filepath.Join("testdata", target.ID), "") {
			request := strings.TrimSuffix(name, "."+target.Extension) + ".json"
			if _, err := os.Stat(filepath.Join("testdata", request)); err != nil {
				t.Errorf("testdata/%s/%s belongs to no request", target.ID, name)
			}
		}
	}
}

func readRequest(t *testing.T, file string) wire.Request {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	var request wire.Request
	if err := json.Unmarshal(data, &request); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return request
}

func compare(t *testing.T, file, text string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if text != string(want) {
		t.Errorf("%s:\n got %s\nwant %s", file, text, want)
	}
}

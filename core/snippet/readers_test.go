//go:build !js

package snippet

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// readers are targets whose texts are read by a library of the format's own
// makers, or of others who read it, and the package that holds it.
var readers = []reader{
	{"postman", "postman", "postman-collection"},
	{"insomnia", "insomnia", "insomnia-importers"},
	{"bruno", "bruno", "@usebruno/lang"},
	{"har", "har", "har-validator"},
	{"powershell", "powershell", "tree-sitter-powershell"},
	{"curl", "curl", "curlconverter"},
	{"curlbash", "curl", "curlconverter"},
}

type reader struct{ id, format, pkg string }

// isThere skips the test where the package is missing.
func (rd reader) isThere(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("../../node_modules", rd.pkg)); err != nil {
		t.Skipf("%s is not installed (npm ci)", rd.pkg)
	}
}

// TestInTheirReaders wants every hostile request read back as it was.
func TestInTheirReaders(t *testing.T) {
	needs(t, "node")
	for _, reader := range readers {
		t.Run(reader.id, func(t *testing.T) {
			t.Parallel()
			reader.isThere(t)
			r := newTrial(t, tool{id: reader.id}, Options{})
			r.compareRead(t, r.readWith(t, reader.format), reader.format)
			t.Logf("%d read back, refused %s", len(r.cases), counts(r.refused))
		})
	}
}

// readBack is what a reader found in a file.
type readBack struct {
	File, Method, URL, Body, Error string
	Headers                        [][2]string
}

func (r *trial) readWith(t *testing.T, format string) []readBack {
	t.Helper()
	output, err := exec.Command("node", "testdata/drivers/read.mjs", format, r.scripts).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	var all []readBack
	for line := range strings.SplitSeq(strings.TrimSpace(string(output)), "\n") {
		var one readBack
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, one)
	}
	return all
}

// beyondThem are the cases that a reader cannot have: curlconverter's parser
// ends at 32 KiB, its HAR puts cookies apart and takes a body for a form's.
var beyondThem = map[string][]string{
	"curl": {"raw body: equals sign first", "raw body: long", "JSON string: long", "header: long", "method POST", "method PUT", "method GET"},
}

func (r *trial) compareRead(t *testing.T, all []readBack, format string) {
	t.Helper()
	if len(all) != len(r.cases) {
		t.Fatalf("%d of %d read", len(all), len(r.cases))
	}
	wrong := 0
	for i, c := range r.cases {
		if slices.Contains(beyondThem[format], c.name) {
			continue
		}
		if why := r.readDiffers(c, all[i], format != "powershell"); why != "" {
			if wrong++; wrong <= 8 {
				t.Errorf("%s: %s\n%s", c.name, why, shorten(r.texts[i]))
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d are wrong", wrong, len(r.cases))
	}
}

func (r *trial) readDiffers(c hostileCase, got readBack, whole bool) string {
	want, err := r.target.newCall(c.request, r.options)
	switch {
	case err != nil:
		return err.Error()
	case got.Error != "":
		return got.Error
	case !whole:
		return ""
	case got.Method != want.method || got.URL != want.url:
		return fmt.Sprintf("%s %s, want %s %s", got.Method, shorten(got.URL), want.method, shorten(want.url))
	case want.body != nil && got.Body != *want.body:
		return fmt.Sprintf("body %s, want %s", shorten(got.Body), shorten(*want.body))
	}
	var headers, wanted []wire.Header
	for _, h := range got.Headers {
		headers = append(headers, wire.Header{Name: h[0], Value: h[1]})
	}
	for _, h := range want.headers {
		wanted = append(wanted, h.Header)
	}
	return headersDiffer(headers, wanted, "")
}

//go:build !js

package snippet

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/shellwords"
)

// TestReadsWhatCurlWouldSend runs those of the copied commands that bash and
// curl understand, and wants to arrive what Read says; curl writes some hex
// digits small.
func TestReadsWhatCurlWouldSend(t *testing.T) {
	needs(t, "bash")
	needs(t, "curl")
	server, home := newRawServer(t), t.TempDir()
	script := ""
	all := slices.Concat(copied, fromBrowsers)
	for i, test := range all {
		if runsInBash(test.text, test.findings) {
			script += strings.TrimPrefix(strings.ReplaceAll(test.text, "https://shop.test", server.base+"/"+strconv.Itoa(i)), "$ ") + "\n"
		}
	}
	file := filepath.Join(home, "pasted")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "--norc", "--noprofile", file)
	cmd.Dir, cmd.Env = home, []string{"LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH"), "HOME=" + home}
	said, _ := cmd.CombinedOutput()
	compared := 0
	for i, test := range all {
		if !runsInBash(test.text, test.findings) {
			continue
		}
		r, _, err := Read(strings.ReplaceAll(test.text, "https://shop.test", server.base+"/"+strconv.Itoa(i)))
		got := server.received(i)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %d requests arrived, %v; %s", test.name, len(got), err, shorten(string(said)))
			continue
		}
		compared++
		want := arrived{method: r.Method, target: strings.TrimPrefix(r.URL, server.base), headers: r.Headers, body: r.Body}
		if got[0].method != want.method || !strings.EqualFold(got[0].target, want.target) || bodyOf(got[0]) != bodyOf(want) {
			t.Errorf("%s: %s %s %q, read as %s %s %q", test.name, got[0].method, got[0].target, bodyOf(got[0]), want.method, want.target, bodyOf(want))
		}
		if why := headersDiffer(got[0].headers, want.headers, everyClientAdds); why != "" {
			t.Errorf("%s: %s", test.name, why)
		}
	}
	if compared < 15 {
		t.Errorf("only %d were compared", compared)
	}
}

// runsInBash leaves out what names files, variables or other addresses, and a
// connection that curl would take for itself.
func runsInBash(text, findings string) bool {
	return findings == "" && strings.HasPrefix(strings.TrimPrefix(text, "$ "), "curl ") && strings.Contains(text, "https://shop.test") &&
		shellwords.Detect(text) == shellwords.POSIX && !strings.Contains(text, "--tlsv1.2")
}

//go:build !js

package snippet

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// The shells that the curl target is for, each with what keeps its start-up
// files out of the way.
var shells = []realShell{
	{name: "bash", command: []string{"bash", "--norc", "--noprofile"}},
	{name: "dash", command: []string{"dash"}},
	{name: "zsh", command: []string{"zsh", "-f"}},
	{name: "fish", command: []string{"fish", "--no-config"}},
	{name: "mksh", command: []string{"mksh"}},
}

// The same shells where they read differently: typed into, so that ! recalls
// history; with zsh's rc_quotes; and without UTF-8. A terminal takes some
// control characters for keys, so that those cases are left out there.
var moods = []realShell{
	{name: "bash typed into", command: []string{"bash", "--norc", "--noprofile", "-i"}, typed: true, only: isTypable},
	{name: "zsh typed into", command: []string{"zsh", "-f", "-i"}, typed: true, only: isTypable},
	{name: "zsh with rc_quotes", command: []string{"zsh", "-f", "-o", "rc_quotes"}},
	{name: "bash without UTF-8", command: []string{"bash", "--norc", "--noprofile"}, locale: "C", only: hasForeign},
	{name: "dash without UTF-8", command: []string{"dash"}, locale: "C", only: hasForeign},
	{name: "zsh without UTF-8", command: []string{"zsh", "-f"}, locale: "C", only: hasForeign},
	{name: "fish without UTF-8", command: []string{"fish", "--no-config"}, locale: "C", only: hasForeign},
	{name: "mksh without UTF-8", command: []string{"mksh"}, locale: "C", only: hasForeign},
}

type realShell struct {
	name    string
	command []string
	// typed feeds the commands to the shell's own input.
	typed  bool
	locale string
	// only picks commands; nil picks all.
	only func(text string) bool
}

func isTypable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && isControl(r) })
}

func hasForeign(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r > 0x7f })
}

// TestCurlInRealShells pastes every hostile request into real shells with the
// real curl, and compares what a server received byte by byte.
func TestCurlInRealShells(t *testing.T) { prove(t, "curl", shells) }

func TestCurlInShellsOfOtherMoods(t *testing.T) { prove(t, "curl", moods) }

// TestCurlBashTyped types what no other form can be typed: control characters.
func TestCurlBashTyped(t *testing.T) {
	prove(t, "curlbash", []realShell{
		{name: "bash typed into", command: []string{"bash", "--norc", "--noprofile", "-i"}, typed: true},
		{name: "zsh typed into", command: []string{"zsh", "-f", "-i"}, typed: true},
		{name: "mksh", command: []string{"mksh"}},
	})
}

func prove(t *testing.T, id string, shells []realShell) {
	needs(t, "curl")
	for _, sh := range shells {
		t.Run(sh.name, func(t *testing.T) {
			t.Parallel()
			needs(t, sh.command[0])
			p := newProof(t, targets[id].Write, sh.only)
			p.run(sh)
			wrong := p.wrong()
			for _, line := range wrong {
				t.Error(line)
			}
			t.Logf("%s: %d of %d exact", sh.name, len(p.cases)-len(wrong), len(p.cases))
		})
	}
}

// TestProofCatches runs a generator that quotes as many do, and wants it to be
// found out: wrong bytes and a command that ran.
func TestProofCatches(t *testing.T) {
	needs(t, "curl")
	needs(t, "bash")
	p := newProof(t, naiveCurl, nil)
	p.run(shells[0])
	wrong := p.wrong()
	if len(wrong) < 10 || !strings.Contains(strings.Join(wrong, "\n"), "PWNED") {
		t.Errorf("a careless generator passes: %q", wrong)
	}
}

func naiveCurl(r wire.Request) (string, error) {
	text := "curl -X " + r.Method + ` "` + r.URL + `"`
	for _, h := range r.Headers {
		text += ` -H "` + h.Name + ": " + h.Value + `"`
	}
	if r.Body != nil {
		text += ` --data "` + *r.Body + `"`
	}
	return text, nil
}

// proof is one run of hostile requests in one shell.
type proof struct {
	t      *testing.T
	server *rawServer
	cases  []hostileCase
	script string
	folder string
}

func newProof(t *testing.T, write func(wire.Request) (string, error), only func(string) bool) *proof {
	p := &proof{t: t, server: newRawServer(t), folder: t.TempDir()}
	var script strings.Builder
	for _, c := range hostileCases(p.base) {
		text, err := write(c.request)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if only == nil || only(text) {
			p.cases = append(p.cases, c)
			script.WriteString(text + "\n")
		}
	}
	p.script = filepath.Join(t.TempDir(), "pasted")
	if err := os.WriteFile(p.script, []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *proof) base(number int) string { return p.server.base + "/" + strconv.Itoa(number) }

// run lets the shell read the commands, one after the other and each as it was
// written, in an empty folder.
func (p *proof) run(sh realShell) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, sh.command[0], sh.command[1:]...)
	if sh.typed {
		script, err := os.Open(p.script)
		if err != nil {
			p.t.Fatal(err)
		}
		defer script.Close()
		cmd.Stdin = script
	} else {
		cmd.Args = append(cmd.Args, p.script)
	}
	cmd.Dir = p.folder
	cmd.Env = p.environment(sh)
	if err := cmd.Run(); ctx.Err() != nil {
		p.t.Fatalf("%s did not end: %v", sh.name, err)
	}
}

// environment has no start-up file of the shells or of curl, and no proxy.
func (p *proof) environment(sh realShell) []string {
	locale := sh.locale
	if locale == "" {
		locale = "C.UTF-8"
	}
	home := p.t.TempDir()
	return []string{"LC_ALL=" + locale, "PATH=" + os.Getenv("PATH"), "HOME=" + home,
		"XDG_CONFIG_HOME=" + home, "XDG_DATA_HOME=" + home, "TERM=dumb"}
}

// wrong lists what differs from the requests as written.
func (p *proof) wrong() []string {
	var lines []string
	for _, c := range p.cases {
		want := expected(c.request)
		got := p.server.received(c.number)
		switch {
		case len(got) != 1:
			lines = append(lines, fmt.Sprintf("%s: %d requests arrived", c.name, len(got)))
		case got[0].text() != want:
			lines = append(lines, fmt.Sprintf("%s: got %s\nwant %s", c.name, shorten(got[0].text()), shorten(want)))
		}
	}
	if strays := p.server.strays(); strays > 0 {
		lines = append(lines, fmt.Sprintf("%d requests that nobody wrote", strays))
	}
	entries, _ := os.ReadDir(p.folder)
	for _, entry := range entries {
		lines = append(lines, "the commands left a file: "+entry.Name())
	}
	return lines
}

// expected is what must arrive: method, target, headers in order, body.
func expected(r wire.Request) string {
	target := requestTarget(r.URL)
	target = target[strings.Index(target, "://")+3:]
	target = target[strings.IndexByte(target, '/'):]
	text := r.Method + " " + target + "\n"
	for _, h := range r.Headers {
		text += h.Name + ":" + trimBlanks(h.Value) + "\n"
	}
	switch {
	case r.Body != nil:
		text += "\n" + *r.Body
	case wantsBody(r.Method):
		text += "\n"
	}
	return text
}

func shorten(text string) string {
	if len(text) > 300 {
		text = text[:300] + "…"
	}
	return strconv.Quote(text)
}

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed", filepath.Base(program))
	}
}

//go:build !js

package snippet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// tool is the real thing that the snippets of a target are for.
type tool struct {
	id    string
	needs []string
	// check is a command that fails where a library is missing.
	check []string
	// adds are headers that it sends of its own accord where the request has
	// none of that name, in lower case; those of every client go without saying.
	adds string
	// sameJSON: it writes JSON bodies anew; what they say is compared.
	sameJSON bool
	// standIn is the library in whose place a small one of ours stands.
	standIn string
	// where says what it is and where it is found, if that is not everywhere: it
	// is too large to be installed for the tests.
	where string
	// path goes between an address and what is put there.
	path string
	// only picks the cases whose name begins so, where the rest is known from
	// another target and would take long.
	only string
	// run runs the snippets that lie in the folder scripts, each a file, with
	// the folder work as the current one. It returns all that was written.
	run func(t *testing.T, r *trial) string
}

const everyClientAdds = " host connection content-length user-agent accept accept-encoding accept-language "

// trial is one run of hostile requests by one tool.
type trial struct {
	target  Target
	options Options
	tool    tool
	server  *rawServer
	cases   []hostileCase
	want    map[int]arrived
	texts   []string
	files   []string
	refused map[string]int
	scripts string
	work    string
	home    string
}

// provenOAuth has what must be encoded, though Magento's values are letters and
// digits.
var provenOAuth = OAuth{"key-1", "se'cr&t %1", "token~2", "se\"cr+t=2"}

const provenToken = "abcdefghijklmnopqrstuvwxyz012345"

func newTrial(t *testing.T, tl tool, o Options) *trial {
	t.Helper()
	r := emptyTrial(t, tl, o)
	for _, c := range hostileCases(r.base) {
		if r.picks(c) {
			r.add(t, c)
		}
	}
	return r
}

func emptyTrial(t *testing.T, tl tool, o Options) *trial {
	t.Helper()
	target, ok := Get(tl.id)
	if !ok {
		t.Fatalf("no target %s", tl.id)
	}
	return &trial{target: target, options: o, tool: tl, server: newRawServer(t), want: map[int]arrived{}, refused: map[string]int{},
		scripts: t.TempDir(), work: t.TempDir(), home: t.TempDir()}
}

func (r *trial) base(n int) string { return fmt.Sprintf("%s/%d%s", r.server.base, n, r.tool.path) }

// picks leaves out what another run shows: with the credential in the
// environment all but the credential is written as without.
func (r *trial) picks(c hostileCase) bool {
	switch {
	case strings.HasPrefix(c.name, "method"):
		return true
	case r.options.Secret != SecretText && c.number%8 != 0:
		return false
	}
	return strings.HasPrefix(c.name, r.tool.only)
}

func (r *trial) add(t *testing.T, c hostileCase) {
	text, err := r.target.WriteWith(c.request, r.options)
	var why *Refusal
	if errors.As(err, &why) {
		r.refused[why.Code]++
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	file := filepath.Join(r.scripts, fmt.Sprintf("call%03d.%s", c.number, r.target.Extension))
	if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want, err := r.target.newCall(c.request, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.want[c.number] = want.arrives()
	r.cases = append(r.cases, c)
	r.texts = append(r.texts, text)
	r.files = append(r.files, file)
}

// arrives is what a server gets of a call.
func (c *call) arrives() arrived {
	a := arrived{method: c.method, body: c.body}
	_, a.target, _ = strings.Cut(c.url, "://")
	a.target = a.target[strings.IndexByte(a.target, '/'):]
	for _, h := range c.headers {
		a.headers = append(a.headers, h.Header)
	}
	if a.body == nil && wantsBody(c.method) {
		a.body = new(string)
	}
	return a
}

// command runs a program in the trial's empty folder, without the start-up
// files of a user and without a proxy.
func (r *trial) command(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = r.work
	cmd.Env = []string{"LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH"), "HOME=" + r.home, "TERM=dumb",
		"SCRIPTS=" + r.scripts, "XDG_CONFIG_HOME=" + r.home, "TMPDIR=" + r.home,
		"RUSTUP_HOME=" + rustupHome(),
		envOAuth[0] + "=" + provenOAuth.ConsumerKey, envOAuth[1] + "=" + provenOAuth.ConsumerSecret,
		envOAuth[2] + "=" + provenOAuth.AccessToken, envOAuth[3] + "=" + provenOAuth.AccessTokenSecret,
		envToken + "=" + provenToken, envCookie + "=a=b; c='d'"}
	output, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("%s did not end", name)
	}
	if err != nil {
		return string(output) + "\n" + err.Error()
	}
	return string(output)
}

// rustupHome is where rustup, if it is what rustc is, keeps its compilers.
func rustupHome() string {
	if home := os.Getenv("RUSTUP_HOME"); home != "" {
		return home
	}
	return filepath.Join(os.Getenv("HOME"), ".rustup")
}

// prove runs the tool and compares.
func (r *trial) prove(t *testing.T) {
	t.Helper()
	output := r.tool.run(t, r)
	if r.target.Signs() {
		r.checkSignatures(t)
	}
	wrong := 0
	for _, c := range r.cases {
		if why := r.differs(c.number); why != "" {
			if wrong++; wrong <= 8 {
				t.Errorf("%s: %s", c.name, why)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d are wrong; it says: %s", wrong, len(r.cases), shorten(output))
	}
	if strays := r.server.strays(); strays > 0 {
		t.Errorf("%d requests that nobody wrote", strays)
	}
	entries, _ := os.ReadDir(r.work)
	for _, entry := range entries {
		t.Errorf("a snippet left a file: %s", entry.Name())
	}
	if len(r.cases) < 10 && !strings.HasPrefix(t.Name(), "TestRandom") {
		t.Errorf("only %d cases: %s", len(r.cases), counts(r.refused))
	}
	t.Logf("%d exact, refused %s", len(r.cases)-wrong, counts(r.refused))
}

func counts(refused map[string]int) string {
	var all []string
	for code, n := range refused {
		all = append(all, fmt.Sprintf("%d %s", n, code))
	}
	sort.Strings(all)
	return strings.Join(all, ", ")
}

// differs says what of a request did not arrive as it was written.
func (r *trial) differs(number int) string {
	all := r.server.received(number)
	if len(all) != 1 {
		return fmt.Sprintf("%d requests arrived", len(all))
	}
	got, want := all[0], r.want[number]
	switch {
	case got.method != want.method:
		return fmt.Sprintf("method %q, want %q", got.method, want.method)
	case got.target != want.target:
		return fmt.Sprintf("target %s, want %s", shorten(got.target), shorten(want.target))
	case bodyOf(got) != bodyOf(want) && !(r.tool.sameJSON && sameJSON(bodyOf(got), bodyOf(want))):
		return fmt.Sprintf("body %s, want %s", shorten(bodyOf(got)), shorten(bodyOf(want)))
	case fmt.Sprint(lines(got.headers)["host"]) != "["+strings.TrimPrefix(r.server.base, "http://")+"]":
		return fmt.Sprintf("host %q", lines(got.headers)["host"])
	case wantsBody(got.method) && got.body == nil:
		return "no Content-Length"
	}
	return headersDiffer(got.headers, want.headers, everyClientAdds+r.tool.adds)
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}

func bodyOf(a arrived) string {
	if a.body == nil {
		return ""
	}
	return *a.body
}

// headersDiffer compares without regard to the order of different names.
func headersDiffer(got, want []wire.Header, added string) string {
	left := lines(got)
	for name, values := range lines(want) {
		if fmt.Sprint(left[name]) != fmt.Sprint(values) || len(left[name]) != len(values) {
			return fmt.Sprintf("header %s is %q, want %q", name, left[name], values)
		}
		delete(left, name)
	}
	for name := range left {
		if !strings.Contains(added, " "+name+" ") {
			return fmt.Sprintf("header %s: %q was added", name, left[name])
		}
	}
	return ""
}

func lines(headers []wire.Header) map[string][]string {
	all := map[string][]string{}
	for _, h := range headers {
		name := strings.ToLower(h.Name)
		all[name] = append(all[name], h.Value)
	}
	return all
}

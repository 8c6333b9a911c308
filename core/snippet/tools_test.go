//go:build !js

package snippet

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tools run the snippets of the targets, each all of them in one process or in
// one shell: starting an interpreter for each would take minutes.
var tools = []tool{
	{id: "curl", needs: []string{"curl", "bash"}, run: inShell("bash", "--norc", "--noprofile")},
	{id: "curl", needs: []string{"curl", "fish"}, run: inShell("fish", "--no-config")},
	{id: "curlbash", needs: []string{"curl", "bash"}, run: inShell("bash", "--norc", "--noprofile")},
	{id: "curlbash", needs: []string{"curl", "zsh"}, run: inShell("zsh", "-f")},
	{id: "python", needs: []string{python3}, check: hasRequests, run: byDriver(python3, "run.py")},
	{id: "php", needs: []string{"php"}, check: hasCurl, run: byDriver("php", "run.php")},
	{id: "nodejs", needs: []string{"node"}, run: byDriver("node", "run.mjs")},
	{id: "ruby", needs: []string{"ruby"}, run: byDriver("ruby", "run.rb")},
	{id: "golang", needs: []string{"go"}, run: goPrograms},
	{id: "wget", needs: []string{"wget", "bash"}, run: inShell("bash", "--norc", "--noprofile")},
	{id: "httpie", needs: []string{"http", "bash"}, run: httpie},
	{id: "javascript", needs: []string{"node"}, adds: " sec-fetch-mode ", run: byDriver("node", "run.mjs")},
	{id: "axios", needs: []string{"node"}, adds: " ", run: withModules("axios")},
	{id: "guzzle", needs: []string{"php"}, check: hasCurl, run: guzzles},
	{id: "magentophp", needs: []string{"php"}, check: hasCurl, standIn: "Magento’s client", run: byDriver("php", "run.php")},
	{id: "mymagento", needs: []string{python3}, check: hasRequests, standIn: "MyMagento", path: "/rest/all/V1/x", sameJSON: true, run: byDriver(python3, "run.py")},
	{id: "java", needs: []string{"javac", "java"}, adds: " upgrade http2-settings ", run: javaPrograms},
	{id: "csharp", needs: []string{"mcs", "mono"}, run: csharpPrograms},
	{id: "oauthbash", needs: []string{"openssl", "curl", "bash"}, adds: " authorization ", only: "URL", run: inShell("bash", "--norc", "--noprofile")},
	{id: "oauthpython", needs: []string{"python3"}, adds: " authorization ", run: byDriver("python3", "run.py")},
	{id: "oauthphp", needs: []string{"php"}, check: hasCurl, adds: " authorization ", run: byDriver("php", "run.php")},
	{id: "oauthnode", needs: []string{"node"}, adds: " authorization ", run: byDriver("node", "run.mjs")},
	{id: "oauthgo", needs: []string{"go"}, adds: " authorization ", run: goPrograms},
	{id: "rust", needs: []string{"rustc"}, standIn: "reqwest", run: rustPrograms},
	{id: "rust", needs: []string{"rustc", "cargo"}, check: hasReqwest, where: "reqwest where Debian’s librust-reqwest-dev is", run: reqwestPrograms},
	{id: "httpfile", needs: []string{"node", runner("httpyac")}, run: httpyac},
	{id: "bruno", needs: []string{"node", runner("bru")}, adds: " request-start-time ", run: bru},
	{id: "postman", needs: []string{"node", runner("newman")}, adds: " cache-control postman-token ", run: newman},
}

// python3 is the distribution's, which has its libraries, where there is one.
var python3 = firstOf("/usr/bin/python3", "python3")

func firstOf(programs ...string) string {
	for _, program := range programs {
		if _, err := exec.LookPath(program); err == nil {
			return program
		}
	}
	return programs[len(programs)-1]
}

var (
	hasRequests = []string{python3, "-c", "import requests"}
	hasReqwest  = []string{"sh", "-c", "ls -d " + debianCrates + "/reqwest-0*"}
	hasCurl     = []string{"php", "-r", `exit(function_exists("curl_init") ? 0 : 1);`}
)

// isThere skips the test where a program or library is missing.
func (tl tool) isThere(t *testing.T) {
	t.Helper()
	for _, program := range tl.needs {
		needs(t, program)
	}
	if tl.check != nil && exec.Command(tl.check[0], tl.check[1:]...).Run() != nil {
		t.Skipf("a library is missing: %q fails", tl.check)
	}
}

// TestInRealTools runs the hostile requests in every target, with the token as
// it stands and with the token in the environment.
func TestInRealTools(t *testing.T) {
	for _, tl := range tools {
		for _, mode := range tl.modes() {
			t.Run(strings.TrimSpace(tl.id+" "+mode), func(t *testing.T) {
				t.Parallel()
				tl.isThere(t)
				newTrial(t, tl, Options{Secret: mode, OAuth: provenOAuth}).prove(t)
			})
		}
	}
}

// modes are those that differ for the target.
func (tl tool) modes() []string {
	if strings.HasPrefix(tl.id, "curl") {
		return []string{SecretText, SecretEnv, SecretStdin}
	}
	return []string{SecretText, SecretEnv}
}

// inShell pastes all snippets into one shell.
func inShell(name string, args ...string) func(*testing.T, *trial) string {
	return func(t *testing.T, r *trial) string {
		return r.command(t, name, append(args, r.join(t))...)
	}
}

func (r *trial) join(t *testing.T) string {
	t.Helper()
	file := filepath.Join(r.home, "pasted")
	if err := os.WriteFile(file, []byte(strings.Join(r.texts, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// byDriver runs testdata/drivers/<driver>, which runs every file of $SCRIPTS.
func byDriver(program, driver string) func(*testing.T, *trial) string {
	return func(t *testing.T, r *trial) string {
		path, err := filepath.Abs(filepath.Join("testdata", "drivers", driver))
		if err != nil {
			t.Fatal(err)
		}
		return r.command(t, program, path)
	}
}

// httpie lets bash read the commands and hands their words to HTTPie, all in
// one process.
func httpie(t *testing.T, r *trial) string {
	words := filepath.Join(r.home, "words")
	capture := "http() { printf '%s\\0' \"$@\" >> \"$HOME/words\"; printf '\\0\\0' >> \"$HOME/words\"; }\n"
	file := filepath.Join(r.home, "pasted")
	if err := os.WriteFile(file, []byte(capture+strings.Join(r.texts, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	said := r.command(t, "bash", "--norc", "--noprofile", file)
	driver, err := filepath.Abs("testdata/drivers/run_httpie.py")
	if err != nil {
		t.Fatal(err)
	}
	return said + r.command(t, "/usr/bin/python3", driver, words)
}

// withModules lets Node find the packages of the repository.
func withModules(name string) func(*testing.T, *trial) string {
	return func(t *testing.T, r *trial) string {
		modules, err := filepath.Abs("../../node_modules")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(modules, name)); err != nil {
			t.Skipf("%s is not installed (npm ci)", name)
		}
		if err := os.Symlink(modules, filepath.Join(r.scripts, "node_modules")); err != nil {
			t.Fatal(err)
		}
		return byDriver("node", "run.mjs")(t, r)
	}
}

// guzzles puts Debian's Guzzle where Composer would.
func guzzles(t *testing.T, r *trial) string {
	const debian = "/usr/share/php/GuzzleHttp/autoload.php"
	if _, err := os.Stat(debian); err != nil {
		t.Skip("php-guzzlehttp-guzzle is not installed")
	}
	if err := os.MkdirAll(filepath.Join(r.scripts, "vendor"), 0o700); err != nil {
		t.Fatal(err)
	}
	autoload := "<?php\nrequire_once '" + debian + "';\n"
	if err := os.WriteFile(filepath.Join(r.scripts, "vendor", "autoload.php"), []byte(autoload), 0o600); err != nil {
		t.Fatal(err)
	}
	driver, err := filepath.Abs("testdata/drivers/run.php")
	if err != nil {
		t.Fatal(err)
	}
	return r.command(t, "php", "-d", "include_path="+r.scripts+":/usr/share/php", driver)
}

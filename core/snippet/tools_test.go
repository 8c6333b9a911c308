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
	{id: "curlbash", needs: []string{"curl", "bash"}, run: inShell("bash", "--norc", "--noprofile")},
	{id: "python", needs: []string{"python3"}, run: byDriver("python3", "run.py")},
	{id: "php", needs: []string{"php"}, run: byDriver("php", "run.php")},
	{id: "nodejs", needs: []string{"node"}, run: byDriver("node", "run.mjs")},
	{id: "ruby", needs: []string{"ruby"}, run: byDriver("ruby", "run.rb")},
	{id: "golang", needs: []string{"go"}, run: goPrograms},
}

// TestInRealTools runs the hostile requests in every target, with the token as
// it stands and with the token in the environment.
func TestInRealTools(t *testing.T) {
	for _, tl := range tools {
		for _, mode := range []string{SecretText, SecretEnv} {
			t.Run(tl.id+map[string]string{SecretText: "", SecretEnv: " env"}[mode], func(t *testing.T) {
				t.Parallel()
				for _, program := range tl.needs {
					needs(t, program)
				}
				newTrial(t, tl, Options{Secret: mode}).prove(t)
			})
		}
	}
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

// goPrograms makes one program of all.
func goPrograms(t *testing.T, r *trial) string {
	imports := map[string]bool{}
	calls, text := "", ""
	for i, program := range r.texts {
		_, rest, _ := strings.Cut(program, "import (\n")
		head, rest, _ := strings.Cut(rest, ")\n")
		for _, line := range strings.Split(strings.TrimSpace(head), "\n") {
			imports[strings.TrimSpace(line)] = true
		}
		name := filepath.Base(strings.TrimSuffix(r.files[i], ".go"))
		text += strings.Replace(rest, "func main()", "func "+name+"()", 1)
		calls += "\t" + name + "()\n"
	}
	program := "package main\n"
	for path := range imports {
		program += "import " + path + "\n"
	}
	file := filepath.Join(r.home, "main.go")
	if err := os.WriteFile(file, []byte(program+text+"\nfunc main() {\n"+calls+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(r.home, "all")
	build := goBuild(t, file, binary)
	return build + r.command(t, binary)
}

// goBuild builds with the tests' own cache, without which it takes a minute.
func goBuild(t *testing.T, file, binary string) string {
	t.Helper()
	output, err := exec.Command("go", "build", "-o", binary, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, shorten(string(output)))
	}
	return string(output)
}

//go:build !js

package snippet

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

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
		if before, main, found := strings.Cut(rest, "func main()"); found && text == "" {
			text = before + "func " + name + "()" + main // what all share stands once
		} else {
			text += "func " + name + "()" + main
		}
		text += "\n"
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

// javaPrograms compiles all classes in one file and runs them in one JVM.
func javaPrograms(t *testing.T, r *trial) string {
	imports, classes, calls := map[string]bool{}, "", ""
	for i, program := range r.texts {
		head, class, _ := strings.Cut(program, "public class Call")
		for _, line := range strings.Split(head, "\n") {
			imports[line] = true
		}
		name := "Call" + strconv.Itoa(i)
		classes += "class " + name + class
		calls += "        try { " + name + ".main(args); } catch (Exception e) { System.out.println(e); }\n"
	}
	text := ""
	for line := range imports {
		text += line + "\n"
	}
	text += classes + "public class All {\n    public static void main(String[] args) {\n" + calls + "    }\n}\n"
	file := filepath.Join(r.home, "All.java")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	said := r.command(t, "javac", "-encoding", "UTF-8", "-d", r.home, file)
	return said + r.command(t, "java", "-cp", r.home, "-XX:TieredStopAtLevel=1", "All")
}

// csharpPrograms wraps the statements, as Mono's compiler is older than
// statements at the top.
func csharpPrograms(t *testing.T, r *trial) string {
	methods, calls := "", ""
	for i, program := range r.texts {
		_, body, _ := strings.Cut(program, "\n\n")
		name := "Call" + strconv.Itoa(i)
		methods += "    static async Task " + name + "() {\n" + body + "\n    }\n"
		calls += "        try { " + name + "().Wait(); } catch (Exception e) { Console.WriteLine(e); }\n"
	}
	text := "using System;\nusing System.Net.Http;\nusing System.Text;\nusing System.Threading.Tasks;\n" +
		"static class All {\n" + methods + "    static void Main() {\n" + calls + "    }\n}\n"
	file := filepath.Join(r.home, "All.cs")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(r.home, "All.exe")
	said := r.command(t, "mcs", "-langversion:latest", "-r:System.Net.Http.dll", "-out:"+binary, file)
	return said + r.command(t, "mono", binary)
}

// rustPrograms compiles all against a stand-in for reqwest, which puts on the
// wire what it is given: the crate itself takes half a gigabyte.
func rustPrograms(t *testing.T, r *trial) string {
	stand, err := filepath.Abs("testdata/drivers/reqwest.rs")
	if err != nil {
		t.Fatal(err)
	}
	file := r.oneInRust(t, "all.rs", "#[path = "+strconv.Quote(stand)+"]\nmod reqwest;\n", "use crate::reqwest;\n")
	binary := filepath.Join(r.home, "all")
	said := r.command(t, "rustc", "--edition=2021", "-A", "warnings", "-o", binary, file)
	return said + r.command(t, binary)
}

// oneInRust makes one program of all.
func (r *trial) oneInRust(t *testing.T, name, head, each string) (file string) {
	t.Helper()
	calls := ""
	for i, program := range r.texts {
		module := "call" + strconv.Itoa(i)
		head += "mod " + module + " {\n" + each + strings.Replace(program, "fn main()", "pub fn main()", 1) + "\n}\n"
		calls += "    if let Err(e) = " + module + "::main() { println!(\"{}\", e); }\n"
	}
	file = filepath.Join(r.home, name)
	if err := os.WriteFile(file, []byte(head+"fn main() {\n"+calls+"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// debianCrates is where Debian's packages put the sources of crates.
const debianCrates = "/usr/share/cargo/registry"

// reqwestPrograms compiles all against the crate, whose own half a minute is
// spent once: what was compiled stays in the folder build.
func reqwestPrograms(t *testing.T, r *trial) string {
	built, err := filepath.Abs("../../build/cargo")
	if err != nil {
		t.Fatal(err)
	}
	file := r.oneInRust(t, "all.rs", "", "")
	manifest := filepath.Join(r.home, "Cargo.toml")
	name := strconv.Quote("all" + r.options.Secret)
	text := "[package]\nname = " + name + "\nversion = \"0.0.0\"\nedition = \"2021\"\n[[bin]]\nname = " + name + "\npath = " + strconv.Quote(file) +
		"\n[dependencies]\nreqwest = { version = \"0.11\", default-features = false, features = [\"blocking\"] }\n[profile.dev]\ndebug = false\n"
	if err := os.WriteFile(manifest, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return r.command(t, "cargo", "run", "--offline", "--quiet", "--manifest-path", manifest, "--target-dir", built,
		"--config", `source.crates-io.replace-with="debian"`, "--config", `source.debian.directory="`+debianCrates+`"`)
}

// Gotest runs go test, shows failures and skipped tests, hides the rest, and
// ends with the totals.
//
//	gotest -name unit ./...
//	gotest -name wasm-test -browser ./core/...
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	name := flag.String("name", "unit", "what the totals are of")
	browser := flag.Bool("browser", false, "run as WebAssembly in Node")
	run := flag.String("run", "", "as go test -run; also runs tests anew")
	verbose := flag.Bool("v", false, "show what tests print")
	flag.Parse()

	totals := &Totals{out: os.Stdout, verbose: *verbose}
	err := test(totals, *browser, *run, flag.Args())
	if err == nil && totals.passed+totals.failed == 0 {
		err = fmt.Errorf("no test ran")
	}
	if err != nil && totals.failed == 0 {
		totals.failed = 1
		fmt.Printf("%s: %v\n", *name, err)
	}
	fmt.Printf("%s: %s\n", *name, totals)
	record(filepath.Join("build", "results", *name), totals)
	if totals.failed > 0 {
		os.Exit(1)
	}
}

func test(totals *Totals, browser bool, run string, packages []string) error {
	args := []string{"test", "-json"}
	if run != "" {
		args = append(args, "-count=1", "-run", run)
	}
	cmd := exec.Command("go")
	if browser {
		args = append(args, "-exec", nodeRunner())
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	}
	cmd.Args = append(append(cmd.Args, args...), packages...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := totals.Read(out); err != nil {
		return err
	}
	return cmd.Wait()
}

// nodeRunner is the toolchain's own way to run a program in Node.
func nodeRunner() string {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "go_js_wasm_exec"
	}
	return filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "go_js_wasm_exec")
}

func record(file string, totals *Totals) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return
	}
	_ = os.WriteFile(file, fmt.Appendf(nil, "%d %d %d\n", totals.passed, totals.failed, totals.skipped), 0o644)
}

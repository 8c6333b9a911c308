package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs are built once: the one that the linker wrote, and the stripped one.
func programs(t *testing.T, flags ...string) (whole, stripped string) {
	t.Helper()
	whole = filepath.Join(t.TempDir(), "whole.wasm")
	args := append([]string{"build", "-ldflags=-s -w", "-o", whole}, flags...)
	cmd := exec.Command("go", append(args, "./testdata/program")...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stripped = filepath.Join(filepath.Dir(whole), "stripped.wasm")
	if err := run(whole, stripped); err != nil {
		t.Fatal(err)
	}
	return whole, stripped
}

// inNode runs a program as the Go command would.
func inNode(t *testing.T, program string, args ...string) (out, trace string, err error) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node is needed")
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
	cmd := exec.Command(node, append([]string{"--stack-size=8192", glue, program}, args...)...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return stdout.String(), stderr.String(), err
}

func TestStrippedProgramDoesTheSame(t *testing.T) {
	for _, flags := range [][]string{{}, {"-gcflags=all=-l"}} {
		whole, stripped := programs(t, flags...)
		want, trace, err := inNode(t, whole)
		if err != nil {
			t.Fatalf("%v\n%s", err, trace)
		}
		got, trace, err := inNode(t, stripped)
		if err != nil {
			t.Fatalf("stripped: %v\n%s", err, trace)
		}
		if got != want {
			t.Errorf("stripped it prints\n%s, want\n%s", got, want)
		}
	}
}

func TestStackTraceNamesFunctions(t *testing.T) {
	_, stripped := programs(t)
	for how, want := range map[string][]string{
		"panic":     {"panic: the end", "goroutine 1 [running]", "main.crash(", "main.main("},
		"nil":       {"nil pointer dereference", "main.(*tree).weight2("},
		"deadlock":  {"all goroutines are asleep - deadlock!", "main.crash("},
		"goroutine": {"panic: the end", "main.crash(", "created by main.crash in goroutine 1"},
	} {
		_, trace, err := inNode(t, stripped, how)
		if err == nil {
			t.Errorf("%s: it ended well", how)
		}
		for _, line := range want {
			if !strings.Contains(trace, line) {
				t.Errorf("%s: no %q in\n%s", how, line, trace)
			}
		}
	}
}

func TestNoFileNamesAreLeft(t *testing.T) {
	whole, stripped := programs(t)
	before, _ := os.ReadFile(whole)
	after, _ := os.ReadFile(stripped)
	if mark := []byte("runtime/proc.go"); !bytes.Contains(before, mark) || bytes.Contains(after, mark) {
		t.Error("names of files are not where they were expected, or are still there")
	}
	if len(after) > len(before)*9/10 {
		t.Errorf("%d bytes of %d are left", len(after), len(before))
	}
}

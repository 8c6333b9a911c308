package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStartup runs the built program: from fork to exit, with a call of
// the API in between.
func BenchmarkStartup(b *testing.B) {
	program := filepath.Join(b.TempDir(), "storekey")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, ".")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	for b.Loop() {
		if err := exec.Command(program, "targets").Run(); err != nil {
			b.Fatal(err)
		}
	}
}

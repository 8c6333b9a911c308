package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Gates prints and counts checks.
type Gates struct {
	out            io.Writer
	passed, failed int
}

// AtMost checks a size against its limit.
func (g *Gates) AtMost(what string, size, limit int) {
	note := fmt.Sprintf("%9d bytes, limit %9d, %3d %%", size, limit, 100*size/limit)
	g.judge(what, size <= limit, note)
}

// None checks that a list of what must not be is empty.
func (g *Gates) None(what string, found []string) {
	note := "none"
	if len(found) > 0 {
		note = fmt.Sprintf("%d, such as %s", len(found), found[0])
	}
	g.judge(what, len(found) == 0, note)
}

// Fail counts a check that could not be made.
func (g *Gates) Fail(what, why string) { g.judge(what, false, why) }

func (g *Gates) judge(what string, ok bool, note string) {
	verdict := "ok"
	if ok {
		g.passed++
	} else {
		g.failed++
		verdict = "FAIL"
	}
	fmt.Fprintf(g.out, "%-4s  %-40s %s\n", verdict, what, note)
}

// Record writes the counts where the totals are made.
func (g *Gates) Record(file string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, fmt.Appendf(nil, "%d %d 0\n", g.passed, g.failed), 0o644)
}

// gzipped is the size of a file after gzip -9, the tool with which the limits
// were set; Go's own gzip comes out one percent larger.
func gzipped(file string) (int, error) {
	out, err := exec.Command("gzip", "-9", "-n", "-c", file).Output()
	if err != nil {
		return 0, fmt.Errorf("gzip -9 %s: %w", file, err)
	}
	return len(out), nil
}

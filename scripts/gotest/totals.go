package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is one line of go test -json (go doc test2json).
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string
	Elapsed                       float64
	FailedBuild                   string
}

// Totals counts tests (a subtest is one, its parent is not) and prints what
// needs to be seen.
type Totals struct {
	out                     io.Writer
	verbose                 bool
	passed, failed, skipped int

	printed map[string][]string // by package and test, until it is over
	parents map[string]bool     // tests that have subtests
	broken  map[string]bool     // packages with a failed test
}

func (t *Totals) String() string {
	return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
}

// Read takes the events of one run.
func (t *Totals) Read(r io.Reader) error {
	t.printed, t.parents, t.broken = map[string][]string{}, map[string]bool{}, map[string]bool{}
	dec := json.NewDecoder(r)
	for {
		var e event
		if err := dec.Decode(&e); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("reading go test -json: %w", err)
		}
		t.take(e)
	}
}

func (t *Totals) take(e event) {
	key := e.Package + e.ImportPath + " " + e.Test
	switch e.Action {
	case "run":
		if parent := e.Test; strings.Contains(parent, "/") {
			t.parents[e.Package+" "+parent[:strings.LastIndex(parent, "/")]] = true
		}
	case "output", "build-output":
		t.printed[key] = append(t.printed[key], e.Output)
	case "pass", "fail", "skip":
		t.over(e, key)
	case "build-fail":
		t.show(key)
	}
}

func (t *Totals) over(e event, key string) {
	defer delete(t.printed, key)
	if e.Test == "" {
		t.packageOver(e, key)
		return
	}
	if t.verbose || e.Action == "fail" {
		t.show(key)
	}
	if t.parents[key] {
		return
	}
	switch e.Action {
	case "pass":
		t.passed++
	case "fail":
		t.failed++
		t.broken[e.Package] = true
	case "skip":
		t.skipped++
		fmt.Fprintf(t.out, "skip  %s: %s\n", e.Test, reason(t.printed[key]))
	}
}

func (t *Totals) packageOver(e event, key string) {
	switch e.Action {
	case "pass":
		fmt.Fprintf(t.out, "ok    %s  %.1f s\n", e.Package, e.Elapsed)
	case "fail":
		if !t.broken[e.Package] {
			t.failed++ // it did not build, or ended early
		}
		t.show(key)
		fmt.Fprintf(t.out, "FAIL  %s\n", e.Package)
	}
}

func (t *Totals) show(key string) {
	for _, line := range t.printed[key] {
		fmt.Fprint(t.out, line)
	}
}

// reason is what a skipped test said, without the frame around it.
func reason(lines []string) string {
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ") {
			continue
		}
		if _, text, ok := strings.Cut(line, ": "); ok {
			return text
		}
		return line
	}
	return "no reason given"
}

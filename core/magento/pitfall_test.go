package magento

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pitfall is a line of testdata/pitfalls.txt.
type pitfall struct {
	number, status int
	text           string
	codes          []string
}

func pitfalls(t *testing.T) []pitfall {
	t.Helper()
	raw, err := os.ReadFile("testdata/pitfalls.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []pitfall
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSuffix(line, "\n"); strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 4 {
			t.Fatalf("%q has %d columns", line, len(parts))
		}
		number, _ := strconv.Atoi(parts[0])
		status, err := strconv.Atoi(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, pitfall{number, status, strings.ReplaceAll(parts[2], `\n`, "\n"), strings.Fields(parts[3])})
	}
	return list
}

func TestEveryPitfallIsExplained(t *testing.T) {
	last := 0
	for _, p := range pitfalls(t) {
		if p.number != last && p.number != last+1 {
			t.Errorf("after %d comes %d", last, p.number)
		}
		last = p.number
		said := codes(Explain(p.status, p.text))
		rest := strings.Fields(said)
		for _, code := range p.codes {
			at := 0
			for at < len(rest) && rest[at] != code {
				at++
			}
			if at == len(rest) {
				t.Errorf("%d: %q is not among %q", p.number, code, said)
				break
			}
			rest = rest[at+1:]
		}
	}
	if last < 50 {
		t.Errorf("only %d", last)
	}
}

// The list beside the recordings may grow; then so must the explanations.
func TestRecordedPitfallsAreAllThere(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(recordings(t), "..", "reference", "pitfalls.md"))
	if err != nil {
		t.Skip("no list of pitfalls beside the recordings: ", err)
	}
	all := pitfalls(t)
	rows := regexp.MustCompile(`(?m)^\| \d+ \|`).FindAll(bytes.TrimSpace(raw), -1)
	if got := all[len(all)-1].number; got != len(rows) {
		t.Errorf("%d pitfalls are explained, %d are listed", got, len(rows))
	}
}

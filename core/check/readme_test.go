package check

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var verdictWords = map[string]string{"valid": wire.VerdictValid, "invalid": wire.VerdictInvalid, "cannot tell": wire.VerdictUnknown}

// TestReadme keeps the README's table of verdicts true: it has every reason that
// this package comes to or that a test proves, with its verdict, and no other.
func TestReadme(t *testing.T) {
	table := readTable(t)
	proved := map[string]string{}
	for reason, verdict := range reasonsOfCode(t) {
		proved[reason] = verdict
	}
	for reason, verdict := range reasonsOfTests(t) {
		proved[reason] = verdict
	}
	for reason, verdict := range proved {
		if table[reason] != verdict {
			t.Errorf("%s leads to %s, the README says %q", reason, verdict, table[reason])
		}
	}
	for reason := range table {
		if proved[reason] == "" {
			t.Errorf("the README has %s, which no test comes to", reason)
		}
		if !wire.HasPhrase(reason) {
			t.Errorf("no words for %s", reason)
		}
	}
}

func readTable(t *testing.T) map[string]string {
	t.Helper()
	_, after, found := strings.Cut(read(t, "../../README.md"), "## What a check says\n")
	if !found {
		t.Fatal("the README has no such part")
	}
	part, _, _ := strings.Cut(after, "\n## ")
	table := map[string]string{}
	for line := range strings.Lines(part) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 4 || !strings.HasPrefix(cells[2], "`") {
			continue
		}
		reason := strings.Trim(cells[2], "`")
		if table[reason] != "" || verdictWords[cells[1]] == "" || strings.Trim(cells[3], "| ") == "" {
			t.Errorf("row %s", line)
		}
		table[reason] = verdictWords[cells[1]]
	}
	return table
}

// reasonsOfCode are those that the package names itself.
func reasonsOfCode(t *testing.T) map[string]string {
	t.Helper()
	reasons := map[string]string{}
	concluded := regexp.MustCompile(`conclude\(wire\.Verdict(\w+), "(\w+)"`)
	other := regexp.MustCompile(`(?:lacks\(|return )"(\w+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text := read(t, file)
		for _, m := range concluded.FindAllStringSubmatch(text, -1) {
			reasons[m[2]] = strings.ToLower(m[1])
		}
		for _, m := range other.FindAllStringSubmatch(text, -1) {
			switch {
			case strings.Contains(m[0], "lacks("):
				reasons[m[1]] = wire.VerdictValid
			case file == "check.go":
				reasons[m[1]] = wire.VerdictUnknown // nothing can be asked
			}
		}
	}
	return reasons
}

// reasonsOfTests are those of other packages' codes that end a check, too.
func reasonsOfTests(t *testing.T) map[string]string {
	t.Helper()
	reasons := map[string]string{}
	for file, patterns := range map[string]map[string]string{
		"check_test.go":                          {`"unknown", "(\w+)"`: wire.VerdictUnknown, `errors?\.\w+[^\n]*:\s*"(\w+)"`: wire.VerdictUnknown, `context\.\w+:\s*"(\w+)"`: wire.VerdictUnknown},
		"oauth_test.go":                          {`"invalid", "(\w+)"`: wire.VerdictInvalid},
		"../../cmd/storekey/certificate_test.go": {`"(certificate\w*)": +certified`: wire.VerdictUnknown},
	} {
		text := read(t, file)
		for pattern, verdict := range patterns {
			for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
				reasons[m[1]] = verdict
			}
		}
	}
	return reasons
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

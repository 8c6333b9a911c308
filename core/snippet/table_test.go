//go:build !js

package snippet

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTable writes docs/targets.md: what every target writes of the hostile
// values and what it refuses. That all that is written arrives is what
// TestInRealTools and TestInTheirReaders want.
func TestTable(t *testing.T) {
	text := tableHead + "| ID | Form | Proof |"
	names := []string{}
	for _, p := range places {
		names = append(names, p.name)
		text += " " + p.name + " |"
	}
	names = append(names, "method")
	text += " other |\n|" + strings.Repeat(" --- |", 3+len(names)) + "\n"
	refusals := map[string]*Refusal{}
	why := ""
	for _, target := range All() {
		written, all, refused := countCases(t, target, refusals)
		text += fmt.Sprintf("| `%s` | %s | %s |", target.ID, target.Title, proofOf(target))
		for _, name := range names {
			text += fmt.Sprintf(" %d/%d |", written[name], all[name])
		}
		text += "\n"
		if len(refused) > 0 {
			why += fmt.Sprintf("| `%s` | %s |\n", target.ID, counts(refused))
		}
	}
	text += "\n## What is refused\n\n| ID | Values, reason |\n| --- | --- |\n" + why + "\n| Reason | In words |\n| --- | --- |\n"
	for _, code := range slices.Sorted(maps.Keys(refusals)) {
		text += fmt.Sprintf("| %s | %s %s |\n", code, refusals[code].Message, refusals[code].Hint)
	}
	compare(t, "../../docs/targets.md", text)
}

const tableHead = `<!-- Written by go test ./core/snippet -update. -->
# The forms in which a request can be copied

Every form is tried with values that generators of commands stumble over: quotes,
substitutions, line breaks, options, file names, templates, characters of all
kinds; each in a raw body, in a JSON string, in the address and in a header. A
value either arrives byte for byte at a server, or is refused with a reason;
what a form would bend, it does not write.

- **run**: the real tool runs the text and a server compares method, target,
  headers and body. An empty folder must stay empty: nothing in a value ran.
  Requests of random words go the same way (go test ./core/snippet -run Random
  -random 600 -seed 7 sends more of them). What is said to run where something is
  runs only there, as it is too large to be installed for the tests.
- **run, stand-in**: the language's own compiler or interpreter runs the text
  against a small library that does what the real one does with those calls.
- **read**: a library of the format's makers, or of others who read it, reads the
  text back.
- **parsed**: a grammar of the language takes the text, and our own reader gets
  the request back.
- **own reader**: no tool is to be had where this is tested; a reader of our own,
  by the rules of the tool, gets the request back.
- **golden**: the text is compared with files that people have read.

`

// proofOf says how the texts of a target are proven.
func proofOf(target Target) string {
	var proofs, runs []string
	for _, tl := range tools {
		switch {
		case tl.id != target.ID:
		case tl.standIn != "":
			proofs = append(proofs, "run, stand-in for "+tl.standIn)
		case tl.where != "":
			proofs = append(proofs, "run: "+tl.where)
		default:
			runs = append(runs, tl.by())
		}
	}
	if len(runs) > 0 {
		proofs = append(proofs, "run: "+strings.Join(runs, ", "))
	}
	for _, reader := range readers {
		switch {
		case reader.id == target.ID && reader.id == "powershell":
			proofs = append(proofs, "parsed: "+reader.pkg)
		case reader.id == target.ID:
			proofs = append(proofs, "read: "+reader.pkg)
		}
	}
	if len(proofs) > 0 {
		return strings.Join(proofs, "; ")
	}
	switch target.ID {
	case "curlcmd":
		return "own reader; Wine’s cmd.exe where that is"
	case "hurl", "xh":
		return "own reader"
	}
	return "golden"
}

// by names what runs the snippets.
func (tl tool) by() string {
	if tl.id == "curl" && tl.needs[1] == "bash" {
		return "curl in bash, dash, zsh, mksh"
	}
	if last := len(tl.needs) - 1; last > 0 && strings.Contains(" bash zsh fish ", tl.needs[last]) {
		return tl.needs[0] + " in " + tl.needs[last]
	}
	return filepath.Base(tl.needs[len(tl.needs)-1])
}

func countCases(t *testing.T, target Target, refusals map[string]*Refusal) (written, all, refused map[string]int) {
	t.Helper()
	written, all, refused = map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range hostileCases(func(n int) string { return fmt.Sprintf("http://127.0.0.1:8080/%d%s", n, pathOf(target)) }) {
		name, _, _ := strings.Cut(c.name, ":")
		if strings.HasPrefix(name, "method") {
			name = "method"
		}
		all[name]++
		_, err := target.Write(c.request)
		var why *Refusal
		switch {
		case err == nil:
			written[name]++
		case errors.As(err, &why):
			refused[why.Code]++
			refusals[why.Code] = why
		default:
			t.Errorf("%s, %s: %v", target.ID, c.name, err)
		}
	}
	return written, all, refused
}

func pathOf(target Target) string {
	for _, tl := range tools {
		if tl.id == target.ID {
			return tl.path
		}
	}
	return ""
}

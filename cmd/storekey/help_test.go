package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

var update = flag.Bool("update", false, "write the golden files anew")

func newTestRoot(t *testing.T) (*app, *cobra.Command) {
	t.Helper()
	a := testApp(context.Background(), t)
	return a, newRoot(a)
}

// every visits a command and all below it.
func every(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, sub := range cmd.Commands() {
		every(sub, visit)
	}
}

// TestExamplesAreCommands reads each example of the help as the program would: the
// command is there, and so are its flags.
func TestExamplesAreCommands(t *testing.T) {
	lines := examples(t)
	for _, line := range lines {
		checkExample(t, line)
	}
	if len(lines) < 40 {
		t.Errorf("only %d examples were found", len(lines))
	}
}

// checkExample parses one, with a tree of its own: flags keep what they were set
// to.
func checkExample(t *testing.T, line string) {
	t.Helper()
	words := exampleWords(line)
	_, root := newTestRoot(t)
	cmd, rest, err := root.Find(words)
	if err != nil || cmd == root {
		t.Errorf("no command: storekey %s", line)
		return
	}
	if err := cmd.ParseFlags(rest); err != nil && !errors.Is(err, pflag.ErrHelp) {
		t.Errorf("storekey %s: %v", line, err)
		return
	}
	args := cmd.Flags().Args()
	if cmd.Args != nil && cmd.Args(cmd, args) != nil {
		t.Errorf("storekey %s: %d arguments", line, len(args))
	}
}

// plainQuotes makes one word of what stands in quotes.
func plainQuotes(line string) string {
	parts := strings.Split(line, "'")
	for i := 1; i < len(parts); i += 2 {
		if parts[i] = strings.ReplaceAll(parts[i], " ", "\x00"); parts[i] == "" {
			parts[i] = "\x01"
		}
	}
	return strings.Join(parts, "")
}

func TestHelpGolden(t *testing.T) {
	a, root := newTestRoot(t)
	var out bytes.Buffer
	a.out = &out
	if err := a.help(root, nil); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/help.golden"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || out.String() != string(want) {
		t.Errorf("the help has changed; go test ./cmd/storekey -update writes it: %v\n%s", err, out.String())
	}
}

// The manual page names every command and every flag that the help shows.
func TestManualIsWhole(t *testing.T) {
	_, root := newTestRoot(t)
	page := manual(root)
	every(root, func(cmd *cobra.Command) {
		if cmd == root || !cmd.IsAvailableCommand() || cmd.Name() == "help" {
			return
		}
		if !strings.Contains(page, "\n.SS "+quoted(strings.TrimSuffix(cmd.UseLine(), " [flags]"))+"\n") {
			t.Errorf("%s is not in the page", cmd.CommandPath())
		}
		cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && f.Name != "help" && !strings.Contains(page, literal("--"+f.Name)) {
				t.Errorf("%s: --%s is not in the page", cmd.CommandPath(), f.Name)
			}
		})
	})
	for line := range strings.Lines(page) {
		if (strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .SS .PP .TP .B .RS .RE .nf .fi ", " "+strings.Fields(line)[0]+" ")) || strings.HasPrefix(line, "'") {
			t.Errorf("roff takes this line for a request: %s", line)
		}
	}
	for _, reader := range [][]string{{"groff", "-man", "-Tutf8", "-ww", "-z"}, {"mandoc", "-T", "lint", "-W", "warning"}} {
		program, err := exec.LookPath(reader[0])
		if err != nil {
			continue
		}
		cmd := exec.Command(program, reader[1:]...)
		cmd.Stdin = strings.NewReader(page)
		told, _ := cmd.CombinedOutput()
		for line := range strings.Lines(string(told)) {
			// It has no date, so that it is the same whenever it is made.
			if !strings.Contains(line, "missing date") {
				t.Errorf("%s: %s", reader[0], line)
			}
		}
	}
}

// What a shell completes: names and choices, without the passphrase.
func TestCompletion(t *testing.T) {
	a := testApp(t.Context(), t)
	for _, name := range []string{"acme/live", "beta"} {
		in := map[string]string{"url": "https://" + strings.ReplaceAll(name, "/", ".") + ".example", "name": name}
		if client, rest, ok := strings.Cut(name, "/"); ok {
			in["client"], in["name"] = client, rest
		}
		if err := a.call(a.handler(), "POST", "/v1/stores", in, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		words string
		want  []string
		not   string
	}{
		{"check --store ", []string{"acme/live\tproduction https://acme.live.example", "beta\t"}, ""},
		{"token --store ", []string{"acme/live"}, ""},
		{"stores show ", []string{"acme/live", "beta"}, ""},
		{"stores show beta ", nil, "acme"},
		{"snippet ", []string{"curl\t", "python\t"}, ""},
		{"request GET /V1/modules --as ", []string{"curl\t"}, ""},
		{"request ", []string{"GET", "DELETE"}, ""},
		{"request --secret ", []string{"env"}, ""},
		{"token ", []string{"admin\t", "customer\t"}, ""},
		{"token admin --factor ", []string{"google", "authy"}, ""},
		{"stores add x --stage ", []string{"production"}, ""},
		{"stores add x --provider ", []string{"integration\t"}, ""},
		{"help ", []string{"scripts\t", "token\t"}, ""},
	} {
		var out bytes.Buffer
		run := testApp(t.Context(), t)
		run.env, run.out, run.err = a.env, &out, io.Discard
		status := run.run(append([]string{"__complete"}, strings.Split(c.words, " ")...))
		for _, want := range c.want {
			if !strings.Contains("\n"+out.String(), "\n"+want) {
				t.Errorf("%s: %d, no %q in\n%s", c.words, status, want, out.String())
			}
		}
		if c.not != "" && strings.Contains(out.String(), c.not) {
			t.Errorf("%s:\n%s", c.words, out.String())
		}
	}
}

// The scripts for the four shells are whole, as far as their shells are there.
func TestCompletionScripts(t *testing.T) {
	for shell, check := range map[string][]string{"bash": {"bash", "-n"}, "zsh": {"zsh", "-n"}, "fish": {"fish", "-n"}, "powershell": nil} {
		a := testApp(t.Context(), t)
		var out bytes.Buffer
		a.out = &out
		if status := a.run([]string{"completion", shell}); status != exitOK || !strings.Contains(out.String(), "storekey") {
			t.Errorf("%s: %d", shell, status)
		}
		if len(check) == 0 {
			continue
		}
		if program, err := exec.LookPath(check[0]); err == nil {
			cmd := exec.Command(program, check[1:]...)
			cmd.Stdin = &out
			if told, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %v\n%s", shell, err, told)
			}
		}
	}
}

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newMan(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `Prints the manual page of this version, in the language of man.

  storekey man >storekey.1`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(a.out, manual(cmd.Root()))
			return err
		},
	}
}

// manual writes one page of all commands from what they say of themselves
// (man(7)): nothing of it is written twice.
func manual(root *cobra.Command) string {
	m := &roff{}
	m.line(`.TH STOREKEY 1 "" "Storekey ` + ownVersion() + `" "User Commands"`)
	m.section("NAME")
	m.text("storekey - " + lower(root.Short))
	m.section("SYNOPSIS")
	m.line(".B storekey")
	m.text("COMMAND [ARGUMENT ...] [FLAG ...]")
	m.section("DESCRIPTION")
	m.words(root.Long)
	m.section("COMMANDS")
	m.tree(root)
	m.section("FLAGS OF EVERY COMMAND")
	m.flags(root.PersistentFlags())
	for _, t := range topics {
		title, body, _ := strings.Cut(topicText(t.name), "\n")
		m.section(strings.ToUpper(title))
		m.words(body)
	}
	m.section("EXIT STATUS")
	for _, s := range []struct{ status, meaning string }{
		{"0", "it was done; the verdict is valid"},
		{"1", "the store refused; the verdict is invalid; nothing was found"},
		{"2", "the store was not reached; the verdict cannot be told"},
		{"64", "the command was wrong"},
		{"130", "it was interrupted"},
	} {
		m.item(s.status, s.meaning)
	}
	m.section("ENVIRONMENT")
	for _, e := range []struct{ name, meaning string }{
		{"STOREKEY_HOME", "the folder of what is saved, in place of the one below"},
		{"STOREKEY_PASSPHRASE", "the passphrase of the saved secrets"},
		{"STOREKEY_TOKEN", "a token, where a command takes one"},
		{"STOREKEY_FOUR", "the four values of an integration"},
		{"STOREKEY_<FLAG>", "the value of a flag of which the help says so"},
		{"SSL_CERT_FILE, SSL_CERT_DIR", "issuers of certificates to trust"},
		{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the way through a proxy; nothing on this machine goes through one"},
		{"NO_COLOR", "no colours"},
	} {
		m.item(e.name, e.meaning)
	}
	m.section("FILES")
	m.item("~/.config/storekey", "what is saved on Linux; on macOS ~/Library/Application Support/storekey, on Windows %AppData%\\storekey")
	return m.String()
}

// roff is a page for man in the making.
type roff struct{ strings.Builder }

func (m *roff) line(text string) { m.WriteString(text + "\n") }

func (m *roff) section(name string) { m.line(".SH " + quoted(name)) }

// text writes one paragraph's words as they are.
func (m *roff) text(text string) { m.line(literal(text)) }

// item writes a name and, indented under it, what it means.
func (m *roff) item(name, meaning string) {
	m.line(".TP")
	m.line(".B " + literal(name))
	m.text(meaning)
}

// words writes paragraphs; what is indented is an example and keeps its lines.
func (m *roff) words(text string) {
	example, blank := false, false
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		line = strings.ReplaceAll(strings.TrimRight(line, " \n"), "\t", "    ")
		inside := strings.HasPrefix(line, "  ") || example && strings.HasPrefix(line, " ")
		switch {
		case line == "":
			blank = true
			continue
		case inside && !example:
			m.line(".PP\n.RS 4\n.nf")
		case !inside && example:
			m.line(".fi\n.RE\n.PP")
		case blank && !example && !inside:
			m.line(".PP")
		case blank && example:
			m.line("")
		}
		example, blank = inside, false
		m.text(strings.TrimPrefix(line, "  "))
	}
	if example {
		m.line(".fi\n.RE")
	}
}

// tree writes the commands, those of a command after it.
func (m *roff) tree(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if !cmd.IsAvailableCommand() || cmd.Name() == "help" {
			continue
		}
		m.line(".SS " + quoted(strings.TrimSuffix(cmd.UseLine(), " [flags]")))
		m.words(first(cmd.Long, cmd.Short+"."))
		m.flags(cmd.LocalNonPersistentFlags())
		m.tree(cmd)
	}
}

func (m *roff) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		kind, usage := pflag.UnquoteUsage(f)
		if kind != "" {
			name += " " + kind
		}
		m.item(name, usage)
	})
}

// literal escapes what roff would take for its own: backslashes, hyphens that it
// would break at or change, and a dot or apostrophe where a line begins.
func literal(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "’", "'", "…", "...", "–", `\(en`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

// quoted is a text as one argument of a request.
func quoted(text string) string {
	return `"` + strings.ReplaceAll(literal(text), `"`, `\(dq`) + `"`
}

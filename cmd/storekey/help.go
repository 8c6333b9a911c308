package main

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

//go:embed help/*.txt
var helpTexts embed.FS

// topics are what "storekey help" teaches by examples, each a file of its own.
var topics = []struct{ name, short string }{
	{"tokens", "get a token: log in, save a store, use its name"},
	{"check", "what a token is, whether a store takes it, what it may do"},
	{"use", "write requests that run as pasted, in any form"},
	{"move", "saved stores: to another machine, the browser, another program"},
	{"scripts", "without anybody at the keyboard: secrets, statuses, logs"},
}

func topicText(name string) string {
	text, err := helpTexts.ReadFile("help/" + name + ".txt")
	if err != nil {
		return ""
	}
	return string(text)
}

func newHelp(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [TOPIC|COMMAND]",
		Short: "Examples by topic, or the flags of a command",
		Args:  cobra.ArbitraryArgs,
		RunE:  func(cmd *cobra.Command, args []string) error { return a.help(cmd.Root(), args) },
	}
}

func (a *app) help(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		a.helpOverview(root)
		return nil
	}
	if text := topicText(args[0]); text != "" && len(args) == 1 && isTopic(args[0]) {
		fmt.Fprint(a.out, text)
		return nil
	}
	cmd, rest, err := root.Find(args)
	if err != nil || cmd == root || len(rest) > 0 {
		return noCommand(root, args)
	}
	cmd.InitDefaultHelpFlag()
	return cmd.Help()
}

func isTopic(name string) bool {
	for _, t := range topics {
		if t.name == name {
			return true
		}
	}
	return false
}

// helpOverview is the way in: the three gestures, the topics, the commands, and what
// all of them take.
func (a *app) helpOverview(root *cobra.Command) {
	fmt.Fprintf(a.out, "%s\n\n", root.Long)
	fmt.Fprintln(a.out, a.pens.bold("Topics, with examples: storekey help TOPIC"))
	for _, t := range topics {
		a.helpLine(t.name, t.short)
	}
	fmt.Fprintln(a.out)
	fmt.Fprintln(a.out, a.pens.bold("Commands, with their flags: storekey COMMAND --help"))
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			a.helpLine(cmd.Name(), cmd.Short)
		}
	}
	fmt.Fprintf(a.out, "\n%s\n%s", a.pens.bold("Flags of every command"), root.PersistentFlags().FlagUsages())
}

func (a *app) helpLine(name, short string) {
	fmt.Fprintf(a.out, "  %s  %s\n", a.pens.bold(fmt.Sprintf("%-10s", name)), strings.TrimSpace(short))
}

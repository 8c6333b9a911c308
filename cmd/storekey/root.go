package main

import (
	"strings"

	"github.com/spf13/cobra"
)

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "storekey COMMAND",
		Short: "Access tokens of Magento stores: get, inspect, check, use",
		Long: `Storekey gets access tokens of Magento 2 and Adobe Commerce stores, says what a
token is and whether a store takes it, and writes requests that run as pasted.

  storekey token admin --store https://shop.test --username me
  storekey inspect -
  storekey check --store https://shop.test -
  storekey request GET /V1/modules --store https://shop.test --token -

Secrets come from a prompt, standard input, a file or the environment.`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, args []string) error { return noCommand(cmd, args) },
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			err := a.openJournal()
			a.journal.note("%s", cmd.CommandPath())
			return err
		},
	}
	root.SetOut(a.out)
	root.SetErr(a.err)
	flags := root.PersistentFlags()
	flags.BoolVar(&a.json, "json", false, "print JSON")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "tell each step and request on standard error; secrets are left out")
	flags.StringVar(&a.logFile, "log-file", "", "add the same to the end of this `file`")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagError(err) })
	root.SuggestionsMinimumDistance = 2
	root.AddCommand(
		newToken(a), newInspect(a), newCheck(a), newCanI(a), newDoctor(a), newExplain(a), newRequest(a), newTicket(a), newSOAP(a), newSnippet(a),
		newList(a, "providers", "List the ways to get a token"),
		newList(a, "targets", "List the forms in which a request can be written"),
		newList(a, "sources", "List where tokens are found in a page"),
		newFormats(a), newStores(a), newVault(a), newSandbox(a), newServe(a),
		newMan(a), newVersion(a),
	)
	root.SetHelpCommand(newHelp(a))
	flagsOf := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if cmd == root {
			a.helpOverview(root)
			return
		}
		flagsOf(cmd, args)
	})
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	a.completeInBash(root)
	cards, err := a.cards("providers")
	if err != nil {
		panic(err) // the registry is part of the program
	}
	a.complete(root, cards)
	return root
}

// noCommand answers a name that is not a command. It repeats only what looks
// like one: somebody may have pasted a token there.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	if !looksLikeName(args[0]) {
		return usagef("that is not a command")
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("there is no command %s; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("there is no command %s", args[0])
}

func looksLikeName(text string) bool {
	return len(text) <= 16 && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz-") == ""
}

// flagError repeats no value that stood behind a flag.
func flagError(err error) error {
	text := err.Error()
	if strings.HasPrefix(text, "invalid argument") {
		if _, flag, ok := strings.Cut(text, `" for "`); ok {
			name, _, _ := strings.Cut(flag, `"`)
			return usagef("the value of %s cannot be read", name)
		}
	}
	text, _, _ = strings.Cut(text, "=")
	text, _, _ = strings.Cut(text, " in -")
	return usagef("%s", text)
}

// arguments wants between least and most arguments and repeats none of them.
func arguments(least, most int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("an argument is missing")
		case len(args) > most:
			return usagef("there are %d arguments too many", len(args)-most)
		}
		return nil
	}
}

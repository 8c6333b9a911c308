package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

type completer = func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective)

// complete gives every command what a shell completes for it: names of saved
// stores, forms, ways to log in, the choices of a field. Nothing of it opens what
// is sealed or asks a store.
func (a *app) complete(cmd *cobra.Command, providers []wire.Card) {
	stores := a.completeStores
	for flag, by := range map[string]completer{
		"store":    stores,
		"as":       a.completeCards("targets"),
		"provider": a.completeCards("providers"),
		"secret":   fixed(secretWays...),
		"stage":    fixed(wire.StageDev, wire.StageStaging, wire.StageProduction),
		"resolve":  fixed(),
	} {
		if cmd.Flags().Lookup(flag) != nil {
			_ = cmd.RegisterFlagCompletionFunc(flag, by)
		}
	}
	for _, card := range providers {
		for _, field := range card.Fields {
			if name := kebab(field.Name); len(field.Choices) > 0 && cmd.Flags().Lookup(name) != nil {
				_ = cmd.RegisterFlagCompletionFunc(name, fixed(choiceValues(field)...))
			}
		}
	}
	if cmd.ValidArgsFunction == nil && !cmd.HasSubCommands() {
		cmd.ValidArgsFunction = a.completeArguments(cmd)
	}
	for _, sub := range cmd.Commands() {
		a.complete(sub, providers)
	}
}

// completeArguments is for what stands without a flag.
func (a *app) completeArguments(cmd *cobra.Command) completer {
	switch path := cmd.CommandPath(); {
	case path == "storekey snippet":
		return onlyFirst(a.completeCards("targets"))
	case path == "storekey request", path == "storekey ticket":
		return onlyFirst(fixed("GET", "POST", "PUT", "DELETE"))
	case path == "storekey help":
		return onlyFirst(a.completeTopics)
	case strings.HasPrefix(path, "storekey stores ") && strings.Contains(cmd.Use, "NAME") && cmd.Name() != "add":
		return onlyFirst(a.completeStores)
	case strings.Contains(cmd.Use, "FILE"):
		return nil // the shell's own: files
	}
	return fixed()
}

// onlyFirst completes the first argument alone.
func onlyFirst(by completer) completer {
	return func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return by(cmd, args, begun)
	}
}

func fixed(words ...string) completer {
	return func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

func choiceValues(field wire.Field) (values []string) {
	for _, c := range field.Choices {
		values = append(values, c.Value)
	}
	return values
}

// completeStores offers the names of saved stores, with what they are.
func (a *app) completeStores(*cobra.Command, []string, string) (names []cobra.Completion, _ cobra.ShellCompDirective) {
	list, err := a.savedStores()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	for _, e := range list.Stores {
		if name := fullName(e); plain(name) == name && !strings.ContainsAny(name, "\t\n") {
			names = append(names, cobra.CompletionWithDesc(name, e.Stage+" "+plain(e.Store.BaseURL)))
		}
	}
	slices.Sort(names)
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) completeCards(registry string) completer {
	return func(*cobra.Command, []string, string) (ids []cobra.Completion, _ cobra.ShellCompDirective) {
		cards, err := a.cards(registry)
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		for _, card := range cards {
			ids = append(ids, cobra.CompletionWithDesc(card.ID, card.Title))
		}
		return ids, cobra.ShellCompDirectiveNoFileComp
	}
}

func (a *app) completeTopics(cmd *cobra.Command, _ []string, _ string) (words []cobra.Completion, _ cobra.ShellCompDirective) {
	for _, t := range topics {
		words = append(words, cobra.CompletionWithDesc(t.name, t.short))
	}
	for _, sub := range cmd.Root().Commands() {
		if sub.IsAvailableCommand() && !isTopic(sub.Name()) {
			words = append(words, cobra.CompletionWithDesc(sub.Name(), sub.Short))
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

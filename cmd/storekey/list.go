package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newList(a *app, registry, short string) *cobra.Command {
	return &cobra.Command{
		Use:   registry,
		Short: short,
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.list(registry) },
	}
}

func (a *app) list(registry string) error {
	cards, err := a.cards(registry)
	if err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string][]wire.Card{registry: cards})
		return nil
	}
	width := 0
	for _, card := range cards {
		width = max(width, len(card.ID))
	}
	for _, card := range cards {
		fmt.Fprintf(a.out, "%s  %s\n", a.pens.bold(fmt.Sprintf("%-*s", width, card.ID)), card.Summary)
	}
	return nil
}

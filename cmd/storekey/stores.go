package main

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newStores(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stores list|show|add|rm",
		Short: "Saved stores: list, show, add, remove",
		Long: `Keeps stores under names that --store takes everywhere. Passwords and tokens are
sealed with a passphrase, which comes from a prompt, --passphrase-stdin,
--passphrase-file or STOREKEY_PASSPHRASE.

  storekey stores add acme/live --store https://shop.test --username me
  storekey token admin --store acme/live`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return noCommand(cmd, args) },
	}
	cmd.AddCommand(newStoresList(a), newStoresShow(a), newStoresAdd(a), newStoresRemove(a))
	return cmd
}

func newStoresList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list [WORD…]",
		Short: "List the saved stores, those that hold every word",
		Args:  cobra.ArbitraryArgs,
		RunE:  func(_ *cobra.Command, args []string) error { return a.storesList(args) },
	}
}

func newStoresShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "show NAME",
		Short: "Show a saved store; secrets stay sealed",
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.storesShow(args[0]) },
	}
}

func newStoresRemove(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "rm NAME",
		Short: "Remove a saved store and everything saved with it",
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.storesRemove(args[0]) },
	}
}

// oneSaved finds the one saved store of a name.
func (a *app) oneSaved(name string) (wire.StoreEntry, error) {
	found, err := a.savedNamed(name)
	switch {
	case err != nil:
		return wire.StoreEntry{}, err
	case len(found) == 0:
		return wire.StoreEntry{}, usagef("no saved store has that name; storekey stores list shows the names")
	case len(found) > 1:
		return wire.StoreEntry{}, ambiguous(found)
	}
	return found[0], nil
}

func (a *app) storesShow(name string) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	if a.json {
		a.printJSON(entry)
		return nil
	}
	a.printEntry(entry)
	return nil
}

func (a *app) storesRemove(name string) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	if err := a.call(a.handler(), http.MethodDelete, "/v1/stores/"+entry.ID, nil, nil); err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string]string{"removed": fullName(entry)})
		return nil
	}
	a.tell("note", "Removed "+fullName(entry)+".")
	return nil
}

func (a *app) storesList(words []string) error {
	list, err := a.savedStores()
	if err != nil {
		return err
	}
	list.Stores = mentioning(list.Stores, words)
	list.Total = len(list.Stores)
	if a.json {
		a.printJSON(list)
		return nil
	}
	a.printEntries(list.Stores)
	for _, f := range list.Findings {
		a.tell(f.Level, f.Message)
		a.tell("hint", f.Hint)
	}
	return nil
}

// mentioning keeps the stores that hold every word in name or address.
func mentioning(list []wire.StoreEntry, words []string) []wire.StoreEntry {
	kept := []wire.StoreEntry{}
	for _, e := range list {
		text := strings.ToLower(fullName(e) + " " + e.Stage + " " + strings.Join(e.Origins, " "))
		fits := true
		for _, word := range words {
			fits = fits && strings.Contains(text, strings.ToLower(word))
		}
		if fits {
			kept = append(kept, e)
		}
	}
	return kept
}

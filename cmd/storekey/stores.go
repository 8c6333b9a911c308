package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newStores(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stores list|show|add|edit|rm|import|export|test|lend|settings",
		Short: "Saved stores: list, show, add, edit, remove, import, export, test",
		Long: `Keeps stores under names that --store takes everywhere. Passwords and tokens are
sealed with a passphrase, which comes from a prompt, --passphrase-stdin,
--passphrase-file or STOREKEY_PASSPHRASE.

  storekey stores add acme/live --store https://shop.test --username me
  storekey token admin --store acme/live`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return noCommand(cmd, args) },
	}
	cmd.AddCommand(newStoresList(a), newStoresShow(a), newStoresAdd(a), newStoresEdit(a), newStoresRemove(a),
		newStoresImport(a), newStoresExport(a), newStoresTest(a), newStoresLend(a), newStoresSettings(a))
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
		Use:   "show NAME|ID",
		Short: "Show a saved store; secrets stay sealed",
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.storesShow(args[0]) },
	}
}

func newStoresRemove(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "rm NAME|ID",
		Short: "Remove a saved store and everything saved with it, for good",
		Args:  arguments(1, 1),
		RunE:  func(_ *cobra.Command, args []string) error { return a.storesRemove(args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

// tellNone says why a list is empty.
func (a *app) tellNone(words []string) {
	if len(words) > 0 {
		a.tell("note", "No saved store has all of these words.")
		return
	}
	a.tell("note", "No store is saved yet. storekey stores add NAME --store URL saves one.")
}

// oneSaved finds the one saved store of a name.
func (a *app) oneSaved(name string) (wire.StoreEntry, error) {
	found, err := a.savedNamed(strings.TrimSpace(name))
	switch {
	case err != nil:
		return wire.StoreEntry{}, err
	case len(found) == 0:
		return wire.StoreEntry{}, &nameError{"store_unknown", "no saved store has that name", "storekey stores list shows the names."}
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

func (a *app) storesRemove(name string, yes bool) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	if sure, err := a.sure(entry, yes); err != nil || !sure {
		return err
	}
	if err := a.call(a.handler(), http.MethodDelete, "/v1/stores/"+entry.ID+"?final=true", nil, nil); err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string]string{"removed": fullName(entry)})
		return nil
	}
	a.tell("note", "Removed "+shownName(entry)+".")
	return nil
}

// sure asks whoever sits at the terminal: nothing brings a removed store back.
func (a *app) sure(e wire.StoreEntry, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	if a.tty == nil {
		return false, usagef("%s would be removed for good, and there is no terminal to ask at: add --yes", shownName(e))
	}
	question := fmt.Sprintf("Remove %s (%s), logins saved: %d, for good? [y/N] ", shownName(e), plain(e.Store.BaseURL), len(e.Credentials))
	answer, err := a.tty.ask(question, false)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	if answer = strings.ToLower(strings.TrimSpace(answer)); answer == "y" || answer == "yes" {
		return true, nil
	}
	a.tell("note", "Nothing was removed.")
	return false, exitWith(exitNo)
}

func (a *app) storesList(words []string) error {
	list, err := a.savedStores(words...)
	if err != nil {
		return err
	}
	if list.Total == 0 && len(list.Findings) == 0 {
		a.tellNone(words)
	}
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

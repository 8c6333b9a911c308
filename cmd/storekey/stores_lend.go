package main

import (
	"net/http"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// lendCommand lends a saved token.
type lendCommand struct {
	folder     string
	passphrase passphrase
	file       value
}

func newStoresLend(a *app) *cobra.Command {
	c := &lendCommand{file: filePassphrase()}
	cmd := &cobra.Command{
		Use:   "lend NAME|ID",
		Short: "Write a sealed file with a saved token that soon ends, and nothing else",
		Long: `Writes the live token that is saved with a store to a sealed file, for somebody who
needs it for an hour. No password, key, integration or browser login is in the file,
and the token cannot be renewed with it. storekey stores import takes it.

  storekey stores lend acme/dev >token.sealed.storekey`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.storesLend(c, args[0]) },
	}
	cmd.Flags().StringVar(&c.folder, "dir", "", "folder to write the file to; none is overwritten")
	c.file.register(cmd)
	c.passphrase.register(cmd)
	return cmd
}

func (a *app) storesLend(c *lendCommand, name string) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	login := usable(entry.Credentials)
	if login == nil {
		return &nameError{"saved_no_token", "no token that still lives is saved with " + shownName(entry), "storekey token --store NAME gets one and saves it."}
	}
	if err := c.passphrase.open(a, false); err != nil {
		return err
	}
	in := map[string]any{"store": entry.ID, "credential": login.ID, "preview": true}
	var out wire.Exported
	if err := a.call(a.handler(), http.MethodPost, "/v1/lend", in, &out); err != nil {
		return err
	}
	a.tellFindings(out.Findings)
	text, err := newFilePassphrase(a, &c.file)
	if err != nil {
		return err
	}
	in["preview"], in["passphrase"] = false, text.Reveal()
	if err := a.call(a.handler(), http.MethodPost, "/v1/lend", in, &out); err != nil {
		return err
	}
	return a.putFiles(out, c.folder)
}

package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// exportCommand writes saved stores down.
type exportCommand struct {
	format, secrets, folder string
	passphrase              passphrase
	file                    value
}

func newStoresExport(a *app) *cobra.Command {
	c := &exportCommand{file: filePassphrase()}
	cmd := &cobra.Command{
		Use:   "export [NAME|ID…] --format FORMAT",
		Short: "Write saved stores to a file, for another Storekey or another program",
		Long: `Writes the named stores, or all, to standard output or, with --dir, into files
there. Says before what the format has no place for. Secrets go out only where
--secrets asks for them: tokens that end by themselves, or all; a sealed file holds
all unless --secrets says otherwise.

  storekey stores export --format sealed >stores.sealed.storekey
  storekey stores export --format storekey >stores.storekey.json
  storekey stores export acme/dev --format env --secrets tokens >dev.env
  storekey stores export --format postman --dir environments`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return a.storesExport(c, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&c.format, "format", "", "one of those that storekey formats lists")
	flags.StringVar(&c.secrets, "secrets", "", "none, tokens or all (default none; sealed: all)")
	flags.StringVar(&c.folder, "dir", "", "folder to write the files to; none is overwritten")
	c.file.register(cmd)
	c.passphrase.register(cmd)
	return cmd
}

// exportCall is the body of POST /v1/export and of its preview.
type exportCall struct {
	Stores     []string `json:"stores,omitempty"`
	Format     string   `json:"format"`
	Secrets    string   `json:"secrets,omitempty"`
	Passphrase string   `json:"passphrase,omitempty"`
}

func (a *app) storesExport(c *exportCommand, names []string) error {
	if c.format == "" {
		return usagef("--format is missing: storekey formats lists them")
	}
	in := exportCall{Format: c.format, Secrets: c.secrets}
	for _, name := range names {
		entry, err := a.oneSaved(name)
		if err != nil {
			return err
		}
		in.Stores = append(in.Stores, entry.ID)
	}
	var before, out wire.Exported
	if err := a.call(a.handler(), http.MethodPost, "/v1/export/preview", in, &before); err != nil {
		return err
	}
	a.tellFindings(before.Findings)
	if err := c.open(a, &in); err != nil {
		return err
	}
	if err := a.call(a.handler(), http.MethodPost, "/v1/export", in, &out); err != nil {
		return err
	}
	return a.putFiles(out, c.folder)
}

// open asks for what the export needs: the passphrase of the saved secrets, and
// that of the new file.
func (c *exportCommand) open(a *app, in *exportCall) error {
	sealed := c.format == "sealed"
	if sealed || c.secrets != "" && c.secrets != wire.SecretsNone {
		if err := c.passphrase.open(a, false); err != nil {
			return err
		}
	}
	if !sealed {
		return nil
	}
	text, err := newFilePassphrase(a, &c.file)
	in.Passphrase = text.Reveal()
	return err
}

// newFilePassphrase reads the passphrase for a new file, twice where it is typed.
func newFilePassphrase(a *app, v *value) (secret.Text, error) {
	text, err := v.read(a)
	if err == nil && text.Empty() && a.tty != nil {
		if text, err = v.ask(a); err == nil && !text.Empty() {
			var again secret.Text
			if again, err = (&value{label: v.label + " again", secret: true}).ask(a); err == nil && !again.Equal(text) {
				err = usagef("the two passphrases differ")
			}
		}
	}
	if err == nil && text.Empty() {
		err = missing(v)
	}
	return text, err
}

// putFiles writes what was exported: into a folder, or one file to standard
// output.
func (a *app) putFiles(out wire.Exported, folder string) error {
	for i := range out.Files {
		out.Files[i].Copied = nil // there is no clipboard here
	}
	if folder != "" {
		return a.putInto(out, folder)
	}
	if a.json {
		a.printJSON(out)
		return nil
	}
	var first *wire.ExportedFile
	for i, file := range out.Files {
		switch {
		case file.Other:
		case first != nil:
			return usagef("the format has one file for each store: name a folder for them with --dir, or one store")
		default:
			first = &out.Files[i]
		}
	}
	if first == nil {
		return nil
	}
	_, err := io.WriteString(a.out, first.Text)
	return err
}

// putInto writes files that only their owner reads, and overwrites none: all are
// looked at before the first is written.
func (a *app) putInto(out wire.Exported, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return usagef("%s", err)
	}
	for _, file := range out.Files {
		if _, err := os.Lstat(filepath.Join(folder, filepath.Base(file.Name))); err == nil {
			return usagef("%s is there already; nothing was written", filepath.Join(folder, file.Name))
		}
	}
	for i, file := range out.Files {
		name := filepath.Join(folder, filepath.Base(file.Name))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("storekey: writing %s: %w", name, err)
		}
		_, err = io.WriteString(f, file.Text)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return fmt.Errorf("storekey: writing %s: %w", name, err)
		}
		out.Files[i].Text = ""
		a.tell("note", "Wrote "+name+".")
	}
	if a.json {
		a.printJSON(out)
	}
	return nil
}

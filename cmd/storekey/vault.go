package main

import (
	"errors"
	"net/http"

	"github.com/spf13/cobra"
	"github.com/zalando/go-keyring"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func newVault(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "vault",
		Short: "The passphrase of the saved secrets: where it comes from",
		Long: `Says whether the saved secrets have a passphrase, and whether the keychain of the
operating system keeps it. It comes from --passphrase-stdin, --passphrase-file or
STOREKEY_PASSPHRASE, else from the keychain, else from a prompt.

  storekey vault remember
  storekey vault forget`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noCommand(cmd, args)
			}
			return a.vaultStatus()
		},
	}
	cmd.AddCommand(newVaultRemember(a), &cobra.Command{
		Use:   "forget",
		Short: "Take the passphrase out of the keychain",
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.vaultForget() },
	})
	return cmd
}

func newVaultRemember(a *app) *cobra.Command {
	p := &passphrase{}
	cmd := &cobra.Command{
		Use:   "remember",
		Short: "Keep the passphrase in the keychain of the operating system",
		Long: `Keeps the passphrase in the keychain of macOS, the Secret Service of a Linux
desktop or the Credential Manager of Windows. From then on every program of yours
that the keychain trusts can open the saved secrets while you are logged in.`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.vaultRemember(p) },
	}
	p.register(cmd)
	return cmd
}

func (a *app) vaultStatus() error {
	var state wire.VaultState
	if err := a.call(a.handler(), http.MethodGet, "/v1/vault", nil, &state); err != nil {
		return err
	}
	if a.json {
		a.printJSON(struct {
			wire.VaultState
			Remembered bool `json:"remembered"`
		}{state, a.remembers()})
		return nil
	}
	words := "A passphrase is set."
	if state.State == wire.VaultNone {
		words = "No passphrase is set: nothing secret is saved."
	}
	a.heading(words)
	if a.remembers() {
		a.line("Keychain", "keeps the passphrase")
	} else {
		a.line("Keychain", "does not have it")
	}
	return nil
}

// vaultRemember keeps a passphrase that fits, and no other.
func (a *app) vaultRemember(p *passphrase) error {
	var state wire.VaultState
	if err := a.call(a.handler(), http.MethodGet, "/v1/vault", nil, &state); err != nil {
		return err
	}
	if state.State == wire.VaultNone {
		return &nameError{"vault_missing", "no passphrase is set yet", "The first secret that is saved sets it: storekey stores add NAME --store URL --username ME."}
	}
	text, err := p.readOrAsk(a)
	switch {
	case err != nil:
		return err
	case text.Empty():
		return missing(&p.value)
	}
	if err := a.unlock(text); err != nil {
		return err
	}
	if err := a.keep(text); err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string]bool{"remembered": true})
	}
	a.tell("note", "The keychain keeps the passphrase now. storekey vault forget takes it out.")
	return nil
}

func (a *app) keep(text secret.Text) error {
	err := a.withKeychain(func(k keychain, account string) error { return k.Set(keychainService, account, text.Reveal()) })
	if err != nil {
		return errors.New("the keychain of this system did not take the passphrase: " + err.Error())
	}
	return a.mark(true)
}

func (a *app) vaultForget() error {
	err := a.withKeychain(func(k keychain, account string) error { return k.Delete(keychainService, account) })
	if err != nil && !errors.Is(err, keyring.ErrNotFound) {
		a.tell("warning", "The keychain did not answer ("+err.Error()+"): if the passphrase is still there, under storekey, take it out there.")
	}
	if err := a.mark(false); err != nil {
		return err
	}
	if a.json {
		a.printJSON(map[string]bool{"remembered": false})
	}
	a.tell("note", "The passphrase is asked for again.")
	return nil
}

package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// carry holds the flags that say what a written request carries: whose token, and
// how it shows.
type carry struct {
	store      string
	token      value
	four       string
	secret     string
	whose      whose
	passphrase passphrase
	// saved is the saved store that --store names, nil for an address and for none.
	saved *wire.StoreEntry
}

// Ways in which a written request shows its credential.
const secretText = "text"

var secretWays = []string{secretText, "share", "env", "redacted", "stdin"}

func (c *carry) register(cmd *cobra.Command, store string) {
	c.token = value{name: "token", label: "Token", secret: true}
	flags := cmd.Flags()
	flags.StringVar(&c.store, "store", "", store)
	flags.StringVar(&c.four, "four", "", "`file` with the four values of an integration; - reads standard input (or STOREKEY_FOUR)")
	flags.StringVar(&c.secret, "secret", secretText, "how the credential shows: text; env reads STOREKEY_TOKEN when it runs; stdin the same and hides it from the list of processes; redacted; share takes the first of stdin, env and redacted that the form has")
	c.token.register(cmd)
	c.whose.register(cmd)
	c.passphrase.register(cmd)
}

// find looks the saved store up, and opens it where its door goes along.
func (c *carry) find(a *app) (err error) {
	known := false
	for _, way := range secretWays {
		known = known || way == c.secret
	}
	if !known {
		return usagef("--secret is one of %s", strings.Join(secretWays, ", "))
	}
	if c.store == "" {
		return nil
	}
	c.saved, err = a.storeNamed(c.store)
	if err != nil || c.saved == nil || !c.saved.HasDoor {
		return err
	}
	err = c.passphrase.open(a, false)
	if why := excused(err); why != "" {
		a.tell("note", "The front door was left out: "+why)
		return nil
	}
	return err
}

// credential is what goes into a request to be written in a form: what is given,
// else what is saved with the store, nil for none.
func (c *carry) credential(a *app, form string) (*wire.CredentialRef, error) {
	if err := c.whose.fit(c.saved); err != nil {
		return nil, err
	}
	token, err := c.token.read(a)
	if err != nil {
		return nil, err
	}
	four, err := a.readFour(c.four)
	switch {
	case err != nil:
		return nil, err
	case strings.TrimSpace(token.Reveal()) != "" && c.four != "":
		return nil, usagef("--token or --four: one of them is enough")
	case strings.TrimSpace(token.Reveal()) != "":
		return credential(token), nil
	case c.four != "" || signs(form) && !four.Empty():
		return credential(four), nil
	case c.saved == nil || len(c.saved.Credentials) == 0:
		return nil, nil
	}
	entry, err := c.whose.among(*c.saved)
	if err != nil {
		return nil, err
	}
	if signs(form) {
		entry.Credentials = kept(entry.Credentials, isIntegration)
	}
	ref, _, err := a.savedToken(&c.passphrase, entry)
	return ref, err
}

func isIntegration(c wire.SavedCredential) bool { return c.Kind == wire.KindIntegration }

// signs reports whether a form signs by itself each time it runs: the names of
// those begin alike.
func signs(form string) bool { return strings.HasPrefix(form, "oauth") }

// readFour reads the four values that a flag names, else those of the environment.
func (a *app) readFour(file string) (secret.Text, error) {
	if file == "" {
		four := secret.New(a.env("STOREKEY_FOUR"))
		a.journal.hide(four)
		return four, nil
	}
	text, err := a.fileOrStdin(file, "Four values")
	if err == nil && strings.TrimSpace(text) == "" {
		err = usagef("the four values are missing")
	}
	four := secret.New(text)
	a.journal.hide(four)
	return four, err
}

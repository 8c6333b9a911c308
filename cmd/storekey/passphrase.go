package main

import (
	"errors"
	"net/http"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// passphrase opens the saved secrets, once for each run.
type passphrase struct{ value }

func (p *passphrase) register(cmd *cobra.Command) {
	p.value = value{name: "passphrase", label: "Passphrase", secret: true}
	p.value.register(cmd)
}

// open unlocks the saved secrets. Where there are none yet and create is set,
// the passphrase becomes theirs.
func (p *passphrase) open(a *app, create bool) error {
	var state wire.VaultState
	if err := a.call(a.handler(), http.MethodGet, "/v1/vault", nil, &state); err != nil {
		return err
	}
	switch {
	case state.State == wire.VaultOpen, state.State == wire.VaultNone && !create:
		return nil
	case state.State == wire.VaultNone:
		return p.create(a)
	}
	text, err := p.read(a)
	switch {
	case err != nil:
		return err
	case !text.Empty():
		return a.unlock(text)
	}
	if done, err := p.openByKeychain(a); done {
		return err
	}
	if a.tty == nil {
		return missing(&p.value)
	}
	return p.askToOpen(a)
}

// openByKeychain opens with what the keychain keeps. One that does not fit any
// more was changed elsewhere: the user may know the new one.
func (p *passphrase) openByKeychain(a *app) (done bool, err error) {
	text := a.remembered()
	if text.Empty() {
		return false, nil
	}
	if err = a.unlock(text); !hasCode(err, "passphrase_wrong") {
		return true, err
	}
	a.tell("warning", "The passphrase in the keychain does not fit any more. storekey vault remember keeps the new one.")
	return a.tty == nil, err
}

// passphraseTries is how often a mistyped passphrase is asked for.
const passphraseTries = 3

func (p *passphrase) askToOpen(a *app) error {
	for try := 1; ; try++ {
		text, err := p.ask(a)
		switch {
		case err != nil:
			return err
		case text.Empty():
			return missing(&p.value)
		}
		if err = a.unlock(text); try == passphraseTries || !hasCode(err, "passphrase_wrong") {
			return err
		}
		a.tell("error", "The passphrase does not fit.")
	}
}

func (p *passphrase) create(a *app) error {
	text, err := p.read(a)
	if err != nil {
		return err
	}
	if text.Empty() && a.tty != nil {
		if text, err = p.askTwice(a); err != nil {
			return err
		}
	}
	if text.Empty() {
		return missing(&p.value)
	}
	err = a.call(a.handler(), http.MethodPost, "/v1/vault", map[string]string{"passphrase": text.Reveal()}, nil)
	if hasCode(err, "vault_exists") {
		return a.unlock(text) // another process was quicker
	}
	return err
}

// askTwice guards against a slip: nobody can tell a forgotten passphrase.
func (p *passphrase) askTwice(a *app) (secret.Text, error) {
	a.tell("note", "Saved secrets are sealed with a passphrase. Nobody can restore it: choose one that you will remember.")
	text, err := p.ask(a)
	if err != nil || text.Empty() {
		return text, err
	}
	again, err := (&value{label: "Passphrase again", secret: true}).ask(a)
	if err == nil && !again.Equal(text) {
		err = usagef("the two passphrases differ")
	}
	return text, err
}

func (a *app) unlock(text secret.Text) error {
	return a.call(a.handler(), http.MethodPost, "/v1/vault/unlock", map[string]string{"passphrase": text.Reveal()}, nil)
}

func hasCode(err error, code string) bool {
	var refused *api.Error
	return errors.As(err, &refused) && refused.Detail.Code == code
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
)

// keychain is where the operating system keeps secrets for its user: the keychain
// of macOS, the Secret Service of a Linux desktop, the Credential Manager of
// Windows.
type keychain interface {
	Get(service, account string) (string, error)
	Set(service, account, text string) error
	Delete(service, account string) error
}

// systemKeychain is the one of this machine. On macOS the text goes to Apple's
// own program by standard input, so that no list of processes shows it.
type systemKeychain struct{}

func (systemKeychain) Get(service, account string) (string, error) {
	return keyring.Get(service, account)
}
func (systemKeychain) Set(service, account, text string) error {
	return keyring.Set(service, account, text)
}
func (systemKeychain) Delete(service, account string) error { return keyring.Delete(service, account) }

const (
	keychainService = "storekey"
	// rememberedKey marks that the passphrase is in the keychain. Without the mark
	// the keychain is not asked: it may ask the user in turn.
	rememberedKey = "setting:keychain"
	// keychainPatience is how long it may take where somebody can answer it, and
	// where nobody can.
	keychainPatience = time.Minute
	keychainHurry    = 5 * time.Second
)

// errKeychainSilent says that the keychain did not answer.
var errKeychainSilent = errors.New("it did not answer in time")

// keychainAccount tells the folders of several vaults apart.
func (a *app) keychainAccount() string {
	a.handler()
	folder, err := filepath.Abs(a.state.folder)
	if err != nil {
		return a.state.folder
	}
	return folder
}

// withKeychain asks the keychain and waits only so long: one that is locked waits
// for its user.
func (a *app) withKeychain(ask func(k keychain, account string) error) error {
	patience := keychainHurry
	if a.tty != nil {
		patience = keychainPatience
	}
	account, done := a.keychainAccount(), make(chan error, 1)
	go func() { done <- ask(a.keychain, account) }()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return errKeychainSilent
	case <-a.ctx.Done():
		return a.ctx.Err()
	}
}

// remembers reports whether the passphrase was put into the keychain.
func (a *app) remembers() bool {
	a.handler()
	raw, err := a.state.Get(a.ctx, api.AreaLocal, rememberedKey)
	var mark struct{ V int }
	return err == nil && raw != nil && json.Unmarshal(raw, &mark) == nil && mark.V == 1
}

// mark notes that the passphrase is in the keychain, or is no more.
func (a *app) mark(remembered bool) error {
	if !remembered {
		return a.state.Delete(context.WithoutCancel(a.ctx), api.AreaLocal, rememberedKey)
	}
	return a.state.Set(a.ctx, api.AreaLocal, rememberedKey, []byte(`{"v":1}`))
}

// remembered is the passphrase that the keychain keeps, empty where it keeps none
// or does not give it away: there are other ways, so that is only said.
func (a *app) remembered() secret.Text {
	if a.keychain == nil || !a.remembers() {
		return secret.Text{}
	}
	var text string
	err := a.withKeychain(func(k keychain, account string) (err error) {
		text, err = k.Get(keychainService, account)
		return err
	})
	if err != nil {
		a.tell("note", "The keychain did not give the passphrase: "+err.Error()+". storekey vault forget ends asking it.")
		return secret.Text{}
	}
	a.journal.hide(secret.New(text))
	a.journal.note("The passphrase came from the keychain.")
	return secret.New(text)
}

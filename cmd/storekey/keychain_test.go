package main

import (
	"errors"
	"os"

	"github.com/zalando/go-keyring"
)

// fakeKeychain keeps one secret in a file; without a name there is no keychain.
type fakeKeychain string

var errNoKeychain = errors.New("no keychain runs here")

func (f fakeKeychain) Get(service, account string) (string, error) {
	if f == "" {
		return "", errNoKeychain
	}
	text, err := os.ReadFile(string(f))
	if err != nil {
		return "", keyring.ErrNotFound
	}
	head := service + "\n" + account + "\n"
	if len(text) < len(head) || string(text[:len(head)]) != head {
		return "", keyring.ErrNotFound
	}
	return string(text[len(head):]), nil
}

func (f fakeKeychain) Set(service, account, text string) error {
	if f == "" {
		return errNoKeychain
	}
	return os.WriteFile(string(f), []byte(service+"\n"+account+"\n"+text), 0o600)
}

func (f fakeKeychain) Delete(string, string) error {
	if f == "" {
		return errNoKeychain
	}
	if os.Remove(string(f)) != nil {
		return keyring.ErrNotFound
	}
	return nil
}

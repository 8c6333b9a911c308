package main

import (
	"net/http"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// handler makes the API that a command calls. All calls of one command share
// one, since what the API holds for a session lives in it.
func (a *app) handler() http.Handler {
	if a.api == nil {
		a.api = a.newHandler()
	}
	return a.api
}

func (a *app) newHandler() http.Handler {
	s := newState(a.env)
	a.state = s
	s.tellBusy = func() { a.tell("note", "Another storekey is at work here; waiting for it. Ctrl-C ends the wait.") }
	a.network.saved = a.savedTLS
	return api.New(api.Config{Exits: newExits(&a.network, a.journal), State: s})
}

func (a *app) call(h http.Handler, method, path string, in, out any) error {
	return api.Call(a.ctx, h, method, path, in, out)
}

// cards reads one of the registries.
func (a *app) cards(registry string) ([]wire.Card, error) {
	var out map[string][]wire.Card
	// Not the handler of the calls: flags are not read yet.
	err := a.call(a.newHandler(), http.MethodGet, "/v1/"+registry, nil, &out)
	return out[registry], err
}

// storeCall is what every call to a store carries.
type storeCall struct {
	Store   any      `json:"store"` // an address, or a savedStore
	Consent []string `json:"consent,omitempty"`
	Door    *door    `json:"door,omitempty"`
}

// savedStore names a saved store.
type savedStore struct {
	ID string `json:"id"`
}

type door struct {
	Username string `json:"username,omitempty"`
	Password string `json:"password,omitempty"`
	Headers  string `json:"headers,omitempty"`
}

func credential(text secret.Text) *wire.CredentialRef {
	return &wire.CredentialRef{Token: text.Reveal()}
}

package provider

import (
	"context"
	"sort"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Env is what a provider needs of the outside.
type Env struct {
	Doer magento.Doer
	Now  func() time.Time
	// Cookie reads a cookie that the browser would send to url, "" if it has
	// none; nil where there is no browser.
	Cookie func(ctx context.Context, url, name string) (string, error)
}

// Input is what the user gave.
type Input struct {
	Store  wire.Store
	Fields map[string]secret.Text
	// Headers are those of the store's front door; they go with the request.
	Headers []wire.Header
	// Bearer is the token of the kind that the card's Uses names.
	Bearer secret.Text
}

// Credential is what was obtained.
type Credential struct {
	Token    secret.Text
	Kind     string
	Who      string
	Evidence []wire.Evidence
	// Area is a session's: AreaPanel or AreaCustomer.
	Area string
	// ExpiresAt is when a token ends that does not tell it itself (RFC 6749
	// expires_in); Refresh obtains the next one.
	ExpiresAt time.Time
	Refresh   secret.Text
	Findings  []wire.Finding
}

// Provider is one way to obtain a credential. Obtain sends a password in exactly
// one request, whatever comes of it.
type Provider struct {
	wire.Card
	// Order is the place in lists.
	Order int
	// Counted says that Obtain sends a password: the store counts failures, and
	// so does the api.
	Counted bool
	// Asks names the address that Obtain asks, where that is not the store.
	Asks   func(in Input) (string, error)
	Obtain func(ctx context.Context, env Env, in Input) (Credential, error)
}

var registry = map[string]Provider{}

func register(p Provider) Provider {
	if _, twice := registry[p.ID]; twice {
		panic("provider: registered twice: " + p.ID)
	}
	registry[p.ID] = p
	return p
}

// All lists the providers in their fixed order.
func All() []Provider {
	list := make([]Provider, 0, len(registry))
	for _, p := range registry {
		list = append(list, p)
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].Order != list[j].Order {
			return list[i].Order < list[j].Order
		}
		return list[i].ID < list[j].ID
	})
	return list
}

// Get finds a provider by its ID.
func Get(id string) (Provider, bool) {
	p, ok := registry[id]
	return p, ok
}

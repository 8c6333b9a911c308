package api

import (
	"net/http"
	"sort"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// describe makes the card of a credential from its text.
func (h *handler) describe(text secret.Text, kind string, store wire.Store) wire.Credential {
	now := h.now()
	t := token.Parse(text, now)
	if t.Kind == wire.KindUnknown && kind != "" {
		t.Kind = kind
	}
	return wire.Credential{
		Origin:  originOfURL(store.BaseURL),
		Token:   t.Wire(now),
		Store:   store,
		Request: firstRequest(store, t.Kind),
	}
}

// refresh brings a held credential up to date: expired or not is a matter of now.
func (h *handler) refresh(record credRecord) wire.Credential {
	c := record.Credential
	now := h.now()
	t := token.Parse(secret.New(record.Text), now)
	if t.Kind == wire.KindUnknown {
		t.Kind = c.Token.Kind
	}
	c.Token = t.Wire(now)
	return c
}

// firstRequest is the request that Copy curl writes: one that the token is
// surely allowed to make, and that changes nothing.
func firstRequest(store wire.Store, kind string) wire.Request {
	path, code := "/V1/modules", ""
	if kind == wire.KindCustomer {
		path, code = "/V1/customers/me", magento.CustomerView(store.StoreCode)
	}
	return wire.Request{
		Method:  http.MethodGet,
		URL:     magento.Route(store, code, path),
		Headers: []wire.Header{{Name: "Accept", Value: "application/json"}},
	}
}

// sortCredentials puts what works before what has expired, and what lasts
// longer first.
func sortCredentials(list []wire.Credential) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i].Token, list[j].Token
		if x, y := expired(a), expired(b); x != y {
			return y
		}
		return a.ExpiresAt > b.ExpiresAt
	})
}

func expired(t wire.Token) bool { return t.Expired != nil && *t.Expired }

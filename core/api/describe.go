package api

import (
	"net/http"
	"sort"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
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
		Parts:   partsOf(t.Four),
		Store:   store,
		Request: firstRequest(store, t.Kind, ""),
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
	end, _ := time.Parse(time.RFC3339, c.Token.ExpiresAt)
	c.Token = withEnd(t.Wire(now), end, now)
	return c
}

// withEnd adds the end that a token does not tell itself: an OAuth 2.0 service
// tells it beside the token.
func withEnd(t wire.Token, end, now time.Time) wire.Token {
	if t.ExpiresAt == "" && !end.IsZero() {
		over := !now.Before(end)
		t.ExpiresAt, t.Expired = end.UTC().Format(time.RFC3339), &over
	}
	return t
}

// firstRequest is the request that Copy curl writes: one that the token is
// surely allowed to make, and that changes nothing.
func firstRequest(store wire.Store, kind, area string) wire.Request {
	path, code := "/V1/modules", ""
	if kind == wire.KindCustomer || area == provider.AreaCustomer {
		path, code = "/V1/customers/me", magento.CustomerView(store.StoreCode)
	}
	return wire.Request{
		Method:  http.MethodGet,
		URL:     magento.Route(store, code, path),
		Headers: []wire.Header{{Name: "Accept", Value: "application/json"}},
	}
}

// sortCredentials puts what works before what has expired; then what fits the
// area of the page (an administrator's in the panel, a customer's in a
// storefront), and what lasts longer.
func sortCredentials(list []wire.Credential, area string) {
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if x, y := expired(a.Token), expired(b.Token); x != y {
			return y
		}
		if x, y := fits(a, area), fits(b, area); x != y {
			return x
		}
		return a.Token.ExpiresAt > b.Token.ExpiresAt
	})
}

func expired(t wire.Token) bool { return t.Expired != nil && *t.Expired }

// fits: a customer's credential is of little use to somebody in the panel, and
// an integration's or administrator's rarely what a storefront is about.
func fits(c wire.Credential, area string) bool {
	customer := c.Token.Kind == wire.KindCustomer || c.Area == provider.AreaCustomer
	switch area {
	case wire.AreaAdmin, wire.AreaAdminLogin, wire.AreaSwagger:
		return !customer
	case wire.AreaStorefront:
		return customer
	}
	return true
}

// areaOf is the area of the page in the tab that a call is about.
func (h *handler) areaOf(j *job) string {
	record, _ := h.readTab(j.ctx, j.tabID)
	return record.Recognition.Area
}

package api

import (
	"net/url"
	"time"

	"github.com/storekey/storekey/core/source"
	"github.com/storekey/storekey/core/wire"
)

// found is the answer of find.
type found struct {
	Credentials []wire.Credential `json:"credentials"`
	// Findings are about the page as a whole.
	Findings []wire.Finding `json:"findings"`
	// PutBack says that something was put into this page and can be taken back.
	PutBack bool `json:"putBack,omitempty"`
}

// find lists the credentials that a page holds, the best first, and keeps them
// for this browser session under the page's origin.
func (h *handler) find(j *job) (any, error) {
	var in struct {
		Snapshot *wire.Snapshot `json:"snapshot"`
		Store    wire.Store     `json:"store"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Snapshot == nil {
		return nil, refuse("invalid_request", "problem", "snapshot is missing")
	}
	origin := originOfURL(in.Snapshot.URL)
	if origin == "" {
		return nil, refuse("no_page")
	}
	store := in.Store
	if originOfURL(store.BaseURL) != origin || originOfURL(store.RestURL) != origin {
		store = wire.Store{BaseURL: origin, RestURL: origin + "/rest"}
	}
	list, notes := source.FindAll(*in.Snapshot, h.now())
	out := found{Credentials: make([]wire.Credential, 0, len(list)), Findings: append([]wire.Finding{}, notes...),
		PutBack: h.canPutBack(j.ctx, j.tabID, origin)}
	for _, f := range list {
		c, err := h.keep(j, f.Token.Text, h.foundHere(f, store, origin))
		if err != nil {
			return nil, err
		}
		out.Credentials = append(out.Credentials, c)
	}
	sortCredentials(out.Credentials, h.areaOf(j))
	return out, h.badgeFor(j, origin)
}

// foundHere is the card of what was found in a page. It belongs to the page's
// origin, whatever API the page names for it.
func (h *handler) foundHere(f source.Found, store wire.Store, origin string) wire.Credential {
	if f.StoreCode != "" {
		store.StoreCode = f.StoreCode
	}
	c := h.describe(f.Token.Text, first(f.Kind, f.Token.Kind), store)
	c.Origin, c.FoundIn, c.Who, c.Source = origin, f.Place, f.Who, f.SourceID
	c.Places = append([]string{f.Place}, f.More...)
	c.Findings = f.Findings
	if s, ok := source.Get(f.SourceID); ok {
		c.CanPut = s.Put != nil
	}
	if !f.Until.IsZero() {
		c.PageExpiresAt = f.Until.UTC().Format(time.RFC3339)
	}
	if u, err := url.Parse(f.Endpoint); err == nil && u.Host != "" && originOf(u) != origin {
		named, why := offered(origin, originOf(u))
		c.APIOrigin, c.Findings = named, append(c.Findings, why...)
	}
	return c
}

package api

import (
	"errors"
	"net/url"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// consentHost, with a host behind it, lets the saved secrets of a store go to
// that host from now on.
const consentHost = "host:"

// moved lets the secrets of a store follow its changed addresses, as far as the
// user said so. That takes an open vault, unless nothing is sealed.
func (h *handler) moved(j *job, r *vault.Record, before wire.StoreEntry, yes func(host string) bool) error {
	if len(r.Sealed) == 0 || vault.SameOrigins(r.StoreEntry, before) {
		return nil
	}
	s, err := h.vault.Open(j.ctx)
	if errors.Is(err, vault.ErrMissing) {
		return nil // what is sealed there never opens again
	}
	if err != nil {
		return err
	}
	return r.Rebind(s, yes)
}

// lookAgain ends that any certificate is accepted where the store has another host
// now: it was said of the one before.
func lookAgain(e *wire.StoreEntry, before wire.StoreEntry) {
	if e.TLS == nil || !e.TLS.Insecure || hostname(e.Store.BaseURL) == hostname(before.Store.BaseURL) {
		return
	}
	if e.TLS.CACert == "" {
		e.TLS = nil
		return
	}
	e.TLS = &wire.StoreTLS{CACert: e.TLS.CACert}
}

func hostname(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func agreed(consent []string) func(host string) bool {
	return func(host string) bool { return has(consent, consentHost+host) }
}

// target is the origin that the secrets of a saved store are to go to from a
// place, "" where its addresses do not belong together.
func target(r *vault.Record, at place) string {
	store := vault.At(r.StoreEntry, at.Origin, at.Path)
	origin := originOfURL(store.BaseURL)
	if store.RestURL != "" && originOfURL(store.RestURL) != origin {
		return ""
	}
	return origin
}

// savedHTTP wants a yes in the call before a saved secret crosses a public
// network unencrypted: neither the saved address nor the tab is one.
func savedHTTP(address string, consent []string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || magento.IsLocal(u.Host) || has(consent, consentPlainHTTP) {
		return nil
	}
	return refuse("plain_http", "host", u.Host)
}

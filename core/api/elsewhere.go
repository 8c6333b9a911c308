package api

import (
	"errors"
	"net/url"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/wire"
)

// consentElsewhere is the yes to a saved login that asks another host than the
// store's.
const consentElsewhere = "elsewhere"

// reachFor is reach for a provider. One that asks a service of its own does not
// mind that the address is no Magento: such a service may stand before anything.
func (h *handler) reachFor(j *job, in storeCall, p provider.Provider) (wire.Store, []wire.Evidence, *exit, error) {
	store, evidence, way, err := h.reach(j, in)
	if p.Asks == nil || !errors.Is(err, magento.ErrNotMagento) || way == nil {
		return store, evidence, way, err
	}
	candidates, bad := magento.Candidates(first(in.Store.typed, in.Store.BaseURL))
	if bad != nil {
		return store, evidence, way, err
	}
	c := answering(candidates, evidence)
	return wire.Store{BaseURL: c.BaseURL, RestURL: c.RestURL}, evidence, way, nil
}

// answering is the first candidate on an origin where anything answered.
func answering(candidates []magento.Candidate, evidence []wire.Evidence) magento.Candidate {
	for _, e := range evidence {
		for _, c := range candidates {
			if e.Status != 0 && originOfURL(e.URL) == originOfURL(c.BaseURL) {
				return c
			}
		}
	}
	return candidates[0]
}

// mayLeave checks where the secrets of a sign-in would go, and on what way.
func (s *signIn) mayLeave(in storeCall) error {
	elsewhere, err := s.elsewhere(in.Consent)
	if err != nil || elsewhere != "" {
		return err
	}
	return s.h.plainHTTP(s.j, s.store, in)
}

// mayLeaveSaved wants a yes before saved secrets go to an address that is saved
// beside them in clear: they are bound to the store's addresses alone.
func (s *signIn) mayLeaveSaved(in renewCall) error {
	elsewhere, err := s.elsewhere(in.Consent)
	if err != nil || elsewhere == "" || s.fields["tokenUrl"] == "" || in.Fields["tokenUrl"] != "" || has(in.Consent, consentElsewhere) {
		return err
	}
	return refuse("asks_elsewhere", "host", originHost(elsewhere))
}

// elsewhere names the origin that a provider asks where that is not the store's,
// "" where it is. Over plain http what it is sent needs a yes.
func (s *signIn) elsewhere(consent []string) (string, error) {
	if s.provider.Asks == nil {
		return "", nil
	}
	address, err := s.provider.Asks(s.input())
	if err != nil {
		return "", err
	}
	if originOfURL(address) == originOfURL(s.store.RestURL) {
		return "", nil
	}
	return askable(address, consent)
}

// askable is the origin of a service's address that secrets may go to.
func askable(address string, consent []string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return "", refuse("asks_not_address")
	}
	if u.Scheme == "http" && !magento.IsLocal(u.Host) && !has(consent, consentPlainHTTP) {
		return "", refuse("plain_http", "host", u.Host)
	}
	return originOf(u), nil
}

package main

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// trust holds the flags that say how a store's certificate and address are
// looked at.
type trust struct {
	insecure bool
	caCert   string
	resolve  []string
}

func (t *trust) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&t.insecure, "insecure", false, "accept any certificate of this store's host: for a store on your own network")
	flags.StringVar(&t.caCert, "cacert", "", "PEM `file` with the issuers to trust beside those of the system")
	flags.StringArrayVar(&t.resolve, "resolve", nil, "HOST:PORT:ADDR: go to this address for that host and port; may be repeated")
}

// settle makes the run reach the store as the flags say, else as it is saved.
func (t *trust) settle(a *app, store string, saved *wire.StoreEntry) error {
	insecure, caCert := t.insecure, t.caCert
	if saved != nil && saved.TLS != nil {
		// Who names an issuer for this run wants the certificate to be looked at.
		insecure = insecure || saved.TLS.Insecure && t.caCert == ""
		caCert = first(caCert, saved.TLS.CACert)
	}
	if caCert != "" {
		if err := a.network.trust(caCert); err != nil {
			return err
		}
	}
	for _, place := range t.resolve {
		if err := a.network.place(place); err != nil {
			return err
		}
	}
	if !insecure {
		if caCert != "" || saved != nil {
			a.network.tighten(hostsOf(store, saved))
		}
		return nil
	}
	for _, host := range hostsOf(store, saved) {
		a.network.loosen(host)
		a.warnOf(host)
	}
	return nil
}

// warnOf tells, once in a run, that a host's certificate is not looked at.
func (a *app) warnOf(host string) {
	if _, told := a.warned.LoadOrStore(host, true); !told {
		a.tell("warning", "Any certificate of "+host+" is accepted: somebody on the way could read along.")
	}
}

// savedTLS is how the certificate of a host is looked at by the saved stores that
// are there, wherever its address came from.
func (a *app) savedTLS(host string) (found wire.StoreTLS) {
	list, err := a.savedStores()
	if err != nil {
		return found
	}
	for _, e := range list.Stores {
		if e.TLS != nil && slices.Contains(hostsOf("", &e), host) {
			found.Insecure = found.Insecure || e.TLS.Insecure && !a.network.strict[host]
			found.CACert = first(found.CACert, e.TLS.CACert)
		}
	}
	if found.Insecure {
		a.warnOf(host)
	}
	return found
}

// saved is what is kept with a store. The file is named so that it is found from
// everywhere.
func (t *trust) saved() (*wire.StoreTLS, error) {
	if !t.insecure && t.caCert == "" {
		return nil, nil
	}
	tls := &wire.StoreTLS{Insecure: t.insecure, CACert: t.caCert}
	if t.caCert == "" {
		return tls, nil
	}
	if err := new(network).trust(t.caCert); err != nil {
		return nil, err
	}
	file, err := filepath.Abs(t.caCert)
	tls.CACert = file
	return tls, err
}

// hostsOf lists the host names of a store.
func hostsOf(store string, saved *wire.StoreEntry) (hosts []string) {
	addresses := []string{store}
	if saved != nil {
		addresses = append([]string{saved.Store.BaseURL, saved.Store.RestURL}, saved.Origins...)
	}
	seen := map[string]bool{}
	for _, address := range addresses {
		if !strings.Contains(address, "://") {
			address = "https://" + address
		}
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Hostname() == "" {
			continue
		}
		if host := strings.ToLower(u.Hostname()); !seen[host] {
			seen[host] = true
			hosts = append(hosts, host)
		}
	}
	return hosts
}

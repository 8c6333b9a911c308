package api

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// metadata is an address of the entry that no store is at: link-local with the
// cloud's metadata service, unspecified, multicast.
func (p plan) metadata() string {
	for _, address := range append([]string{p.whole.Store.BaseURL}, p.whole.Origins...) {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		host := strings.ToLower(u.Hostname())
		addr, err := netip.ParseAddr(host)
		if err == nil {
			addr = addr.Unmap()
		}
		if host == "metadata.google.internal" || err == nil && (addr.IsLinkLocalUnicast() || addr.IsUnspecified() || addr.IsMulticast()) {
			return host
		}
	}
	return ""
}

// inner reports whether a store that is to come in is on this computer or its
// own network.
func (w *importing) inner() (found bool) {
	for _, p := range w.plans {
		if host := p.inner(); host != "" && p.view.Choice != wire.ChooseSkip {
			found = true
			w.out = append(w.out, wire.NewFinding("import_inner", "place", p.item.Place, "host", host))
		}
	}
	return found
}

func (p plan) inner() string {
	for _, address := range append([]string{p.whole.Store.BaseURL}, p.whole.Origins...) {
		if host := hostOf(address); magento.IsInner(host) {
			return host
		}
	}
	return ""
}

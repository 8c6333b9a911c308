package magento

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Recognise says from a snapshot alone whether its page is of a Magento store,
// which area it belongs to and what can be read off it. It makes no request.
//
// Unknown means that the page shows nothing: a headless storefront looks like
// that, and Confirm can tell. RestURL is never filled in, only Confirm knows it.
// A page can lie; the store is therefore always on the page's own origin.
func Recognise(s wire.Snapshot) wire.Recognition {
	p := read(s)
	r := wire.Recognition{Magento: "unknown", Kind: wire.KindAdmin, Origin: p.origin, Marks: p.marks()}
	switch {
	case p.origin == "":
		r.Magento = "no"
		return r
	case p.strong():
		r.Magento = "yes"
	case p.other != "":
		r.Magento = "no"
		r.Findings = append(r.Findings, wire.NewFinding("other_platform", "name", p.other))
		return r
	default:
		r.Store.BaseURL = p.guessedBase()
		return r
	}
	if p.isPanel() {
		p.panel(&r)
	} else {
		p.storefront(&r)
	}
	return r
}

// page is a snapshot read into what recognition needs.
type page struct {
	wire.Snapshot
	address
	globals
	origin  string
	classes []string
	// assetBase is what stands before /static/, area what stands after it.
	assetBase, area string
	hasAssets       bool
	other           string
}

func read(s wire.Snapshot) page {
	p := page{Snapshot: s, globals: readScripts(s.Scripts), classes: strings.Fields(first(s.Facts["bodyClass"]))}
	if a, err := parseAddress(s.URL); err == nil && strings.Contains(s.URL, "://") {
		p.address, p.origin = a, a.origins[0]
	}
	for _, address := range append([]string{p.globals.assets}, s.Assets...) {
		if base, area, ok := cutAssets(address); ok && (!p.hasAssets || p.area == "") {
			p.hasAssets, p.assetBase, p.area = true, base, area
		}
	}
	p.other = otherPlatform(s.Assets, s.Facts["generator"])
	return p
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func (p page) hasClass(prefix string) bool {
	for _, c := range p.classes {
		if strings.HasPrefix(c, prefix) {
			return true
		}
	}
	return false
}

func (p page) fact(name string) string { return first(p.Facts[name]) }

func (p page) isPanel() bool {
	return p.area == "adminhtml" || p.fact("adminLogo") != "" || p.hasClass("adminhtml-")
}

// strong signs are Magento 2's alone. Cookies and storage are not among them:
// another program on the same host leaves them behind.
func (p page) strong() bool {
	return p.hasAssets || p.fact("adminLogo") != "" || p.fact("initScript") != "" || p.isHyva()
}

// isHyva: themes without RequireJS keep BASE_URL and Magento's body classes.
func (p page) isHyva() bool {
	if p.baseURL == "" {
		return false
	}
	for _, prefix := range []string{"cms-", "catalog-", "customer-account", "checkout-", "page-layout-"} {
		if p.hasClass(prefix) {
			return true
		}
	}
	return false
}

// marks lists the signs in words.
func (p page) marks() []string {
	marks := []string{}
	for _, m := range []struct {
		code string
		seen bool
	}{
		{"mark_panel", p.fact("adminLogo") != ""},
		{"mark_assets", p.hasAssets},
		{"mark_init", p.fact("initScript") != ""},
		{"mark_globals", p.baseURL != ""},
		{"mark_cookies", hasAny(p.Cookies, "mage-cache-sessid", "mage-cache-storage", "private_content_version", "X-Magento-Vary")},
		{"mark_storage", hasAny(p.LocalStorage, "mage-cache-storage", "mage-cache-timeout")},
	} {
		if m.seen {
			marks = append(marks, wire.NewFinding(m.code).Message)
		}
	}
	return marks
}

func hasAny(m map[string]string, names ...string) bool {
	for _, name := range names {
		if _, ok := m[name]; ok {
			return true
		}
	}
	return false
}

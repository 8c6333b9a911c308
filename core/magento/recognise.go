package magento

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Recognise says from a snapshot alone whether its page is of a Magento store,
// which area it belongs to and what can be read off it. It makes no request.
//
// Unknown means that the page shows nothing that is Magento's alone: a headless
// storefront looks like that (Front says which it may be), and Confirm can tell.
// RestURL is never filled in, only Confirm knows it. A page can lie; the store is
// therefore always on the page's own origin, and an API elsewhere is only named.
func Recognise(s wire.Snapshot) wire.Recognition {
	p := read(s)
	r := wire.Recognition{Magento: "unknown", Kind: wire.KindAdmin, Origin: p.origin, Marks: p.marks()}
	switch {
	case p.origin == "":
		r.Magento = "no"
	case isConsole(p.host):
		r.Magento = "no"
		r.Findings = append(r.Findings, wire.NewFinding("cloud_console"))
	case p.strong():
		r.Magento, r.Hosting = "yes", hosting(p.host)
		p.store(&r)
		p.elsewhere(&r)
	case p.other != "":
		r.Magento = "no"
		r.Findings = append(r.Findings, wire.NewFinding("other_platform", "name", p.other))
	default:
		r.Store.BaseURL, r.Hosting = p.guessedBase(), hosting(p.host)
		p.unknown(&r)
	}
	return r
}

// page is a snapshot read into what recognition needs.
type page struct {
	wire.Snapshot
	address
	globals
	origin  string
	host    string // of the origin, without its port
	classes []string
	// assetBase is what stands before /static/, area what stands after it.
	assetBase, area string
	hasAssets       bool
	other           string
}

func read(s wire.Snapshot) page {
	p := page{Snapshot: s, globals: readScripts(s.Scripts), classes: strings.Fields(first(s.Facts["bodyClass"]))}
	if a, err := parseAddress(s.URL); err == nil && strings.Contains(s.URL, "://") {
		p.address, p.origin, p.host = a, a.origins[0], hostOf(a.origins[0])
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
	return p.hasAssets || p.fact("adminLogo") != "" || p.fact("initScript") != "" || p.isHyva() ||
		hosting(p.host) == HostingSaaS || p.isFront()
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
	say := func(seen bool, code string, params ...string) {
		if seen {
			marks = append(marks, wire.NewFinding(code, params...).Message)
		}
	}
	say(hosting(p.host) != "", "mark_host", "host", p.host)
	say(p.fact("adminLogo") != "", "mark_panel")
	say(panelVersion(p.fact("adminVersion")) != "", "mark_footer", "version", panelVersion(p.fact("adminVersion")))
	say(p.isSwagger(), "mark_swagger")
	say(p.hasAssets, "mark_assets")
	say(p.fact("initScript") != "", "mark_init")
	say(p.isFront(), "mark_front")
	say(p.baseURL != "", "mark_globals")
	say(hasAny(p.Cookies, "mage-cache-sessid", "mage-cache-storage", "private_content_version", "X-Magento-Vary"), "mark_cookies")
	say(hasAny(p.LocalStorage, "mage-cache-storage", "mage-cache-timeout"), "mark_storage")
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

package magento

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// fronts are the storefronts that Magento does not render, by what only they
// have in their pages. The names are those of the sources that read their
// tokens.
var fronts = []struct {
	name string
	seen func(page) bool
}{
	// PWA Studio's template has both (UPWARD fills them in).
	{"venia", func(p page) bool { return p.fact("mediaBackend") != "" || p.inScripts("INLINED_PAGE_TYPE") }},
	{"edgedropins", func(p page) bool {
		return p.inScripts("@dropins/") || p.hasAsset("/__dropins__/") ||
			p.hasAsset("/scripts/aem.js") && (hasPrefix(p.Cookies, "auth_dropin_") || hasPrefix(p.SessionStorage, "DROPIN"))
	}},
	{"aemcif", func(p page) bool {
		return strings.Contains(p.fact("cifConfig"), "graphqlEndpoint") || p.fact("cifEndpoint") != ""
	}},
	{"scandipwa", func(p page) bool {
		return p.inScripts("contentConfiguration") && p.inScripts("actionName") || p.inScripts("window.website_code")
	}},
	{"graphcommerce", func(p page) bool {
		return p.fact("nextData") != "" && p.inScripts("apolloState") && p.inScripts("StoreConfig")
	}},
}

// maybeFronts can be of other shops, too, and are known by what they store.
var maybeFronts = []struct {
	name string
	seen func(page) bool
}{
	{"venia", func(p page) bool { return hasPrefix(p.LocalStorage, "M2_VENIA_BROWSER_PERSISTENCE__") }},
	{"edgedropins", func(p page) bool { return hasPrefix(p.Cookies, "auth_dropin_") }},
	{"graphcommerce", func(p page) bool { return p.fact("nextData") != "" && hasPrefix(p.LocalStorage, "apollo-cache-") }},
	{"alokai", func(p page) bool { return hasPrefix(p.Cookies, "vsf-") }},
	{"vuestorefront1", func(p page) bool {
		return len(p.IndexedDB) > 0 || p.inScripts("__INITIAL_STATE__") && hasPrefix(p.LocalStorage, "shop/")
	}},
	{"daffodil", func(p page) bool { return hasPrefix(p.LocalStorage, "DAFF_") }},
	{"headless", func(p page) bool {
		return len(p.Facts["singlePage"]) > 0 || p.fact("nextData") != "" || p.fact("angular") != ""
	}},
}

// front names the kind of storefront that Magento's own signs are on, or that
// only ever stands before Magento.
func (p page) front() string {
	for _, f := range fronts {
		if f.seen(p) {
			return f.name
		}
	}
	switch {
	case p.area == "frontend" && p.hasAsset("/frontend/Hyva/"), p.isHyva() && p.inScripts("hyva"):
		return "hyva"
	case p.globals.assets != "" || p.fact("initScript") != "":
		return "luma"
	case p.isHyva():
		return "hyva"
	}
	return ""
}

// isFront reports whether the page can only be Magento's, whoever renders it.
func (p page) isFront() bool {
	for _, f := range fronts {
		if f.seen(p) {
			return true
		}
	}
	return false
}

// maybeFront names a storefront that may stand before Magento.
func (p page) maybeFront() string {
	for _, f := range maybeFronts {
		if f.seen(p) {
			return f.name
		}
	}
	return ""
}

func (p page) inScripts(mark string) bool {
	for _, s := range p.Scripts {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

func (p page) hasAsset(part string) bool {
	for _, a := range p.Assets {
		if strings.Contains(a, part) {
			return true
		}
	}
	return false
}

func hasPrefix(m map[string]string, prefix string) bool {
	for name := range m {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// hasShopper reports whether a customer is logged in: by the link to log out, by
// what Luma and Hyvä keep (Magento_Customer customer-data.js; a guest has no
// name), or by the drop-ins' cookie.
func (p page) hasShopper(front string) bool {
	if p.fact("logout") != "" || p.LocalStorage["mage-customer-login"] == "1" || p.Cookies["auth_dropin_user_token"] != "" {
		return true
	}
	kept := p.LocalStorage["mage-cache-storage"]
	return front == "hyva" && jsontext.Valid(kept) && gjson.Get(kept, "customer.fullname").String() != ""
}

// frontView is the store view that a storefront keeps beside Magento's own
// signs.
func (p page) frontView() string {
	if code, _ := assigned(p.fact("cifConfig"), "storeView"); code != "" {
		return code
	}
	if kept := p.LocalStorage["M2_VENIA_BROWSER_PERSISTENCE__store_view_code"]; jsontext.Valid(kept) {
		return strings.Trim(gjson.Get(kept, "value").String(), `"`)
	}
	for _, code := range []string{p.fact("cifView"), p.Cookies["vsf-store"]} {
		if code != "" {
			return code
		}
	}
	for _, script := range p.Scripts {
		if code, ok := assigned(script, "store_code"); ok && p.fact("nextData") != "" {
			return code
		}
	}
	return ""
}

package magento

import "strings"

// cutAssets splits the address of a static file of Magento 2 into what stands
// before /static/ and the area that it belongs to ("frontend", "adminhtml", ""
// for merged files): {base}[/pub]/static/[version123/]frontend/Vendor/theme/…
func cutAssets(address string) (base, area string, ok bool) {
	base, rest, found := strings.Cut(address, "/static/")
	if !found {
		return "", "", false
	}
	parts := strings.Split(rest, "/")
	versioned := isDeployed(parts[0])
	if versioned {
		parts = parts[1:]
	}
	base = strings.TrimSuffix(base, "/pub")
	switch {
	case len(parts) >= 4 && (parts[0] == "frontend" || parts[0] == "adminhtml"):
		return base, parts[0], true
	case versioned && len(parts) > 1 && parts[0] == "_cache":
		return base, "", true
	}
	return "", "", false
}

// isDeployed knows the version segment: "version" and digits.
func isDeployed(segment string) bool {
	digits, ok := strings.CutPrefix(segment, "version")
	return ok && len(digits) >= 6 && strings.Trim(digits, "0123456789") == ""
}

// otherPlatforms are asset addresses by which other shops are known. Magento 1
// has /skin/frontend/ and /js/mage/ outside /static/.
var otherPlatforms = []struct{ part, name string }{
	{"cdn.shopify.com/", "Shopify"},
	{"/cdn/shop/", "Shopify"},
	{"/wp-content/", "WordPress"},
	{"/wp-includes/", "WordPress"},
	{"/skin/frontend/", "Magento 1"},
	{"/skin/adminhtml/", "Magento 1"},
	{"/bundles/storefront/", "Shopware"},
	{"/themes/classic/assets/", "PrestaShop"},
}

// otherPlatform names what else a page is made by, from its assets and its
// generator tag.
func otherPlatform(assets, generators []string) string {
	for _, address := range assets {
		for _, p := range otherPlatforms {
			if strings.Contains(address, p.part) {
				return p.name
			}
		}
	}
	for _, name := range []string{"WordPress", "WooCommerce", "Shopify", "PrestaShop", "Joomla", "Drupal", "Wix.com", "TYPO3"} {
		for _, g := range generators {
			if strings.HasPrefix(g, name) {
				return name
			}
		}
	}
	return ""
}

package magento

import "strings"

// apiNames are the properties in which storefronts put the address of their
// API, or of the Magento behind it, into inline scripts: GraphCommerce and Nuxt
// their configuration, Apollo the store's.
var apiNames = []string{
	"magentoEndpoint", "graphqlEndpoint", "MAGENTO_BACKEND_URL", "secure_base_url", "base_link_url", "secure_base_media_url",
}

// namedAPI is another origin that the page names as its API's, or "". Nobody has
// asked it: a page can name any.
func (p page) namedAPI() string {
	for _, named := range p.apiAddresses() {
		// The Catalog Service is Adobe's and takes no token of the store.
		if a, err := parseAddress(named); err == nil && strings.Contains(named, "://") &&
			a.origins[0] != p.origin && !strings.HasSuffix(hostOf(a.origins[0]), ".adobe.io") {
			return a.origins[0]
		}
	}
	return ""
}

func (p page) apiAddresses() []string {
	list := []string{saasTwin(p.origin), p.fact("swaggerSchema"), p.fact("swaggerBase"), p.fact("mediaBackend"), p.fact("cifEndpoint")}
	// The drop-ins keep config.json for the session.
	for _, name := range []string{"commerce-core-endpoint", "commerce-endpoint"} {
		list = appendAssigned(list, p.SessionStorage["config"], name)
	}
	list = appendAssigned(list, p.fact("cifConfig"), "graphqlEndpoint")
	for _, text := range append(p.Scripts[:len(p.Scripts):len(p.Scripts)], p.LocalStorage["apollo-cache-persist"]) {
		for _, name := range apiNames {
			list = appendAssigned(list, text, name)
		}
	}
	return list
}

func appendAssigned(list []string, text, name string) []string {
	if value, ok := assigned(text, name); ok {
		return append(list, value)
	}
	return list
}

package magento

import (
	"net/url"
	"strings"
)

// Who runs a store, where its host tells.
const (
	// HostingCloud is Adobe Commerce on cloud infrastructure.
	HostingCloud = "cloud"
	// HostingSaaS is Adobe Commerce as a Cloud Service: Adobe IMS logs
	// administrators in, and the web API has a host of its own.
	HostingSaaS = "saas"
)

const (
	saasAPI   = ".api.commerce.adobe.com"
	saasPanel = ".admin.commerce.adobe.com"
)

// hosting reads the host of a store. Environments are
// {branch}-{id}-{project}.{region}.magentosite.cloud, the servers of Pro
// {domain}.c.{project}.ent.magento.cloud; Adobe has shops named mcprod. and
// mcstaging. until they go live. Live shops use a domain that tells nothing.
func hosting(host string) string {
	switch {
	case strings.HasSuffix(host, saasAPI), strings.HasSuffix(host, saasPanel):
		return HostingSaaS
	case strings.HasSuffix(host, ".magentosite.cloud"), strings.HasSuffix(host, ".ent.magento.cloud"),
		strings.HasPrefix(host, "mcprod."), strings.HasPrefix(host, "mcstaging"):
		return HostingCloud
	}
	return ""
}

// IsSaaS reports whether a web API is of Commerce as a Cloud Service: it answers
// nobody without an Adobe IMS token, by a gateway in front.
func IsSaaS(restURL string) bool { return strings.HasSuffix(hostOf(restURL), saasAPI) }

// isConsole knows the hosts of the cloud projects' own tools, which are no
// stores.
func isConsole(host string) bool {
	return host == "magento.cloud" || strings.HasSuffix(host, ".magento.cloud") && hosting(host) == ""
}

// hostOf is the host of an origin, without its port.
func hostOf(origin string) string {
	u, err := url.Parse(origin)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// saasTwin is the API's origin of a panel's: {region}.admin.… and {region}.api.….
func saasTwin(origin string) string {
	region, ok := strings.CutSuffix(origin, saasPanel)
	if !ok {
		return ""
	}
	return region + saasAPI
}

// saasCandidates: {origin}/{tenant}/V1/…, without /rest.
func saasCandidates(a address) []Candidate {
	base := join(a.origins[0], a.segments[:min(1, len(a.segments))])
	return []Candidate{{BaseURL: base, RestURL: base}}
}

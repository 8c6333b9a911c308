package magento

import (
	"slices"
	"strings"
)

// Candidate is a place where a store's web API may answer. URLs have no
// trailing slash; RestURL has no store code.
type Candidate struct {
	BaseURL string
	RestURL string
}

// maxCandidates bounds the requests that an address can cause.
const maxCandidates = 8

// Candidates lists where the web API of the store may be that rawURL is a URL
// of: a page, a panel page, an API address or a bare host. The likeliest comes
// first.
//
// Magento serves {base}/rest/… or, without web-server rewrites,
// {base}/index.php/rest/…; base may have a path, to which pages add store codes
// and front names that the API does not have (Magento_Webapi PathProcessor,
// Magento_Backend FrontNameResolver).
func Candidates(rawURL string) ([]Candidate, error) {
	a, err := parseAddress(rawURL)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(hostOf(a.origins[0]), saasAPI) {
		return saasCandidates(a), nil
	}
	guess := guessBases(a.segments)
	var list []Candidate
	for _, origin := range a.origins {
		for _, suffix := range guess.restPaths() {
			for _, prefix := range guess.prefixes {
				list = append(list, candidate(origin, prefix, suffix))
			}
		}
	}
	return list[:min(len(list), maxCandidates)], nil
}

func candidate(origin string, prefix []string, rest string) Candidate {
	base := strings.Join(append([]string{origin}, prefix...), "/")
	return Candidate{BaseURL: base, RestURL: base + rest}
}

// bases is what a path tells about the base URL's own path.
type bases struct {
	prefixes [][]string
	// indexPHP: the address went through index.php, so the API may have to.
	indexPHP bool
}

func (b bases) restPaths() []string {
	if b.indexPHP {
		return []string{"/index.php/rest", "/rest"}
	}
	return []string{"/rest", "/index.php/rest"}
}

// apiSegments follow the base URL directly, or after index.php.
var apiSegments = []string{"rest", "soap", "graphql", "swagger", "magento_version", "oauth"}

// pageSegments start the path of Magento's own storefront routes; a store code
// may stand before them.
var pageSegments = []string{
	"customer", "checkout", "catalog", "catalogsearch", "cms", "sales", "wishlist",
	"contact", "review", "newsletter", "search", "static", "media", "stores", "store",
}

func guessBases(segments []string) bases {
	if i := indexOf(segments, "index.php"); i >= 0 {
		return bases{prefixes: [][]string{segments[:i]}, indexPHP: true}
	}
	if i := indexOf(segments, apiSegments...); i >= 0 {
		return bases{prefixes: shorter(segments[:i], 0)}
	}
	if i := frontName(segments); i >= 0 {
		return bases{prefixes: shorter(segments[:i], 0)}
	}
	if i := indexOf(segments, pageSegments...); i >= 0 {
		return bases{prefixes: shorter(segments[:i], 0)}
	}
	if isPage(segments) {
		return bases{prefixes: rootFirst(segments[:len(segments)-1])}
	}
	return bases{prefixes: shorter(segments, 0)}
}

// shorter lists the prefixes of segments, longest first, down to least.
func shorter(segments []string, least int) [][]string {
	var list [][]string
	for n := min(len(segments), 3); n >= least; n-- {
		list = append(list, segments[:n])
	}
	return list
}

// rootFirst is for the page of a category or product: its folders are more
// often categories than a base path.
func rootFirst(folders []string) [][]string {
	list := [][]string{{}}
	if len(folders) > 0 {
		list = append(list, folders[:1])
	}
	return list
}

func isPage(segments []string) bool {
	if len(segments) == 0 {
		return false
	}
	last := segments[len(segments)-1]
	return slices.ContainsFunc([]string{".html", ".htm", ".php"}, func(end string) bool {
		return strings.HasSuffix(last, end)
	})
}

// frontName finds the panel's front name: a segment that looks like one, or, in
// an address with a secret key, the place that {front}/{route}/{controller}/
// {action}/…/key/{key} leaves for it (Magento_Backend Url). -1 for no panel
// address.
func frontName(segments []string) int {
	for i, s := range segments {
		if looksLikeFrontName(s) {
			return i
		}
	}
	key := indexOf(segments, "key")
	if key < 4 || key+1 >= len(segments) || !isSecretKey(segments[key+1]) {
		return -1
	}
	// What stands between action and key comes in pairs of name and value.
	for i := key - 4; i >= 0; i -= 2 {
		if slices.Contains(panelRoutes, segments[i+1]) {
			return i
		}
	}
	return key - 4 - (key-4)/2*2
}

// panelRoutes are the commonest second segments of a panel address: the front
// names of the modules that have pages there.
var panelRoutes = []string{
	"admin", "adminhtml", "catalog", "sales", "customer", "cms", "mui", "backend",
	"sales_rule", "catalog_rule", "reports", "review", "search", "newsletter", "tax", "indexer",
	"integration", "import", "theme", "url_rewrite", "user", "bulk", "inventory", "paypal", "marketplace",
}

func looksLikeFrontName(segment string) bool {
	s := strings.ToLower(segment)
	return s == "backend" || s == "backoffice" || s == "admin" ||
		strings.HasPrefix(s, "admin_") || strings.HasPrefix(s, "admin-") || strings.HasPrefix(s, "backend_")
}

func isSecretKey(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// StoreCode returns the store code in an address of the web API
// (…/rest/german/V1/…), "" where it has none.
func StoreCode(rawURL string) string {
	a, err := parseAddress(rawURL)
	if err != nil {
		return ""
	}
	i := indexOf(a.segments, "rest", "soap")
	if i < 0 || i+1 >= len(a.segments) {
		return ""
	}
	code := a.segments[i+1]
	if !isStoreCode(code) || code == "V1" || code == "schema" || code == "async" {
		return ""
	}
	return code
}

// isStoreCode follows Magento_Store's own rule: a letter, then letters, digits
// and underscores.
func isStoreCode(s string) bool {
	for i, c := range []byte(s) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

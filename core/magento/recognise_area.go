package magento

import (
	"cmp"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// store reads a page of Magento.
func (p page) store(r *wire.Recognition) {
	switch {
	case p.isPanel():
		p.panel(r)
	case p.isSwagger():
		p.swagger(r)
	case r.Hosting == HostingSaaS:
		r.Store.BaseURL = p.guessedBase()
		r.ExternalLogin = strings.HasSuffix(p.host, saasPanel)
	default:
		p.storefront(r)
	}
}

// unknown is a page that may belong to a headless storefront.
func (p page) unknown(r *wire.Recognition) {
	r.Front = p.maybeFront()
	if r.Front == "" {
		return
	}
	r.Kind, r.Area = wire.KindCustomer, wire.AreaStorefront
	r.LoggedIn = p.hasShopper(r.Front)
	r.Store.StoreCode = p.view("")
	p.elsewhere(r)
}

// elsewhere reports an API that the page names on another origin, which is not
// asked.
func (p page) elsewhere(r *wire.Recognition) {
	if r.APIOrigin != "" {
		return // the base URL, which was reported
	}
	if r.APIOrigin = p.namedAPI(); r.APIOrigin != "" {
		r.Findings = append(r.Findings, wire.NewFinding("api_elsewhere", "url", r.APIOrigin))
	}
}

// swagger reads Magento's page of its API (Magento_Swagger), which is made for
// tokens of every kind but by default asks as an administrator: /rest/all.
func (p page) swagger(r *wire.Recognition) {
	r.Area, r.Kind = wire.AreaSwagger, wire.KindAdmin
	base, _, _ := strings.Cut(cmp.Or(p.fact("swaggerSchema"), p.fact("swaggerBase")), "/rest/")
	if code := StoreCode(p.fact("swaggerSchema")); code != "all" {
		r.Store.StoreCode = code
	}
	if !strings.HasPrefix(base+"/", p.origin+"/") {
		base = p.guessedBase()
	}
	r.Store.BaseURL = strings.TrimSuffix(base, "/index.php")
}

func (p page) isSwagger() bool {
	return p.fact("swaggerSchema") != "" || p.fact("swaggerBase") != ""
}

// panel reads a page of the administration.
func (p page) panel(r *wire.Recognition) {
	r.Area, r.Kind = wire.AreaAdmin, wire.KindAdmin
	if p.hasClass("adminhtml-auth-") || p.hasClass("page-layout-admin-login") {
		r.Area = wire.AreaAdminLogin
	}
	r.LoggedIn = r.Area == wire.AreaAdmin
	if r.LoggedIn {
		r.Viewed, r.Tree = p.viewed(), p.tree()
	}
	r.ExternalLogin = r.Hosting == HostingSaaS || p.fact("adobeLogin") != ""
	if r.ExternalLogin && !r.LoggedIn {
		r.Findings = append(r.Findings, wire.NewFinding("external_login"))
	}
	r.Store.Edition, _, _ = strings.Cut(p.fact("edition"), " ")
	r.Store.Version = panelVersion(p.fact("adminVersion"))
	base, front := p.panelBase()
	r.Store.BaseURL, r.FrontName = p.ours(r, base), front
}

// panelVersion reads the footer: "Magento ver. 2.4.7-p3".
func panelVersion(footer string) string {
	_, after, ok := strings.Cut(footer, "ver.")
	words := strings.Fields(after)
	if !ok || len(words) == 0 || !isVersion(words[0]) {
		return ""
	}
	return words[0]
}

// panelBase takes base URL and front name from the logo's link,
// {base}/[index.php/]{front}/admin/, else from BASE_URL, which on panel pages is
// {base}/[index.php/]{front}/{route}/{controller}/{action}/key/… (Magento_Backend
// Url), else from the page's own address.
func (p page) panelBase() (base, front string) {
	if a, err := parseAddress(p.fact("adminLogo")); err == nil && len(a.segments) > 1 {
		return p.cutFront(a, len(a.segments)-2)
	}
	if a, err := parseAddress(p.baseURL); err == nil {
		if key := slices.Index(a.segments, "key"); key >= 4 {
			return p.cutFront(a, key-4)
		}
	}
	if i := frontName(p.segments); i >= 0 {
		return p.cutFront(p.address, i)
	}
	return p.guessedBase(), ""
}

func (p page) cutFront(a address, at int) (base, front string) {
	front = a.segments[at]
	folders := a.segments[:at]
	if at > 0 && folders[at-1] == "index.php" {
		folders = folders[:at-1]
	}
	return join(a.origins[0], folders), front
}

func join(origin string, segments []string) string {
	return strings.Join(append([]string{origin}, segments...), "/")
}

// storefront reads a page of the shop.
func (p page) storefront(r *wire.Recognition) {
	r.Area, r.Kind = wire.AreaStorefront, wire.KindCustomer
	r.Front = p.front()
	r.LoggedIn = p.hasShopper(r.Front)
	base, codeInPath := p.shopBase()
	r.Store.BaseURL = p.ours(r, base)
	r.StoreViews = p.views()
	r.Store.StoreCode = p.view(codeInPath)
}

// shopBase takes the base URL from BASE_URL. With "add store code to URLs" it
// ends in the code, which the static files' address does not have.
func (p page) shopBase() (base, code string) {
	a, err := parseAddress(cmp.Or(p.baseURL, p.shop))
	if err != nil {
		if p.hasAssets && strings.HasPrefix(p.assetBase+"/", p.origin+"/") {
			return p.assetBase, ""
		}
		return p.guessedBase(), ""
	}
	folders := a.segments
	if i := slices.Index(folders, "index.php"); i >= 0 {
		if i+1 < len(folders) {
			code = folders[i+1]
		}
		return join(a.origins[0], folders[:i]), code
	}
	if n := len(folders); n > 0 && p.isCode(folders[n-1], join(a.origins[0], folders[:n-1])) {
		return join(a.origins[0], folders[:n-1]), folders[n-1]
	}
	return join(a.origins[0], folders), ""
}

// isCode tells a store code from a folder: the page names it as its view, or
// the static files lie one folder higher.
func (p page) isCode(segment, parent string) bool {
	return isStoreCode(segment) && (segment == viewCode(p.fact("view")) || p.hasAssets && p.assetBase == parent)
}

// view is the code of the page's store view: from the language switcher, the
// address, or the cookie that switching sets (Magento_Store StoreCookieManager).
// A shop with one view shows none.
func (p page) view(inPath string) string {
	for _, code := range []string{viewCode(p.fact("view")), inPath, p.Cookies["store"], p.frontView()} {
		if isStoreCode(code) {
			return code
		}
	}
	return ""
}

// views are the codes in the language switcher, the present one first.
func (p page) views() []string {
	var codes []string
	for _, class := range append(slices.Clone(p.Facts["view"]), p.Facts["views"]...) {
		if code := viewCode(class); code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// viewCode reads the class "view-german" among others.
func viewCode(classes string) string {
	for _, class := range strings.Fields(classes) {
		if code, ok := strings.CutPrefix(class, "view-"); ok && isStoreCode(code) {
			return code
		}
	}
	return ""
}

// ours keeps a base URL on the page's own origin. One that the page names
// elsewhere is reported, not used.
func (p page) ours(r *wire.Recognition, base string) string {
	a, err := parseAddress(base)
	if err != nil {
		return p.guessedBase()
	}
	if a.origins[0] != p.origin {
		r.APIOrigin = a.origins[0]
		r.Findings = append(r.Findings, wire.NewFinding("base_elsewhere", "url", a.origins[0]))
	}
	return join(p.origin, a.segments)
}

// guessedBase is the likeliest base URL of the page's own address.
func (p page) guessedBase() string {
	list, err := Candidates(p.URL)
	if err != nil {
		return p.origin
	}
	return list[0].BaseURL
}

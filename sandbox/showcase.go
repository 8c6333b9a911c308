package sandbox

import (
	"net/http"
	"path"
	"strings"
	"time"
)

// front is a storefront of another make than Luma, as a page under /_front/:
// its script fills the browser's storage as that storefront does when a
// customer logs in, and reads it back to see whether one is.
type front struct {
	ID    string // of its address and its page
	Title string
	Where string // what it fills
	More  string // its own switches
}

// The places and encodings are those of the storefronts' sources; how the pages
// look is a sketch of them.
var fronts = []front{
	{"venia", "PWA Studio (Venia)", "localStorage M2_VENIA_BROWSER_PERSISTENCE__signin_token", ""},
	{"aemcif", "AEM CIF core components", "the same place as PWA Studio", "cookie: the older cif.userToken"},
	{"edgedropins", "Commerce drop-ins on Edge Delivery", "cookie auth_dropin_user_token, sessionStorage config", "api=URL: another API host in its config"},
	{"hyva", "Hyvä", "localStorage mage-cache-storage, cookie private_content_version", ""},
	{"hyvacheckout", "Hyvä React Checkout", "localStorage mage-cache-storage", ""},
	{"scandipwa", "ScandiPWA", "localStorage auth_token", ""},
	{"graphcommerce", "GraphCommerce", "localStorage apollo-cache-persist", ""},
	{"alokai", "Alokai (Vue Storefront 2)", "cookie vsf-customer", ""},
	{"vuestorefront1", "Vue Storefront 1", "localStorage shop/user/current-token", "db: IndexedDB shop, user, current-token"},
	{"daffodil", "Daffodil", "localStorage DAFF_AUTH_TOKEN", ""},
}

// frontVisit is one request for a page of the showcase.
type frontVisit struct {
	Base   string
	Fronts []front
	Front  front
	SignIn object // what a login just gave, for the page's script
}

// showcase answers what stands under /_front/.
func (s *Store) showcase(w http.ResponseWriter, r *http.Request, rest string) {
	v := &frontVisit{Base: s.baseURL(r), Fronts: fronts}
	rest = strings.Trim(rest, "/")
	switch {
	case rest == "":
		show(w, http.StatusOK, "front-index.html", v)
		return
	case path.Ext(rest) == ".js":
		frontScript(w, rest)
		return
	case rest == "serviceworker":
		show(w, http.StatusOK, "front-serviceworker.html", v)
		return
	}
	for _, one := range fronts {
		if one.ID == rest {
			v.Front = one
			v.SignIn = s.freshLogin(r)
			show(w, http.StatusOK, "front-"+one.ID+".html", v)
			return
		}
	}
	serverNotFound(w)
}

// freshLogin is what the page's script puts into its storage: a token of the
// first customer, of two hours ago with ?expired.
func (s *Store) freshLogin(r *http.Request) object {
	at := s.now()
	if r.URL.Query().Has("expired") {
		at = at.Add(-2 * time.Hour)
	}
	customer := byID("customer", 1)
	return object{{"token", s.issueAt(customer, at)}, {"issuedAt", at.Unix()}, {"expiresAt", at.Add(lifetime).Unix()},
		{"firstname", customer.first}, {"lastname", customer.last}, {"email", customer.Name}, {"cartId", hash("cart", customer.Name)[:32]}}
}

// frontBundles are the scripts that those storefronts are made of; here they
// hold nothing, but a page is known by their addresses.
var frontBundles = []string{
	"_next/static/chunks/main-5a3d0c9be2f1.js",
	"_nuxt/7c3d0aa.js",
	"dist/app.c21d9f.js",
	"etc.clientlibs/core/cif/clientlibs/common.min.js",
	"main.3f0a91c2.js",
	"runtime.9f2c41d0.js",
	"scripts/__dropins__/tools/event-bus.js",
	"scripts/aem.js",
}

func emptyScript(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write([]byte("// made elsewhere\n"))
}

var frontScripts = map[string]string{"front.js": "front.js", "serviceworker/worker.js": "front-worker.js"}

func frontScript(w http.ResponseWriter, name string) {
	text, err := pageFiles.ReadFile("page/" + frontScripts[name])
	if err != nil {
		serverNotFound(w)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(text)
}

package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// visit is one request for a storefront page.
type visit struct {
	s  *Store
	w  http.ResponseWriter
	r  *http.Request
	id string // of the session

	Base, Static string
	View         *view
	Others       []view
	Customer     *Account
	FormKey      string
	Title, Class string
	Products     []object
}

// storefront answers everything that is neither API nor panel.
func (s *Store) storefront(w http.ResponseWriter, r *http.Request, path string) {
	switch {
	case strings.HasPrefix(path, deployed):
		static(w, path)
		return
	case slices.Contains(frontBundles, path):
		emptyScript(w)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.visit(w, r)
	path = strings.Trim(path, "/")
	switch {
	case path == "magento_version":
		v.version()
	case path == "":
		v.page(http.StatusOK, "home", "Home page", "cms-home cms-index-index page-layout-1column")
	case path == "customer/account/loginPost" && r.Method == http.MethodPost:
		v.logIn()
	case path == "customer/account/login" || strings.HasPrefix(path, "customer/account/login/"):
		v.login()
	case path == "customer/account/logout":
		v.logOut()
	case path == "customer/account" || path == "customer/account/index":
		v.account()
	case path == "customer/section/load":
		v.sections()
	case path == "swagger":
		v.swagger()
	case strings.HasPrefix(path, "stores/store/redirect/"):
		v.switchView(path)
	default:
		v.page(http.StatusNotFound, "missing", "404 Not Found", "cms-no-route cms-noroute-index page-layout-2columns-right")
	}
}

func (s *Store) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := &visit{s: s, w: w, r: r, Base: s.baseURL(r), Customer: s.shopper(r), Products: products}
	v.Static = v.Base + shopStatic
	v.pickView()
	return v
}

// pickView takes the view that the switcher's cookie or the address names.
func (v *visit) pickView() {
	code := v.r.URL.Query().Get("___store")
	if c, err := v.r.Cookie("store"); code == "" && err == nil {
		code = c.Value
	}
	if v.View = v.s.storeView(code); v.View == nil {
		v.View = &allViews[0]
	}
	for _, one := range v.s.views() {
		if one.id != 0 && one.code != v.View.code {
			v.Others = append(v.Others, one)
		}
	}
}

// start keeps or opens the visitor's session and sets its cookies.
func (v *visit) start() {
	if v.s.sessionOf(v.r, shopCookie) != nil {
		c, _ := v.r.Cookie(shopCookie)
		v.id = c.Value
	} else {
		v.id = v.s.openSession(v.r, nil)
	}
	v.keep()
}

func (v *visit) keep() {
	one := v.s.sessions[v.id]
	one.seen = v.s.now()
	v.FormKey = one.formKey
	v.s.setSessionCookie(v.w, v.r, v.id)
	v.s.scriptCookie(v.w, "form_key", v.FormKey, shopIdle)
}

func (v *visit) page(status int, name, title, class string) {
	v.start()
	v.Title, v.Class = title, class
	show(v.w, status, name+".html", v)
}

func (v *visit) version() {
	v.s.setSessionCookie(v.w, v.r, v.s.keptSession(v.r))
	v.w.Header().Set("X-Magento-Tags", "FPC")
	v.w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	v.w.Header().Set("Cache-Control", "max-age=0, must-revalidate, no-cache, no-store")
	_, _ = v.w.Write([]byte("Magento/2.4 (Community)"))
}

func (v *visit) login() {
	if v.Customer != nil {
		redirect(v.w, v.Base+"customer/account/")
		return
	}
	v.page(http.StatusOK, "login", "Customer Login", "customer-account-login page-layout-1column")
}

func (v *visit) account() {
	if v.Customer == nil {
		v.start()
		redirect(v.w, v.Base+"customer/account/login/referer/"+base64.RawURLEncoding.EncodeToString([]byte(v.Base+"customer/account/"))+"/")
		return
	}
	v.page(http.StatusOK, "account", "My Account", "account customer-account-index page-layout-2columns-left")
}

// logIn takes the form. Its count of wrong passwords is the storefront's, not
// the web API's.
func (v *visit) logIn() {
	v.start()
	a := byName("customer", v.r.PostFormValue("login[username]"))
	right := a != nil && a.website() == v.View.website && a.Password == v.r.PostFormValue("login[password]")
	switch {
	case v.r.PostFormValue("form_key") != v.FormKey:
		v.back("Invalid Form Key. Please refresh the page.")
	case !right:
		v.s.tried(a, false)
		v.back(signInRefused)
	default:
		v.s.tried(a, true)
		v.enter(a)
	}
}

func (v *visit) back(message string) {
	text := phpJSON([]any{object{{"type", "error"}, {"text", message}}})
	http.SetCookie(v.w, &http.Cookie{Name: "mage-messages", Value: url.PathEscape(text), Path: v.s.cookiePath(),
		MaxAge: 3600, SameSite: http.SameSiteStrictMode})
	redirect(v.w, v.Base+"customer/account/login/")
}

// enter gives the session a new id and sets what a logged-in visitor has.
func (v *visit) enter(a *Account) {
	delete(v.s.sessions, v.id)
	v.w.Header().Del("Set-Cookie")
	v.id = v.s.openSession(v.r, a)
	v.keep()
	v.s.scriptCookie(v.w, "private_content_version", hash(v.id)[:32], 315360000*time.Second)
	http.SetCookie(v.w, &http.Cookie{Name: "X-Magento-Vary", Value: hash("customer_logged_in", "1"), Path: v.s.cookiePath(),
		Expires: v.s.now().Add(shopIdle), MaxAge: int(shopIdle / time.Second), HttpOnly: true, SameSite: http.SameSiteLaxMode})
	redirect(v.w, v.Base+"customer/account/")
}

func (v *visit) logOut() {
	if c, err := v.r.Cookie(shopCookie); err == nil {
		delete(v.s.sessions, c.Value)
	}
	v.id = v.s.openSession(v.r, nil)
	v.keep()
	v.s.dropCookie(v.w, v.r, "X-Magento-Vary")
	v.s.scriptCookie(v.w, "private_content_version", hash(v.id)[:32], 315360000*time.Second)
	redirect(v.w, v.Base)
}

// sections is what the page's scripts ask to learn who the visitor is.
func (v *visit) sections() {
	customer := object{{"data_id", v.s.now().Unix()}}
	if a := v.Customer; a != nil {
		customer = object{{"fullname", a.first + " " + a.last}, {"firstname", a.first}, {"websiteId", "1"}, {"data_id", v.s.now().Unix()}}
	}
	v.w.Header().Set("Content-Type", "application/json")
	v.w.Header().Set("Cache-Control", "max-age=0, must-revalidate, no-cache, no-store")
	_, _ = v.w.Write([]byte(phpJSON(object{{"customer", customer}})))
}

// switchView sets the cookie that names the view: …/___store/german/…
func (v *visit) switchView(path string) {
	_, rest, _ := strings.Cut(path, "___store/")
	code, _ := cutSegment(rest)
	if v.s.storeView(code) != nil {
		v.s.scriptCookie(v.w, "store", code, 365*24*time.Hour)
	}
	redirect(v.w, v.Base)
}

// Checkout is the global of the same name.
func (v *visit) Checkout() object {
	return object{{"shoppingCartUrl", v.Base + "checkout/cart/"}, {"checkoutUrl", v.Base + "checkout/"}, {"baseUrl", v.Base},
		{"websiteId", "1"}, {"storeId", phpJSON(v.View.id)}, {"storeGroupId", "1"}, {"customerLoginUrl", v.Base + "customer/account/login/"}}
}

// Popup is the global authenticationPopup.
func (v *visit) Popup() object {
	return object{{"autocomplete", "off"}, {"customerRegisterUrl", v.Base + "customer/account/create/"},
		{"baseUrl", v.Base}, {"customerLoginUrl", v.Base + "customer/ajax/login/"}}
}

// First, Last and Code are for the templates.
func (a *Account) First() string { return a.first }
func (a *Account) Last() string  { return a.last }
func (v view) Code() string      { return v.code }
func (v view) Label() string     { return v.name }

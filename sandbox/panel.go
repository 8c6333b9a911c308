package sandbox

import (
	"crypto/hmac"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const panelCookie = "admin"

// panelVisit is one request for a page of the admin panel.
type panelVisit struct {
	s       *Store
	w       http.ResponseWriter
	r       *http.Request
	session *session
	address address
	status  int // 0 for 200

	Base, Static string
	Title, Class string
	Message      string
	Integrations []Account
	Integration  *Account
	Roles        []adminRole
	Role         *adminRole
	Users        []Account
	Edited       *Account // the user or the customer that is shown
	Tree         string   // data-mage-init of the resource tree
}

// panel answers what stands under the front name. Whoever is not logged in gets
// the login page whatever he asked for, with status 200.
func (s *Store) panel(w http.ResponseWriter, r *http.Request, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := &panelVisit{s: s, w: w, r: r, Base: s.baseURL(r)}
	v.Static = v.Base + panelStatic
	v.open()
	switch {
	case v.session.account != nil:
		v.inside(path)
	case v.session.pending != nil:
		v.secondFactor()
	default:
		v.outside()
	}
}

// open finds or opens the panel's session: it ends when it was idle for too
// long, or when the same user has logged in elsewhere.
func (v *panelVisit) open() {
	id := ""
	if c, err := v.r.Cookie(panelCookie); err == nil {
		id = c.Value
	}
	v.session = v.s.sessionOf(v.r, panelCookie)
	if v.session == nil || v.session.replaced || v.s.now().Sub(v.session.seen) > panelIdle {
		delete(v.s.sessions, id)
		id = v.s.openSession(v.r, nil)
		v.session = v.s.sessions[id]
	}
	v.session.seen = v.s.now()
	v.setCookie(id)
}

// setCookie binds the panel's cookie to the panel's path: no web API gets it.
func (v *panelVisit) setCookie(id string) {
	http.SetCookie(v.w, &http.Cookie{Name: panelCookie, Value: id, Path: v.s.options.BasePath + "/" + v.s.options.FrontName,
		Domain: hostname(v.r), Expires: v.s.now().Add(panelIdle), MaxAge: int(panelIdle / time.Second),
		HttpOnly: true, Secure: v.r.TLS != nil, SameSite: http.SameSiteLaxMode})
}

func (v *panelVisit) outside() {
	if v.s.mode.Name == "ims" {
		v.show("panel-ims", "", "adminhtml-auth-login page-layout-admin-login")
		return
	}
	if v.r.Method == http.MethodPost {
		v.logIn()
		return
	}
	v.show("panel-login", "", "adminhtml-auth-login page-layout-admin-login")
}

func (v *panelVisit) logIn() {
	a := byName("admin", v.r.PostFormValue("login[username]"))
	switch {
	case v.r.PostFormValue("form_key") != v.session.formKey:
		v.Message = "Invalid Form Key. Please refresh the page."
	case a == nil || a.Password != v.r.PostFormValue("login[password]"):
		v.Message = signInRefused
	default:
		v.enter(a)
		return
	}
	v.show("panel-login", "", "adminhtml-auth-login page-layout-admin-login")
}

// enter starts a new session; with the second factor on it first waits for the
// code.
func (v *panelVisit) enter(a *Account) {
	for id, other := range v.s.sessions {
		other.replaced = other.replaced || other.account == a
		if other == v.session {
			delete(v.s.sessions, id)
		}
	}
	id := v.s.openSession(v.r, nil)
	v.session = v.s.sessions[id]
	if v.s.mode.TwoFactor && a.TOTP != "" {
		v.session.pending = a
	} else {
		v.session.account = a
	}
	v.w.Header().Del("Set-Cookie")
	v.setCookie(id)
	v.goTo("dashboard/index")
}

// secondFactor asks for the code of the authenticator. The page was not
// observed: only its place in the flow is the real one's.
func (v *panelVisit) secondFactor() {
	if v.r.Method == http.MethodPost && v.r.PostFormValue("form_key") == v.session.formKey {
		if otpFits(v.session.pending.TOTP, v.r.PostFormValue("tfa_code"), v.s.now()) {
			v.session.account, v.session.pending = v.session.pending, nil
			v.goTo("dashboard/index")
			return
		}
		v.Message = "Invalid code."
	}
	v.show("panel-code", "Two-Factor Authentication", "tfa-google-auth page-layout-admin-login")
}

// inside answers a page of the panel. An address without the right key is sent
// to the dashboard.
func (v *panelVisit) inside(path string) {
	v.address = panelAddress(path)
	page, known := panelPages[v.address.action]
	switch {
	case !known || !hmac.Equal([]byte(v.address.parameters["key"]), []byte(v.secret(v.address.action))):
		v.goTo("dashboard/index")
	case !v.May(v.address.action):
		v.denied()
	default:
		page.show(v)
	}
}

// secret is the key in every address of the panel, its own for each action.
func (v *panelVisit) secret(action string) string { return hash("admin", action, v.session.formKey) }

// URL is a panel address with its key; parameters come in pairs. The module is
// named where it is not admin.
func (v *panelVisit) URL(action string, parameters ...any) string {
	middle := ""
	for _, one := range parameters {
		if n, ok := one.(int); ok {
			one = strconv.Itoa(n)
		}
		middle += one.(string) + "/"
	}
	module := "admin/"
	if strings.Count(action, "/") > 1 {
		module = ""
	}
	return v.Base + v.s.options.FrontName + "/" + module + action + "/" + middle + "key/" + v.secret(action) + "/"
}

func (v *panelVisit) logOut() {
	for id, one := range v.s.sessions {
		if one == v.session {
			delete(v.s.sessions, id)
		}
	}
	redirect(v.w, v.Home())
}

func (v *panelVisit) show(name, title, class string) {
	v.Title, v.Class = strings.TrimPrefix(title+" / Magento Admin", " / "), class
	show(v.w, max(v.status, http.StatusOK), name+".html", v)
}

// Home, User and the rest below are for the templates.
func (v *panelVisit) Home() string    { return v.Base + v.s.options.FrontName + "/admin/" }
func (v *panelVisit) User() *Account  { return v.session.account }
func (v *panelVisit) Heading() string { heading, _, _ := strings.Cut(v.Title, " / "); return heading }
func (v *panelVisit) FormKey() string { return v.session.formKey }
func (a *Account) Active() bool       { return a.active() }

// Email is an admin's; no recording tells one.
func (a *Account) Email() string { return a.Name + "@example.com" }

package sandbox_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// visitor is a browser without scripts, on a store that really listens.
type visitor struct {
	*testing.T
	client http.Client
	base   string
}

func visit(t *testing.T, store http.Handler) *visitor {
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	jar, _ := cookiejar.New(nil)
	return &visitor{t, http.Client{Jar: jar}, server.URL}
}

func (v *visitor) read(response *http.Response, err error) string {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.Fatal(err)
	}
	return string(body)
}

func (v *visitor) get(address string) string {
	v.Helper()
	if strings.HasPrefix(address, "/") {
		address = v.base + address
	}
	return v.read(v.client.Get(address))
}

// post sends a form with the form key of the page it stands on.
func (v *visitor) post(path, page string, fields ...string) string {
	v.Helper()
	form := url.Values{"form_key": {first(page, `name="form_key" type="hidden" value="([^"]*)"`)}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return v.read(v.client.PostForm(v.base+path, form))
}

func (v *visitor) cookies(path string) (names []string) {
	at, _ := url.Parse(v.base + path)
	for _, c := range v.client.Jar.Cookies(at) {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	return names
}

func (v *visitor) cookie(path, name string) string {
	at, _ := url.Parse(v.base + path)
	for _, c := range v.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func (v *visitor) has(page string, marks ...string) {
	v.Helper()
	for _, mark := range marks {
		if !strings.Contains(page, mark) {
			v.Errorf("the page lacks %s", mark)
		}
	}
}

func first(text, pattern string) string {
	found := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	return found[1]
}

func TestStorefront(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{}))
	escaped := strings.NewReplacer(":", `\u003A`, "/", `\u002F`).Replace(v.base + "/")
	home := v.get("/")
	v.has(home, `<script type="text/x-magento-init">`, `data-mage-init=`, `var BASE_URL = '`+escaped+`'`, `var LOCALE = 'en\u002DUS'`,
		`class="cms-home cms-index-index page-layout-1column"`, `data-container="body"`, `id="switcher-language-trigger"`,
		`<strong class="view-default">`, `<li class="view-german switcher-option"><a href="`+v.base+`/stores/store/redirect/___store/german/___from_store/default/`,
		`window.checkout = {`, `$24.50`, `window.authenticationPopup = {`, `\/customer\/ajax\/login\/`, `li class="link authorization-link"`, `/static/version`)
	if strings.Contains(home, "FORM_KEY") {
		t.Error("the storefront has no FORM_KEY")
	}
	v.has(v.get("/stores/store/redirect/___store/german/___from_store/default/"), `<strong class="view-german">`)
	v.has(v.get("/customer/account/"), `id="login-form"`, `name="login[username]"`, `class="customer-account-login page-layout-1column"`)
	v.has(v.get("/nowhere"), "404 Not Found")
	v.has(v.get("/magento_version"), "Magento/2.4 (Community)")
	if got := v.cookies("/"); !slices.Equal(got, []string{"PHPSESSID", "form_key", "store"}) {
		t.Errorf("a visitor has %v", got)
	}
}

func TestCustomerLogsIn(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{}))
	page := v.get("/customer/account/login/")
	before := v.cookie("/", "PHPSESSID")
	v.has(v.post("/customer/account/loginPost/", page, "login[username]", "roni@example.com", "login[password]", "no"), `id="login-form"`)
	if v.cookie("/", "mage-messages") == "" {
		t.Error("no message about the wrong password")
	}
	v.has(v.post("/customer/account/loginPost/", page, "login[username]", "roni@example.com", "login[password]", "Customer123!"),
		"customer-account-index", "roni@example.com", `class="customer-welcome"`, "/customer/account/logout/")
	for _, name := range []string{"X-Magento-Vary", "private_content_version", "form_key"} {
		if v.cookie("/", name) == "" {
			t.Errorf("no cookie %s", name)
		}
	}
	if v.cookie("/", "PHPSESSID") == before {
		t.Error("the session kept its id")
	}
	v.has(v.get("/customer/section/load/?sections=customer"), `"fullname":"Roni Seed"`)
	v.has(v.get("/rest/V1/customers/me"), "isn't authorized")
	r, _ := http.NewRequest("GET", v.base+"/rest/V1/customers/me", nil)
	r.Header.Set("X-Requested-With", "XMLHttpRequest")
	v.has(v.read(v.client.Do(r)), "roni@example.com")
	v.has(v.read(v.client.Post(v.base+"/graphql", "application/json", strings.NewReader(`{"query":"{customer{email}}"}`))), "roni@example.com")
	v.get("/customer/account/logout/")
	v.has(v.get("/customer/account/"), `id="login-form"`)
}

func TestPanel(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{}))
	page := v.get("/admin")
	v.has(page, `class="adminhtml-auth-login page-layout-admin-login"`, `id="html-body"`, `data-edition="Community Edition"`,
		`var FORM_KEY = '`, `title="Magento Admin Panel"`, `id="username"`, `id="login"`, "adminhtml/Magento/backend/en_US")
	if base := first(page, `var BASE_URL = '([^']*)'`); !regexp.MustCompile(regexp.QuoteMeta(v.base) + `/admin/admin/index/index/key/[0-9a-f]{64}/$`).MatchString(base) {
		t.Errorf("BASE_URL is %s", base)
	}
	if strings.Contains(page, "magento-version") {
		t.Error("the login page tells the version")
	}
	v.has(v.post("/admin", page, "login[username]", "admin", "login[password]", "no"), "message-error", "sign-in was incorrect")
	dashboard := v.post("/admin", v.get("/admin"), "login[username]", "admin", "login[password]", "Admin123!seed")
	v.has(dashboard, "adminhtml-dashboard-index", `<p class="magento-version"><strong>Magento</strong> ver. 2.4.7-p3</p>`, "/ Magento Admin</title>")
	if got := v.cookies("/rest/V1/modules"); slices.Contains(got, "admin") {
		t.Error("the web API gets the panel's cookie")
	}
	v.has(v.get("/admin/admin/integration/index/key/wrong/"), "adminhtml-dashboard-index")
	grid := v.get(first(dashboard, `href="([^"]*/integration/index/key/[0-9a-f]{64}/)"`))
	v.has(grid, `<tr data-role="row"`, `data-row-id="3" data-row-dialog="permissions"`, "Inactive")
	edit := v.get(first(grid, `window.location.href='([^']*/integration/edit/id/1/[^']*)'`))
	for _, id := range []string{"consumer_key", "consumer_secret", "token", "token_secret"} {
		if value := first(edit, `id="integration_properties_`+id+`" [^>]*value="([0-9a-z]{32})"`); value == "" {
			t.Errorf("no %s", id)
		}
	}
	inactive := v.get(first(grid, `window.location.href='([^']*/integration/edit/id/3/[^']*)'`))
	v.has(inactive, `fieldset-element-text-token" value="" readonly="1"`, `fieldset-element-text-token-secret" value="" readonly="1"`)
	v.get(first(edit, `href="([^"]*/auth/logout/key/[0-9a-f]{64}/)"`))
	v.has(v.get("/admin"), "adminhtml-auth-login")
}

func TestPanelSecondFactor(t *testing.T) {
	store, _ := newStore(sandbox.Options{TwoFactor: true})
	v := visit(t, store)
	page := v.post("/admin", v.get("/admin"), "login[username]", "admin", "login[password]", "Admin123!seed")
	v.has(page, `name="tfa_code"`)
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Cookie: PHPSESSID="+v.cookie("/admin", "admin")), 401, "")
	code := decode[sandbox.OTP](t, v.get("/_sandbox/otp")).Code
	v.has(v.post("/admin", page, "tfa_code", code), "adminhtml-dashboard-index")
}

func TestStaticFiles(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{BasePath: "/shop"}))
	v.has(v.get(first(v.get("/shop/"), `href="([^"]*styles-m.css)"`)), "a.logo")
	v.has(v.get(first(v.get("/shop/"), `src="([^"]*theme.js)"`)), "localStorage")
	v.has(v.get(first(v.get("/shop/admin"), `href="([^"]*styles.css)"`)), "menu-wrapper")
	v.has(v.get(first(v.get("/shop/admin"), `src="([^"]*logo.svg)"`)), "<svg")
}

package sandbox_test

import (
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// logIn opens the panel and gives the dashboard.
func (v *visitor) logIn(user string) string {
	v.Helper()
	return v.post("/admin", v.get("/admin"), "login[username]", user, "login[password]", passwordOf(user))
}

// follow opens the link of a page whose address has a part.
func (v *visitor) follow(page, part string) string {
	v.Helper()
	link := first(page, `href="([^"]*/`+part+`[^"]*/key/[0-9a-f]{64}/)"`)
	if link == "" {
		v.Fatalf("no link to %s", part)
	}
	return v.get(link)
}

func (v *visitor) lacks(page string, marks ...string) {
	v.Helper()
	for _, mark := range marks {
		if strings.Contains(page, mark) {
			v.Errorf("the page has %s", mark)
		}
	}
}

// What is ticked is what the role may do; all rights tick nothing.
func TestRoleEditor(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{}))
	grid := v.follow(v.logIn("admin"), "user_role/index")
	limited := html.UnescapeString(v.follow(grid, "user_role/editrole/rid/3"))
	v.has(limited, "<title>Catalog products only / Roles / Permissions / System / Magento Admin</title>", "adminhtml-user_role-editrole",
		`id="role-edit-form"`, `<option value="0" selected="selected">`, `data-mage-init='{"rolesTree":{"treeInitData":[{"id":"Magento_Backend::dashboard"`,
		`"id":"Magento_Catalog::products","li_attr":{"data-id":"Magento_Catalog::products"},"text":"Products"`)
	if got := strings.Count(limited, `"selected":true`); got != 1 {
		t.Errorf("%d boxes are ticked", got)
	}
	if got := strings.Count(limited, `"selected":`); got != 269 {
		t.Errorf("the tree has %d boxes", got)
	}
	all := html.UnescapeString(v.follow(grid, "user_role/editrole/rid/1"))
	v.has(all, `<option value="1" selected="selected">`, `field no-display" data-role="tree-resources-container"`)
	v.lacks(all, `"selected":true`)
	v.has(v.get(strings.Replace(first(grid, `href="([^"]*rid/3/[^"]*)"`), "rid/3", "rid/9", 1)), "Roles / Permissions")
	v.lacks(limited, "Magento_TwoFactorAuth::tfa")
}

func TestTreeWithSecondFactor(t *testing.T) {
	store := sandbox.New(sandbox.Options{})
	v := visit(t, store)
	dashboard := v.logIn("admin")
	store.SetMode(sandbox.Mode{TwoFactor: true})
	v.has(v.follow(v.follow(dashboard, "user_role/index"), "user_role/editrole/rid/3"), "Magento_TwoFactorAuth::tfa")
}

// Activate, Allow: then the four values are there, and work.
func TestActivation(t *testing.T) {
	store := sandbox.New(sandbox.Options{BearerToken: true})
	v := visit(t, store)
	grid := v.follow(v.logIn("admin"), "integration/index")
	v.has(grid, `id="integration-popup-container"`, `onclick="integration.popup.show(this);"`, `title="Activate" data-row-id="3"`)
	dialog := func(name, id, again string) string {
		address := strings.NewReplacer(`\u002F`, "/", `\u003A`, ":").Replace(first(grid, `'([^']*`+name+`[^']*)'`))
		return v.get(strings.NewReplacer(":id", id, ":isReauthorize", again).Replace(address) + "?form_key=x")
	}
	token := func(page string) string {
		return first(page, `id="integration_token_token" [^>]*value="([0-9a-z]{32})"`)
	}
	v.has(dialog("permissionsDialog", "3", "0"), `id="all_resources"`, "rolesTree")
	v.has(html.UnescapeString(dialog("permissionsDialog", "2", "1")), `"selected":true`)
	tokens := dialog("tokensDialog", "3", "0")
	v.has(tokens, "Integration Tokens for Extensions", account("Made in the panel").ConsumerKey)
	if len(token(tokens)) != 32 {
		t.Fatal("no access token")
	}
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Bearer "+token(tokens)), 200, "Magento_")
	v.lacks(v.follow(v.get("/admin/admin/dashboard/index/"), "integration/index"), "Inactive")
	if again := dialog("tokensDialog", "3", "0"); token(again) != token(tokens) {
		t.Error("an active one got another token")
	}
	if again := dialog("tokensDialog", "3", "1"); token(again) == token(tokens) {
		t.Error("a reauthorized one kept its token")
	}
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Bearer "+token(tokens)), 401, "isn't authorized")
	store.Reset()
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Bearer "+token(tokens)), 401, "isn't authorized")
}

func TestIntegrationEdit(t *testing.T) {
	v := visit(t, sandbox.New(sandbox.Options{}))
	grid := v.follow(v.logIn("admin"), "integration/index")
	edit := html.UnescapeString(v.get(first(grid, `window.location.href='([^']*/integration/edit/id/2/[^']*)'`)))
	v.has(edit, `<title>Edit "Limited integration" Integration / Extensions / System / Magento Admin</title>`,
		`id="integration_edit_tabs_api_section_content"`, `"id":"Magento_Catalog::products"`, account("Limited integration").TokenSecret)
	if got := strings.Count(edit, `"selected":true`); got != 1 {
		t.Errorf("%d boxes are ticked", got)
	}
}

func TestUsersAndCustomers(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	token := tokenOf(t, store, adminRoute, "limited", "Limited123!seed")
	v := visit(t, store)
	dashboard := v.logIn("admin")
	user := v.follow(v.follow(dashboard, "user/index"), "user/edit/user_id/2")
	v.has(user, "adminhtml-user-edit", `name="username" type="text" class="input-text admin__control-text" value="limited"`,
		`name="email" type="text" class="input-text admin__control-text" value="limited@example.com"`, `id="invalidate"`)
	customer := v.follow(v.follow(dashboard, "customer/index/index"), "customer/index/edit/id/1")
	v.has(customer, "customer-index-edit", "<title>Roni Seed / Customers / Magento Admin</title>", `"email":"roni@example.com"`, "js/panel.js")

	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Bearer "+token), 200, "Magento_")
	clock.at = clock.at.Add(time.Second)
	v.has(v.get(first(html.UnescapeString(user), `location.href = '([^']*/user/invalidatetoken/user_id/2/[^']*)'`)), "adminhtml-user-edit")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Bearer "+token), 401, "isn't authorized")
}

// Who may only see products gets no page of another resource, and no link to one.
func TestLimitedPanel(t *testing.T) {
	store := sandbox.New(sandbox.Options{})
	full := visit(t, store)
	grid := first(full.logIn("admin"), `href="([^"]*/integration/index/key/[0-9a-f]{64}/)"`)
	v := visit(t, store)
	dashboard := v.logIn("limited")
	v.has(dashboard, "adminhtml-dashboard-index")
	v.lacks(dashboard, "integration/index", "user/index", "user_role", "customer/index")
	v.has(v.get(strings.Replace(grid, full.base, v.base, 1)), "adminhtml-dashboard-index") // another session's key
}

func TestDenied(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	v := visit(t, store)
	v.logIn("limited")
	address := store.PanelURL(v.cookie("/admin", "admin"), "integration/index")
	response, err := v.client.Get(v.base + address)
	if page := v.read(response, err); response.StatusCode != http.StatusForbidden || !strings.Contains(page, "you need permissions to view this content") {
		t.Errorf("%d %s", response.StatusCode, page)
	}
}

func TestPanelSessionOnREST(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	v := visit(t, store)
	v.post("/admin", v.get("/admin"), "login[username]", "limited", "login[password]", "Limited123!seed")
	id := v.cookie("/admin", "admin")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Cookie: PHPSESSID="+id), 200, "Magento_")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Cookie: admin="+id), 401, "isn't authorized")
	expect(t, ask(t, store, "GET", "/rest/V1/orders", "", "Cookie: PHPSESSID="+id), 401, "actions_view")
	clock.at = clock.at.Add(time.Hour)
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Cookie: PHPSESSID="+id), 200, "Magento_")
	ask(t, store, "GET", "/admin", "", "Cookie: admin="+id)
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Cookie: PHPSESSID="+id), 401, "isn't authorized")
}

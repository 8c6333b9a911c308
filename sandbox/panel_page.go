package sandbox

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// panelPage is a page behind the panel's login, and the resource it asks for.
type panelPage struct {
	resource string
	show     func(*panelVisit)
}

var panelPages map[string]panelPage

func init() { // the pages name each other
	panelPages = map[string]panelPage{
		"dashboard/index":               {"Magento_Backend::admin", (*panelVisit).dashboard},
		"auth/logout":                   {"Magento_Backend::admin", (*panelVisit).logOut},
		"integration/index":             {"Magento_Integration::integrations", (*panelVisit).integrationGrid},
		"integration/edit":              {"Magento_Integration::integrations", (*panelVisit).integrationEdit},
		"integration/permissionsDialog": {"Magento_Integration::integrations", (*panelVisit).permissionsDialog},
		"integration/tokensDialog":      {"Magento_Integration::integrations", (*panelVisit).tokensDialog},
		"user/index":                    {"Magento_User::acl_users", (*panelVisit).userGrid},
		"user/edit":                     {"Magento_User::acl_users", (*panelVisit).userEdit},
		"user/invalidatetoken":          {"Magento_User::acl_users", (*panelVisit).forceSignIn},
		"user_role/index":               {"Magento_User::acl_roles", (*panelVisit).roleGrid},
		"user_role/editrole":            {"Magento_User::acl_roles", (*panelVisit).roleEdit},
		"customer/index/index":          {"Magento_Customer::manage", (*panelVisit).customerGrid},
		"customer/index/edit":           {"Magento_Customer::manage", (*panelVisit).customerEdit},
	}
}

// address is a panel address, read: admin/integration/edit/id/1/key/…
type address struct {
	action     string // without the module if that is admin
	parameters map[string]string
}

func panelAddress(path string) address {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 3 {
		return address{}
	}
	a := address{strings.TrimPrefix(strings.Join(parts[:3], "/"), "admin/"), map[string]string{}}
	for i := 3; i+1 < len(parts); i += 2 {
		a.parameters[parts[i]] = parts[i+1]
	}
	return a
}

// number is a parameter of the address.
func (v *panelVisit) number(name string) int {
	n, _ := strconv.Atoi(v.address.parameters[name])
	return n
}

// May tells whether who is logged in may open a page; the menu shows no other.
func (v *panelVisit) May(action string) bool {
	return v.session.account.role.allows(panelPages[action].resource)
}

func (v *panelVisit) goTo(action string, parameters ...any) {
	redirect(v.w, v.URL(action, parameters...))
}

func (v *panelVisit) dashboard() {
	v.show("panel-dashboard", "Dashboard", "adminhtml-dashboard-index page-layout-admin-1column")
}

// denied is what a page says that the role does not hold.
func (v *panelVisit) denied() {
	v.status = http.StatusForbidden
	v.show("panel-denied", "Access denied", "adminhtml-denied page-layout-admin-1column")
}

func (v *panelVisit) userGrid() {
	v.Users = accountsOf("admin")
	v.show("panel-users", "Users / Permissions / System", "adminhtml-user-index page-layout-admin-1column")
}

func (v *panelVisit) userEdit() {
	if v.Edited = byID("admin", v.number("user_id")); v.Edited == nil {
		v.goTo("user/index")
		return
	}
	v.show("panel-user", v.Edited.Name+" / Users / Permissions / System", "adminhtml-user-edit page-layout-admin-2columns-left")
}

// forceSignIn is the button of the same name: it ends the tokens of an admin.
func (v *panelVisit) forceSignIn() {
	if a := byID("admin", v.number("user_id")); a != nil {
		v.s.revoked[a.owner()] = v.s.now().Unix()
		v.goTo("user/edit", "user_id", a.ID)
		return
	}
	v.goTo("user/index")
}

func (v *panelVisit) roleGrid() {
	v.Roles = adminRoles
	v.show("panel-roles", "Roles / Permissions / System", "adminhtml-user_role-index page-layout-admin-1column")
}

func (v *panelVisit) roleEdit() {
	at := slices.IndexFunc(adminRoles, func(r adminRole) bool { return r.ID == v.number("rid") })
	if at < 0 {
		v.goTo("user_role/index")
		return
	}
	v.Role = &adminRoles[at]
	v.tree(v.Role.rights)
	v.show("panel-role", v.Role.Name+" / Roles / Permissions / System", "adminhtml-user_role-editrole page-layout-admin-2columns-left")
}

// tree puts what a role may do into the page's tree.
func (v *panelVisit) tree(rights role) {
	v.Tree = phpJSON(object{{"rolesTree", object{{"treeInitData", treeData(resourceTree(), rights, v.s.mode.TwoFactor)}}}})
}

func (v *panelVisit) customerGrid() {
	v.Users = accountsOf("customer")
	v.show("panel-customers", "Customers", "customer-index-index page-layout-admin-1column")
}

func (v *panelVisit) customerEdit() {
	if v.Edited = byID("customer", v.number("id")); v.Edited == nil {
		v.goTo("customer/index/index")
		return
	}
	v.show("panel-customer", v.Edited.first+" "+v.Edited.last+" / Customers", "customer-index-edit page-layout-admin-2columns-left")
}

// CustomerData is what the customer form's components get.
func (v *panelVisit) CustomerData() object {
	a := v.Edited
	return object{{"*", object{{"Magento_Ui/js/core/app", object{{"components", object{{"customer_form", object{{"config", object{{"data",
		object{{"customer_id", a.ID}, {"customer", object{{"entity_id", a.ID}, {"website_id", "1"}, {"email", a.Name},
			{"firstname", a.first}, {"lastname", a.last}}}}}}}}}}}}}}}}
}

func accountsOf(kind string) (all []Account) {
	for _, a := range Accounts() {
		if a.Kind == kind {
			all = append(all, a)
		}
	}
	return all
}

package sandbox

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed tree.txt
var treeText string

// box is one of the panel's resource tree.
type box struct {
	id, title string
	children  []*box
}

// resourceTree is the tree of the recorded store, the root left out.
var resourceTree = sync.OnceValue(func() []*box { return readTree(treeText) })

// readTree reads tree.txt: a blank for each level, the ID, the title.
func readTree(text string) []*box {
	top := &box{}
	path := []*box{top}
	for _, line := range strings.Split(text, "\n") {
		bare := strings.TrimLeft(line, " ")
		id, title, ok := strings.Cut(bare, " ")
		if !ok || id == "#" {
			continue
		}
		one := &box{id: id, title: title}
		path = path[:len(line)-len(bare)+1]
		above := path[len(path)-1]
		above.children = append(above.children, one)
		path = append(path, one)
	}
	return top.children
}

// twoFactorBox joins the tree when the module is on, below System > Permissions.
var twoFactorBox = &box{id: "Magento_TwoFactorAuth::tfa", title: "Two Factor Auth"}

// treeData is the tree as rolesTree takes it, with what a role may do ticked
// (Magento_Integration Helper\Data::mapResources). Who may do everything has
// nothing ticked: the select above the tree says All.
func treeData(boxes []*box, rights role, twoFactor bool) []any {
	all := []any{}
	for _, one := range boxes {
		children := one.children
		if twoFactor && one.id == "Magento_User::acl" {
			children = append(slices.Clip(children), twoFactorBox)
		}
		state := object{{"selected", !rights.all && slices.Contains(rights.resources, one.id)}}
		if len(children) > 0 {
			state = append(state, field{"opened", true})
		}
		all = append(all, object{{"id", one.id}, {"li_attr", object{{"data-id", one.id}}}, {"text", one.title},
			{"children", treeData(children, rights, twoFactor)}, {"state", state}})
	}
	return all
}

// adminRole is a role of the panel with its users.
type adminRole struct {
	ID     int
	Name   string
	rights role
	Users  []string
}

var adminRoles = []adminRole{
	{1, "Administrators", everything, []string{"admin", "locktest"}},
	{3, "Catalog products only", productsOnly, []string{"limited"}},
}

// All, Key and the rest below are for the templates.
func (r adminRole) All() bool { return r.rights.all }
func (a *Account) All() bool  { return a.role.all }

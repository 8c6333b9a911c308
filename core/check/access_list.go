package check

import (
	"sort"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// list puts the resources into the order of the role editor, with their titles:
// the store's own where its tree was read, else those of a stock store.
func (a *access) list() {
	nodes := a.tree.Nodes
	if len(nodes) == 0 {
		nodes = catalogue.Resources()
	}
	own, stock := magento.NewTree(nodes), magento.NewTree(catalogue.Resources())
	done := map[string]bool{}
	for _, n := range nodes {
		if r, known := a.known[n.ID]; known && !done[n.ID] {
			done[n.ID] = true
			a.put(r, n, own.PathOf(n.ID))
		}
	}
	var others []string
	for id := range a.known {
		if !done[id] {
			others = append(others, id)
		}
	}
	sort.Strings(others)
	for _, id := range others {
		path := stock.PathOf(id)
		if path == nil {
			path = []string{id}
		}
		a.put(a.known[id], stock[id], path)
	}
	a.out.Operations = append(a.out.Operations, a.routes...)
}

func (a *access) put(r wire.Resource, n wire.TreeNode, path []string) {
	r.Path, r.Title, r.Parent = path, path[len(path)-1], n.Parent
	if a.tree.Own && len(a.tree.Nodes) > 0 && n.ID != "" {
		r.Ticked = wire.No
		if n.Ticked {
			r.Ticked = wire.Yes
		}
	}
	a.out.Resources = append(a.out.Resources, r)
}

// compare says where what is ticked differs from what the token gets, and
// whether anything is left open.
func (a *access) compare() {
	a.out.Complete = true
	var yes int
	var lacking, beyond []string
	for _, r := range a.out.Resources {
		switch {
		case r.Allowed == wire.Unknown:
			a.out.Complete = false
		case r.Allowed == wire.Yes:
			yes++
		}
		path := strings.Join(r.Path, " > ")
		switch {
		case r.Ticked == wire.Yes && r.Allowed == wire.No:
			lacking = append(lacking, path)
		case r.Ticked == wire.No && r.Allowed == wire.Yes && r.ID != "Magento_Backend::admin":
			beyond = append(beyond, path)
		}
	}
	a.about("ticked_not_granted", lacking)
	// With all rights nothing is ticked: the select above the tree says "All".
	if yes < len(a.out.Resources) {
		a.about("granted_not_ticked", beyond)
	} else if yes > 0 {
		a.run.add(wire.NewFinding("all_resources"))
	}
}

// maxNamed is how many resources a finding names.
const maxNamed = 5

func (a *access) about(code string, paths []string) {
	if len(paths) == 0 {
		return
	}
	named := paths[:min(len(paths), maxNamed)]
	a.run.add(wire.NewFinding(code, "count", strconv.Itoa(len(paths)), "resources", strings.Join(named, "; ")))
}

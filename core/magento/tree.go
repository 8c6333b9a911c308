package magento

import "github.com/storekey/storekey/core/wire"

// maxBoxes and maxTreeDepth bound a resource tree: Magento's own has 270 boxes, six
// deep.
const (
	maxBoxes      = 2000
	maxTreeDepth  = 32
	maxResourceID = 200
)

// CleanTree keeps of a tree that a page showed what is one: each box once, under
// a box that came before it or at the top, and not too deep.
func CleanTree(nodes []wire.TreeNode) []wire.TreeNode {
	var list []wire.TreeNode
	depth := map[string]int{}
	for _, n := range nodes {
		if len(list) == maxBoxes {
			break
		}
		if n.ID == "" || len(n.ID) > maxResourceID || n.ID != printed(n.ID) || depth[n.ID] > 0 {
			continue
		}
		if depth[n.Parent] == 0 {
			n.Parent = ""
		}
		if depth[n.Parent] == maxTreeDepth {
			continue
		}
		depth[n.ID] = depth[n.Parent] + 1
		n.Title = printed(n.Title)
		list = append(list, n)
	}
	return list
}

// Tree finds the boxes of a resource tree by their ID.
type Tree map[string]wire.TreeNode

// NewTree reads a tree as a page showed it.
func NewTree(nodes []wire.TreeNode) Tree {
	t := Tree{}
	for _, n := range CleanTree(nodes) {
		t[n.ID] = n
	}
	return t
}

// PathOf is the titles from the top of the tree down to id, as the panel shows
// them: "Sales", "Operations", "Orders", without the root. It is nil where the
// tree has no such resource.
func (t Tree) PathOf(id string) []string {
	var up []string
	for n, ok := t[id]; ok && len(up) < maxTreeDepth; n, ok = t[n.Parent] {
		if n.ID == rootResource && n.ID != id {
			break
		}
		title := n.Title
		if title == "" {
			title = n.ID
		}
		up = append(up, title)
	}
	for i, j := 0, len(up)-1; i < j; i, j = i+1, j-1 {
		up[i], up[j] = up[j], up[i]
	}
	return up
}

// tree is the resource tree of a panel page. Where the select above it says
// "All" no box is ticked, and all of them are meant.
func (p page) tree() []wire.TreeNode {
	list := CleanTree(p.Tree)
	if p.fact("resourceAccess") == "1" && p.dialogName() == "" {
		for i := range list {
			list[i].Ticked = true
		}
	}
	return list
}

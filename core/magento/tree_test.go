package magento

import (
	"fmt"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func nodes(lines string) []wire.TreeNode {
	var list []wire.TreeNode
	for _, line := range strings.Split(lines, "; ") {
		parts := strings.Split(line, "|")
		list = append(list, wire.TreeNode{ID: parts[0], Title: parts[1], Parent: parts[2]})
	}
	return list
}

func TestTreePathOf(t *testing.T) {
	const panel = "Magento_Sales::sales|Sales|; Magento_Sales::operation|Operations|Magento_Sales::sales; Magento_Sales::order|Orders|Magento_Sales::operation"
	for _, test := range []struct{ name, nodes, id, want string }{
		{"top", panel, "Magento_Sales::sales", "Sales"},
		{"below", panel, "Magento_Sales::order", "Sales > Operations > Orders"},
		{"unknown", panel, "Magento_Sales::cancel", ""},
		{"nothing", panel, "", ""},
		{"unknown parent", "a|A|nobody", "a", "A"},
		{"parent after its child", "a|A|b; b|B|", "a", "A"},
		{"its own parent", "a|A|a", "a", "A"},
		{"a ring", "a|A|c; b|B|a; c|C|b", "c", "A > B > C"},
		{"twice", "a|A|; b|B|a; a|Another|b", "a", "A"},
		{"no title", "a||; b|B|a", "b", "a > B"},
		{"a title of markup", "a|<b>A</b>\n\u202ex|", "a", "<b>A</b> x"},
		{"an ID that is none", "|A|; b|B|", "b", "B"},
		{"an ID over two lines", "a\nb|A|; c|C|a\nb", "c", "C"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(NewTree(nodes(test.nodes)).PathOf(test.id), " > "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A tree that was not cleaned may go in rings.
func TestPathOfEnds(t *testing.T) {
	ring := Tree{"a": {ID: "a", Parent: "b"}, "b": {ID: "b", Parent: "a"}}
	if n := len(ring.PathOf("a")); n > maxTreeDepth {
		t.Errorf("%d titles", n)
	}
}

func TestCleanTreeIsBounded(t *testing.T) {
	var wide, deep []wire.TreeNode
	for i := range 3 * maxBoxes {
		wide = append(wide, wire.TreeNode{ID: fmt.Sprint(i), Title: strings.Repeat("x", 10_000)})
		deep = append(deep, wire.TreeNode{ID: fmt.Sprint(i), Parent: fmt.Sprint(i - 1)})
	}
	cleaned := CleanTree(wide)
	if len(cleaned) != maxBoxes || len(cleaned[0].Title) > maxPrinted {
		t.Errorf("%d boxes, a title of %d", len(cleaned), len(cleaned[0].Title))
	}
	tree := NewTree(deep)
	for id := range tree {
		if up := len(tree.PathOf(id)); up > maxTreeDepth {
			t.Fatalf("%d deep", up)
		}
	}
}

func FuzzCleanTree(f *testing.F) {
	f.Add("a|A|; b|B|a; a|A|b")
	f.Fuzz(func(t *testing.T, lines string) {
		var list []wire.TreeNode
		for _, line := range strings.Split(lines, ";") {
			id, rest, _ := strings.Cut(line, "|")
			title, parent, _ := strings.Cut(rest, "|")
			list = append(list, wire.TreeNode{ID: id, Title: title, Parent: parent})
		}
		seen := map[string]bool{"": true}
		for _, n := range CleanTree(list) {
			if n.ID == "" || seen[n.ID] || !seen[n.Parent] {
				t.Fatalf("%+v", n)
			}
			seen[n.ID] = true
		}
	})
}

package catalogue

import (
	_ "embed" // the built-in lists
	"strings"
	"sync"

	"github.com/storekey/storekey/core/wire"
)

//go:embed resources.txt
var resourcesText string

// Resources is the resource tree of a stock Magento Open Source 2.4.7, in the
// order of its role editor.
var Resources = sync.OnceValue(func() []wire.TreeNode {
	var list []wire.TreeNode
	for line := range strings.Lines(resourcesText) {
		parts := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(parts) == 3 {
			list = append(list, wire.TreeNode{ID: parts[0], Title: parts[1], Parent: parts[2]})
		}
	}
	return list
})

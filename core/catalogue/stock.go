package catalogue

import (
	_ "embed" // the built-in lists
	"sync"
)

//go:embed operations.txt
var operationsText string

// Stock are the routes of a stock Magento Open Source 2.4.7, with the resource
// that each asks for, read off a running store.
var Stock = sync.OnceValue(func() *Catalogue { return Expand(operationsText) })

package fetch

import "github.com/storekey/storekey/core/magento"

// Exits are the ways out that the API chooses from.
type Exits struct{}

// Direct sends from the worker.
func (Exits) Direct() magento.Doer { return Direct() }

// Tab sends from inside a tab.
func (Exits) Tab(tabID int) magento.Doer { return Tab(tabID) }

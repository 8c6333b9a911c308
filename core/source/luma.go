package source

import (
	"time"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "luma",
		Title:   "Luma",
		Summary: "Magento's own themes keep no token; this says so, and whether a customer is logged in.",
	},
	Order: 900,
	Find:  func(wire.Snapshot, time.Time) []Found { return nil },
	Notes: func(s wire.Snapshot, _ time.Time) []wire.Finding {
		sections := document(s.LocalStorage[mageStorage])
		if !isLuma(s) || text(sections, "customer", "signin_token") != "" {
			return nil
		}
		return append([]wire.Finding{wire.NewFinding("luma_no_token")}, lumaShopper(s)...)
	},
})

// lumaShopper says whether a customer is logged in, where the page tells.
func lumaShopper(s wire.Snapshot) []wire.Finding {
	customer := member(document(s.LocalStorage[mageStorage]), "customer")
	switch name := text(customer, "fullname"); {
	case name != "":
		return []wire.Finding{wire.NewFinding("luma_customer", "name", cut(name))}
	case s.LocalStorage[mageLogin] == "1" || len(s.Facts["logout"]) > 0:
		return []wire.Finding{wire.NewFinding("luma_logged_in")}
	case s.LocalStorage[mageLogin] == "0" || customer.IsObject():
		return []wire.Finding{wire.NewFinding("luma_guest")}
	}
	return nil
}

const (
	mageLogin       = "mage-customer-login"
	mageInvalidated = "mage-cache-storage-section-invalidation"
)

// isLuma tells Luma's private content (Magento_Customer/js/customer-data) from
// Hyvä's, which is kept under the same name.
func isLuma(s wire.Snapshot) bool {
	_, login := s.LocalStorage[mageLogin]
	_, invalidated := s.LocalStorage[mageInvalidated]
	_, marker := s.Cookies[mageInvalidated]
	_, versioned := s.LocalStorage[mageVersion]
	return (login || invalidated || marker) && !versioned
}

package sandbox

import (
	"net/http"
	"strings"
)

// caller is who a request comes from, or nobody.
type caller struct {
	*Account
	session bool // known by a session cookie
}

// identify asks the ways to be known in Magento's order: bearer, storefront
// session, panel session, OAuth 1.0a, guest. All but the first open a session.
func (c *call) identify() (caller, *refusal) {
	if a := c.s.bearer(bearerToken(c.r)); a != nil {
		return caller{Account: a}, nil
	}
	c.session = true
	if a := c.s.sessionAccount(c.r); a != nil {
		return caller{a, true}, nil
	}
	a, no := c.s.oauth1(c.r)
	if a == nil && no == nil {
		a, no = c.imsAccount()
	}
	return caller{Account: a}, no
}

// bearerToken reads the header as TokenUserContext does: exactly two pieces
// around one blank, the first "bearer" in any case.
func bearerToken(r *http.Request) string {
	pieces := strings.Split(r.Header.Get("Authorization"), " ")
	if len(pieces) != 2 || !strings.EqualFold(pieces[0], "bearer") {
		return ""
	}
	return pieces[1]
}

// may tells whether the caller may use a resource on a store view. What is a
// customer's own is a customer's, except on "all", which is the admin's store, and
// on the views of another website;
// whoever may do everything passes, and then lacks the customer.
func (who caller) may(resource, store string) bool {
	switch {
	case who.Account == nil:
		return false
	case who.Kind == "customer":
		return resource == "self" && store != "all" && who.website() == websiteOf(store)
	case resource == "self":
		return who.role.all
	}
	return who.role.allows(resource)
}

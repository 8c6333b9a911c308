package check

import (
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Areas of a session, for Env.Area.
const (
	areaPanel    = "panel"
	areaCustomer = "customer"
)

// carry is how the token under check travels to an address.
func (r *run) carry(url string) []wire.Header {
	if r.isSigned() {
		header, err := r.sign(url)
		if err != nil {
			return nil
		}
		return []wire.Header{header}
	}
	text := r.tok.Text.Reveal()
	if r.tok.Format != wire.FormatCookie {
		return []wire.Header{{Name: "Authorization", Value: "Bearer " + text}}
	}
	// A customer's session counts only with this header, the panel's with and
	// without (Magento_Customer's session context, observed on 2.4.7).
	return []wire.Header{{Name: "Cookie", Value: text}, {Name: "X-Requested-With", Value: "XMLHttpRequest"}}
}

// isBearer reports whether the token goes into the Authorization header.
func isBearer(t token.Token) bool { return t.Format != wire.FormatCookie }

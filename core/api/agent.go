package api

import "github.com/storekey/storekey/core/magento"

// What a Doer may tell beside its answers: that a certificate is self-signed (an
// error that wraps ErrSelfSigned), and, by a method OtherAgent, the User-Agent for
// a second try of what was blocked.
var ErrSelfSigned = magento.ErrSelfSigned

// OtherAgent is what the method OtherAgent of a program's Doer returns.
const OtherAgent = magento.OtherAgent

// OtherAgent is "" where the way out goes by the browser's own User-Agent.
func (e *exit) OtherAgent() string {
	if named, ok := e.direct.(interface{ OtherAgent() string }); ok {
		return named.OtherAgent()
	}
	return ""
}

package view

import "github.com/storekey/storekey/core/wire"

// readPending reads a login that waits for its second factor.
func readPending(v value) (l wire.PendingLogin) {
	v.into("v", &l.V, "tabId", &l.TabID, "origin", &l.Origin, "provider", &l.Provider, "who", &l.Who,
		"active", &l.Active, "factor", &l.Factor, "sent", &l.Sent, "touch", &l.Touch, "until", &l.Until)
	l.Saved = readLink(v.get("saved"))
	return l
}

package source

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const aemcifCookie = "cif.userToken" // of releases before the local storage was used

var _ = register(Source{
	Card: wire.Card{
		ID:      "aemcif",
		Title:   "AEM CIF core components",
		Summary: "The customer's token in the local storage or the older cookie of Adobe Experience Manager storefronts.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 10,
	Find:  findAEM,
	Put:   writer(putAEM),
})

// findAEM reads both places: graphqlAuthLink sends what is in local storage
// while that is live, else the cookie.
func findAEM(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	old, oldOK := customerAt("cookie", aemcifCookie, unescape(s.Cookies[aemcifCookie]), now)
	stored, ok := Found{}, false
	if isAEM(s) {
		stored, ok = veniaAt(s, veniaToken, now)
	}
	switch {
	case !ok || !oldOK:
		list = append(one(stored, ok), one(old, oldOK)...)
	case stored.Until.IsZero() || !now.Before(stored.Until):
		list = []Found{old, stored}
	default:
		old.say("page_uses_other", "place", stored.Place)
		list = []Found{stored, old}
	}
	for i := range list {
		list[i].Endpoint, list[i].StoreCode = aemConfig(s)
	}
	return list
}

// aemConfig reads where the components send their queries, and for which view.
func aemConfig(s wire.Snapshot) (endpoint, view string) {
	fact := func(name string) string { return strings.Join(s.Facts[name][:min(1, len(s.Facts[name]))], "") }
	config := document(fact("cifConfig"))
	endpoint, view = text(config, "graphqlEndpoint"), text(config, "storeView")
	if endpoint == "" {
		endpoint, view = fact("cifEndpoint"), fact("cifView")
	}
	if !isWebAddress(endpoint) {
		endpoint = ""
	}
	return endpoint, view
}

func putAEM(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	_, inCookie := s.Cookies[aemcifCookie]
	_, inStorage := s.LocalStorage[veniaToken]
	switch {
	case inCookie && !inStorage && strings.ContainsAny(f.text, ";, \""):
		return nil, ErrText // the cookie holds the bare text
	case inCookie && !inStorage:
		return []wire.Write{cookie(aemcifCookie, f.text, "path=/; max-age="+f.seconds())}, nil
	case isAEM(s):
		return []wire.Write{local(veniaToken, veniaItem(s.LocalStorage[veniaToken], quote(f.text), f))}, nil
	}
	return nil, ErrNoPlace
}

// isAEM tells the pages of Experience Manager from those of PWA Studio, which
// keep the token alike: by the components' settings and cookies and AEM's own
// addresses.
func isAEM(s wire.Snapshot) bool {
	if len(s.Facts["cifConfig"])+len(s.Facts["cifEndpoint"]) > 0 {
		return true
	}
	for _, address := range s.Assets {
		if strings.Contains(address, "/etc.clientlibs/") {
			return true
		}
	}
	return hasPrefix(s.Cookies, "cif.")
}

package webext

import (
	"strings"
	"syscall/js"
)

// Cookie reads the value of a cookie that the browser would send to url from a
// tab, out of the tab's own cookie store: private windows and Firefox's
// containers have theirs. It is empty if there is none.
//
// The tab shows the store itself, so its cookies are not partitioned; only
// Firefox's first-party isolation keeps them apart.
func Cookie(tabID int, url, name string) (string, error) {
	// Without the permission the browser would answer that there is no cookie.
	if held, err := HasOrigin(withoutPort(url)); err != nil || !held {
		return "", join(err, ErrNoAccess)
	}
	store, err := cookieStore(tabID)
	if err != nil {
		return "", err
	}
	query := map[string]any{"url": url, "name": name, "storeId": store}
	if Firefox() {
		query["firstPartyDomain"] = nil
	}
	found, err := call("cookies", "getAll", query)
	if err != nil {
		return "", failed("reading a cookie", err)
	}
	return best(found), nil
}

// best is the value of the cookie that belongs most closely to the page: that of
// its own host before one that a neighbour has set for the whole domain, so that
// nobody slips in a login of theirs; then the one with the longest path, which
// goes first and which stores read.
func best(cookies js.Value) string {
	value, closest := "", -1
	for i := range cookies.Length() {
		cookie := cookies.Index(i)
		domain := strings.TrimPrefix(optional(cookie, "domain"), ".")
		if near := len(domain)<<16 + len(optional(cookie, "path")); near > closest {
			value, closest = optional(cookie, "value"), near
		}
	}
	return value
}

// cookieStore is the id of a tab's cookie store: in Firefox the tab knows it, in
// Chromium the store knows its tabs.
func cookieStore(tabID int) (string, error) {
	tab, err := call("tabs", "get", tabID)
	if err != nil {
		return "", tabError(err)
	}
	if id := optional(tab, "cookieStoreId"); id != "" {
		return id, nil
	}
	stores, err := call("cookies", "getAllCookieStores")
	if err != nil {
		return "", failed("looking for the tab's cookies", err)
	}
	for i := range stores.Length() {
		if store := stores.Index(i); store.Get("tabIds").Call("includes", tabID).Bool() {
			return optional(store, "id"), nil
		}
	}
	return "", ErrNoTab
}

// join is the first error there is.
func join(first, second error) error {
	if first != nil {
		return first
	}
	return second
}

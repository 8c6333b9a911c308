package source

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/wire"
)

// Venia keeps everything under "<name>__<key>" (peregrine's BrowserPersistence);
// builds may change the name.
const (
	veniaPrefix = "M2_VENIA_BROWSER_PERSISTENCE__"
	veniaSuffix = "__signin_token"
	veniaToken  = "M2_VENIA_BROWSER_PERSISTENCE__signin_token"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "venia",
		Title:   "PWA Studio (Venia)",
		Summary: "The customer's token in the local storage of PWA Studio and storefronts made from it.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 30,
	Find:  findVenia,
	Put: writer(func(s wire.Snapshot, f fresh) ([]wire.Write, error) {
		key := veniaKey(s)
		if key == "" {
			return nil, ErrNoPlace
		}
		return []wire.Write{local(key, veniaItem(s.LocalStorage[key], quote(f.text), f))}, nil
	}),
})

func isVeniaKey(key string) bool { return strings.HasSuffix(key, veniaSuffix) }

func findVenia(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	for _, key := range keysLike(s.LocalStorage, isVeniaKey) {
		if f, ok := veniaAt(s, key, now); ok {
			f.StoreCode = unquote(text(document(s.LocalStorage[strings.TrimSuffix(key, "signin_token")+"store_view_code"]), "value"))
			list = append(list, f)
		}
	}
	return list
}

// veniaAt reads {"value":"\"<token>\"","timeStored":ms,"ttl":s}: the value is
// JSON once more.
func veniaAt(s wire.Snapshot, key string, now time.Time) (Found, bool) {
	item := document(s.LocalStorage[key])
	f, ok := customerAt("local storage", key, unquote(text(item, "value")), now)
	if ok {
		f.until(veniaEnd(item), now)
	}
	return f, ok
}

// veniaEnd is when the storefront drops an item; without a ttl it never does.
func veniaEnd(item gjson.Result) time.Time {
	ttl, limited := number(item, "ttl")
	stored, known := number(item, "timeStored")
	if !limited || !known {
		return time.Time{}
	}
	return millis(stored + ttl*1000)
}

// veniaItem writes an item. Whatever else stands in it stays.
func veniaItem(old, value string, f fresh) string {
	if !document(old).IsObject() {
		old = "{}"
	}
	old = set(old, quote(value), "value")
	return set(set(old, writeMillis(f.now), "timeStored"), f.seconds(), "ttl")
}

// veniaKey is where the token stands or, with nobody logged in, would stand.
func veniaKey(s wire.Snapshot) string {
	if list := keysLike(s.LocalStorage, isVeniaKey); len(list) > 0 {
		return list[0]
	}
	if hasPrefix(s.LocalStorage, veniaPrefix) || isFront(s, "venia") {
		return veniaToken
	}
	return ""
}

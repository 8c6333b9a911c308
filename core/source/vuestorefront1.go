package source

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// localForage joins database, store and item in local storage, and the snapshot
// names what is in IndexedDB alike: [<store code>-]shop/user/<item>.
const (
	vueUser    = "shop/user/"
	vueToken   = vueUser + "current-token"
	vueRefresh = vueUser + "current-refresh-token"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "vuestorefront1",
		Title:   "Vue Storefront 1",
		Summary: "The customer's token in the local storage or IndexedDB of Vue Storefront 1.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 90,
	Find:  findVue,
	Notes: noteVue,
	Put:   writer(putVue),
})

func findVue(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	eachVue(s, vueToken, func(area storage, key string) {
		f, ok := customerAt(area.title, key, unquote(area.values[key]), now)
		if !ok {
			return
		}
		code := strings.TrimSuffix(key, vueToken)
		f.StoreCode = strings.TrimSuffix(code, "-")
		f.Who = text(document(area.values[code+vueUser+"current-user"]), "email")
		list = append(list, f)
	})
	return list
}

// noteVue names the refresh token, which is no use as a bearer.
func noteVue(s wire.Snapshot, _ time.Time) []wire.Finding {
	var notes []wire.Finding
	eachVue(s, vueRefresh, func(area storage, key string) {
		if value := unquote(area.values[key]); len(value) >= minToken && len(notes) == 0 {
			notes = append(notes, wire.NewFinding("page_refresh_token", "place", place(area.title, key, value)))
		}
	})
	return notes
}

// eachVue shows where an item of any store view stands.
func eachVue(s wire.Snapshot, item string, see func(area storage, key string)) {
	for _, area := range storages(s) {
		if area.area != wire.AreaLocalStorage && area.area != wire.AreaIndexedDB {
			continue
		}
		for _, key := range keysLike(area.values, func(key string) bool { return key == item || strings.HasSuffix(key, "-"+item) }) {
			see(area, key)
		}
	}
}

// putVue writes where a token stands or stood; with no trace of one, beside the
// shop's other items in local storage, which is the storefront's default.
func putVue(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	var writes []wire.Write
	held := false
	eachVue(s, vueToken, func(area storage, key string) {
		if holds := unquote(area.values[key]) != ""; len(writes) == 0 || holds && !held {
			writes, held = []wire.Write{vueWrite(area, key, f.text)}, holds
		}
	})
	if len(writes) > 0 {
		return writes, nil
	}
	for _, key := range keys(s.LocalStorage) {
		if code, _, ok := strings.Cut(key, "shop/"); ok && (code == "" || strings.HasSuffix(code, "-")) {
			return []wire.Write{local(code+vueToken, quote(f.text))}, nil
		}
	}
	return nil, ErrNoPlace
}

// vueWrite writes a text as localForage does: JSON in local storage, the text
// itself in IndexedDB unless the snapshot shows it as JSON.
func vueWrite(area storage, key, text string) wire.Write {
	if area.area == wire.AreaLocalStorage || strings.HasPrefix(area.values[key], `"`) {
		text = quote(text)
	}
	return wire.Write{Area: area.area, Key: key, Value: &text}
}

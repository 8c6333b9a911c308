package source

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/wire"
)

const (
	apolloCache = "apollo-cache-persist"
	// The storefront logs out an hour after createdAt, whatever the token says.
	graphcommerceLifetime = time.Hour
	maxApollo             = 6 // objects within each other, down to the token's
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "graphcommerce",
		Title:   "GraphCommerce",
		Summary: "The customer's token in the Apollo cache that GraphCommerce storefronts keep in local storage.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 70,
	Find:  findGraphCommerce,
	Put:   writer(putGraphCommerce),
})

func findGraphCommerce(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	eachCustomerToken(s.LocalStorage[apolloCache], func(path []string, v gjson.Result) {
		f, ok := customerAt("local storage", apolloCache, text(v, "token"), now)
		if !ok {
			return
		}
		if created := date(text(v, "createdAt")); !created.IsZero() {
			f.until(created.Add(graphcommerceLifetime), now)
		}
		if member(v, "valid").Type == gjson.False {
			f.say("page_calls_it_invalid")
		}
		list = merge(list, f)
	})
	return list
}

// eachCustomerToken shows every object of the type CustomerToken in an Apollo
// cache: where it stands differs by release and by the cache's settings.
func eachCustomerToken(cache string, see func(path []string, v gjson.Result)) {
	v := document(cache)
	if !strings.Contains(cache, "CustomerToken") {
		return
	}
	left := maxFound
	var walk func(path []string, v gjson.Result)
	walk = func(path []string, v gjson.Result) {
		if text(v, "__typename") == "CustomerToken" {
			if left--; left >= 0 {
				see(path, v)
			}
			return
		}
		v.ForEach(func(key, member gjson.Result) bool {
			if member.IsObject() && len(path) < maxApollo && strings.Contains(member.Raw, "CustomerToken") {
				walk(append(path[:len(path):len(path)], key.Str), member)
			}
			return left > 0
		})
	}
	if v.IsObject() {
		walk(nil, v)
	}
}

// putGraphCommerce writes the token where one stands or, with nobody logged in,
// where CustomerTokenDocument reads it.
func putGraphCommerce(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	cache, there := s.LocalStorage[apolloCache]
	switch {
	case !there:
		return nil, ErrNoPlace
	case !document(cache).IsObject():
		return nil, ErrCut
	}
	var paths [][]string
	eachCustomerToken(cache, func(path []string, v gjson.Result) { paths = append(paths, path) })
	if len(paths) == 0 {
		paths = [][]string{{"ROOT_QUERY", "customerToken"}}
		cache = set(cache, `{"__typename":"CustomerToken"}`, paths[0]...)
	}
	for _, path := range paths {
		for _, m := range [][2]string{
			{"token", quote(f.text)}, {"createdAt", quote(f.now.UTC().Format(utcString))}, {"valid", "true"},
		} {
			cache = set(cache, m[1], append(path[:len(path):len(path)], m[0])...)
		}
	}
	return []wire.Write{local(apolloCache, cache)}, nil
}

package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// ownKeys are the places that sources read, for values that no storefront wrote.
var ownKeys = struct{ local, session, cookies, databases []string }{
	local: []string{veniaToken, "OTHER__signin_token", mageStorage, mageTimeout, mageVersion, mageLogin, reactStorage, scandiToken,
		apolloCache, daffodilToken, vueToken, "de-" + vueToken, vueRefresh, "shop/user/current-user"},
	session:   []string{dropinConfig, dropinStore},
	cookies:   []string{aemcifCookie, "cif.cart", dropinToken, dropinName, dropinAdmin, alokaiToken, "vsf-store", mageVersion},
	databases: []string{vueToken, vueRefresh},
}

// everywhere is a page that keeps one value in every place.
func everywhere(value string) wire.Snapshot {
	fill := func(keys []string) map[string]string {
		m := map[string]string{"token": value}
		for _, key := range keys {
			m[key] = value
		}
		return m
	}
	return wire.Snapshot{
		URL: "https://shop.test/", Scripts: []string{"window.website_code = " + value}, Facts: map[string][]string{"cifConfig": {value}},
		LocalStorage: fill(ownKeys.local), SessionStorage: fill(ownKeys.session),
		Cookies: fill(ownKeys.cookies), IndexedDB: fill(ownKeys.databases),
	}
}

// check runs every source over a page and says what is wrong with what comes
// out.
func check(t *testing.T, s wire.Snapshot, text string) {
	t.Helper()
	list, _ := FindAll(s, now)
	if len(list) > maxFound {
		t.Errorf("%d found", len(list))
	}
	for _, f := range list {
		if len(f.More) > maxFound || len(f.Place) > maxPlace+40 || len(f.Token.Text.Reveal()) > maxToken {
			t.Errorf("%s: too much of something", f.SourceID)
		}
		if strings.Contains(f.Place, f.Token.Text.Reveal()) {
			t.Errorf("%s shows the token in its place", f.SourceID)
		}
	}
	for _, source := range All() {
		if source.Put == nil {
			continue
		}
		writes, err := source.Put(s, secret.New(text), now)
		if err != nil {
			continue
		}
		for _, w := range writes {
			if w.Value != nil && w.Area == wire.AreaCookie && strings.ContainsAny(*w.Value, ";\r\n") && source.ID != "generic" {
				t.Errorf("%s: the value of cookie %s ends early", source.ID, w.Key)
			}
		}
	}
}

func TestHostileValues(t *testing.T) {
	nest := func(open, inner, shut string, depth int) string {
		return strings.Repeat(open, depth) + inner + strings.Repeat(shut, depth)
	}
	quoted := quote(customer)
	for range 11 { // each layer doubles the backslashes
		quoted = quote(quoted)
	}
	encoded := customer + "%"
	for range 200 {
		encoded = strings.ReplaceAll(encoded, "%", "%25")
	}
	values := map[string]string{
		"nothing":          "",
		"null":             "null",
		"deep arrays":      nest("[", "1", "]", 8000),
		"deep objects":     nest(`{"data":`, `"`+customer+`"`, "}", 2000),
		"deep, not closed": nest("[", "", "", 16000),
		"quoted often":     quoted,
		"encoded often":    encoded,
		"many tokens":      "[" + strings.Repeat(`"`+customer+`",`, 90) + "1]",
		"many starts":      strings.Repeat("eyJ", 5000),
		"starts and dots":  strings.Repeat("eyJ.", 4000),
		"many objects":     "[" + strings.Repeat(`{"ciphertext":"a","protected":"b"},`, 400) + "1]",
		"many Apollo":      `{` + strings.Repeat(`"a":{"__typename":"CustomerToken","token":"`+customer+`"},`, 80) + `"b":1}`,
		"Apollo in depth":  nest(`{"a":`, `{"__typename":"CustomerToken","token":"`+customer+`"}`, "}", 900),
		"twice the names":  `{"data":{"base":{"token":"x"}},"data":{"base":{"token":"` + customer + `","token":"` + customer + `"}}}`,
		"large numbers":    `{"value":"\"` + customer + `\"","timeStored":1e999,"ttl":1e308}`,
		"negative numbers": `{"value":"\"` + customer + `\"","timeStored":-1,"ttl":-5}`,
		"one long text":    `"` + strings.Repeat("k3v9q1x7", 2000) + `"`,
		"not UTF-8":        "{\"\xff\":\"" + customer + "\xfe\"}",
		"NUL":              "\x00" + customer + "\x00",
		"proto":            `{"__proto__":{"token":"` + customer + `"},"data":{"__proto__":{"token":"` + customer + `"}}}`,
	}
	for name, value := range values {
		t.Run(name, func(t *testing.T) { check(t, everywhere(value), other) })
	}
}

// A page cannot put more on the screen than a person reads, nor hide its own
// storefront's token behind a crowd of others.
func TestManyTokens(t *testing.T) {
	s := wire.Snapshot{LocalStorage: map[string]string{daffodilToken: admin}}
	for i := range 200 {
		s.LocalStorage[fmt.Sprint(i)] = jws(fmt.Sprintf(`{"uid":%d,"utypid":3,"iat":1700000000,"exp":1700003600}`, i))
	}
	list, _ := FindAll(s, now)
	if len(list) != maxFound || list[0].SourceID != "daffodil" {
		t.Errorf("%d found, the first by %s", len(list), list[0].SourceID)
	}
}

// heavy is as much as a snapshot can hold, all of it to be looked into.
func heavy() wire.Snapshot {
	s := wire.Snapshot{URL: "https://shop.test/", LocalStorage: map[string]string{}}
	inner := quote(quote(`{"a":[1,2,{"b":"` + strings.Repeat("%41eyJx.", 20) + `"}],"token":"k3v9q1x7z5m2w8r4t6y0u3i5o7p9a1s2"}`))
	for i := range 60 {
		s.LocalStorage[fmt.Sprint("state", i)] = `{"x":[` + strings.Repeat(`{"t":{"v":`+inner+`}},`, 16000/len(inner)) + `0]}`
	}
	s.LocalStorage[apolloCache] = `{"ROOT_QUERY":{` + strings.Repeat(`"p":{"__typename":"Product","sku":"CustomerToken","n":[1,2,3]},`, 4000) + `"z":0}}`
	return s
}

func TestHeavyPage(t *testing.T) { check(t, heavy(), other) }

func BenchmarkFindAllHeavy(b *testing.B) {
	s := heavy()
	size := 0
	for _, value := range s.LocalStorage {
		size += len(value)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		FindAll(s, now)
	}
}

func BenchmarkFindAllUsual(b *testing.B) {
	s := read(b, "testdata/page/checkout.json")
	for b.Loop() {
		FindAll(s, now)
	}
}

// Every source on any value in its places: what is found was there, and what is
// put is no panic.
func FuzzSources(f *testing.F) {
	for _, value := range []string{
		"", "null", customer, quote(customer), `{"value":"\"` + customer + `\"","timeStored":1700000000000,"ttl":3600}`,
		`{"data":{"base":{"token":"` + customer + `","exp":1700003600000}},"expiration":3600,"createdAt":1700000000000}`,
		`{"customer":{"signin_token":"` + opaque + `"}}`, encrypted, quote(encrypted), escape(quote(customer)),
		`{"ROOT_QUERY":{"customerToken":{"__typename":"CustomerToken","token":"` + customer + `"}}}`,
		`{"public":{"default":{"commerce-core-endpoint":"https://core.test/graphql"}}}`, `{"token":"` + opaque, "%22%", "\"\\ud800\"",
	} {
		f.Add(value, other)
	}
	f.Fuzz(func(t *testing.T, value, text string) {
		s := everywhere(value)
		check(t, s, text)
		for _, source := range All() {
			for _, found := range source.Find(s, now) {
				if found.Token.Format == wire.FormatJWS && !isIn(value, found.Token.Text.Reveal()) {
					t.Errorf("%s: a token that is not there", source.ID)
				}
			}
		}
	})
}

// isIn reports whether a text is in a value, however it is wrapped there.
func isIn(value, text string) bool {
	in := strings.Contains(value, text)
	w := walker{left: maxLeaves, see: func(_ []string, leaf string) (string, bool) {
		in = in || strings.Contains(leaf, text)
		return "", false
	}}
	w.value([]string{""}, value)
	return in
}

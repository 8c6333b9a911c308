package vault

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestHostPatterns(t *testing.T) {
	hosts := DefaultHosts()
	for host, want := range map[string]string{
		"localhost": "dev", "LOCALHOST:8080": "dev", "127.0.0.1:8080": "dev", "a.localhost": "dev", "shop.test": "dev",
		"shop.ddev.site.": "dev", "dev.shop.com": "dev", "shop-dev.example.com": "dev", "integration-5ojmyuq-abc.eu-3.magentosite.cloud": "dev",
		"staging.shop.com": "staging", "mcstaging.shop.com": "staging", "a.staging.shop.com": "staging", "x-abc.us.magentosite.cloud": "staging",
		"mcprod.shop.com": "production", "www.shop.com": "production",
		"shop.com": "", "contest": "", "shop.test.com": "", "notlocalhost": "", "[::1]:8080": "", "": "", "devshop.com": "",
	} {
		if got := StageOf(host, hosts); got != want {
			t.Errorf("%s is %q, want %q", host, got, want)
		}
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"a", "a", true}, {"a", "ab", false}, {"*.a", ".a", true}, {"*.a", "x.b.a", true}, {"a.*", "a.", true}, {"a.*", "ba.x", false},
		{"a*a", "a", false}, {"a*a", "aa", true}, {"*a*b*", "xaxbx", true}, {"*a*b*", "xbxax", false}, {"a*b*b", "abb", true}, {"a*b*b", "ab", false},
		{"a**b", "ab", true}, {strings.Repeat("*a", 50) + "b", strings.Repeat("a", 2000), false},
	} {
		if got := glob(c.pattern, c.text); got != c.want {
			t.Errorf("%.20s against %.20s: %v", c.pattern, c.text, got)
		}
	}
}

func TestPatternsThatFitEverythingAreRefused(t *testing.T) {
	for pattern, want := range map[string]bool{
		"*.x": true, "shop": true, "": false, "*": false, "*.*": false, "a/b": false, "http://a": false, "a b": false, strings.Repeat("a", 300): false,
	} {
		if got := isPattern(wire.HostPattern{Pattern: pattern, Stage: "dev"}); got != want {
			t.Errorf("%.20q: %v", pattern, got)
		}
	}
	if isPattern(wire.HostPattern{Pattern: "a.test", Stage: "red"}) {
		t.Error("an unknown stage was taken")
	}
}

func TestTabFitsByOriginAndPath(t *testing.T) {
	e := wire.StoreEntry{
		Origins: []string{"https://shop.test/b2b", "https://b2b.test", "https://shop.test:8443"},
		Store:   wire.Store{BaseURL: "https://shop.test/b2b", RestURL: "https://shop.test/b2b/index.php/rest", StoreCode: "de"},
	}
	for _, c := range []struct {
		origin, path, rest string
	}{
		{"https://shop.test", "/b2b", "https://shop.test/b2b/index.php/rest"},
		{"https://shop.test", "/b2b/admin", "https://shop.test/b2b/index.php/rest"},
		{"https://shop.test", "/b2bx", ""},
		{"https://shop.test", "/", ""},
		{"http://shop.test", "/b2b", ""},
		{"https://b2b.test", "", "https://b2b.test/index.php/rest"},
		{"https://b2b.test", "/x", "https://b2b.test/index.php/rest"},
		{"https://shop.test:8443", "/", "https://shop.test:8443/index.php/rest"},
		{"https://b2b.test.evil.example", "/", ""},
	} {
		fits := Fit(e, c.origin, c.path) > 0
		if fits != (c.rest != "") {
			t.Errorf("%s%s fits: %v", c.origin, c.path, fits)
		}
		if got := At(e, c.origin, c.path).RestURL; fits && got != c.rest {
			t.Errorf("%s%s: web API at %s, want %s", c.origin, c.path, got, c.rest)
		}
	}
	if At(e, "https://shop.test", "/b2b").StoreCode != "de" || At(e, "https://b2b.test", "/").StoreCode != "" {
		t.Error("the store code went to another website")
	}
}

func TestAddress(t *testing.T) {
	for raw, want := range map[string]string{
		"HTTPS://Shop.Test:443/a/": "https://shop.test/a", "http://a:80": "http://a", " http://a:8080/ ": "http://a:8080",
		"https://shop.test./a": "https://shop.test/a", "https://a:0443/": "https://a", "https://é.example": "", "https://ht!tp": "", "https://a:99999": "",
		"https://u:p@a": "", "ftp://a": "", "https://": "", "a.test": "", "https://a?x=1": "", "https://a#x": "", "javascript:alert(1)": "",
		"https://a/" + strings.Repeat("x", 3000): "",
	} {
		if got, _ := Address(raw); got != want {
			t.Errorf("%.40q is %q, want %q", raw, got, want)
		}
	}
}

func TestCheckNamesTheField(t *testing.T) {
	for field, change := range map[string]func(*wire.StoreEntry){
		"name":        func(e *wire.StoreEntry) { e.Name = " " },
		"client":      func(e *wire.StoreEntry) { e.Client = "a\nb" },
		"stage":       func(e *wire.StoreEntry) { e.Stage = "red" },
		"color":       func(e *wire.StoreEntry) { e.Color = "url(x)" },
		"userAgent":   func(e *wire.StoreEntry) { e.UserAgent = "a\r\nb: c" },
		"notes":       func(e *wire.StoreEntry) { e.Notes = strings.Repeat("x", 20_001) },
		"concurrency": func(e *wire.StoreEntry) { e.Concurrency = -1 },
		"store":       func(e *wire.StoreEntry) { e.Store.RestURL = "https://elsewhere.test/rest" },
		"origins":     func(e *wire.StoreEntry) { e.Origins = []string{"javascript:x"} },
	} {
		e := record("s1", "one").StoreEntry
		must(t, Check(&e))
		change(&e)
		err, ok := Check(&e).(*Error)
		if !ok || err.Code != "value_refused" || err.Params[1] != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestCredentialLastUsedHereComesFirst(t *testing.T) {
	list := []wire.SavedCredential{
		{ID: "never", Kind: "admin"},
		{ID: "elsewhere", Kind: "admin", LastUsedAt: "2026-05", UsedAt: map[string]string{"https://b.test": "2026-05"}},
		{ID: "here", Kind: "admin", LastUsedAt: "2026-02", UsedAt: map[string]string{"https://a.test": "2026-02"}},
		{ID: "customer", Kind: "customer", LastUsedAt: "2026-03", UsedAt: map[string]string{"https://a.test": "2026-03"}},
	}
	for kind, want := range map[string]string{
		"":         "customer here elsewhere never",
		"admin":    "here elsewhere never customer",
		"customer": "customer here elsewhere never",
	} {
		Choose(list, kind, "https://a.test")
		var got []string
		for _, c := range list {
			got = append(got, c.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("for %q: %v, want %s", kind, got, want)
		}
	}
}

func TestNamesShowAsTheyAre(t *testing.T) {
	for name, want := range map[string]bool{
		"one": true, "Ünïcödé 店": true, "2.4.7 staging": true, "magento-2.4.7": true, "one.test": true, "ONE.test/b2b": true, "https://one.test": true,
		"": false, "a\u202egnp.b": false, "a\u200bb": false, "a\u0085b": false, "a\x00b": false, "a\xffb": false, "a\u2066b": false, "a\ufeffb": false,
		"live.example": false, "other.test": false, "https://live.example": false, "10.0.0.1": false, "localhost": false, "live.example:443": false,
	} {
		e := record("s1", "one").StoreEntry
		e.Name = name
		if err := Check(&e); (err == nil) != want {
			t.Errorf("the name %q: %v", name, err)
		}
		e.Name, e.Client = "one", "\u200f"
		if Check(&e) == nil || CheckTitle("a\u202eb") == nil || CheckTitle("Jane") != nil {
			t.Error("client or title")
		}
	}
}

func TestRefusedValuesTellWhatFits(t *testing.T) {
	e := record("s1", "one").StoreEntry
	e.Stage = "red"
	if err := Check(&e).(*Error); !strings.Contains(err.Finding().Hint, "dev, staging, production") {
		t.Error(err.Finding().Hint)
	}
	for raw, code := range map[string]string{"https://u:hunter22@a.test": "address_user", "https://é.test": "host_letters"} {
		e := record("s1", "one").StoreEntry
		e.Origins = []string{raw}
		if err := Check(&e).(*Error); err.Code != code || strings.Contains(err.Finding().Message, "hunter22") {
			t.Errorf("%s: %v", raw, err)
		}
	}
}

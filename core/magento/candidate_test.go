package magento

import (
	"errors"
	"strings"
	"testing"
)

const key64 = "a41b7b7554e7fe6e6ea6f9b6db3aced2d2127a729c636e50c7bc313b1aa05168"

func TestCandidates(t *testing.T) {
	tests := []struct {
		url string
		// want are the first rest URLs.
		want []string
	}{
		// Bare hosts.
		{"shop.example.com", []string{"https://shop.example.com/rest", "https://shop.example.com/index.php/rest", "http://shop.example.com/rest"}},
		{"shop.test", []string{"http://shop.test/rest", "http://shop.test/index.php/rest", "https://shop.test/rest"}},
		{"  Shop.Example.COM/ ", []string{"https://shop.example.com/rest"}},
		{"localhost:8380", []string{"http://localhost:8380/rest"}},
		{"127.0.0.1:8089/shop", []string{"http://127.0.0.1:8089/shop/rest", "http://127.0.0.1:8089/rest"}},
		{"[::1]:8380", []string{"http://[::1]:8380/rest"}},
		{"//shop.example.com/de", []string{"https://shop.example.com/de/rest", "https://shop.example.com/rest"}},
		{"magento", []string{"https://magento/rest"}},
		// Base URLs.
		{"https://shop.example.com", []string{"https://shop.example.com/rest", "https://shop.example.com/index.php/rest"}},
		{"https://shop.example.com:443/", []string{"https://shop.example.com/rest"}},
		{"http://shop.example.com:80/", []string{"http://shop.example.com/rest"}},
		{"http://shop.example.com:443/", []string{"http://shop.example.com:443/rest"}},
		{"https://shop.example.com:8443/magento/", []string{"https://shop.example.com:8443/magento/rest", "https://shop.example.com:8443/rest"}},
		{"https://host/a/b", []string{"https://host/a/b/rest", "https://host/a/rest", "https://host/rest"}},
		{"HTTPS://Shop.Example.com/Magento", []string{"https://shop.example.com/Magento/rest"}},
		{"https://user:p%40ss@shop.example.com/?x=1#y", []string{"https://shop.example.com/rest"}},
		{"https://xn--mller-kva.example/", []string{"https://xn--mller-kva.example/rest"}},
		{"https://shop.test./", []string{"https://shop.test/rest"}},
		{"https://my_shop-1.test:08443/", []string{"https://my_shop-1.test:8443/rest"}},
		{"http://[2001:DB8::1]:8080/", []string{"http://[2001:db8::1]:8080/rest"}},
		// Storefront pages.
		{"https://host/women/tops-women/jackets-women.html", []string{"https://host/rest", "https://host/women/rest"}},
		{"https://host/women.html?color=1", []string{"https://host/rest", "https://host/index.php/rest"}},
		{"https://host/customer/account/login/referer/aHR0cA~~/", []string{"https://host/rest"}},
		{"https://host/default/customer/account/", []string{"https://host/default/rest", "https://host/rest"}},
		{"https://host/shop/checkout/cart/", []string{"https://host/shop/rest", "https://host/rest"}},
		{"https://host/shop/catalogsearch/result/?q=a", []string{"https://host/shop/rest"}},
		{"https://host/shop/static/version1/frontend/Magento/luma/en_US/x.js", []string{"https://host/shop/rest"}},
		{"https://host/stores/store/redirect/___store/german/", []string{"https://host/rest"}},
		{"https://host/index.php/customer/account/", []string{"https://host/index.php/rest", "https://host/rest"}},
		{"https://host/shop/index.php", []string{"https://host/shop/index.php/rest", "https://host/shop/rest"}},
		// Panel pages.
		{"https://host/admin", []string{"https://host/rest", "https://host/index.php/rest"}},
		{"https://host/xyz/admin_ab12/", []string{"https://host/xyz/rest", "https://host/rest", "https://host/xyz/index.php/rest"}},
		{"https://host/admin_1a2b3c/admin/dashboard/index/key/" + key64 + "/", []string{"https://host/rest"}},
		{"https://host/shop/admin/admin/integration/edit/id/3/key/" + key64 + "/", []string{"https://host/shop/rest", "https://host/rest"}},
		{"https://host/shop/index.php/backend/sales/order/view/order_id/1/key/" + key64, []string{"https://host/shop/index.php/rest", "https://host/shop/rest"}},
		{"https://host/geheim/catalog/product/edit/id/3/key/" + key64 + "/", []string{"https://host/rest"}},
		{"https://host/shop/geheim/catalog/product/index/key/" + key64 + "/", []string{"https://host/shop/rest", "https://host/rest"}},
		{"https://host/shop/geheim/vendor/thing/index/key/" + key64 + "/", []string{"https://host/shop/rest", "https://host/rest"}},
		{"https://host:8443/Admin/", []string{"https://host:8443/rest"}},
		{"https://host/geheim/key/short/", []string{"https://host/geheim/key/short/rest"}},
		// API addresses.
		{"https://host/rest/V1/products?searchCriteria=", []string{"https://host/rest"}},
		{"https://host/shop/rest/default/V1/customers/me", []string{"https://host/shop/rest"}},
		{"https://host/index.php/rest/V1/modules", []string{"https://host/index.php/rest", "https://host/rest"}},
		{"https://host/rest/all/schema?services=all", []string{"https://host/rest"}},
		{"https://host/shop/graphql", []string{"https://host/shop/rest"}},
		{"https://host/default/swagger", []string{"https://host/default/rest", "https://host/rest"}},
		{"https://host/soap/default?wsdl&services=x", []string{"https://host/rest"}},
		{"https://host/magento_version", []string{"https://host/rest"}},
		{"https://host/oauth/token/request", []string{"https://host/rest"}},
		{"https://host/a/../b//./rest/V1", []string{"https://host/a/b/rest"}},
	}
	for _, test := range tests {
		t.Run(test.url, func(t *testing.T) {
			list, err := Candidates(test.url)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) > maxCandidates || len(list) < len(test.want) {
				t.Fatalf("%d candidates: %v", len(list), list)
			}
			for i, want := range test.want {
				if list[i].RestURL != want {
					t.Errorf("%d: got %s, want %s", i, list[i].RestURL, want)
				}
			}
			for _, c := range list {
				base := strings.TrimSuffix(strings.TrimSuffix(c.RestURL, "/rest"), "/index.php")
				if c.BaseURL != base || strings.Contains(c.RestURL, "@") {
					t.Errorf("base %s beside %s", c.BaseURL, c.RestURL)
				}
			}
		})
	}
}

func TestCandidatesRefuses(t *testing.T) {
	for _, text := range []string{
		"", "   ", "chrome://extensions", "about:blank", "file:///etc/passwd", "ftp://host/", "https://",
		"https://ht!tp", "https://a%20b.test", "https://é.example", "https://a..b", "https://.a", "https://...", "https://a*b",
		"https://shop.test:99999", "https://shop.test:0", "https://shop.test:", "https://[::1", "https://[1.2.3.4]", "https://[a:b]",
		"view-source:https://host/", "javascript:alert(1)", "two words", "https://ho st/", "eyJhbGciOiJIUzI1NiJ9,x", "<b>", "http://[::1", "https://host:port/",
	} {
		if list, err := Candidates(text); !errors.Is(err, ErrNotAddress) {
			t.Errorf("%q: %v, %v", text, list, err)
		}
	}
}

func TestNotAddressRepeatsNothing(t *testing.T) {
	_, err := Candidates("https://user:hunter2@ho st/")
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestStoreCode(t *testing.T) {
	for url, want := range map[string]string{
		"https://host/rest/german/V1/customers/me":  "german",
		"https://host/index.php/rest/all/V1/x":      "all",
		"https://host/shop/rest/de_at/async/V1/x":   "de_at",
		"https://host/rest/V1/customers/me":         "",
		"https://host/rest/schema":                  "",
		"https://host/rest/async/V1/products":       "",
		"https://host/rest":                         "",
		"https://host/rest/1x/V1":                   "",
		"https://host/customer/account":             "",
		"https://host/soap/german?wsdl&services=ab": "german",
		"not an address":                            "",
	} {
		if got := StoreCode(url); got != want {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
}

func FuzzCandidates(f *testing.F) {
	for _, seed := range []string{"shop.test", "https://host/admin/key/" + key64, "http://[::1%25lo]:1/rest", "%zz", "https://%41/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Candidates(text)
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d candidates, error %v", len(list), err)
		}
		for _, c := range list {
			if !strings.HasPrefix(c.RestURL, "http") || !strings.HasSuffix(c.RestURL, "/rest") {
				t.Errorf("%q from %q", c.RestURL, text)
			}
		}
		StoreCode(text)
	})
}

func TestIsLocal(t *testing.T) {
	local := []string{
		"localhost", "LOCALHOST:8380", "localhost.", "shop.localhost", "127.0.0.1", "127.8.9.1:80", "[::1]", "[::1]:8443", "::1",
		"10.0.0.1", "172.16.0.1", "172.31.255.255:1", "192.168.1.5:8080", "shop.test", "Shop.Test:8443", "mac.local", "a.ddev.site",
		"a.b.lndo.site:444", "host.docker.internal", "host.docker.internal:8080", "[::ffff:127.0.0.1]:80", "[::ffff:10.1.2.3]",
	}
	for _, host := range local {
		if !IsLocal(host) {
			t.Errorf("%s is local", host)
		}
	}
	far := []string{
		"", "example.com", "shop.example.com:8080", "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "[2001:db8::1]:80",
		"[fe80::1%25eth0]", "169.254.1.1", "localhost.example.com", "test", "test.example.com", "mytest", "ddev.site.example.com", "evil-localhost",
		"10.0.0.1.example.com", "2130706433", "127.1", "0.0.0.0", "docker.internal", "xhost.docker.internal",
	}
	for _, host := range far {
		if IsLocal(host) {
			t.Errorf("%s is not local", host)
		}
	}
}

func TestHostsOfOtherLettersAreToldApart(t *testing.T) {
	if _, err := Candidates("https://m\u00fcller.example"); Code(err) != "host_letters" {
		t.Errorf("%v", err)
	}
}

func TestHasUser(t *testing.T) {
	for raw, want := range map[string]bool{
		"https://u:p@host/": true, "https://u@host": true, "u:p@host/x": true, "//u@host": true,
		"https://host/a@b": false, "host?m=a@b": false, "https://host#a@b": false, "host": false, "": false,
	} {
		if HasUser(raw) != want {
			t.Errorf("%q: %v", raw, !want)
		}
	}
}

package oauth1

import (
	"strings"
	"testing"
	"time"
)

func TestVariants(t *testing.T) {
	for _, c := range []struct{ url, base, want string }{
		{"https://shop.test/rest/V1/modules", "https://shop.test", "as_sent https://shop.test, oauth1_wrong_scheme http://shop.test, oauth1_wrong_port http://shop.test:443"},
		{"http://shop.test/rest/V1/modules", "", "as_sent http://shop.test, oauth1_wrong_scheme https://shop.test, oauth1_wrong_port https://shop.test:80"},
		{"http://shop.test:8380/rest/V1/modules", "https://www.shop.test/", "as_sent http://shop.test:8380, oauth1_wrong_scheme https://shop.test:8380, " +
			"oauth1_wrong_host https://www.shop.test, oauth1_wrong_port http://shop.test, oauth1_wrong_port https://shop.test"},
		{"https://shop.test:8443/rest/V1/modules?f[1]=a&f[2]=b&f[10]=c", "https://www.shop.test", "as_sent https://shop.test:8443, oauth1_order_natural https://shop.test:8443, " +
			"oauth1_order_name https://shop.test:8443, oauth1_wrong_scheme http://shop.test:8443, oauth1_wrong_host https://www.shop.test, oauth1_wrong_port https://shop.test"},
		{"https://shop.test/rest/V1/modules?f%5B1%5D=a", "", "as_sent https://shop.test, oauth1_wrong_scheme http://shop.test, oauth1_wrong_port http://shop.test:443, oauth1_brackets_plain https://shop.test"},
		{"https://shop.test/a%2fb", "", "as_sent https://shop.test/a%2Fb, oauth1_path_decoded https://shop.test/a/b, oauth1_wrong_scheme http://shop.test/a%2Fb, oauth1_wrong_port http://shop.test:443/a%2Fb"},
		{"shop.test", "", ""},
	} {
		list, err := Variants(c.url, c.base)
		var got []string
		for _, v := range list {
			got = append(got, v.Name+" "+strings.TrimSuffix(v.Signed, "/rest/V1/modules"))
		}
		if text := strings.Join(got, ", "); text != c.want || (err == nil) != (c.want != "") || len(list) > maxVariants {
			t.Errorf("%s, %v\n got %s\nwant %s", c.url, err, text, c.want)
		}
	}
}

// TestVariantsAreDiagnosed: the doctor names each variant by what it makes up for.
func TestVariantsAreDiagnosed(t *testing.T) {
	const url = "https://shop.test:8443/rest/V1/products?f[1]=a&f[2]=b&f[10]=c"
	list, err := Variants(url, "https://www.shop.test")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range append(list, Variant{Name: "oauth1_brackets_plain", Signed: "https://shop.test:8443/rest/V1/products", plain: true}) {
		value, err := v.Sign(url, made, Options{Now: time.Unix(1795434000, 0)})
		if err != nil {
			t.Fatal(err)
		}
		got := codes(Diagnose(Observed{Method: "GET", URL: url, Authorization: value}, Known{Credentials: made, BaseURLs: []string{"https://www.shop.test"}}).Findings)
		if want := strings.Replace(v.Name, "as_sent", "oauth1_versions_differ oauth1_signature_right", 1); got != want {
			t.Errorf("%s is taken for %s", v.Name, got)
		}
	}
}

// TestOld: a request for a store up to 2.4.7 is known as such.
func TestOld(t *testing.T) {
	for url, want := range map[string]string{
		"https://shop.test/rest/V1/products/a%2Fb":        "oauth1_path_decoded",
		"https://shop.test/x?f[1]=a&f[2]=b&f[10]=c":       "oauth1_order_natural",
		"https://shop.test/rest/V1/products?a=1":          "oauth1_signature_right",
		"https://shop.test/rest/V1/products/caf%c3%a9%7e": "oauth1_signature_right",
	} {
		value, err := Sign(Request{Method: "GET", URL: url}, made, Options{Now: time.Unix(1795434000, 0), Old: true})
		got := codes(Diagnose(Observed{Method: "GET", URL: url, Authorization: value}, Known{Credentials: made}).Findings)
		if err != nil || got != want {
			t.Errorf("%s: %s, %v", url, got, err)
		}
	}
}

package oauth1

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// made are the values of an integration that does not exist.
var made = Credentials{
	ConsumerKey: secret.New("m4d3up00000000000000000000000001"), ConsumerSecret: secret.New("m4d3up00000000000000000000000002"),
	Token: secret.New("m4d3up00000000000000000000000003"), TokenSecret: secret.New("m4d3up00000000000000000000000004"),
}

var at = Options{Now: time.Unix(1795434000, 0)}

type vector struct {
	Name, Method, URL, Form, SignatureMethod, Nonce, BaseString, Header string
	Timestamp                                                           int64
}

// vectors were made by another implementation, in Python.
func vectors(t testing.TB) []vector {
	text, err := os.ReadFile("testdata/requests.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Requests []vector }
	if err := json.Unmarshal(text, &file); err != nil || len(file.Requests) < 10 {
		t.Fatalf("%d requests, %v", len(file.Requests), err)
	}
	return file.Requests
}

func TestVectors(t *testing.T) {
	for _, v := range vectors(t) {
		t.Run(v.Name, func(t *testing.T) {
			header, err := ParseHeader(v.Header)
			if err != nil {
				t.Fatal(err)
			}
			base, err := BaseString(v.Method, v.URL, append(readQuery(v.Form, RFC5849), header.Parameters...), Magento, ByEncoding)
			if err != nil || base != v.BaseString {
				t.Errorf("base string\n got %s, %v\nwant %s", base, err, v.BaseString)
			}
			got, err := Sign(Request{v.Method, v.URL, v.Form}, made, Options{Method: v.SignatureMethod, Now: time.Unix(v.Timestamp, 0), Nonce: v.Nonce})
			if err != nil || got != v.Header {
				t.Errorf("header\n got %s, %v\nwant %s", got, err, v.Header)
			}
		})
	}
}

func TestSignRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		r    Request
		c    Credentials
		o    Options
		want error
	}{
		{"relative address", Request{Method: "GET", URL: "/rest/V1/modules"}, made, at, ErrNotAddress},
		{"other scheme", Request{Method: "GET", URL: "ftp://shop.test/"}, made, at, ErrNotAddress},
		{"no host", Request{Method: "GET", URL: "https:///rest"}, made, at, ErrNotAddress},
		{"SHA512", Request{Method: "GET", URL: "https://shop.test/"}, made, Options{Now: at.Now, Method: "HMAC-SHA512"}, ErrMethod},
		{"no secret", Request{Method: "GET", URL: "https://shop.test/"}, Credentials{ConsumerKey: secret.New("x")}, at, ErrIncomplete},
		{"no time", Request{Method: "GET", URL: "https://shop.test/"}, made, Options{}, ErrNoTime},
	} {
		if _, err := Sign(c.r, c.c, c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// TestNonce: two signatures in one second differ.
func TestNonce(t *testing.T) {
	r, seen := Request{Method: "GET", URL: "https://shop.test/"}, map[string]bool{}
	for range 50 {
		value, err := Sign(r, made, at)
		header, _ := ParseHeader(value)
		if nonce := header.Get("oauth_nonce"); err != nil || len(nonce) != 32 || seen[nonce] {
			t.Fatalf("nonce %q, %v", nonce, err)
		} else {
			seen[nonce] = true
		}
	}
}

// TestSignExchange: the two legs before there is an access token.
func TestSignExchange(t *testing.T) {
	only := Credentials{ConsumerKey: made.ConsumerKey, ConsumerSecret: made.ConsumerSecret}
	value, err := Sign(Request{Method: "POST", URL: "https://shop.test/oauth/token/request"}, only, at)
	header, _ := ParseHeader(value)
	if err != nil || header.Get("oauth_token") != "" || strings.Contains(value, "oauth_token") {
		t.Errorf("without a token: %v", err)
	}
	value, err = Sign(Request{Method: "POST", URL: "https://shop.test/oauth/token/access"}, made, Options{Now: at.Now, Verifier: secret.New("v1")})
	header, _ = ParseHeader(value)
	if err != nil || header.Get("oauth_verifier") != "v1" || header.Get("oauth_token") == "" {
		t.Errorf("with a verifier: %v", err)
	}
}

func TestBesideBasic(t *testing.T) {
	for _, c := range []struct{ before, want string }{{"", "OAuth "}, {"Basic dTpw", "Basic dTpw, OAuth "}, {"Bearer x", "OAuth "}} {
		value, err := Sign(Request{Method: "GET", URL: "https://shop.test/rest/V1/products?searchCriteria[pageSize]=1"}, made, at)
		got := Beside(c.before, value)
		if err != nil || !strings.HasPrefix(got, c.want) {
			t.Fatalf("after %q: %v", c.before, err)
		}
		header, _ := ParseHeader(got)
		if want := strings.TrimSuffix(c.want, "OAuth "); header.Before != strings.TrimSuffix(want, ", ") {
			t.Errorf("before the word OAuth: %q", header.Before)
		}
	}
}

func TestParseHeader(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`OAuth oauth_token="a%20b",oauth_nonce=n`, "oauth_token=a b;oauth_nonce=n;"},
		{`Authorization: oauth realm="Shop" , oauth_token="x"`, "realm=Shop;oauth_token=x;"},
		{`Basic dTpw, OAuth oauth_token="x"`, "oauth_token=x;"},
		{`OAuth oauth_signature="a/b+c=="`, "oauth_signature=a/b+c==;"},
		{`OAuth oauth_token="%zz%4"`, "oauth_token=%zz%4;"},
		{`OAuth , ,oauth_token`, ""},
		{`Bearer x`, ""},
		{``, ""},
	} {
		h, err := ParseHeader(c.text)
		got := ""
		for _, p := range h.Parameters {
			got += p.Name + "=" + p.Value + ";"
		}
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %s, %v", c.text, got, err)
		}
	}
}

// TestOrders: from the eleventh filter group on, versions sort differently.
func TestOrders(t *testing.T) {
	list := []Parameter{{"g[10]", ""}, {"g[2]", ""}, {"g[1]", ""}, {"gB", ""}, {"g", ""}}
	for order, want := range map[Order]string{
		ByEncoding: "g g[1] g[10] g[2] gB",
		Natural:    "g g[1] g[2] g[10] gB",
		ByName:     "g gB g[10] g[1] g[2]",
	} {
		got := strings.ReplaceAll(decode(strings.ReplaceAll(join(list, order, encode), "&", " ")), "=", "")
		if got != want {
			t.Errorf("order %d: %s, want %s", order, got, want)
		}
	}
	for url, want := range map[string]bool{
		"https://shop.test/?f[0]=1&f[1]=2&f[9]=3": false, "https://shop.test/?f[1]=1&f[2]=2&f[10]=3": true, "https://shop.test/": false, "x": false,
		"https://shop.test/products/a%20b": false, "https://shop.test/products/a%2Fb": true,
	} {
		if got := Differs(url); got != want {
			t.Errorf("%s: %t", url, got)
		}
	}
}

// FuzzSign: whatever the address, a header that is written reads the same, and
// its base string has three parts.
func FuzzSign(f *testing.F) {
	for _, v := range vectors(f) {
		f.Add(v.Method, v.URL, v.Form)
	}
	f.Fuzz(func(t *testing.T, method, url, form string) {
		o := Options{Now: time.Unix(1795434000, 0), Nonce: "n"}
		value, err := Sign(Request{method, url, form}, made, o)
		if err != nil {
			return
		}
		header, err := ParseHeader(value)
		if err != nil || header.Get("oauth_token") != made.Token.Reveal() || write(header.Parameters) != value {
			t.Errorf("%q reads as something else: %v", value, err)
		}
		base, err := BaseString("GET", url, header.Parameters, Magento, ByEncoding)
		if err != nil || strings.Count(base, "&") != 2 {
			t.Errorf("base string %q, %v", base, err)
		}
		if decode(encode(url)) != url {
			t.Errorf("%q is encoded for good", url)
		}
	})
}

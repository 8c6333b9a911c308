//go:build !js

package snippet

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"sort"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// checkSignatures calculates anew what each request that arrived should have
// been signed with. It shares no code with what is tested.
func (r *trial) checkSignatures(t *testing.T) {
	t.Helper()
	nonces := map[string]bool{}
	for _, c := range r.cases {
		for _, got := range r.server.received(c.number) {
			params := oauthParams(t, got)
			signature := params.Get("oauth_signature")
			if nonces[params.Get("oauth_nonce")] {
				t.Errorf("%s: a nonce comes twice", c.name)
			}
			nonces[params.Get("oauth_nonce")] = true
			if want := signatureOf(t, r.server.base, got, params); signature != want {
				t.Errorf("%s: signature %q, want %q", c.name, signature, want)
			}
		}
	}
}

func oauthParams(t *testing.T, a arrived) url.Values {
	t.Helper()
	params := url.Values{}
	for _, h := range a.headers {
		list, found := strings.CutPrefix(h.Value, "OAuth ")
		if !found || !strings.EqualFold(h.Name, "Authorization") {
			continue
		}
		for pair := range strings.SplitSeq(list, ", ") {
			name, value, _ := strings.Cut(pair, "=")
			plain, err := url.PathUnescape(strings.Trim(value, `"`))
			if err != nil {
				t.Errorf("%s: %v", pair, err)
			}
			params.Set(name, plain)
		}
	}
	return params
}

func signatureOf(t *testing.T, base string, a arrived, params url.Values) string {
	t.Helper()
	rfc := func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
	path, query, _ := strings.Cut(a.target, "?")
	all, err := url.ParseQuery(query)
	if err != nil {
		t.Errorf("%s: %v", query, err)
	}
	var pairs []string
	for _, values := range []url.Values{all, params} {
		for name := range values {
			if name != "oauth_signature" {
				pairs = append(pairs, rfc(name)+"="+rfc(values.Get(name)))
			}
		}
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, _, _ := strings.Cut(pairs[i], "=")
		b, _, _ := strings.Cut(pairs[j], "=")
		return a < b
	})
	text := a.method + "&" + rfc(base+path) + "&" + rfc(strings.Join(pairs, "&"))
	mac := hmac.New(sha256.New, []byte(rfc(provenOAuth.ConsumerSecret)+"&"+rfc(provenOAuth.AccessTokenSecret)))
	mac.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestSignedBase(t *testing.T) {
	c := &call{method: "GET", url: "HTTPS://user@Shop.test:443/rest/V1/x?searchCriteria%5B0%5D=a+b&b=%C3%A9&a="}
	const want = "GET&https%3A%2F%2Fshop.test%2Frest%2FV1%2Fx&a%3D%26b%3D%25C3%25A9%26oauth_consumer_key%3DK%26oauth_nonce%3DN" +
		"%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3DT%26oauth_token%3DO%26oauth_version%3D1.0%26searchCriteria%255B0%255D%3Da%2520b"
	if got := c.signedBase("K", "N", "T", "O"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestParametersThatMagentoReadsOtherwise(t *testing.T) {
	bash := targets["oauthbash"]
	for query, want := range map[string]string{
		"a=b=c": "?a=b%3Dc", "a": "?a=", "a=1;b=2": "?a=1%3Bb%3D2", "a=1&a=2": "parameter_twice", "oauth_x=1": "parameter_twice",
	} {
		r := wire.Request{Method: "GET", URL: "http://shop.test/?" + query}
		c, err := bash.newCall(r, Options{})
		got := ""
		if why, refused := err.(*Refusal); refused {
			got = why.Code
		} else {
			got = c.url[len("http://shop.test/"):]
		}
		if got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
	}
}

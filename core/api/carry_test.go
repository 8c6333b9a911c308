package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

const fourValues = "consumer_key=k0123456789abcdefghijklmnopqrstu\nconsumer_secret=s0123456789abcdefghijklmnopqrstu\n" +
	"access_token=t0123456789abcdefghijklmnopqrstu\naccess_token_secret=u0123456789abcdefghijklmnopqrstu"

func TestSnippetOfAnIntegration(t *testing.T) {
	e := newEnv(t, exits{})
	in := fields{
		"request":    fields{"method": "GET", "url": "https://shop.test/rest/V1/modules", "headers": []fields{}},
		"credential": fields{"token": fourValues},
	}
	var out struct{ Text string }
	wantOK(t, call(t, e, "POST", "/v1/snippet/header", in, &out))
	if !strings.HasPrefix(out.Text, `Authorization: OAuth oauth_consumer_key="k0123456789abcdefghijklmnopqrstu"`) || !strings.Contains(out.Text, "oauth_signature=") {
		t.Error("not a signed header")
	}
	in["secret"] = "masked"
	wantOK(t, call(t, e, "POST", "/v1/snippet/header", in, &out))
	for _, value := range strings.Fields(fourValues) {
		if _, secret, _ := strings.Cut(value, "="); strings.Contains(out.Text, secret) {
			t.Error("a value is shown")
		}
	}
}

func TestRequestWithASession(t *testing.T) {
	e := newEnv(t, exits{})
	in := fields{"store": shopStore, "method": "GET", "path": "/V1/customers/me", "credential": fields{"token": "Cookie: PHPSESSID=" + panelID}}
	var out struct{ Request wire.Request }
	wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
	want := []wire.Header{{Name: "Cookie", Value: "PHPSESSID=" + panelID}, {Name: "X-Requested-With", Value: "XMLHttpRequest"}}
	if len(out.Request.Headers) != 2 || out.Request.Headers[0] != want[0] || out.Request.Headers[1] != want[1] {
		t.Error("the cookie and what makes it count are not all there")
	}
}

// Masked, an integration shows its public half alone, whatever ends its text.
func TestMaskedIntegration(t *testing.T) {
	e := newEnv(t, exits{})
	in := fields{"request": fields{"method": "GET", "url": "https://shop.test/rest/V1/modules"}, "secret": "masked",
		"credential": fields{"token": strings.Replace(fourValues, "u0123456789abcdefghijklmnopqrstu", "u0123456789abcdefghijklmnopqWXYZ", 1)}}
	var out struct{ Text string }
	wantOK(t, call(t, e, "POST", "/v1/snippet/header", in, &out))
	if strings.Contains(out.Text, "WXYZ") || strings.Contains(out.Text, "consumer_key=") {
		t.Error("the end of a secret is shown")
	}
}

// A store up to 2.4.7 reads %2F in a signed path as a slash.
func TestSignedForAnOldStore(t *testing.T) {
	e := newEnv(t, exits{})
	for version, old := range map[string]bool{"2.4.7-p3": true, "2.4.8": false, "2.4": false} {
		store := wire.Store{BaseURL: "https://shop.test", RestURL: "https://shop.test/rest", Version: version}
		in := fields{"store": store, "method": "GET", "path": "/V1/products/24%2FMB01", "credential": fields{"token": fourValues}}
		var out struct{ Request wire.Request }
		wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
		got := out.Request.Headers[0].Value
		_, after, _ := strings.Cut(got, `oauth_nonce="`)
		nonce, _, _ := strings.Cut(after, `"`)
		f := token.Parse(secret.New(fourValues), noon).Four
		want, err := oauth1.Sign(oauth1.Request{Method: "GET", URL: out.Request.URL}, oauth1.Credentials{ConsumerKey: f.ConsumerKey,
			ConsumerSecret: f.ConsumerSecret, Token: f.AccessToken, TokenSecret: f.AccessTokenSecret}, oauth1.Options{Now: noon, Nonce: nonce, Old: old})
		if err != nil || got != want {
			t.Errorf("%s: signed in the other way", version)
		}
	}
}

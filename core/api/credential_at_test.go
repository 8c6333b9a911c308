package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// edge is a page of an Edge Delivery storefront that names its API elsewhere.
func edge(page, endpoint string) fields {
	return fields{"url": page + "/", "cookies": fields{"auth_dropin_user_token": customerToken},
		"sessionStorage": fields{"config": `{"public":{"default":{"commerce-core-endpoint":"` + endpoint + `"}},":expiry":1795438800}`}}
}

func TestCredentialAtTheAPIThatAPageNames(t *testing.T) {
	e := newEnv(t, exits{})
	e.open(&browser{}, exits{})
	list, _ := find(t, e.inTab(""), edge("https://shop.test", "https://api.example/graphql"))
	if len(list) != 1 || list[0].APIOrigin != "https://api.example" || list[0].Origin != "https://shop.test" {
		t.Fatalf("%+v", list)
	}
	at := func(origin string, c *wire.Credential) string {
		if err := call(t, e.inTab(""), "POST", "/v1/credentials/at", fields{"ref": list[0].Ref, "origin": origin}, c); err != nil {
			return err.Code
		}
		return ""
	}
	for origin, code := range map[string]string{"https://evil.example": "api_not_named", "": "api_not_named", "https://api.example": ""} {
		if got := at(origin, new(wire.Credential)); got != code {
			t.Errorf("%s: %q, want %q", origin, got, code)
		}
	}
	var c wire.Credential
	if at("https://api.example", &c); c.Origin != "https://api.example" || c.Store.RestURL != "https://api.example/rest" || c.Ref == list[0].Ref {
		t.Errorf("%+v", c)
	}
}

// Nobody is led into a private network, or out of an encrypted page, by a page's
// word: it is not even offered.
func TestPageNamesAnAddressThatIsNotOffered(t *testing.T) {
	for address, why := range map[string]string{
		"https://127.0.0.1/graphql": "api_private", "https://169.254.169.254/graphql": "api_private", "https://10.0.0.7/graphql": "api_private",
		"https://[::1]/graphql": "api_private", "https://[::ffff:127.0.0.1]/graphql": "api_private", "https://2130706433/graphql": "api_private",
		"https://0x7f.1/graphql": "api_private", "https://metadata.google.internal/graphql": "api_private", "https://intranet/graphql": "api_private",
		"http://api.example/graphql": "api_plain_http",
	} {
		e := newEnv(t, exits{})
		e.open(&browser{}, exits{})
		list, _ := find(t, e.inTab(""), edge("https://shop.example", address))
		if len(list) != 1 || list[0].APIOrigin != "" || len(list[0].Findings) == 0 || list[0].Findings[0].Code != why {
			t.Fatalf("%s: %+v", address, list)
		}
		err := call(t, e.inTab(""), "POST", "/v1/credentials/at", fields{"ref": list[0].Ref, "origin": strings.TrimSuffix(address, "/graphql")}, nil)
		wantCode(t, err, "api_not_named")
	}
	e := newEnv(t, exits{})
	e.open(&browser{}, exits{})
	list, _ := find(t, e.inTab(""), edge("http://127.0.0.1:8089", "http://127.0.0.1:9000/graphql"))
	if len(list) != 1 || list[0].APIOrigin != "http://127.0.0.1:9000" {
		t.Errorf("a page that is there itself: %+v", list)
	}
}

// A store at another address than the page's is not the page's to choose.
func TestFoundTokensGoToThePagesOwnOrigin(t *testing.T) {
	e := newEnv(t, exits{})
	e.open(&browser{}, exits{})
	for _, store := range []fields{
		{"baseUrl": "https://shop.example", "restUrl": "https://evil.example/rest"},
		{"baseUrl": "https://evil.example", "restUrl": "https://shop.example/rest"},
	} {
		var out struct{ Credentials []wire.Credential }
		in := fields{"snapshot": edge("https://shop.example", "https://api.example/graphql"), "store": store}
		wantOK(t, call(t, e.inTab(""), "POST", "/v1/find", in, &out))
		c := out.Credentials[0]
		if c.Store.RestURL != "https://shop.example/rest" || strings.Contains(c.Request.URL, "evil") {
			t.Errorf("%+v", c)
		}
	}
}

package api_test

import (
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

// Nobody is led into a private network by a page's word.
func TestPageNamesAPrivateAddress(t *testing.T) {
	for _, address := range []string{"http://127.0.0.1/graphql", "http://169.254.169.254/graphql", "http://10.0.0.7/graphql", "http://[::1]/graphql"} {
		e := newEnv(t, exits{})
		e.open(&browser{}, exits{})
		list, _ := find(t, e.inTab(""), edge("https://shop.example", address))
		if len(list) != 1 || list[0].APIOrigin == "" {
			t.Fatalf("%s: %+v", address, list)
		}
		err := call(t, e.inTab(""), "POST", "/v1/credentials/at", fields{"ref": list[0].Ref, "origin": list[0].APIOrigin}, nil)
		wantCode(t, err, "api_private")
	}
}

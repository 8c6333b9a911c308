package magento

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestHosting(t *testing.T) {
	for host, want := range map[string]string{
		"integration-5ojmyuq-abcdefghijklm.us-4.magentosite.cloud": HostingCloud,
		"staging.example.com.c.abcdefghijklm.ent.magento.cloud":    HostingCloud,
		"mcprod.example.com":                     HostingCloud,
		"mcstaging2.example.com":                 HostingCloud,
		"na1.api.commerce.adobe.com":             HostingSaaS,
		"eu1-sandbox.admin.commerce.adobe.com":   HostingSaaS,
		"shop.example.com":                       "",
		"magentosite.cloud.example.com":          "",
		"api.commerce.adobe.com":                 "",
		"console.magento.cloud":                  "",
		"fakemagentosite.cloud":                  "",
		"na1.api.commerce.adobe.com.example.com": "",
		"mystore.mcprod.example.com":             "",
	} {
		if got := hosting(host); got != want {
			t.Errorf("%s: %q, want %q", host, got, want)
		}
	}
}

func TestIsConsole(t *testing.T) {
	for host, want := range map[string]bool{
		"console.magento.cloud": true, "accounts.magento.cloud": true, "magento.cloud": true,
		"shop.c.abc.ent.magento.cloud": false, "xmagento.cloud": false, "magentosite.cloud": false,
	} {
		if isConsole(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
}

// The service's API has no /rest, and one tenant an address.
func TestCandidatesOfTheCloudService(t *testing.T) {
	for _, url := range []string{
		"https://na1.api.commerce.adobe.com/tenant", "https://na1.api.commerce.adobe.com/tenant/V1/products?x=1", "na1.api.commerce.adobe.com/tenant/graphql",
	} {
		list, err := Candidates(url)
		if err != nil || len(list) != 1 || list[0].RestURL != "https://na1.api.commerce.adobe.com/tenant" || list[0].BaseURL != list[0].RestURL {
			t.Errorf("%s: %+v %v", url, list, err)
		}
	}
}

// What a page of the panel calls itself is shown as text on one line.
func TestViewedIsPrinted(t *testing.T) {
	facts := map[string][]string{
		"bodyClass": {"adminhtml-user-edit"}, "adminLogo": {"https://shop.example/admin/admin/"},
		"userId": {"2\"><script>"}, "userName": {"ri\u202eta\n\u200b" + strings.Repeat("x", 1000)}, "userEmail": {"javascript:<b>@x y"},
	}
	for url, id := range map[string]string{
		"https://shop.example/admin/admin/user/edit/user_id/12/": "12",
		"https://shop.example/admin/admin/user/edit/user_id/1a/": "",
		"https://shop.example/admin/admin/user/new/":             "",
	} {
		v := Recognise(wire.Snapshot{URL: url, Facts: facts}).Viewed
		if id == "" {
			if v != nil {
				t.Errorf("%s: %+v", url, v)
			}
			continue
		}
		if v == nil || v.ID != id || v.Email != "" || len(v.Name) > maxPrinted || !strings.HasPrefix(v.Name, "rita xxx") {
			t.Errorf("%s: %+v", url, v)
		}
	}
}

// An API elsewhere is an origin and nothing more, and never the store's address.
func TestNamedAPI(t *testing.T) {
	for _, test := range []struct{ script, want string }{
		{`"graphqlEndpoint":"https://api.example/graphql?token=x"`, "https://api.example"},
		{`"graphqlEndpoint":"https:\/\/user:pass@api.example\/graphql"`, "https://api.example"},
		{`"graphqlEndpoint":"/graphql"`, ""},
		{`"graphqlEndpoint":"https://shop.example/graphql"`, ""},
		{`"graphqlEndpoint":"javascript://api.example/%0aalert(1)"`, ""},
		{`"graphqlEndpoint":"ftp://api.example/"`, ""},
		{`"commerce-core-endpoint":"https://not.in.a.script.example/"`, ""},
		{`"secure_base_media_url":"https://backend.example/media/"`, "https://backend.example"},
		{`"magentoEndpoint":"https://catalog-service.adobe.io/graphql"`, ""},
	} {
		r := Recognise(wire.Snapshot{URL: "https://shop.example/", Facts: map[string][]string{"singlePage": {"root"}}, Scripts: []string{test.script}})
		if r.APIOrigin != test.want || r.Origin != "https://shop.example" || r.Store.BaseURL != "https://shop.example" {
			t.Errorf("%s: %+v", test.script, r)
		}
	}
}

package api_test

import (
	"context"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// observed tells the worker's handler of one request of tab 7.
func observed(t *testing.T, e *env, method, url, authorization string, headers ...wire.Header) {
	t.Helper()
	h := e.inTab("")
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/watch", fields{"origin": "https://shop.test", "minutes": 5}, nil))
	in := fields{"requests": []fields{{"method": method, "url": url, "at": "2026-11-23T12:00:00Z", "authorization": authorization, "headers": headers}}}
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/seen", in, nil))
}

func seenHeaders(t *testing.T, e *env) string {
	t.Helper()
	var out struct{ Headers []wire.SeenHeader }
	wantOK(t, call(t, e, "GET", "/v1/seen?origin=https://shop.test", nil, &out))
	var lines []string
	for _, h := range out.Headers {
		lines = append(lines, h.On+" "+h.Name+": "+h.Value)
	}
	return strings.Join(lines, "\n")
}

func TestHeadersThatATabSends(t *testing.T) {
	e := newEnv(t, exits{})
	observed(t, e, "POST", "https://shop.test/graphql", "",
		wire.Header{Name: "Store", Value: "german"}, wire.Header{Name: "Content-Currency", Value: "EUR"},
		wire.Header{Name: "X-ReCaptcha", Value: "03AGdBq2"}, wire.Header{Name: "X-Mine", Value: "0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
		wire.Header{Name: "X-Who", Value: "jane@example.com"}, wire.Header{Name: "Content-Type", Value: "application/json"},
		wire.Header{Name: "Authorization", Value: "Bearer " + adminToken}, wire.Header{Name: "Cookie", Value: "PHPSESSID=1"},
		wire.Header{Name: "X-Api-Key", Value: "k"}, wire.Header{Name: "X-Auth", Value: "k"}, wire.Header{Name: "X-Pass", Value: "k"},
		wire.Header{Name: "X-Base64", Value: "dGhp1y9+c2Vj2mV0="}, wire.Header{Name: "X-Pair", Value: "a.9f3:jane.b71c2d8e"}, wire.Header{Name: "sec-fetch-mode", Value: "cors"})
	observed(t, e, "GET", "https://shop.test/rest/V1/modules", "", wire.Header{Name: "X-Trace", Value: "on"})
	observed(t, e, "GET", "https://shop.test/static/x.js", "", wire.Header{Name: "X-Other", Value: "on"})
	observed(t, e, "POST", "https://shop.test/graphql", "", wire.Header{Name: "store", Value: "french"})
	want := "graphql Store: french\ngraphql Content-Currency: EUR\ngraphql X-ReCaptcha: \ngraphql X-Mine: \ngraphql X-Who: \ngraphql X-Base64: \ngraphql X-Pair: \nrest X-Trace: on"
	if got := seenHeaders(t, e); got != want {
		t.Errorf("got\n%s", got)
	}
	record, _ := e.state.Get(context.Background(), api.AreaSession, "seen:https://shop.test")
	for _, word := range []string{"jane", "0a1b2c", "PHPSESSID", "eyJ", "03AG", "V1/modules"} {
		if strings.Contains(string(record), word) {
			t.Errorf("%s is kept: %s", word, record)
		}
	}
}

// Of a path only what is the route's own is kept.
func TestSeenRoutesNameNobody(t *testing.T) {
	e := newEnv(t, exits{})
	for path, want := range map[string]string{
		"/V1/acme/by-email/jane@example.com": "/V1/acme/by-email/{id}",
		"/V1/acme/2fa/Jane Doe":              "/V1/acme/2fa/{id}",
		"/V1/acme/invoices/INV-2026-001/pdf": "/V1/acme/invoices/{id}/pdf",
		"/V1/acme_shelves/7":                 "/V1/acme_shelves/{id}",
	} {
		observed(t, e, "GET", "https://shop.test/rest"+strings.ReplaceAll(path, " ", "%20"), "Bearer "+adminToken)
		got := routesOf(t, e, fields{"origin": "https://shop.test", "query": want})
		if len(got.Routes) != 1 || got.Routes[0].Path != want {
			t.Errorf("%s: %+v", path, got.Routes)
		}
	}
}

// With the store goes what was seen of it.
func TestSeenGoesWithTheStore(t *testing.T) {
	e := newEnv(t, exits{})
	for _, query := range []string{"", "?final=true"} {
		entry := addStore(t, e, fields{"url": "https://shop.test"})
		observed(t, e, "GET", "https://shop.test/rest/V1/acme/open", "Bearer "+adminToken)
		wantOK(t, call(t, e, "DELETE", "/v1/stores/"+entry.ID+query, nil, nil))
		if record, _ := e.state.Get(context.Background(), api.AreaLocal, "seen:https://shop.test"); record != nil {
			t.Errorf("%q: it stays", query)
		}
	}
}

// What was seen outlives the watching, and with a saved store the browser.
func TestSeenRoutesStay(t *testing.T) {
	e := newEnv(t, exits{})
	addStore(t, e, fields{"url": "https://shop.test"})
	for _, path := range []string{"/rest/V1/acme/shelves/17", "/rest/default/V1/acme/shelves/18", "/rest/V1/products/24-MB01"} {
		observed(t, e, "GET", "https://shop.test"+path, "Bearer "+adminToken)
	}
	observed(t, e, "GET", "https://shop.test/rest/V1/acme/open", "")
	wantOK(t, call(t, e.inTab(""), "DELETE", "/v1/tabs/7/watch", nil, nil))
	got := routesOf(t, e, fields{"origin": "https://shop.test", "query": "acme"})
	if len(got.Routes) != 1 || got.Routes[0].Path != "/V1/acme/shelves/{id}" || got.Routes[0].From != "seen" || got.Routes[0].Allowed != wire.Unknown {
		t.Errorf("%+v", got.Routes)
	}
	if record, _ := e.state.Get(context.Background(), api.AreaLocal, "seen:https://shop.test"); record == nil {
		t.Error("not kept with the saved store")
	}
	if got := routesOf(t, e, fields{"origin": "https://other.test", "query": "acme"}); got.Total != 0 {
		t.Errorf("%+v", got.Routes)
	}
	var d wire.RouteDetail
	wantOK(t, call(t, e, "POST", "/v1/routes/one", fields{"origin": "https://shop.test", "method": "GET", "path": "/V1/acme/shelves/{id}"}, &d))
	if d.From != "seen" || d.Searches || d.Async {
		t.Errorf("%+v", d)
	}
}

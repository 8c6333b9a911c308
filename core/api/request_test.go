package api_test

import (
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestRequestAddresses(t *testing.T) {
	for _, test := range []struct{ store, code, path, want string }{
		{"https://shop.test", "", "/V1/modules", "https://shop.test/rest/V1/modules"},
		{"https://shop.test/", "", "V1/modules", "https://shop.test/rest/V1/modules"},
		{"https://shop.test/sub/", "all", "/V1/modules", "https://shop.test/sub/rest/all/V1/modules"},
		{"https://shop.test/rest/german/V1/x", "", "/V1/modules", "https://shop.test/rest/german/V1/modules"},
		{"https://shop.test/rest/german/V1/x", "all", "/V1/modules", "https://shop.test/rest/all/V1/modules"},
		{"https://shop.test/index.php/rest/V1", "", "/V1/modules", "https://shop.test/index.php/rest/V1/modules"},
		{"https://shop.test", "all", "/german/V1/modules", "https://shop.test/rest/german/V1/modules"},
		{"https://shop.test", "all", "/rest/V1/modules", "https://shop.test/rest/V1/modules"},
		{"https://shop.test", "", "/async/bulk/V1/products", "https://shop.test/rest/async/bulk/V1/products"},
		{"https://shop.test", "", "/graphql", "https://shop.test/graphql"},
		{"shop.test", "", "/V1/modules", "http://shop.test/rest/V1/modules"},
	} {
		in := map[string]any{"store": test.store, "storeCode": test.code, "method": "get", "path": test.path}
		got := makeRequest(t, in)
		if got.Method != "GET" || got.URL != test.want {
			t.Errorf("%s %s: %s %s, want %s", test.store, test.path, got.Method, got.URL, test.want)
		}
	}
}

func TestRequestQuery(t *testing.T) {
	got := makeRequest(t, map[string]any{"store": "https://shop.test", "method": "GET", "path": "/V1/products?a=1",
		"query": []wire.Header{{Name: "searchCriteria[pageSize]", Value: "a b+c&d=é"}, {Name: "b", Value: ""}}})
	want := "https://shop.test/rest/V1/products?a=1&searchCriteria[pageSize]=a%20b%2Bc%26d%3D%C3%A9&b="
	if got.URL != want {
		t.Errorf("got %s, want %s", got.URL, want)
	}
}

func TestRequestIsSigned(t *testing.T) {
	got := makeRequest(t, map[string]any{"store": "https://shop.test", "method": "PUT", "path": "/V1/x", "body": "{}",
		"credential": wire.CredentialRef{Token: "Authorization: Bearer " + adminToken}})
	want := []wire.Header{{Name: "Authorization", Value: "Bearer " + adminToken}, {Name: "Content-Type", Value: "application/json"}}
	if len(got.Headers) != 2 || got.Headers[0] != want[0] || got.Headers[1] != want[1] {
		t.Errorf("got %v", got.Headers)
	}
}

func TestRequestRefusals(t *testing.T) {
	e := newEnv(t, exits{})
	for _, test := range []struct {
		in   map[string]any
		code string
	}{
		{map[string]any{"method": "GET", "path": "/V1/x"}, "store_missing"},
		{map[string]any{"store": "javascript:x", "method": "GET", "path": "/V1/x"}, "not_address"},
		{map[string]any{"store": "https://shop.test", "method": "PUT", "path": "/V1/x", "body": "{"}, "body_not_json"},
		{map[string]any{"store": "https://shop.test", "method": "GET", "path": "/V1/x", "credential": wire.CredentialRef{Token: " "}}, "invalid_request"},
	} {
		if refused := call(t, e, "POST", "/v1/request", test.in, nil); refused == nil || refused.Code != test.code {
			t.Errorf("%v: %+v, want %s", test.in, refused, test.code)
		}
	}
}

func makeRequest(t *testing.T, in map[string]any) wire.Request {
	t.Helper()
	var out struct{ Request wire.Request }
	if refused := call(t, newEnv(t, exits{}), "POST", "/v1/request", in, &out); refused != nil {
		t.Fatalf("%v: %+v", in, refused)
	}
	return out.Request
}

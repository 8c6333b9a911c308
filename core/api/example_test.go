package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestExamples(t *testing.T) {
	e := newEnv(t, exits{})
	names := func() string {
		t.Helper()
		var out struct{ Examples []wire.Example }
		wantOK(t, call(t, e, "GET", "/v1/examples", nil, &out))
		var list []string
		for _, x := range out.Examples {
			list = append(list, x.Name)
		}
		return strings.Join(list, " ")
	}
	for _, in := range []fields{
		{"query": "query Orders($n: Int) { customer { orders(pageSize: $n) { total_count } } }", "variables": `{"n":5}`},
		{"query": "{ storeConfig { store_code } }"},
		{"query": "mutation { createEmptyCart }", "name": "a cart"},
		{"query": "query Orders { customer { email } }"},
	} {
		wantOK(t, call(t, e, "POST", "/v1/examples", in, nil))
	}
	if got := names(); got != "storeConfig a cart Orders" {
		t.Error(got)
	}
	wantOK(t, call(t, e, "DELETE", "/v1/examples?name=a%20cart", nil, nil))
	if got := names(); got != "storeConfig Orders" {
		t.Error(got)
	}
	for _, in := range []fields{
		{"query": `mutation { generateCustomerToken(email: "a@b.example", password: "secret1") { token } }`},
		{"query": "query A($t: String) { a(t: $t) { b } }", "variables": `{"password":"secret1"}`},
		{"query": "query A($t: String) { a(t: $t) { b } }", "variables": `{"password":"$ecret1"}`},
		{"query": "mutation { changeCustomerPassword(newPassword :\n\"$ecret1\") { id } }"},
		{"query": "query A { a }", "variables": `{"x":"` + adminToken + `"}`},
	} {
		wantCode(t, call(t, e, "POST", "/v1/examples", in, nil), "example_secret")
	}
	wantOK(t, call(t, e, "POST", "/v1/examples", fields{"query": "mutation M($p: String!) { m(password: $p, name: \"a\") }"}, nil))
	wantOK(t, call(t, e, "POST", "/v1/examples", fields{"query": "mutation L($e: String!, $p: String!) { generateCustomerToken(email: $e, password: $p) { token } }"}, nil))
	wantCode(t, call(t, e, "POST", "/v1/examples", fields{"query": strings.Repeat("{", 70_000)}, nil), "example_long")
}

package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

type requestAnswer struct {
	Request  wire.Request
	Findings []wire.Finding
}

func (a requestAnswer) codes() string {
	var list []string
	for _, f := range a.Findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

func TestRequestParts(t *testing.T) {
	e := newEnv(t, exits{})
	filter := func(field, value, condition string) fields {
		return fields{"field": field, "value": value, "condition": condition}
	}
	const rest = "https://shop.test/rest"
	tests := []struct {
		name  string
		in    fields
		url   string
		codes string
	}{
		{"a parameter", fields{"method": "GET", "path": "/V1/products/{sku}", "params": fields{"sku": "24-MB01"}}, rest + "/V1/products/24-MB01", ""},
		{"a parameter with everything", fields{"method": "GET", "path": "/V1/products/{sku}", "params": fields{"sku": "a/b c?d#e%f[ä]"}},
			rest + "/V1/products/a%2Fb%20c%3Fd%23e%25f%5B%C3%A4%5D", ""},
		{"dots", fields{"method": "GET", "path": "/V1/products/{sku}", "params": fields{"sku": ".."}}, rest + "/V1/products/%2E%2E", ""},
		{"not filled in", fields{"method": "GET", "path": "/V1/products/{sku}"}, rest + "/V1/products/{sku}", "parameter_missing"},
		{"a search", fields{"method": "GET", "path": "/V1/products", "search": fields{
			"groups": [][]fields{{filter("sku", "24%", "like"), filter("name", "Bag & more", "eq")}, {filter("price", "10", "gt")}},
			"sort":   []fields{{"field": "name", "direction": "desc"}}, "pageSize": 20, "currentPage": 2, "fields": "items[sku,name],total_count"}},
			rest + "/V1/products?searchCriteria[filterGroups][0][filters][0][field]=sku&searchCriteria[filterGroups][0][filters][0][value]=24%25" +
				"&searchCriteria[filterGroups][0][filters][0][conditionType]=like&searchCriteria[filterGroups][0][filters][1][field]=name" +
				"&searchCriteria[filterGroups][0][filters][1][value]=Bag%20%26%20more&searchCriteria[filterGroups][1][filters][0][field]=price" +
				"&searchCriteria[filterGroups][1][filters][0][value]=10&searchCriteria[filterGroups][1][filters][0][conditionType]=gt" +
				"&searchCriteria[sortOrders][0][field]=name&searchCriteria[sortOrders][0][direction]=DESC&searchCriteria[pageSize]=20" +
				"&searchCriteria[currentPage]=2&fields=items[sku%2Cname]%2Ctotal_count", ""},
		{"all of them", fields{"method": "GET", "path": "/V1/products", "search": fields{}}, rest + "/V1/products?searchCriteria=", ""},
		{"a scoped write", fields{"method": "PUT", "path": "/V1/products/{sku}", "params": fields{"sku": "x"}, "body": "{}"}, rest + "/V1/products/x", "scope_default_view"},
		{"a scoped write for all", fields{"method": "PUT", "path": "/V1/products/{sku}", "params": fields{"sku": "x"}, "body": "{}", "storeCode": "all"}, rest + "/all/V1/products/x", ""},
		{"a customer on all", fields{"method": "GET", "path": "/V1/customers/me", "storeCode": "all", "credential": fields{"token": customerToken}}, rest + "/all/V1/customers/me", "scope_customer_all"},
		{"queued", fields{"method": "POST", "path": "/V1/products", "storeCode": "all", "mode": "async", "body": "{}"}, rest + "/all/async/V1/products", "queued_status"},
		{"in bulk", fields{"method": "PUT", "path": "/V1/products/{sku}", "storeCode": "de", "mode": "bulk", "body": "[]"}, rest + "/de/async/bulk/V1/products/bySku", "queued_status"},
		{"GraphQL where REST needs index.php", fields{"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/index.php/rest"},
			"graphql": fields{"query": "{a}"}}, "https://shop.test/index.php/graphql", ""},
		{"SOAP there", fields{"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/index.php/rest"}, "method": "GET", "path": "/soap/default?wsdl_list=1"},
			"https://shop.test/index.php/soap/default?wsdl_list=1", ""},
		{"GraphQL", fields{"graphql": fields{"query": "{storeConfig{store_code}}", "variables": fields{"a": 1}}, "headers": []fields{{"name": "Store", "value": "german"}}}, "https://shop.test/graphql", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.in["store"] == nil {
				test.in["store"] = shopStore
			}
			var out requestAnswer
			wantOK(t, call(t, e, "POST", "/v1/request", test.in, &out))
			if out.Request.URL != test.url || out.codes() != test.codes {
				t.Errorf("got %s, %s", out.Request.URL, out.codes())
			}
		})
	}
}

func TestRequestRefusesToQueueAPassword(t *testing.T) {
	e := newEnv(t, exits{})
	for _, path := range []string{"/V1/integration/admin/token", "/V1/integration/customer/token", "/V1/tfa/provider/google/authenticate", "/V1/customers/me/password"} {
		for _, mode := range []string{"async", "bulk"} {
			in := fields{"store": shopStore, "method": "POST", "path": path, "mode": mode, "body": "{}"}
			wantCode(t, call(t, e, "POST", "/v1/request", in, nil), "not_queued")
		}
	}
	wantCode(t, call(t, e, "POST", "/v1/request", fields{"store": shopStore, "method": "GET", "path": "/V1/products", "mode": "async"}, nil), "not_queued")
}

func TestGraphQLBody(t *testing.T) {
	e := newEnv(t, exits{})
	var out requestAnswer
	in := fields{"store": shopStore, "graphql": fields{"query": "query Q($a:Int){x(a:$a)}", "variables": fields{"a": 1}, "operationName": "Q"}}
	wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
	if out.Request.Method != "POST" || out.Request.Body == nil || *out.Request.Body != `{"query":"query Q($a:Int){x(a:$a)}","variables":{"a":1},"operationName":"Q"}` {
		t.Errorf("%+v", out.Request)
	}
	wantCode(t, call(t, e, "POST", "/v1/request", fields{"store": shopStore, "graphql": fields{"query": " "}}, nil), "query_empty")
}

// Eleven filter groups are signed in another order by every generation of stores.
func TestWhereASignatureDependsOnTheVersion(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{}).Do})
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/paste", fields{"store": shopStore, "fields": fields{"text": fourValues, "token": fourValues}}, &c))
	codes := func(groups int) string {
		search := make([][]fields, groups)
		for i := range search {
			search[i] = []fields{{"field": "sku", "value": "a"}}
		}
		var out requestAnswer
		in := fields{"store": shopStore, "method": "GET", "path": "/V1/products", "search": fields{"groups": search}, "for": c.Ref}
		wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
		return out.codes()
	}
	if got := codes(10); got != "" {
		t.Errorf("10: %s", got)
	}
	if got := codes(11); got != "oauth1_by_version" {
		t.Errorf("11: %s", got)
	}
}

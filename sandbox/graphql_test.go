package sandbox_test

import (
	"encoding/json"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

func TestGraphQL(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	customer := "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!")
	admin := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	for _, one := range []struct{ name, query, header, want string }{
		{"alias and typename", "{c:storeConfig{__typename code:store_code}}", "", `{"data":{"c":{"__typename":"StoreConfig","code":"default"}}}`},
		{"comment and commas", "query A {# c\n availableStores{,store_code,}}", "", `{"data":{"availableStores":[{"store_code":"default"},{"store_code":"german"}]}}`},
		{"named fragment", "{storeConfig{...f}} fragment f on StoreConfig{locale}", "", `{"data":{"storeConfig":{"locale":"en_US"}}}`},
		{"fragment within itself", "{storeConfig{...f}} fragment f on StoreConfig{locale ...f}", "", `{"data":{"storeConfig":{"locale":"en_US"}}}`},
		{"inline fragment", "{storeConfig{... on StoreConfig{locale}}}", "", `{"data":{"storeConfig":{"locale":"en_US"}}}`},
		{"store header", "{storeConfig{store_code}}", "Store: german", `{"data":{"storeConfig":{"store_code":"german"}}}`},
		{"unknown store", "{storeConfig{store_code}}", "Store: nope", `{"errors":[{"message":"Requested store is not found (nope)","extensions":{"category":"graphql-input"}}]}`},
		{"unknown field", "{nope}", "", `{"errors":[{"message":"Cannot query field \"nope\" on type \"Query\".","locations":[{"line":1,"column":2}],"extensions":{"category":"graphql"}}]}`},
		{"syntax", "{storeConfig{", "", `{"errors":[{"message":"Syntax Error: Expected Name, found <EOF>","locations":[{"line":1,"column":14}],"extensions":{"category":"graphql"}}]}`},
		{"admin before a customer", "{customer{email}}", admin, `{"errors":[{"message":"The current customer isn't authorized.","locations":[{"line":1,"column":2}],"path":["customer"],"extensions":{"category":"graphql-authorization"}}],"data":{"customer":null}}`},
		{"customer", "{customer{email}}", customer, `{"data":{"customer":{"email":"roni@example.com"}}}`},
		{"admin after that customer", "{customer{email}}", admin, `{"data":{"customer":{"email":"roni@example.com"}}}`},
		{"as admin", `mutation{generateCustomerTokenAsAdmin(input:{customer_email:"nobody@example.com"}){customer_token}}`, admin, graphQLError("Customer email provided does not exist", "input")},
		{"as admin without the customer's yes", `mutation{generateCustomerTokenAsAdmin(input:{customer_email:"locktest.customer@example.com"}){customer_token}}`, admin, graphQLError("Allow remote shopping assistance is disabled.", "authorization")},
		{"as customer", `mutation{generateCustomerTokenAsAdmin(input:{customer_email:"roni@example.com"}){customer_token}}`, customer, graphQLError("The current customer isn't authorized.", "authorization")},
		{"revoke", "mutation{revokeCustomerToken{result}}", customer, `{"data":{"revokeCustomerToken":{"result":true}}}`},
		{"after revoking", "{customer{email}}", customer, `{"errors":[{"message":"The current customer isn't authorized.","locations":[{"line":1,"column":2}],"path":["customer"],"extensions":{"category":"graphql-authorization"}}],"data":{"customer":null}}`},
	} {
		t.Run(one.name, func(t *testing.T) {
			body, _ := json.Marshal(map[string]string{"query": one.query})
			headers := []string{asJSON}
			if one.header != "" {
				headers = append(headers, one.header)
			}
			if got := ask(t, store, "POST", "/graphql", string(body), headers...).body; got != one.want {
				t.Errorf("got  %s\nwant %s", got, one.want)
			}
		})
	}
}

func graphQLError(message, category string) string {
	return `{"errors":[{"message":"` + message + `","locations":[{"line":1,"column":10}],"path":["generateCustomerTokenAsAdmin"],` +
		`"extensions":{"category":"graphql-` + category + `"}}],"data":{"generateCustomerTokenAsAdmin":null}}`
}

func TestGraphQLCustomerTokenAsAdmin(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	const mutation = `{"query":"mutation{generateCustomerTokenAsAdmin(input:{customer_email:\"roni@example.com\"}){customer_token}}"}`
	admin := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed")
	limited := "Authorization: Bearer " + tokenOf(t, store, adminRoute, "limited", "Limited123!seed")
	expect(t, ask(t, store, "POST", "/graphql", mutation, asJSON, limited), 200, "Login as Customer is disabled.")
	a := ask(t, store, "POST", "/graphql", mutation, asJSON, admin)
	if c := claimsIn(a.body); c.UID != 1 || c.UTypID != 3 {
		t.Errorf("got %s", a.body)
	}
}

func TestGraphQLByGet(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	expect(t, ask(t, store, "GET", "/graphql?query=%7BstoreConfig%7Bstore_code%7D%7D", ""), 200, `{"data":{"storeConfig":{"store_code":"default"}}}`)
	expect(t, ask(t, store, "OPTIONS", "/graphql", ""), 500, "errors")
	expect(t, ask(t, store, "POST", "/graphql", "{", asJSON), 200, "errors")
}

func TestGraphQLVariables(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	a := ask(t, store, "POST", "/graphql", `{"query":"mutation T($e:String!,$p:String!){generateCustomerToken(email:$e,password:$p){token}}",
		"variables":{"e":"roni@example.com","p":"Customer123!"}}`, asJSON)
	expect(t, a, 200, `{"data":{"generateCustomerToken":{"token":"eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.`)
}

func FuzzGraphQL(f *testing.F) {
	for _, seed := range []string{`{a}`, `mutation{a(b:"c\u0041",d:[1,-2.5e3],e:{f:$g})}`, `"""x"""`, "{a # b", `query($a:[B!]!=1)@c{...d}`} {
		f.Add(seed)
	}
	store, _ := newStore(sandbox.Options{})
	f.Fuzz(func(t *testing.T, query string) {
		body, _ := json.Marshal(map[string]string{"query": query})
		if a := ask(t, store, "POST", "/graphql", string(body), asJSON); !json.Valid([]byte(a.body)) {
			t.Errorf("no JSON: %s", a.body)
		}
	})
}

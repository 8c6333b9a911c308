package main

import (
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestRouteAmong(t *testing.T) {
	list := []wire.Operation{
		{Method: "GET", Path: "/V1/customers/me"}, {Method: "PUT", Path: "/V1/customers/me"},
		{Method: "GET", Path: "/V1/customers/{customerId}"}, {Method: "DELETE", Path: "/V1/customers/{customerId}"},
		{Method: "POST", Path: "/V1/carts/"}, {Method: "GET", Path: "/V1/a/:id/b"},
	}
	for text, want := range map[string]string{
		"/V1/customers/me":                              "GET /V1/customers/me,PUT /V1/customers/me,",
		"get /V1/customers/me":                          "GET /V1/customers/me,",
		"DELETE /V1/customers/me":                       "DELETE /V1/customers/{customerId},",
		"/V1/customers/7":                               "GET /V1/customers/{customerId},DELETE /V1/customers/{customerId},",
		"GET /V1/customers/{customerId}":                "GET /V1/customers/{customerId},",
		"https://shop.test/rest/all/V1/customers/7?x=1": "GET /V1/customers/{customerId},DELETE /V1/customers/{customerId},",
		"POST V1/carts":                                 "POST /V1/carts/,",
		"/V1/carts/":                                    "POST /V1/carts/,",
		"/V1/a/5/b":                                     "GET /V1/a/:id/b,",
		"/V1/customers":                                 "",
	} {
		r, err := readRoute(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		got := ""
		for _, o := range r.among(list) {
			got += o.Method + " " + o.Path + ","
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"products", "GET", "GET x", "GET /V1/x y", " "} {
		if _, err := readRoute(text); err == nil {
			t.Errorf("%q is a route", text)
		}
	}
}

package check

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// counter is a store where a token may do what lies behind some resources.
type counter struct {
	rights map[string]bool
	asked  []string
	wrong  []string
}

// routes of the counter, with what each asks for; :open is nobody's.
var counterRoutes = map[string]string{
	"/V1/modules": "Magento_Backend::admin", "/V1/customers/me": "self", "/V1/carts/mine": "self",
	"/V1/orders": "Magento_Sales::actions_view", "/V1/orders/0": "Magento_Sales::actions_view",
	"/V1/products": "Magento_Catalog::products", "/V1/products/0": "Magento_Catalog::products",
	"/V1/shelves/0/books": "Acme_Shelves::read", "/V1/bench": ":open", "/V1/hidden": "Magento_Sales::actions_view",
}

func (c *counter) Do(req *http.Request) (*http.Response, error) {
	auth := req.Header.Get("Authorization")
	scheme, _, _ := strings.Cut(auth, " ")
	path := strings.TrimPrefix(req.URL.Path, "/rest")
	c.asked = append(c.asked, strings.TrimSpace(path+" "+scheme))
	if req.Method != http.MethodGet || strings.Contains(req.URL.RawQuery, "earchCriteria") || strings.Contains(path, "42") {
		c.wrong = append(c.wrong, req.Method+" "+path)
	}
	resource, known := counterRoutes[path]
	if strings.HasPrefix(path, "/V1/products/") || strings.HasPrefix(path, "/V1/bundle") {
		resource, known = "Magento_Catalog::products", true
	}
	r := reply{401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"` + resource + `"}}`, ""}
	switch {
	case strings.HasSuffix(path, "/schema"):
		r = reply{200, `{"swagger":"2.0","paths":{}}`, ""}
		if c.rights["Magento_Sales::cancel"] {
			r.body = `{"swagger":"2.0","paths":{"/V1/orders/{id}/cancel":{"post":{"tags":["s"]}}}}`
		}
	case !known:
		r = reply{404, `{"message":"Request does not match any route."}`, ""}
	case resource == ":open":
		r = reply{200, `[]`, ""}
	case auth != "" && path == "/V1/modules" && c.rights[resource]:
		r = list
	case auth != "" && c.rights[resource] && path == "/V1/customers/me":
		r = customer
	case auth != "" && c.rights[resource]:
		r = reply{400, `{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"searchCriteria"}}`, ""}
	}
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func TestCheckOfARoute(t *testing.T) {
	orders := "Sales > Operations > Orders > Actions > View"
	tests := []struct {
		name   string
		token  token.Token
		method string
		path   string
		rights string
		reason string // or the finding beside accepted
		titles string
		asked  int
	}{
		{"allowed", liveAdmin, "", "/V1/orders", "Magento_Sales::actions_view", "route_allowed", "", 3},
		{"lacking", liveAdmin, "", "/V1/orders", "", "right_lacking", orders, 3},
		{"no record is named, no criterion sent", liveAdmin, "GET", "/V1/orders/42?searchCriteria[pageSize]=1", "", "right_lacking", orders, 3},
		{"an address", liveAdmin, "GET", "https://host/rest/german/V1/orders/42", "Magento_Sales::actions_view", "route_allowed", "", 3},
		{"method and path in one", liveAdmin, "", "post /V1/products", "", "right_lacking", "Catalog > Inventory > Products", 3},
		{"another method by a GET of the same right", liveAdmin, "PUT", "/V1/products/42", "Magento_Catalog::products", "route_allowed", "", 3},
		{"another method by the schema", liveAdmin, "POST", "/V1/orders/42/cancel", "Magento_Sales::cancel", "route_allowed", "", 3},
		{"another method that the schema does not list", liveAdmin, "POST", "/V1/orders/42/cancel", "", "right_lacking", "Sales > Operations > Orders > Actions > Cancel", 3},
		{"another method of an unknown route", liveAdmin, "DELETE", "/V1/shelves/42", "", "route_unknown", "", 2},
		{"a module's route", liveAdmin, "", "/V1/shelves/42/books", "Acme_Shelves::read", "route_allowed", "", 4},
		{"a module's route, lacking, in the store's words", liveAdmin, "", "/V1/shelves/42/books", "", "right_lacking", "Library > Read shelves", 4},
		{"a module's route of a known right", liveAdmin, "", "/V1/hidden", "", "right_lacking", orders, 4},
		{"a module's route that is open", liveAdmin, "", "/V1/bench", "", "route_open", "", 3},
		{"a route that is not there", liveAdmin, "", "/V1/nothing", "", "route_untold", "", 3},
		{"open", liveAdmin, "", "/V1/directory/currency", "", "route_open", "", 2},
		{"a customer's route for an administrator", liveAdmin, "", "/V1/carts/mine", "", "route_for_customers", "", 2},
		{"a customer's route", liveCustomer, "", "/V1/carts/mine", "self", "route_allowed", "", 3},
		{"a customer's route, writing", liveCustomer, "PUT", "/V1/customers/me", "self", "route_allowed", "", 2},
		{"an administrator's route for a customer", liveCustomer, "", "/V1/orders", "self", "route_not_for_customers", "", 2},
		{"no route at all", liveAdmin, "", "/admin/index", "", "", "", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := &counter{rights: map[string]bool{test.rights: true, "Magento_Backend::admin": true}}
			if test.token.Kind == wire.KindCustomer {
				c.rights["Magento_Backend::admin"] = false
			}
			env := Env{Doer: c, Now: func() time.Time { return now }, Method: test.method, Path: test.path,
				Tree: []wire.TreeNode{{ID: "Acme_Shelves::all", Title: "Library"}, {ID: "Acme_Shelves::read", Title: "Read shelves", Parent: "Acme_Shelves::all"}}}
			got := Check(context.Background(), env, wire.Store{BaseURL: "https://host", RestURL: "https://host/rest", StoreCode: "all"}, test.token, nil)
			if got.Verdict != wire.VerdictValid || len(c.wrong) > 0 {
				t.Errorf("%s, %s; sent %s", got.Verdict, got.Reason, c.wrong)
			}
			if len(c.asked) != test.asked || len(got.Evidence) != test.asked {
				t.Errorf("%d requests: %s", len(c.asked), c.asked)
			}
			isReason := strings.HasPrefix(test.reason, "right_") || strings.Contains(test.reason, "for_customers")
			if isReason != (got.Reason == test.reason) || test.reason != "" && !strings.Contains(codes(got.Findings), test.reason) {
				t.Errorf("reason %s, findings %s", got.Reason, codes(got.Findings))
			}
			for _, f := range got.Findings {
				if f.Code == "right_lacking" && f.Params["path"] != test.titles {
					t.Errorf("path %s", f.Params["path"])
				}
				if strings.ContainsAny(f.Message+f.Hint, "{}") {
					t.Errorf("%s: %s %s", f.Code, f.Message, f.Hint)
				}
			}
		})
	}
}

// A token that is not valid is not asked about further.
func TestNoRouteWithoutAVerdict(t *testing.T) {
	s := &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin}}
	env := Env{Doer: s, Now: func() time.Time { return now }, Path: "/V1/orders"}
	if Check(context.Background(), env, wire.Store{RestURL: "https://host/rest"}, deadAdmin, nil); len(s.asked) != 2 {
		t.Error(s.asked)
	}
}

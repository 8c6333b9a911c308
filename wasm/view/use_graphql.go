package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// graphQL is what the fields say, for the API to write as a body.
func (r *Request) graphQL() string {
	o := new(object).str("query", r.Values["query"]).opt("operationName", strings.TrimSpace(r.Values["operation"]))
	if variables := strings.TrimSpace(r.Values["variables"]); variables != "" {
		o.raw("variables", variables)
	}
	return o.String()
}

// graphQLHeaders choose store view and currency (Magento_StoreGraphQl), the
// version of a staged preview (Magento_VersionsCmsGraphQl), and bring a reCAPTCHA
// (Magento_ReCaptchaWebapiGraphQl).
func (m *Model) graphQLHeaders() []wire.Header {
	var headers []wire.Header
	if code := m.Request.Code; code != "" && code != codeAll {
		headers = append(headers, wire.Header{Name: "Store", Value: code})
	}
	for _, field := range []struct{ field, name string }{{"currency", "Content-Currency"}, {"preview", "Preview-Version"}, {"recaptcha", "X-ReCaptcha"}} {
		if value := strings.TrimSpace(m.Request.Values[field.field]); value != "" {
			headers = append(headers, wire.Header{Name: field.name, Value: value})
		}
	}
	return headers
}

// example is a query to begin with.
type example struct{ id, query, variables string }

var examples = []example{
	{"storefront", "query {\n  storeConfig {\n    store_code\n    store_name\n    locale\n    base_currency_code\n    base_url\n  }\n}", ""},
	{"products", "query products($search: String!, $pageSize: Int = 10) {\n  products(search: $search, pageSize: $pageSize) {\n    total_count\n    items {\n      sku\n      name\n      stock_status\n      price_range {\n        minimum_price {\n          final_price {\n            value\n            currency\n          }\n        }\n      }\n    }\n  }\n}", "{\n  \"search\": \"bag\"\n}"},
	{"categories", "query {\n  categoryList {\n    uid\n    name\n    children {\n      uid\n      name\n      url_path\n      product_count\n    }\n  }\n}", ""},
	{"customer", "query {\n  customer {\n    firstname\n    lastname\n    email\n    orders(pageSize: 5) {\n      total_count\n      items {\n        number\n        status\n        order_date\n      }\n    }\n  }\n}", ""},
	{"cart", "mutation {\n  createEmptyCart\n}", ""},
}

// exampleChosen writes an example over what stands there.
func (m *Model) exampleChosen(id string) []Effect {
	if name, own := strings.CutPrefix(id, ownExample); own {
		return m.ownExampleChosen(name)
	}
	for _, e := range examples {
		if e.id == id {
			m.Request.Examples.kept = ""
			return m.exampleFilled(e.query, e.variables, "")
		}
	}
	return nil
}

// protocolTurned changes between a route, GraphQL and SOAP.
func (m *Model) protocolTurned(to string) []Effect {
	r := &m.Request
	if r.Protocol = to; to == "rest" {
		r.Protocol = ""
	}
	r.Sending.forget()
	if r.isGraphQL() && r.Code == codeAll {
		r.Code = ""
	}
	if r.isGraphQL() && r.Values["query"] == "" {
		r.set("query", examples[0].query)
	}
	if service := r.Route.Detail.Service; r.isSOAP() && service != "" && service != r.Values["service"] {
		r.set("service", service, "envelope", "", "soap-operation", "")
	}
	effects := m.protocolBegun()
	return append(effects, append(m.fillRequest(), m.keepRequest())...)
}

// protocolBegun asks what is there to choose from.
func (m *Model) protocolBegun() []Effect {
	switch r := &m.Request; {
	case r.isGraphQL() && r.Examples.list == nil:
		return []Effect{m.ask(AskExamples, "GET", "/v1/examples", nil)}
	case r.isSOAP() && r.SOAP.services == nil:
		return []Effect{m.ask(AskServices, "GET", "/v1/soap/services?origin="+escape(m.storeOrigin()), nil)}
	}
	return nil
}

// listsQuery asks a store which store views and currencies it has.
const listsQuery = "{ availableStores { store_code } currency { available_currency_codes } }"

// listsWanted is a click on "Ask the store" beside the currency.
func (m *Model) listsWanted() []Effect {
	store := m.requestStore()
	if !m.confirmed() || m.asked[AskLists] != "" || store.BaseURL == "" {
		return nil
	}
	query := new(object).str("query", listsQuery).String()
	request := wire.Request{Method: "POST", URL: strings.TrimSuffix(store.RestURL, "/rest") + "/graphql", Body: &query,
		Headers: []wire.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Accept", Value: "application/json"}}}
	ask := m.ask(AskLists, "POST", sendPath, new(object).raw("request", writeRequest(request)).door(m.Login.front, OriginOf(store.BaseURL)).body())
	ask.Origin = m.storeOrigin()
	return []Effect{ask}
}

func (m *Model) listsAnswered(e Answered) []Effect {
	s := &m.Request.Sending
	v, problem := e.read()
	if s.ListsProblem = problem; problem != nil {
		return nil
	}
	body, _ := readJSON([]byte(v.str("body")))
	data := body.get("data")
	s.Views = each(data.get("availableStores"), func(item value) string { return item.str("store_code") })
	s.Currencies = each(data.get("currency").get("available_currency_codes"), func(item value) string { return item.text })
	s.NoLists = len(s.Views)+len(s.Currencies) == 0
	return nil
}

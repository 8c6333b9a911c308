package sandbox

import "fmt"

// resolver answers one top-level field with everything its type has here.
type resolver func(q *query, arguments map[string]any) (any, *graphQLError)

var queries = map[string]resolver{
	"storeConfig":     queryStoreConfig,
	"availableStores": queryAvailableStores,
	"customer":        queryCustomer,
}

var mutations = map[string]resolver{
	"generateCustomerToken":        mutateCustomerToken,
	"generateCustomerTokenAsAdmin": mutateCustomerTokenAsAdmin,
	"revokeCustomerToken":          mutateRevoke,
}

const (
	inputError          = "graphql-input"
	authenticationError = "graphql-authentication"
	authorizationError  = "graphql-authorization"
)

var notAuthorized = &graphQLError{"The current customer isn't authorized.", authorizationError}

func queryStoreConfig(q *query, _ map[string]any) (any, *graphQLError) {
	return q.storeConfig(*q.store), nil
}

func queryAvailableStores(q *query, _ map[string]any) (any, *graphQLError) {
	var all []any
	for _, v := range q.s.views() {
		if v.id != 0 {
			all = append(all, q.storeConfig(v))
		}
	}
	return all, nil
}

var websites = map[int]struct{ code, name string }{1: {"base", "Main Website"}, 2: {"second", "Second Website"}}

func (q *query) storeConfig(v view) object {
	base := q.s.baseURL(q.r)
	return object{{"__typename", "StoreConfig"}, {"id", v.id}, {"code", v.code}, {"store_code", v.code}, {"store_name", v.name},
		{"is_default_store", v.id == 1}, {"website_id", v.website}, {"website_code", websites[v.website].code}, {"website_name", websites[v.website].name},
		{"locale", "en_US"}, {"base_currency_code", "USD"}, {"default_display_currency_code", "USD"}, {"timezone", "UTC"},
		{"base_url", base}, {"base_link_url", base}, {"secure_base_url", base},
		{"customer_access_token_lifetime", 1}}
}

// queryCustomer is a trap that the real one sets, too: once a customer's answer
// is in the resolver cache, an admin's token with the same number gets it.
func queryCustomer(q *query, _ map[string]any) (any, *graphQLError) {
	who := q.caller()
	switch {
	case who == nil:
		return nil, notAuthorized
	case who.Kind == "customer":
		q.s.resolved[who.ID] = true
	case q.s.resolved[who.ID]:
		who = byID("customer", who.ID)
	default:
		return nil, notAuthorized
	}
	return object{{"__typename", "Customer"}, {"id", who.ID}, {"email", who.Name}, {"firstname", who.first}, {"lastname", who.last},
		{"group_id", 1}, {"is_subscribed", false}, {"created_at", stamp(customersSince)}, {"addresses", []any{}}}, nil
}

// caller is known by bearer or by the storefront's session, which needs no
// further header here; OAuth 1.0a and the panel's session count for nothing.
func (q *query) caller() *Account {
	a := q.s.bearer(bearerToken(q.r))
	if a == nil {
		a = q.s.shopper(q.r)
	}
	if a != nil && a.Kind == "customer" && a.website() != q.store.website {
		return nil
	}
	return a
}

func mutateCustomerToken(q *query, arguments map[string]any) (any, *graphQLError) {
	if q.s.recaptchaStops(q.r) {
		return nil, &graphQLError{recaptchaRefused, inputError}
	}
	email, password := text(arguments["email"]), text(arguments["password"])
	for _, one := range []struct{ name, value string }{{"email", email}, {"password", password}} {
		if one.value == "" {
			return nil, &graphQLError{fmt.Sprintf(`Specify the "%s" value.`, one.name), inputError}
		}
	}
	if q.s.lock.shut("customer", email, q.s.now()) {
		return nil, &graphQLError{signInRefused, authenticationError}
	}
	customer := q.s.authenticate("customer", email, password, q.store.website)
	if customer == nil {
		return nil, &graphQLError{signInRefused, authenticationError}
	}
	q.dropped = append(q.dropped, "form_key")
	return object{{"__typename", "CustomerToken"}, {"token", q.s.issue(customer)}}, nil
}

func mutateCustomerTokenAsAdmin(q *query, arguments map[string]any) (any, *graphQLError) {
	who := q.caller()
	if who == nil || who.Kind != "admin" {
		return nil, notAuthorized
	}
	if !who.role.allows("Magento_LoginAsCustomer::login") {
		return nil, &graphQLError{"Login as Customer is disabled.", authorizationError}
	}
	input, _ := arguments["input"].(map[string]any)
	customer := byName("customer", text(input["customer_email"]))
	switch {
	case customer == nil:
		return nil, &graphQLError{"Customer email provided does not exist", inputError}
	case !customer.assistance: // from the source, not observed
		return nil, &graphQLError{"Allow remote shopping assistance is disabled.", authorizationError}
	}
	return object{{"__typename", "GenerateCustomerTokenAsAdminOutput"}, {"customer_token", q.s.issue(customer)}}, nil
}

func mutateRevoke(q *query, _ map[string]any) (any, *graphQLError) {
	who := q.caller()
	if who == nil || who.Kind != "customer" {
		return nil, notAuthorized
	}
	q.s.revoked[who.owner()] = q.s.now().Unix()
	return object{{"__typename", "RevokeCustomerTokenOutput"}, {"result", true}}, nil
}

func text(value any) string {
	t, _ := value.(string)
	return t
}

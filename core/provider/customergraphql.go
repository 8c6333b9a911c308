package provider

import (
	"context"
	"encoding/json"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "customergraphql",
		Title:   "Customer, over GraphQL",
		Summary: "A customer's e-mail address and password over GraphQL, where REST is closed to customers.",
		Kinds:   []string{wire.KindCustomer},
		Fields:  append(customerFields[:2:2], recaptchaField),
	},
	Order:   22,
	Counted: true,
	Obtain:  obtainByGraphQL,
})

// obtainByGraphQL asks generateCustomerToken (Magento_CustomerGraphQl) on the
// view that the header Store names.
func obtainByGraphQL(ctx context.Context, env Env, in Input) (Credential, error) {
	l := login{
		url:     magento.APIRoot(in.Store) + "/graphql",
		kind:    wire.KindCustomer,
		fields:  customerFields,
		headers: append(recaptchaHeader(in), storeHeader(in)...),
		form:    graphQLForm,
	}
	credential, err := l.send(ctx, env, in)
	return credential, recaptchaRefused(err, in)
}

var graphQLForm = loginForm{"application/json", writeGraphQL, readGraphQL, refusedGraphQL}

const customerMutation = "mutation($email:String!,$password:String!){generateCustomerToken(email:$email,password:$password){token}}"

// writeGraphQL gives the values as variables, so that nothing in them can end a
// string of the query.
func writeGraphQL(_ []wire.Field, values []string) ([]byte, error) {
	return json.Marshal(map[string]any{
		"query":     customerMutation,
		"variables": map[string]string{"email": values[0], "password": values[1]},
	})
}

func readGraphQL(body []byte) (secret.Text, bool) {
	text := gjson.GetBytes(body, "data.generateCustomerToken.token")
	if !jsontext.Valid(body) || text.Type != gjson.String {
		return secret.Text{}, false
	}
	return tokenLike(text.Str)
}

// refusedGraphQL goes by the category where the words say nothing: they are
// translated, the category is not (Framework GraphQl Exception).
func refusedGraphQL(a magento.Answer) *magento.Refusal {
	refusal := magento.RefusedGraphQL(a)
	if refusal == nil || refusal.Code != "refused" {
		return refusal
	}
	switch gjson.GetBytes(a.Body, "errors.0.extensions.category").Str {
	case "graphql-authentication":
		refusal.Code = "sign_in_refused"
	case "graphql-authorization":
		refusal.Code = "graphql_not_authorized"
	}
	return refusal
}

// storeHeader names the store view to GraphQL.
func storeHeader(in Input) []wire.Header {
	if code := magento.CustomerView(in.Store.StoreCode); code != "" {
		return []wire.Header{{Name: "Store", Value: code}}
	}
	return nil
}

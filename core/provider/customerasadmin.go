package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "customerasadmin",
		Title:   "Customer, as administrator",
		Summary: "A token for a customer by e-mail address, without the customer's password: an administrator's token asks for it.",
		Kinds:   []string{wire.KindCustomer},
		Uses:    wire.KindAdmin,
		Fields:  []wire.Field{{Name: "email", Label: "Customer’s e-mail", InputMode: "email"}},
	},
	Order:  30,
	Obtain: obtainAsAdmin,
})

// obtainAsAdmin asks GraphQL's generateCustomerTokenAsAdmin
// (Magento_LoginAsCustomerGraphQl). It takes an administrator's bearer token
// only: a panel login, an integration or Adobe IMS is no administrator there.
func obtainAsAdmin(ctx context.Context, env Env, in Input) (Credential, error) {
	if err := adminBearer(in.Bearer, env); err != nil {
		return Credential{}, err
	}
	email := in.Fields["email"].Reveal()
	body, err := json.Marshal(map[string]any{
		"query":     "mutation($email:String!){generateCustomerTokenAsAdmin(input:{customer_email:$email}){customer_token}}",
		"variables": map[string]string{"email": email},
	})
	if err != nil {
		return Credential{}, &FieldError{Code: "value_unreadable", Field: wire.Field{Name: "email", Label: "Customer’s e-mail"}}
	}
	url := magento.APIRoot(in.Store) + "/graphql"
	req, err := graphQL(url, in, body)
	if err != nil {
		return Credential{}, err
	}
	req.Header.Set("Authorization", "Bearer "+in.Bearer.Reveal())
	answer, err := magento.Send(ctx, env.Doer, req)
	if err != nil {
		return Credential{}, fmt.Errorf("provider: asking for a customer's token: %w", err)
	}
	text := gjson.GetBytes(answer.Body, "data.generateCustomerTokenAsAdmin.customer_token")
	if text.Type != gjson.String || text.Str == "" {
		return Credential{}, notAsAdmin(answer, url, in.Bearer)
	}
	return Credential{
		Token: secret.New(text.Str), Kind: wire.KindCustomer, Who: email,
		Evidence: []wire.Evidence{answer.Evidence(http.MethodPost, url, wire.NewFinding("token_issued").Message)},
	}, nil
}

// graphQL makes a POST to a store's GraphQL endpoint, on the store's own view.
func graphQL(url string, in Input, body []byte) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("provider: %w", magento.ErrNotAddress)
	}
	for _, h := range in.Headers {
		req.Header.Add(h.Name, h.Value)
	}
	req.Header.Set("Content-Type", "application/json")
	if code := magento.CustomerView(in.Store.StoreCode); code != "" {
		req.Header.Set("Store", code)
	}
	return req, nil
}

// adminBearer refuses what GraphQL would answer with "The current customer isn't
// authorized.", which says nothing of the reason.
func adminBearer(bearer secret.Text, env Env) error {
	t := token.Parse(bearer, env.Now())
	switch {
	case bearer.Empty():
		return &TextError{Code: "admin_token_needed"}
	case t.Kind == wire.KindAdmin, t.Kind == wire.KindUnknown:
		if t.Expired(env.Now()) {
			return &TextError{Code: "admin_token_expired"}
		}
		return nil
	}
	return &TextError{Code: "admin_token_other"}
}

func notAsAdmin(answer magento.Answer, url string, bearer secret.Text) error {
	refusal := magento.RefusedGraphQL(answer)
	if refusal == nil {
		refusal = &magento.Refusal{Status: answer.Status, Code: "not_a_token"}
	}
	if refusal.Code == "graphql_not_authorized" {
		refusal.Code = "as_admin_not_allowed"
	}
	refusal.StoreMessage = secret.Redact(refusal.StoreMessage, bearer)
	refusal.Evidence = []wire.Evidence{answer.Evidence(http.MethodPost, url, refusal.Finding().Message)}
	return refusal
}

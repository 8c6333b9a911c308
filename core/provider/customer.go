package provider

import (
	"context"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// customerRoute is of Magento_Integration.
const customerRoute = "/V1/integration/customer/token"

var customerFields = []wire.Field{
	{Name: "username", Label: "E-mail", Autocomplete: "username", InputMode: "email"},
	{Name: "password", Label: "Password", Secret: true, Autocomplete: "current-password"},
}

var _ = register(Provider{
	Card: wire.Card{
		ID:      "customer",
		Title:   "Customer",
		Summary: "A customer's e-mail address and password, on the customer's own store view.",
		Kinds:   []string{wire.KindCustomer},
		Fields:  customerFields,
	},
	Order:   20,
	Counted: true,
	Obtain:  obtainCustomer,
})

func obtainCustomer(ctx context.Context, env Env, in Input) (Credential, error) {
	l := login{
		url:    magento.Route(in.Store, magento.CustomerView(in.Store.StoreCode), customerRoute),
		kind:   wire.KindCustomer,
		fields: customerFields,
	}
	return l.send(ctx, env, in)
}

package provider

import (
	"context"
	"errors"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// customerRoute is of Magento_Integration.
const customerRoute = "/V1/integration/customer/token"

var customerFields = []wire.Field{
	{Name: "username", Label: "E-mail", Autocomplete: "username", InputMode: "email"},
	{Name: "password", Label: "Password", Secret: true, Autocomplete: "current-password"},
}

var recaptchaField = wire.Field{Name: "recaptcha", Label: "reCAPTCHA answer", Secret: true, Optional: true,
	Hint: "Only where the shop asks for it: the answer that its own login form got a moment ago. It is good once."}

var _ = register(Provider{
	Card: wire.Card{
		ID:      "customer",
		Title:   "Customer",
		Summary: "A customer's e-mail address and password, on the customer's own store view.",
		Kinds:   []string{wire.KindCustomer},
		Fields:  append(customerFields[:2:2], recaptchaField),
	},
	Order:   20,
	Counted: true,
	Obtain:  obtainCustomer,
})

func obtainCustomer(ctx context.Context, env Env, in Input) (Credential, error) {
	l := login{
		url:     magento.Route(in.Store, magento.CustomerView(in.Store.StoreCode), customerRoute),
		kind:    wire.KindCustomer,
		fields:  customerFields,
		headers: recaptchaHeader(in),
	}
	credential, err := l.send(ctx, env, in)
	return credential, recaptchaRefused(err, in)
}

// recaptchaHeader carries what reCAPTCHA gave the shop's own page
// (Magento_ReCaptchaWebapiRest and …GraphQl, from 2.4.3).
func recaptchaHeader(in Input) []wire.Header {
	if in.Fields["recaptcha"].Empty() {
		return nil
	}
	return []wire.Header{{Name: "X-ReCaptcha", Value: in.Fields["recaptcha"].Reveal()}}
}

// recaptchaRefused tells an answer that was not taken from one that is missing.
func recaptchaRefused(err error, in Input) error {
	var refusal *magento.Refusal
	if errors.As(err, &refusal) && refusal.Code == "recaptcha" && !in.Fields["recaptcha"].Empty() {
		refusal.Code = "recaptcha_refused"
	}
	return err
}

package provider

import (
	"context"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// adminRoute is of Magento_Integration. With two-factor authentication on (the
// default since 2.4.0) it says only which second factors the user has.
const adminRoute = "/V1/integration/admin/token"

// userFields go with every request of an administrator's login.
var userFields = []wire.Field{
	{Name: "username", Label: "User name", Autocomplete: "username"},
	{Name: "password", Label: "Password", Secret: true, Autocomplete: "current-password"},
}

var (
	codeField = wire.Field{Name: "otp", Label: "One-time code", Secret: true, Optional: true, Step: 2,
		Autocomplete: "one-time-code", InputMode: "numeric",
		Hint: "The 6 digits that your authenticator app shows; the key it was set up with does, too."}
	factorField = wire.Field{Name: "factor", Label: "Second factor", Optional: true, Step: 2, Choices: factorChoices(),
		Hint: "Which of the user’s second factors answers."}
	sendField = wire.Field{Name: "send", Label: "Send a code", Optional: true, Step: 2, Choices: []wire.Choice{
		{Value: sendSMS, Label: "By text message"}, {Value: sendCall, Label: "By phone call"}, {Value: factorOneTouch, Label: "Ask the Authy app"},
	}, Hint: "Has Authy send a code, or ask its app, instead of logging in."}
	assertionField = wire.Field{Name: "assertion", Label: "Answer of the security key", Secret: true, Optional: true, Step: 2, Lines: true,
		Hint: "JSON, as the store’s own login page posts it; the browser makes it."}
	appKeyField = wire.Field{Name: "totp", Label: "Authenticator key", Secret: true, Optional: true, Autocomplete: "off",
		Hint: "The otpauth:// address or the key that the authenticator app was set up with: Storekey computes the codes itself."}
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "admin",
		Title:   "Administrator",
		Summary: "An administrator's user name and password, with a one-time code where the store asks for it.",
		Kinds:   []string{wire.KindAdmin},
		Fields:  append(append([]wire.Field{}, userFields...), codeField, factorField, sendField, assertionField, appKeyField),
	},
	Order:   10,
	Counted: true,
	Obtain:  obtainAdmin,
})

// obtainAdmin asks the token route, or, where the fields answer a second factor,
// a route of that and only that: each takes the password, and each try counts.
func obtainAdmin(ctx context.Context, env Env, in Input) (Credential, error) {
	step, asked, err := factorStep(in)
	if err != nil {
		return Credential{}, err
	}
	if asked {
		return step.take(ctx, env, in)
	}
	l := login{url: magento.Route(in.Store, "", adminRoute), kind: wire.KindAdmin, fields: userFields}
	credential, err := l.send(ctx, env, in)
	return credential, secondFactor(err)
}

// with is the input with one more field, under the name that the store gives it.
func (in Input) with(name string, text secret.Text) Input {
	fields := map[string]secret.Text{name: text}
	for other, value := range in.Fields {
		if other != name {
			fields[other] = value
		}
	}
	in.Fields = fields
	return in
}

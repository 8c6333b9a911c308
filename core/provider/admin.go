package provider

import (
	"context"
	"errors"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// The routes of Magento_Integration and, with two-factor authentication on (the
// default since 2.4.0), of Magento_TwoFactorAuth.
const (
	adminRoute  = "/V1/integration/admin/token"
	googleRoute = "/V1/tfa/provider/google/authenticate"
)

var adminFields = []wire.Field{
	{Name: "username", Label: "User name", Autocomplete: "username"},
	{Name: "password", Label: "Password", Secret: true, Autocomplete: "current-password"},
	{Name: "otp", Label: "One-time code", Secret: true, Optional: true, Step: 2,
		Autocomplete: "one-time-code", InputMode: "numeric",
		Hint: "The 6 digits that your authenticator app shows."},
}

var _ = register(Provider{
	Card: wire.Card{
		ID:      "admin",
		Title:   "Administrator",
		Summary: "An administrator's user name and password, with a one-time code where the store asks for it.",
		Kinds:   []string{wire.KindAdmin},
		Fields:  adminFields,
	},
	Order:   10,
	Counted: true,
	Obtain:  obtainAdmin,
})

// obtainAdmin asks the token route, or, with a code at hand, the route of the
// second factor and only that: both take the password, and each try counts.
func obtainAdmin(ctx context.Context, env Env, in Input) (Credential, error) {
	l := login{
		url:    magento.Route(in.Store, "", adminRoute),
		kind:   wire.KindAdmin,
		fields: adminFields[:2],
	}
	coded := !in.Fields["otp"].Empty()
	if coded {
		in = withCode(in)
		l.url = magento.Route(in.Store, "", googleRoute)
		l.fields = adminFields
	}
	credential, err := l.send(ctx, env, in)
	return credential, secondFactor(err, coded)
}

// withCode drops the blanks that apps show inside a code. User name and
// password are never touched.
func withCode(in Input) Input {
	fields := map[string]secret.Text{}
	for name, text := range in.Fields {
		fields[name] = text
	}
	code := in.Fields["otp"].Reveal()
	fields["otp"] = secret.New(strings.Join(strings.Fields(code), ""))
	in.Fields = fields
	return in
}

// secondFactor turns the store's call for a second factor into its own error.
func secondFactor(err error, coded bool) error {
	var refusal *magento.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch {
	case refusal.Code == "two_factor_required":
		return &TwoFactor{Active: refusal.ActiveProviders, Evidence: refusal.Evidence}
	case coded && (refusal.Code == "route_not_found" || refusal.Code == "page_not_found"):
		refusal.Code = "no_two_factor"
	}
	return err
}

package provider

import (
	"context"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// imsEndpoint issues access tokens of Adobe IMS to the projects of the Developer
// Console (OAuth server-to-server).
const imsEndpoint = "https://ims-na1.adobelogin.com/ims/token/v3"

var imsFields = []wire.Field{
	{Name: "clientId", Label: "Client ID", Hint: "Of the project’s OAuth Server-to-Server credential in the Adobe Developer Console."},
	{Name: "clientSecret", Label: "Client secret", Secret: true, Autocomplete: "off"},
	{Name: "scope", Label: "Scope", Hint: "As the Developer Console shows it, with commas; for Commerce as a Cloud Service commerce.accs is among them."},
	{Name: "tokenUrl", Label: "Token endpoint", Optional: true, InputMode: "url", Default: imsEndpoint},
}

var _ = register(Provider{
	Card: wire.Card{
		ID:        "ims",
		Title:     "Adobe IMS",
		Summary:   "An access token of Adobe IMS, server to server: for Commerce as a Cloud Service, and for stores that administrators enter with an Adobe ID.",
		Kinds:     []string{wire.KindIMS},
		Fields:    imsFields,
		Elsewhere: true,
	},
	Order: 45,
	Asks: func(in Input) (string, error) {
		if typed := in.Fields["tokenUrl"].Reveal(); typed != "" {
			return strings.TrimSpace(typed), nil
		}
		return imsEndpoint, nil
	},
	Obtain: obtainIMS,
})

// obtainIMS asks with the client's own credentials, as a form.
func obtainIMS(ctx context.Context, env Env, in Input) (Credential, error) {
	for _, field := range imsFields[:3] {
		if err := sendable(field, in.Fields[field.Name].Reveal()); err != nil {
			return Credential{}, err
		}
	}
	s, err := serviceOf("ims", in)
	if err != nil {
		return Credential{}, err
	}
	s.encoding, s.kind, s.fixed = bodyForm, wire.KindIMS, true
	return s.token(ctx, env, in, pairs{{"grant_type", GrantClient}, {"scope", in.Fields["scope"].Reveal()}})
}

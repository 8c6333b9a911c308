package provider

import (
	"context"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Grant types of RFC 6749 §4.3, §4.4 and §6.
const (
	GrantPassword = "password"
	GrantClient   = "client_credentials"
	GrantRefresh  = "refresh_token"
)

// How the body is written, and where the client's own credentials stand
// (RFC 6749 §2.3.1).
const (
	bodyJSON    = "json"
	bodyForm    = "form"
	clientBody  = "body"
	clientBasic = "basic"
)

var (
	tokenURLField = wire.Field{Name: "tokenUrl", Label: "Token endpoint", Optional: true, InputMode: "url",
		Hint: "The store’s own address with /oauth/token, unless you say otherwise."}
	clientIDField     = wire.Field{Name: "clientId", Label: "Client ID"}
	clientSecretField = wire.Field{Name: "clientSecret", Label: "Client secret", Secret: true, Optional: true, Autocomplete: "off"}
	scopeField        = wire.Field{Name: "scope", Label: "Scope", Optional: true}
	extraField        = wire.Field{Name: "extra", Label: "Extra fields", Secret: true, Optional: true, Lines: true, Hint: "One a line: name=value."}
	refreshField      = wire.Field{Name: "refreshToken", Label: "Refresh token", Secret: true, When: "grant=" + GrantRefresh, Autocomplete: "off"}
	introspectField   = wire.Field{Name: "introspectUrl", Label: "Introspection endpoint", Optional: true, InputMode: "url"}
	revokeField       = wire.Field{Name: "revokeUrl", Label: "Revocation endpoint", Optional: true, InputMode: "url"}
)

var ownerFields = []wire.Field{
	{Name: "username", Label: "User name", When: "grant=" + GrantPassword, Autocomplete: "username"},
	{Name: "password", Label: "Password", Secret: true, When: "grant=" + GrantPassword, Autocomplete: "current-password"},
}

var _ = register(Provider{
	Card: wire.Card{
		ID:        "oauth2",
		Title:     "OAuth 2.0",
		Summary:   "A token from an OAuth 2.0 service, such as Laravel Passport, that stands before the store.",
		Kinds:     []string{wire.KindOAuth2},
		Elsewhere: true,
		Fields: []wire.Field{
			{Name: "grant", Label: "Grant type", Optional: true, Choices: []wire.Choice{
				{Value: GrantPassword, Label: "User name and password"}, {Value: GrantClient, Label: "Client alone"}, {Value: GrantRefresh, Label: "Refresh token"},
			}},
			tokenURLField, clientIDField, clientSecretField, ownerFields[0], ownerFields[1], refreshField, scopeField, extraField,
			{Name: "encoding", Label: "Body as", Optional: true, Choices: []wire.Choice{{Value: bodyJSON, Label: "JSON"}, {Value: bodyForm, Label: "Form"}},
				Hint: "Laravel reads both; most other services read a form alone."},
			{Name: "clientAuth", Label: "Client ID and secret go", Optional: true, Choices: []wire.Choice{
				{Value: clientBody, Label: "In the body"}, {Value: clientBasic, Label: "In the Authorization header (Basic)"},
			}},
			introspectField, revokeField,
		},
	},
	Order:   50,
	Counted: true,
	Asks: func(in Input) (string, error) {
		if typed := in.Fields["tokenUrl"].Reveal(); typed != "" {
			return strings.TrimSpace(typed), nil
		}
		return in.Store.BaseURL + "/oauth/token", nil
	},
	Obtain: obtainOAuth2,
})

// obtainOAuth2 sends one token request, in the form that was picked and no other:
// a body that was not read is said, and the other form offered.
func obtainOAuth2(ctx context.Context, env Env, in Input) (Credential, error) {
	s, err := serviceOf("oauth2", in)
	if err != nil {
		return Credential{}, err
	}
	values, err := grantValues(in)
	if err != nil {
		return Credential{}, err
	}
	return s.token(ctx, env, in, values)
}

// grantValues are the members of the token request in their usual order. Extra
// fields come last, and take the place of one of the same name.
func grantValues(in Input) (pairs, error) {
	grant := in.Fields["grant"].Reveal()
	if grant == "" {
		grant = GrantPassword
	}
	values := pairs{{"grant_type", grant}}
	var wanted []wire.Field
	switch grant {
	case GrantPassword:
		wanted = ownerFields
	case GrantRefresh:
		wanted = []wire.Field{refreshField}
	case GrantClient:
		if in.Fields["clientSecret"].Empty() {
			return nil, &FieldError{Code: "value_missing", Field: clientSecretField}
		}
	default:
		return nil, &FieldError{Code: "value_not_known", Field: wire.Field{Name: "grant", Label: "Grant type"}}
	}
	for _, field := range wanted {
		value := in.Fields[field.Name].Reveal()
		if err := sendable(field, value); err != nil {
			return nil, err
		}
		values = append(values, pair{memberNames[field.Name], value})
	}
	if scope := in.Fields["scope"].Reveal(); scope != "" {
		values = append(values, pair{"scope", scope})
	}
	return values.withLines(in.Fields["extra"])
}

var memberNames = map[string]string{"username": "username", "password": "password", "refreshToken": "refresh_token"}

// withLines adds lines of name=value. A value is all that follows the first =.
func (p pairs) withLines(lines secret.Text) (pairs, error) {
	for line := range strings.Lines(lines.Reveal()) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, value, found := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !found || name == "" {
			return nil, &FieldError{Code: "extra_unreadable", Field: extraField}
		}
		p = p.set(name, value)
	}
	return p, nil
}

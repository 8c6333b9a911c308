package provider

import (
	"context"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "paste",
		Title:   "Paste",
		Summary: "A token, a header, a curl command or the four values of an integration, from wherever you have it.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer, wire.KindIntegration, wire.KindIMS, wire.KindOAuth2, wire.KindSession},
		Fields:  []wire.Field{{Name: "token", Label: "Token", Secret: true, Lines: true}},
	},
	Order:  60,
	Obtain: obtainPasted,
})

// obtainPasted finds the one token in a text. Nothing is asked of the store.
func obtainPasted(_ context.Context, env Env, in Input) (Credential, error) {
	report := token.Inspect(in.Fields["token"].Reveal(), env.Now())
	switch len(report.Tokens) {
	case 0:
		return Credential{}, &TextError{Code: "nothing_token_like"}
	case 1:
		t := report.Tokens[0]
		return Credential{Token: t.Text, Kind: t.Kind, Findings: t.Findings}, nil
	}
	return Credential{}, &TextError{Code: "several_tokens"}
}

// TextError says what is wrong with a text that was pasted. Code is a finding
// code.
type TextError struct{ Code string }

func (e *TextError) Error() string { return "provider: " + e.Code }

// Finding puts it in words.
func (e *TextError) Finding() wire.Finding { return wire.NewFinding(e.Code) }

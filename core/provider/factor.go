package provider

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Second factors, as Magento_TwoFactorAuth names them; Authy's app, which says
// yes by a tap in the place of a code, is one of its own here.
const (
	factorGoogle   = "google"
	factorAuthy    = "authy"
	factorOneTouch = "onetouch"
	factorDuo      = "duo_security"
	factorKey      = "u2fkey"
)

// Ways in which Authy sends a code.
const (
	sendSMS  = "sms"
	sendCall = "call"
)

// factorTitles are the names that Magento shows.
var factorTitles = []wire.Choice{
	{Value: factorGoogle, Label: "Google Authenticator"},
	{Value: factorAuthy, Label: "Authy"},
	{Value: factorDuo, Label: "Duo Security"},
	{Value: factorKey, Label: "U2F key"},
}

func factorChoices() []wire.Choice {
	return append(append([]wire.Choice{}, factorTitles...), wire.Choice{Value: factorOneTouch, Label: "Authy app, confirmed there"})
}

// factorTitle is the second factor's name in words; one that nobody knows keeps
// its code.
func factorTitle(code string) string {
	for _, known := range factorTitles {
		if known.Value == code {
			return known.Label
		}
	}
	return code
}

// factorCall is one request to a second factor's own route
// (Magento_TwoFactorAuth, etc/webapi.xml). Each checks user name and password
// first, by the same service as the token route.
type factorCall struct {
	factor string
	path   string // after /V1/tfa/provider/
	// name is what the store calls the value that goes along, "" for none.
	name string
	text func(Env, Input) (secret.Text, error)
	// sent says that no token is the answer, but that something was sent.
	sent string
	// challenge says that the answer is a task for the browser.
	challenge bool
}

var factorCalls = map[string]factorCall{
	factorGoogle:   {path: "google/authenticate", name: "otp", text: codeNow},
	factorAuthy:    {path: "authy/authenticate", name: "otp", text: codeTyped},
	factorOneTouch: {path: "authy/authenticate-onetouch"},
	// 2.4.8 and later; before, the route wants a signature that only Duo's own
	// frame in the panel makes.
	factorDuo: {path: "duo_security/authenticate", name: "passcode", text: codeTyped},
	factorKey: {path: "u2fkey/verify", name: "publicKeyCredentialJson", text: assertionOf},
}

// factorStep finds the request that the fields ask for, if it is one of a second
// factor's.
func factorStep(in Input) (factorCall, bool, error) {
	factor, send := in.Fields["factor"].Reveal(), in.Fields["send"].Reveal()
	if send != "" {
		return sendStep(send)
	}
	if factor == "" {
		factor = factorGoogle
		if in.Fields["otp"].Empty() && in.Fields["totp"].Empty() {
			return factorCall{}, false, nil
		}
	}
	call, known := factorCalls[factor]
	if !known {
		return call, false, &FieldError{Code: "value_not_known", Field: factorField}
	}
	call.factor = factor
	if factor == factorKey && in.Fields["assertion"].Empty() {
		return factorCall{factor: factor, path: "u2fkey/authentication-challenge", challenge: true}, true, nil
	}
	return call, true, nil
}

func sendStep(way string) (factorCall, bool, error) {
	switch way {
	case sendSMS, sendCall:
		return factorCall{factor: factorAuthy, path: "authy/send-token/" + way, sent: way}, true, nil
	case factorOneTouch:
		return factorCall{factor: factorOneTouch, path: "authy/send-token/" + way, sent: way}, true, nil
	}
	return factorCall{}, false, &FieldError{Code: "value_not_known", Field: sendField}
}

// take makes the one request.
func (f factorCall) take(ctx context.Context, env Env, in Input) (Credential, error) {
	l := login{url: magento.Route(in.Store, "", "/V1/tfa/provider/"+f.path), kind: wire.KindAdmin, fields: userFields}
	if f.name != "" {
		text, err := f.text(env, in)
		if err != nil {
			return Credential{}, err
		}
		in = in.with(f.name, text)
		l.fields = append(append([]wire.Field{}, userFields...), wire.Field{Name: f.name, Label: codeField.Label, Secret: true})
	}
	if f.sent == "" && !f.challenge {
		credential, err := l.send(ctx, env, in)
		return credential, f.refused(err)
	}
	answer, err := l.ask(ctx, env, in)
	if err != nil {
		return Credential{}, f.refused(err)
	}
	return Credential{}, f.told(l, answer, in)
}

// told is what became of a request whose answer is no token: the login goes on.
func (f factorCall) told(l login, answer magento.Answer, in Input) error {
	second := &TwoFactor{Factor: f.factor, Sent: f.sent}
	if f.challenge {
		second.Challenge = gjson.GetBytes(answer.Body, "credential_request_options_json").String()
		if !jsontext.Valid(second.Challenge) {
			return l.refused(&magento.Refusal{Status: answer.Status, Code: "not_json"}, answer, in)
		}
	}
	second.Evidence = l.evidence(answer, second.Finding())
	return second
}

// codeNow is the code that was typed, or the one of this moment where the key of
// the authenticator app is there. The key itself goes nowhere.
func codeNow(env Env, in Input) (secret.Text, error) {
	typed := in.Fields["otp"]
	code := strings.Join(strings.Fields(typed.Reveal()), "")
	if code != "" && strings.Trim(code, "0123456789") == "" {
		return secret.New(code), nil
	}
	field := codeField
	if code == "" {
		typed, field = in.Fields["totp"], appKeyField
	}
	if strings.TrimSpace(typed.Reveal()) == "" {
		return secret.Text{}, &FieldError{Code: "value_missing", Field: codeField}
	}
	app, ok := newAuthenticator(typed)
	if !ok {
		return secret.Text{}, &FieldError{Code: "code_unreadable", Field: field}
	}
	return secret.New(app.code(env.Now())), nil
}

// codeTyped drops the blanks that are shown inside a code.
func codeTyped(_ Env, in Input) (secret.Text, error) {
	code := strings.Join(strings.Fields(in.Fields["otp"].Reveal()), "")
	if code == "" {
		return secret.Text{}, &FieldError{Code: "value_missing", Field: codeField}
	}
	return secret.New(code), nil
}

func assertionOf(_ Env, in Input) (secret.Text, error) {
	assertion := in.Fields["assertion"]
	if !jsontext.Valid(assertion.Reveal()) {
		return secret.Text{}, &FieldError{Code: "assertion_unreadable", Field: assertionField}
	}
	return assertion, nil
}

// factorRefusals are texts of the second factors' routes (SP
// TwoFactorAuth/Model/Provider/Engine), by what they begin with. All but the
// first come after the password was found right.
var factorRefusals = []struct{ text, code string }{
	{"Unsupported via method", "factor_unknown_way"},
	{"Onetouch prompt was denied or timed out", "onetouch_denied"},
	{"No approval requests for this user", "onetouch_not_sent"},
	{"Invalid U2F key", "security_key_refused"},
	{"Invalid code format", "wrong_code"},
}

// refused says what a second factor's route means by its refusal.
func (f factorCall) refused(err error) error {
	var refusal *magento.Refusal
	if !errors.As(err, &refusal) {
		return err
	}
	switch refusal.Code {
	case "route_not_found", "page_not_found":
		refusal.Code = "no_two_factor"
	case "field_missing":
		if refusal.Params["field"] == "signatureResponse" {
			refusal.Code = "duo_signature"
		}
	case "duo_refused":
		refusal.Code = "wrong_code"
	case "refused":
		refusal.Code = f.refusal(refusal)
	}
	return err
}

func (f factorCall) refusal(r *magento.Refusal) string {
	for _, known := range factorRefusals {
		if strings.HasPrefix(r.StoreMessage, known.text) {
			return known.code
		}
	}
	if r.Status == http.StatusBadRequest || r.Status == http.StatusInternalServerError {
		return "factor_refused" // Authy's and Duo's own words are passed on
	}
	return r.Code
}

// secondFactor turns the store's call for a second factor into its own error.
func secondFactor(err error) error {
	var refusal *magento.Refusal
	if errors.As(err, &refusal) && refusal.Code == "two_factor_required" {
		return &TwoFactor{Active: refusal.ActiveProviders, Evidence: refusal.Evidence}
	}
	return err
}

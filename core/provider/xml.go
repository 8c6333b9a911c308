package provider

import (
	"context"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var kindField = wire.Field{Name: "kind", Label: "Log in as", Optional: true, Choices: []wire.Choice{
	{Value: wire.KindAdmin, Label: "Administrator"}, {Value: wire.KindCustomer, Label: "Customer"},
}}

var eitherUser = []wire.Field{
	{Name: "username", Label: "User name or e-mail", Autocomplete: "username"},
	{Name: "password", Label: "Password", Secret: true, Autocomplete: "current-password"},
}

// codedUser are those of a login with a code at hand.
var codedUser = append(eitherUser[:2:2], codeField)

// eitherFields are those of a login that may be an administrator's or a
// customer's.
func eitherFields(more ...wire.Field) []wire.Field {
	otp := codeField
	otp.When = "kind=" + wire.KindAdmin
	return append([]wire.Field{kindField, eitherUser[0], eitherUser[1], otp}, more...)
}

var _ = register(Provider{
	Card: wire.Card{
		ID:      "xml",
		Title:   "REST with XML",
		Summary: "User name and password as an XML body, for stores and gateways that take no JSON.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer},
		Fields:  eitherFields(customerOnly(recaptchaField)),
	},
	Order:   70,
	Counted: true,
	Obtain:  obtainXML,
})

func customerOnly(f wire.Field) wire.Field {
	f.When = "kind=" + wire.KindCustomer
	return f
}

// obtainXML asks the same routes as the logins in JSON.
func obtainXML(ctx context.Context, env Env, in Input) (Credential, error) {
	kind, err := kindOfLogin(in)
	if err != nil {
		return Credential{}, err
	}
	l := login{kind: kind, fields: eitherUser, form: xmlForm}
	if kind == wire.KindCustomer {
		l.url = magento.Route(in.Store, magento.CustomerView(in.Store.StoreCode), customerRoute)
		l.headers = recaptchaHeader(in)
		credential, err := l.send(ctx, env, in)
		return credential, recaptchaRefused(err, in)
	}
	if in.Fields["otp"].Empty() {
		l.url, l.fields = magento.Route(in.Store, "", adminRoute), eitherUser
		credential, err := l.send(ctx, env, in)
		return credential, secondFactor(err)
	}
	code, err := codeNow(env, in)
	if err != nil {
		return Credential{}, err
	}
	google := factorCalls[factorGoogle]
	l.url, l.fields = magento.Route(in.Store, "", "/V1/tfa/provider/"+google.path), codedUser
	credential, err := l.send(ctx, env, in.with("otp", code))
	return credential, google.refused(err)
}

// kindOfLogin is the kind that was picked, an administrator's unless said.
func kindOfLogin(in Input) (string, error) {
	switch kind := in.Fields["kind"].Reveal(); kind {
	case "", wire.KindAdmin:
		return wire.KindAdmin, nil
	case wire.KindCustomer:
		return kind, nil
	}
	return "", &FieldError{Code: "value_not_known", Field: kindField}
}

var xmlForm = loginForm{"application/xml", writeXML, readXML, magento.Refused}

// writeXML makes <login><username>…</username>…</login>; the name of the root
// does not matter (Framework Webapi Rest Request Deserializer Xml).
func writeXML(fields []wire.Field, values []string) ([]byte, error) {
	inner, err := xmlElements(fields, values)
	return []byte("<login>" + inner + "</login>"), err
}

func xmlElements(fields []wire.Field, values []string) (string, error) {
	var b strings.Builder
	for i, field := range fields {
		if !isXML(values[i]) {
			return "", &FieldError{Code: "value_not_xml", Field: field}
		}
		b.WriteString("<" + field.Name + ">" + xmlEscape.Replace(values[i]) + "</" + field.Name + ">")
	}
	return b.String(), nil
}

// xmlEscape writes what markup would swallow; \r as a reference, since a reader
// turns a bare one into \n (XML 1.0 §2.11).
var xmlEscape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", "&#13;")

// isXML reports whether a document can hold the text (XML 1.0 §2.2, Char).
func isXML(text string) bool {
	for _, r := range text {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return false
		}
	}
	return true
}

func readXML(body []byte) (secret.Text, bool) {
	text, ok := magento.XMLText(body, "response")
	if !ok {
		return secret.Text{}, false
	}
	return tokenLike(text)
}

package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// login is a request of user name, password and the like to a route that
// answers with a token as a JSON string.
type login struct {
	url    string
	kind   string
	fields []wire.Field
}

// send makes the one request.
func (l login) send(ctx context.Context, env Env, in Input) (Credential, error) {
	req, err := l.request(in)
	if err != nil {
		return Credential{}, err
	}
	answer, err := magento.Send(ctx, env.Doer, req)
	if err != nil {
		return Credential{}, fmt.Errorf("provider: logging in: %w", err)
	}
	if refusal := magento.Refused(answer); refusal != nil {
		return Credential{}, l.refused(refusal, answer, in)
	}
	text, ok := tokenText(answer.Body)
	if !ok {
		refusal := &magento.Refusal{Status: answer.Status, Code: "not_a_token"}
		return Credential{}, l.refused(refusal, answer, in)
	}
	return Credential{
		Token:    text,
		Kind:     kindOf(text, env, l.kind),
		Who:      in.Fields["username"].Reveal(),
		Evidence: l.evidence(answer, wire.NewFinding("token_issued")),
	}, nil
}

func (l login) request(in Input) (*http.Request, error) {
	body, err := l.body(in)
	if err != nil {
		return nil, err
	}
	// A reader that cannot be rewound: no transport can send a password twice.
	req, err := http.NewRequest(http.MethodPost, l.url, io.NopCloser(bytes.NewReader(body)))
	if err != nil {
		return nil, fmt.Errorf("provider: %w", errors.Join(magento.ErrNotAddress, err))
	}
	req.ContentLength = int64(len(body))
	for _, h := range in.Headers {
		req.Header.Add(h.Name, h.Value)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// body writes the fields as a JSON object, each value exactly as it was given.
func (l login) body(in Input) ([]byte, error) {
	b := []byte{'{'}
	for i, field := range l.fields {
		value := in.Fields[field.Name].Reveal()
		switch {
		case value == "":
			return nil, &FieldError{Code: "value_missing", Field: field}
		case !utf8.ValidString(value):
			return nil, &FieldError{Code: "value_unreadable", Field: field}
		}
		text, err := json.Marshal(value)
		if err != nil {
			return nil, &FieldError{Code: "value_unreadable", Field: field}
		}
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), field.Name...), '"', ':')
		b = append(b, text...)
	}
	return append(b, '}'), nil
}

// refused completes a refusal: a 401 in a language that no rule knows is still
// a refused sign-in, and a store that repeats the password is not quoted.
func (l login) refused(r *magento.Refusal, answer magento.Answer, in Input) error {
	if r.Code == "refused" && r.Status == http.StatusUnauthorized {
		r.Code = "sign_in_refused"
	}
	r.StoreMessage = redact(r.StoreMessage, l.fields, in)
	for name, value := range r.Params {
		r.Params[name] = redact(value, l.fields, in)
	}
	r.Evidence = l.evidence(answer, r.Finding())
	return r
}

// shortest secret that is looked for in a store's text: anything shorter occurs
// in ordinary words.
const shortest = 4

func redact(text string, fields []wire.Field, in Input) string {
	for _, field := range fields {
		value := in.Fields[field.Name]
		if field.Secret && len(value.Reveal()) >= shortest {
			text = secret.Redact(text, value)
		}
	}
	return text
}

func (l login) evidence(answer magento.Answer, f wire.Finding) []wire.Evidence {
	return []wire.Evidence{answer.Evidence(http.MethodPost, l.url, f.Message)}
}

// tokenText reads the bare JSON string that the token routes answer with. The
// string of an encrypted token (JWE) is itself a JSON object.
func tokenText(body []byte) (secret.Text, bool) {
	result := gjson.ParseBytes(body)
	text := result.Str
	if result.Type != gjson.String || len(text) < 16 || len(text) > 16<<10 {
		return secret.Text{}, false
	}
	if text[0] == '{' {
		return secret.New(text), gjson.Valid(text)
	}
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7f || c == '<' || c == '"' {
			return secret.Text{}, false
		}
	}
	return secret.New(text), true
}

// kindOf trusts what the token says of itself over the route that issued it.
func kindOf(text secret.Text, env Env, issued string) string {
	kind := token.Parse(text, env.Now()).Kind
	if kind == "" || kind == wire.KindUnknown {
		return issued
	}
	return kind
}

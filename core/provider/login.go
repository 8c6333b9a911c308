package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// login is a request of user name, password and the like to an address that
// answers with a token.
type login struct {
	url    string
	kind   string
	fields []wire.Field
	// headers go with it beside those of the front door.
	headers []wire.Header
	form    loginForm
}

// loginForm is how values and token are written; the zero form is that of the
// REST routes, JSON and a bare JSON string.
type loginForm struct {
	media string
	// write makes the body of the fields' values, in their order.
	write func(fields []wire.Field, values []string) ([]byte, error)
	// read finds the token in the answer's body.
	read func(body []byte) (secret.Text, bool)
	// refused reads any other answer.
	refused func(magento.Answer) *magento.Refusal
}

// known is the form itself, or that of the REST routes.
func (f loginForm) known() loginForm {
	if f.media == "" {
		return jsonForm
	}
	return f
}

var jsonForm = loginForm{"application/json", writeJSON, readJSON, magento.Refused}

// send makes the one request and reads a token from the answer.
func (l login) send(ctx context.Context, env Env, in Input) (Credential, error) {
	l.form = l.form.known()
	answer, err := l.ask(ctx, env, in)
	if err != nil {
		return Credential{}, err
	}
	text, ok := l.form.read(answer.Body)
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

// ask makes the one request.
func (l login) ask(ctx context.Context, env Env, in Input) (magento.Answer, error) {
	l.form = l.form.known()
	req, err := l.request(in)
	if err != nil {
		return magento.Answer{}, err
	}
	answer, err := magento.Send(ctx, env.Doer, req)
	if err != nil {
		return answer, fmt.Errorf("provider: logging in: %w", err)
	}
	if _, token := l.form.read(answer.Body); token && answer.Status >= 200 && answer.Status < 300 {
		return answer, nil
	}
	if refusal := l.form.refused(answer); refusal != nil {
		return answer, l.refused(refusal, answer, in)
	}
	return answer, nil
}

func (l login) request(in Input) (*http.Request, error) {
	values := make([]string, len(l.fields))
	for i, field := range l.fields {
		values[i] = in.Fields[field.Name].Reveal()
		if err := sendable(field, values[i]); err != nil {
			return nil, err
		}
	}
	body, err := l.form.write(l.fields, values)
	if err != nil {
		return nil, err
	}
	req, err := post(l.url, body)
	if err != nil {
		return nil, err
	}
	for _, h := range append(append([]wire.Header{}, in.Headers...), l.headers...) {
		req.Header.Add(h.Name, h.Value)
	}
	req.Header.Set("Content-Type", l.form.media)
	accept, _, _ := strings.Cut(l.form.media, ";")
	req.Header.Set("Accept", accept)
	return req, nil
}

// post makes a request whose body cannot be rewound: no transport can send a
// password twice.
func post(url string, body []byte) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, url, io.NopCloser(bytes.NewReader(body)))
	if err != nil {
		return nil, fmt.Errorf("provider: %w", errors.Join(magento.ErrNotAddress, err))
	}
	req.ContentLength = int64(len(body))
	return req, nil
}

// writeJSON writes an object, each value exactly as it was given.
func writeJSON(fields []wire.Field, values []string) ([]byte, error) {
	b := []byte{'{'}
	for i, field := range fields {
		text, err := json.Marshal(values[i])
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

func readJSON(body []byte) (secret.Text, bool) {
	if !jsontext.Valid(body) {
		return secret.Text{}, false
	}
	return tokenText(body)
}

// sendable refuses what no store could have been given as this value: nothing,
// what is not text, and NUL, at which PHP and databases cut.
func sendable(field wire.Field, value string) error {
	switch {
	case value == "":
		return &FieldError{Code: "value_missing", Field: field}
	case !utf8.ValidString(value):
		return &FieldError{Code: "value_unreadable", Field: field}
	case strings.ContainsRune(value, 0):
		return &FieldError{Code: "value_nul", Field: field}
	}
	return nil
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
	if result.Type != gjson.String {
		return secret.Text{}, false
	}
	return tokenLike(result.Str)
}

// tokenLike refuses what no token can be: a sentence, markup.
func tokenLike(text string) (secret.Text, bool) {
	if len(text) < 16 || len(text) > 16<<10 {
		return secret.Text{}, false
	}
	if text[0] == '{' {
		return secret.New(text), jsontext.Valid(text)
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

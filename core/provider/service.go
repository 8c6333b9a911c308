package provider

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// service is a token service of RFC 6749, its address and how it is spoken to.
type service struct {
	url      string
	kind     string
	encoding string
	basic    bool
	// fixed says that the service reads no other form of the body.
	fixed        bool
	clientID     string
	clientSecret secret.Text
}

// serviceOf reads from the fields which service a provider asks, and how.
func serviceOf(id string, in Input) (service, error) {
	p, _ := Get(id)
	address, err := p.Asks(in)
	if err != nil {
		return service{}, err
	}
	s := service{
		url: address, kind: wire.KindOAuth2, encoding: in.Fields["encoding"].Reveal(),
		basic:    in.Fields["clientAuth"].Reveal() == clientBasic,
		clientID: in.Fields["clientId"].Reveal(), clientSecret: in.Fields["clientSecret"],
	}
	if s.encoding == "" {
		s.encoding = bodyJSON
	}
	if s.encoding != bodyJSON && s.encoding != bodyForm {
		return s, &FieldError{Code: "value_not_known", Field: wire.Field{Name: "encoding", Label: "Body as"}}
	}
	if s.basic && strings.ContainsRune(s.clientSecret.Reveal()+s.clientID, 0) {
		return s, &FieldError{Code: "value_nul", Field: clientSecretField}
	}
	return s, nil
}

// pair is a member of a request's body.
type pair struct{ name, value string }

type pairs []pair

func (p pairs) set(name, value string) pairs {
	for i := range p {
		if p[i].name == name {
			p[i].value = value
			return p
		}
	}
	return append(p, pair{name, value})
}

func (p pairs) has(name string) bool {
	for _, one := range p {
		if one.name == name {
			return true
		}
	}
	return false
}

func (p pairs) form() []byte {
	var b strings.Builder
	for i, one := range p {
		if i > 0 {
			b.WriteByte('&')
		}
		b.WriteString(url.QueryEscape(one.name) + "=" + url.QueryEscape(one.value))
	}
	return []byte(b.String())
}

func (p pairs) json() ([]byte, error) {
	b := []byte{'{'}
	for i, one := range p {
		if i > 0 {
			b = append(b, ',')
		}
		for j, text := range []string{one.name, one.value} {
			raw, err := json.Marshal(text)
			if err != nil {
				return nil, err
			}
			b = append(append(b, raw...), ":"[:1-j]...)
		}
	}
	return append(b, '}'), nil
}

// named adds the client to the values where the body names it.
func (s service) named(values pairs) pairs {
	if s.basic {
		return values
	}
	if s.clientID != "" && !values.has("client_id") {
		values = append(values, pair{"client_id", s.clientID})
	}
	if !s.clientSecret.Empty() && !values.has("client_secret") {
		values = append(values, pair{"client_secret", s.clientSecret.Reveal()})
	}
	return values
}

// post sends the body once. The front door of the store stays out: this is another
// place.
func (s service) post(ctx context.Context, env Env, values pairs) (magento.Answer, error) {
	body, media := values.form(), "application/x-www-form-urlencoded"
	if s.encoding == bodyJSON {
		var err error
		if body, err = values.json(); err != nil {
			return magento.Answer{}, fmt.Errorf("provider: writing the request: %w", err)
		}
		media = "application/json"
	}
	req, err := post(s.url, body)
	if err != nil {
		return magento.Answer{}, err
	}
	req.Header.Set("Content-Type", media)
	req.Header.Set("Accept", "application/json")
	if s.basic {
		req.Header.Set("Authorization", s.basicHeader())
	}
	answer, err := magento.Send(ctx, env.Doer, req)
	if err != nil {
		return answer, fmt.Errorf("provider: asking the token service: %w", err)
	}
	return answer, nil
}

// basicHeader encodes both parts first, as RFC 6749 §2.3.1 says.
func (s service) basicHeader() string {
	text := url.QueryEscape(s.clientID) + ":" + url.QueryEscape(s.clientSecret.Reveal())
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(text))
}

func (s service) evidence(answer magento.Answer, f wire.Finding) []wire.Evidence {
	return []wire.Evidence{answer.Evidence(http.MethodPost, s.url, f.Message)}
}

// refused says why the service did not do what was asked, without quoting a
// secret that it repeats.
func (s service) refused(answer magento.Answer, in Input, sent pairs) error {
	r := magento.RefusedOAuth2(answer)
	if r == nil {
		r = &magento.Refusal{Status: answer.Status, Code: "service_not_token"}
	}
	r.StoreMessage = redacted(r.StoreMessage, in)
	for name, value := range r.Params {
		r.Params[name] = redacted(value, in)
	}
	r.Evidence = s.evidence(answer, r.Finding())
	if !s.fixed && bodyUnread(answer, r, sent) {
		return &BodyError{Other: s.other(), Refusal: r}
	}
	return r
}

func redacted(text string, in Input) string {
	for _, value := range in.Fields {
		if len(value.Reveal()) >= shortest {
			text = secret.Redact(text, value)
		}
	}
	return text
}

func (s service) other() string {
	if s.encoding == bodyJSON {
		return bodyForm
	}
	return bodyJSON
}

// bodyUnread knows the typical signs that a service read nothing of the body: it
// misses what was sent.
func bodyUnread(answer magento.Answer, r *magento.Refusal, sent pairs) bool {
	if answer.Status == http.StatusUnsupportedMediaType || r.Code == "oauth2_body_unread" {
		return true
	}
	for _, name := range magento.MissedByOAuth2(answer) {
		if sent.has(name) {
			return true
		}
	}
	return false
}

// BodyError says that a token service seems not to have read the body, and in
// which form it may be sent next. Nothing is sent by itself: the body may hold a
// password.
type BodyError struct {
	Other   string // json or form
	Refusal *magento.Refusal
}

func (e *BodyError) Error() string { return "provider: the body was not read: " + e.Refusal.Error() }

func (e *BodyError) Unwrap() error { return e.Refusal }

// Finding puts it in words.
func (e *BodyError) Finding() wire.Finding {
	said := e.Refusal.StoreMessage
	if said == "" {
		said = "—"
	}
	return wire.NewFinding("oauth2_other_body", "other", e.Other, "storeMessage", said)
}

// Lost reports whether a request left and its answer is not known: no answer,
// or one of something that failed in between.
func Lost(err error) bool {
	var refusal *magento.Refusal
	if errors.As(err, &refusal) {
		return refusal.Status >= http.StatusInternalServerError
	}
	var field *FieldError
	return err != nil && !errors.As(err, &field)
}

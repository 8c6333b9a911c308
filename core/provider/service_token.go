package provider

import (
	"bytes"
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// token makes the request of a grant and reads the answer (RFC 6749 §5.1).
func (s service) token(ctx context.Context, env Env, in Input, values pairs) (Credential, error) {
	values = s.named(values)
	answer, err := s.post(ctx, env, values)
	if err != nil {
		return Credential{}, err
	}
	body := loosely(answer.Body)
	text, ok := serviceToken(body)
	if answer.Status < 200 || answer.Status > 299 || !ok {
		return Credential{}, s.refused(answer, in, values)
	}
	c := Credential{
		Token: text, Kind: kindOf(text, env, s.kind), Who: in.Fields["username"].Reveal(),
		Evidence: s.evidence(answer, wire.NewFinding("service_token_issued")),
		Refresh:  secret.New(member(body, "refresh_token")),
	}
	if c.Who == "" {
		c.Who = s.clientID
	}
	if host := hostOf(s.url); host != hostOf(in.Store.BaseURL) {
		c.Findings = append(c.Findings, wire.NewFinding("asked_elsewhere", "host", host))
	}
	if kind := member(body, "token_type"); kind != "" && !strings.EqualFold(kind, "bearer") && len(kind) < 40 {
		c.Findings = append(c.Findings, wire.NewFinding("oauth2_token_type", "type", kind))
	}
	if token.Parse(text, env.Now()).ExpiresAt.IsZero() {
		c.ExpiresAt = endOf(gjson.GetBytes(body, "expires_in"), env.Now())
	}
	return c, nil
}

// loosely takes a JSON object that was written with single quotes for one: some
// services print their own language's form of it.
func loosely(body []byte) []byte {
	if jsontext.Valid(body) {
		return body
	}
	if quoted := bytes.ReplaceAll(body, []byte("'"), []byte(`"`)); jsontext.Valid(quoted) {
		return quoted
	}
	return nil
}

func serviceToken(body []byte) (secret.Text, bool) {
	text := member(body, "access_token")
	if text == "" || len(text) > 16<<10 {
		return secret.Text{}, false
	}
	for _, c := range []byte(text) { // RFC 6750 §2.1 is narrower, services are not
		if c <= ' ' || c >= 0x7f {
			return secret.Text{}, false
		}
	}
	return secret.New(text), true
}

// member is a member of a JSON object that is text.
func member(body []byte, name string) string {
	if value := gjson.GetBytes(body, name); value.Type == gjson.String {
		return value.Str
	}
	return ""
}

// longest lifetime that is believed: beyond it a number means something else.
const longest = 100 * 365 * 24 * time.Hour

// endOf reads expires_in, a number of seconds or a text of one.
func endOf(value gjson.Result, now time.Time) time.Time {
	seconds, err := strconv.ParseFloat(strings.TrimSpace(value.String()), 64)
	if err != nil || seconds <= 0 || seconds > longest.Seconds() {
		return time.Time{}
	}
	return now.Add(time.Duration(seconds) * time.Second)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// Introspect asks the service what it holds of a token (RFC 7662). An inactive
// one carries nothing else.
func Introspect(ctx context.Context, env Env, in Input, text secret.Text) (wire.Introspection, error) {
	s, err := serviceAt(in, "introspectUrl")
	if err != nil {
		return wire.Introspection{}, err
	}
	values := s.named(pairs{{"token", text.Reveal()}, {"token_type_hint", "access_token"}})
	answer, err := s.post(ctx, env, values)
	if err != nil {
		return wire.Introspection{}, err
	}
	active := gjson.GetBytes(answer.Body, "active")
	if answer.Status != 200 || !jsontext.Valid(answer.Body) || !active.IsBool() {
		return wire.Introspection{}, s.refused(answer, in, values)
	}
	finding := wire.NewFinding("introspect_inactive")
	if active.Bool() {
		finding = wire.NewFinding("introspect_active")
	}
	i := wire.Introspection{Active: active.Bool(), Findings: []wire.Finding{finding}, Evidence: s.evidence(answer, finding)}
	if !i.Active {
		return i, nil
	}
	i.Scope, i.ClientID, i.Username = member(answer.Body, "scope"), member(answer.Body, "client_id"), member(answer.Body, "username")
	i.TokenType, i.Subject, i.Issuer = member(answer.Body, "token_type"), member(answer.Body, "sub"), member(answer.Body, "iss")
	i.Audience = gjson.GetBytes(answer.Body, "aud").String()
	i.ExpiresAt, i.IssuedAt = dateOf(answer.Body, "exp"), dateOf(answer.Body, "iat")
	return i, nil
}

// dateOf is a NumericDate in RFC 3339, "" for none.
func dateOf(body []byte, name string) string {
	seconds, err := strconv.ParseFloat(gjson.GetBytes(body, name).String(), 64)
	if err != nil || seconds <= 0 || seconds > 1e11 {
		return ""
	}
	return time.Unix(int64(seconds), 0).UTC().Format(time.RFC3339)
}

// Revoke ends a token at the service (RFC 7009), which says yes to one that it
// does not know, too. hint is access_token or refresh_token.
func Revoke(ctx context.Context, env Env, in Input, text secret.Text, hint string) ([]wire.Evidence, error) {
	s, err := serviceAt(in, "revokeUrl")
	if err != nil {
		return nil, err
	}
	values := s.named(pairs{{"token", text.Reveal()}, {"token_type_hint", hint}})
	answer, err := s.post(ctx, env, values)
	if err != nil {
		return nil, err
	}
	if answer.Status == 503 {
		return nil, &magento.Refusal{Status: answer.Status, Code: "oauth2_not_revoked_yet", Evidence: s.evidence(answer, wire.NewFinding("oauth2_not_revoked_yet"))}
	}
	if answer.Status < 200 || answer.Status > 299 {
		return nil, s.refused(answer, in, values)
	}
	return s.evidence(answer, wire.NewFinding("oauth2_revoked")), nil
}

// serviceAt is the service at the address in another field: it takes forms.
func serviceAt(in Input, field string) (service, error) {
	address := strings.TrimSpace(in.Fields[field].Reveal())
	if address == "" {
		return service{}, &TextError{Code: "oauth2_no_address"}
	}
	s, err := serviceOf("oauth2", in)
	s.url, s.encoding, s.fixed = address, bodyForm, true
	return s, err
}

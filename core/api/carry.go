package api

import (
	"context"
	"strings"
	"time"

	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// carrier is a credential with what is known of it, ready to go into requests.
type carrier struct {
	token token.Token
	// area is a session's.
	area string
	// userAgent goes with a session: a store may end one that changes its.
	userAgent string
	now       time.Time
	// old says that the store verifies signatures as Magento up to 2.4.7.
	old bool
}

// carrier makes one of a held credential.
func (h *handler) carrier(record credRecord) carrier {
	t := token.Parse(secret.New(record.Text), h.now())
	return carrier{t, record.Credential.Area, h.browser.UserAgent(), h.now(), oauth1.IsOld(record.Credential.Store.Version)}
}

// carried resolves a credential that a call names for a request to origin.
func (h *handler) carried(ctx context.Context, ref wire.CredentialRef, origin string) (carrier, secret.Text, error) {
	text, err := h.textOf(ctx, ref, origin)
	if err != nil {
		return carrier{}, text, err
	}
	if ref.Ref != "" {
		record, err := h.heldRef(ctx, ref.Ref)
		return h.carrier(record), text, err
	}
	t, err := h.single(text, false)
	return carrier{token: t, now: h.now()}, t.Text, err
}

// authorize returns the request with the credential in place of any that it
// had: a bearer token (RFC 6750 §2.1), or a session's cookie.
func (c carrier) authorize(request wire.Request, text string) wire.Request {
	switch {
	case c.token.Format == wire.FormatCookie:
		return c.withCookie(request, text)
	case c.token.Four != nil:
		return c.signed(request, text)
	}
	return withHeaders(request, wire.Header{Name: "Authorization", Value: "Bearer " + text})
}

// signed signs the request by OAuth 1.0a: good once. Masked, it shows where the
// signature goes; without all four values the access token goes as a bearer.
func (c carrier) signed(request wire.Request, text string) wire.Request {
	header := wire.Header{Name: "Authorization", Value: "OAuth " + text}
	if f := c.token.Four; text == c.token.Text.Reveal() {
		value, err := oauth1.Sign(oauth1.Request{Method: request.Method, URL: request.URL}, oauth1.Credentials{
			ConsumerKey: f.ConsumerKey, ConsumerSecret: f.ConsumerSecret, Token: f.AccessToken, TokenSecret: f.AccessTokenSecret,
		}, oauth1.Options{Now: c.now, Old: c.old})
		if header.Value = value; err != nil {
			header.Value = "Bearer " + f.AccessToken.Reveal()
		}
	}
	return withHeaders(request, header)
}

func (c carrier) withCookie(request wire.Request, cookie string) wire.Request {
	headers := []wire.Header{{Name: "Cookie", Value: cookie}}
	if c.area != provider.AreaPanel {
		headers = append(headers, wire.Header{Name: "X-Requested-With", Value: "XMLHttpRequest"})
	}
	if c.userAgent != "" {
		headers = append(headers, wire.Header{Name: "User-Agent", Value: c.userAgent})
	}
	return withHeaders(request, headers...)
}

// withHeaders puts headers first, in place of those of the same names.
func withHeaders(request wire.Request, first ...wire.Header) wire.Request {
	headers := append(make([]wire.Header, 0, len(request.Headers)+len(first)), first...)
	for _, header := range request.Headers {
		if !hasHeader(first, header.Name) {
			headers = append(headers, header)
		}
	}
	request.Headers = headers
	return request
}

func hasHeader(headers []wire.Header, name string) bool {
	for _, header := range headers {
		if strings.EqualFold(header.Name, name) {
			return true
		}
	}
	return false
}

// bare is the credential by itself: a token, a cookie line, or a value of an
// integration. An integration's token is its access token, which is a bearer
// token where the store allows that.
func (c carrier) bare(as string) (string, error) {
	if c.token.Four == nil {
		if as != "token" {
			return "", refuse("part_missing", "name", as)
		}
		return c.token.Text.Reveal(), nil
	}
	if as == "token" {
		as = partAccessToken
	}
	text := part(c.token.Four, as)
	if text.Empty() {
		return "", refuse("part_missing", "name", as)
	}
	return text.Reveal(), nil
}

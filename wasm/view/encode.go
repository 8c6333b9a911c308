package view

import (
	"encoding/json"

	"github.com/storekey/storekey/core/wire"
)

// The bodies of the page's calls.

func writeStore(s wire.Store) string {
	return new(object).str("baseUrl", s.BaseURL).str("restUrl", s.RestURL).opt("storeCode", s.StoreCode).
		opt("version", s.Version).opt("edition", s.Edition).String()
}

func writeHeader(h wire.Header) string {
	return new(object).str("name", h.Name).str("value", h.Value).String()
}

func writeRequest(r wire.Request) string {
	o := new(object).str("method", r.Method).str("url", r.URL).raw("headers", array(r.Headers, writeHeader))
	if r.Body != nil {
		o.str("body", *r.Body)
	}
	return o.String()
}

func writeRef(c wire.CredentialRef) string {
	return new(object).opt("ref", c.Ref).opt("token", c.Token).String()
}

// body ends a call's body.
func (o *object) body() json.RawMessage { return json.RawMessage(o.String()) }

// consent and door are left out where nothing was agreed or typed; a door goes
// only to the origin that it was typed for.
func (o *object) consent(yes []string) *object {
	if len(yes) == 0 {
		return o
	}
	return o.raw("consent", array(yes, quote))
}

func (o *object) door(d frontDoor, origin string) *object {
	if d.empty() || d.origin != origin {
		return o
	}
	return o.raw("door", d.body())
}

package view

import (
	"encoding/json"
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// One function for each struct of package wire that the page reads. A test fills
// every field of the struct and expects it back.

// into reads fields of an object: names, each with where its value goes. Written
// out field by field, this would be a tenth of the page's program.
func (v value) into(names ...any) {
	for i := 0; i < len(names); i += 2 {
		f := v.get(names[i].(string))
		switch to := names[i+1].(type) {
		case *string:
			*to = f.text
		case *int:
			*to, _ = strconv.Atoi(f.raw)
		case *bool:
			*to = f.raw == "true"
		case **int64:
			*to = optionalNumber(f)
		case *json.RawMessage:
			if f.raw != "" {
				*to = json.RawMessage(f.raw)
			}
		case *[]string:
			*to = each(f, func(item value) string { return item.text })
		case *map[string]string:
			*to = f.texts()
		case *[]wire.Evidence:
			*to = each(f, readEvidence)
		case *[]wire.Finding:
			*to = each(f, readFinding)
		case *wire.Store:
			*to = readStore(f)
		}
	}
}

func readStore(v value) (s wire.Store) {
	v.into("baseUrl", &s.BaseURL, "restUrl", &s.RestURL, "storeCode", &s.StoreCode, "version", &s.Version, "edition", &s.Edition)
	return s
}

func readEvidence(v value) (e wire.Evidence) {
	v.into("method", &e.Method, "url", &e.URL, "status", &e.Status, "note", &e.Note, "via", &e.Via)
	return e
}

func readFinding(v value) (f wire.Finding) {
	v.into("code", &f.Code, "level", &f.Level, "params", &f.Params, "message", &f.Message, "hint", &f.Hint)
	return f
}

func readError(v value) (e wire.Error) {
	v.into("code", &e.Code, "message", &e.Message, "hint", &e.Hint, "params", &e.Params, "choices", &e.Choices,
		"evidence", &e.Evidence, "findings", &e.Findings)
	return e
}

func readToken(v value) (t wire.Token) {
	v.into("kind", &t.Kind, "format", &t.Format, "source", &t.Source, "issuedAt", &t.IssuedAt, "expiresAt", &t.ExpiresAt,
		"userId", &t.UserID, "lifetimeSeconds", &t.LifetimeSeconds, "header", &t.Header, "claims", &t.Claims,
		"findings", &t.Findings, "masked", &t.Masked)
	if said := v.get("expired").raw; said == "true" || said == "false" {
		expired := said == "true"
		t.Expired = &expired
	}
	return t
}

func optionalNumber(v value) *int64 {
	if v.raw == "" || v.raw == "null" {
		return nil
	}
	n, err := strconv.ParseInt(v.raw, 10, 64)
	if err != nil {
		return nil
	}
	return &n
}

func readHeader(v value) wire.Header {
	return wire.Header{Name: v.str("name"), Value: v.str("value")}
}

func readRequest(v value) wire.Request {
	r := wire.Request{Method: v.str("method"), URL: v.str("url"), Headers: each(v.get("headers"), readHeader)}
	if body := v.get("body"); body.raw != "" && body.raw != "null" {
		r.Body = &body.text
	}
	return r
}

func readCredential(v value) (c wire.Credential) {
	v.into("ref", &c.Ref, "origin", &c.Origin, "who", &c.Who, "provider", &c.Provider, "foundIn", &c.FoundIn,
		"store", &c.Store, "evidence", &c.Evidence, "findings", &c.Findings, "places", &c.Places, "source", &c.Source,
		"canPut", &c.CanPut, "pageExpiresAt", &c.PageExpiresAt, "apiOrigin", &c.APIOrigin, "private", &c.Private, "area", &c.Area,
		"canRefresh", &c.CanRefresh, "canIntrospect", &c.CanIntrospect, "canRevoke", &c.CanRevoke)
	c.Parts = each(v.get("parts"), readPart)
	c.Token, c.Saved, c.Request = readToken(v.get("token")), readLink(v.get("saved")), readRequest(v.get("request"))
	return c
}

func readPart(v value) wire.Part {
	return wire.Part{Name: v.str("name"), Masked: v.str("masked")}
}

// readRecognition leaves the resource tree with the worker.
func readRecognition(v value) (r wire.Recognition) {
	v.into("magento", &r.Magento, "area", &r.Area, "kind", &r.Kind, "origin", &r.Origin, "store", &r.Store,
		"storeViews", &r.StoreViews, "loggedIn", &r.LoggedIn, "frontName", &r.FrontName, "marks", &r.Marks,
		"evidence", &r.Evidence, "findings", &r.Findings, "front", &r.Front, "hosting", &r.Hosting,
		"externalLogin", &r.ExternalLogin, "apiOrigin", &r.APIOrigin)
	if viewed := v.get("viewed"); viewed.fields != nil {
		r.Viewed = &wire.Viewed{Kind: viewed.str("kind"), ID: viewed.str("id"), Name: viewed.str("name"), Email: viewed.str("email")}
	}
	return r
}

func readCheck(v value) (c wire.Check) {
	v.into("verdict", &c.Verdict, "reason", &c.Reason, "kind", &c.Kind, "who", &c.Who, "masked", &c.Masked, "store", &c.Store,
		"evidence", &c.Evidence, "findings", &c.Findings)
	return c
}

func readInspect(v value) wire.Inspect {
	i := wire.Inspect{Tokens: each(v.get("tokens"), readToken)}
	v.into("findings", &i.Findings, "url", &i.URL)
	return i
}

func readCall(v value) (c wire.Call) {
	v.into("v", &c.V, "id", &c.ID, "origin", &c.Origin, "path", &c.Path, "state", &c.State, "step", &c.Step,
		"done", &c.Done, "total", &c.Total, "startedAt", &c.StartedAt, "finishedAt", &c.FinishedAt,
		"status", &c.Status, "body", &c.Body)
	return c
}

// readForm takes what the page needs of a card: a way to write a request down.
func readForm(v value) Choice {
	return Choice{Group: v.str("group"), Value: v.str("id"), Label: v.str("title")}
}

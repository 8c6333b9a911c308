package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// One function for each struct of package wire that the page reads. A test fills
// every field of the struct and expects it back.

func readStore(v value) wire.Store {
	return wire.Store{
		BaseURL: v.str("baseUrl"), RestURL: v.str("restUrl"), StoreCode: v.str("storeCode"),
		Version: v.str("version"), Edition: v.str("edition"),
	}
}

func readEvidence(v value) wire.Evidence {
	return wire.Evidence{Method: v.str("method"), URL: v.str("url"), Status: v.num("status"), Note: v.str("note"), Via: v.str("via")}
}

func readFinding(v value) wire.Finding {
	return wire.Finding{
		Code: v.str("code"), Level: v.str("level"), Params: v.strMap("params"),
		Message: v.str("message"), Hint: v.str("hint"),
	}
}

func readError(v value) wire.Error {
	return wire.Error{
		Code: v.str("code"), Message: v.str("message"), Hint: v.str("hint"), Params: v.strMap("params"),
		Choices: v.strs("choices"), Evidence: each(v.get("evidence"), readEvidence),
		Findings: each(v.get("findings"), readFinding),
	}
}

func readToken(v value) wire.Token {
	t := wire.Token{
		Kind: v.str("kind"), Format: v.str("format"), Source: v.str("source"),
		IssuedAt: v.str("issuedAt"), ExpiresAt: v.str("expiresAt"),
		UserID: optionalNumber(v.get("userId")), LifetimeSeconds: optionalNumber(v.get("lifetimeSeconds")),
		Header: v.bytes("header"), Claims: v.bytes("claims"),
		Findings: each(v.get("findings"), readFinding), Masked: v.str("masked"),
	}
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

func readCredential(v value) wire.Credential {
	return wire.Credential{
		Ref: v.str("ref"), Origin: v.str("origin"), Token: readToken(v.get("token")), Who: v.str("who"),
		Provider: v.str("provider"), FoundIn: v.str("foundIn"), Store: readStore(v.get("store")),
		Request:  readRequest(v.get("request")),
		Evidence: each(v.get("evidence"), readEvidence), Findings: each(v.get("findings"), readFinding),
	}
}

func readRecognition(v value) wire.Recognition {
	return wire.Recognition{
		Magento: v.str("magento"), Area: v.str("area"), Kind: v.str("kind"), Origin: v.str("origin"),
		Store: readStore(v.get("store")), StoreViews: v.strs("storeViews"), LoggedIn: v.yes("loggedIn"),
		FrontName: v.str("frontName"), Marks: v.strs("marks"),
		Evidence: each(v.get("evidence"), readEvidence), Findings: each(v.get("findings"), readFinding),
	}
}

func readCheck(v value) wire.Check {
	return wire.Check{
		Verdict: v.str("verdict"), Reason: v.str("reason"), Kind: v.str("kind"), Who: v.str("who"),
		Masked: v.str("masked"), Store: readStore(v.get("store")), Evidence: each(v.get("evidence"), readEvidence),
		Findings: each(v.get("findings"), readFinding),
	}
}

func readInspect(v value) wire.Inspect {
	return wire.Inspect{
		Tokens: each(v.get("tokens"), readToken), Findings: each(v.get("findings"), readFinding), URL: v.str("url"),
	}
}

func readCall(v value) wire.Call {
	return wire.Call{
		V: v.num("v"), ID: v.str("id"), Origin: v.str("origin"), Path: v.str("path"), State: v.str("state"),
		Step: v.str("step"), Done: v.num("done"), Total: v.num("total"), StartedAt: v.str("startedAt"),
		FinishedAt: v.str("finishedAt"), Status: v.num("status"), Body: v.bytes("body"),
	}
}

// readForm takes what the page needs of a card: a way to write a request down.
func readForm(v value) Option { return Option{Value: v.str("id"), Label: v.str("title")} }

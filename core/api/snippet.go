package api

import (
	"errors"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/wire"
)

// How a snippet shows its credential.
const (
	secretReveal = "reveal"
	secretMasked = "masked"
)

type snippetText struct {
	Text     string         `json:"text"`
	Findings []wire.Finding `json:"findings,omitempty"`
}

// snippet writes a request down in a form. With a credential its Authorization
// header is set; secret "masked" shows it masked.
func (h *handler) snippet(j *job) (any, error) {
	var in struct {
		Request    wire.Request        `json:"request"`
		Credential *wire.CredentialRef `json:"credential"`
		Secret     string              `json:"secret"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	target, ok := snippet.Get(j.req.PathValue("target"))
	if !ok {
		return nil, refuse("target_unknown", "target", j.req.PathValue("target"))
	}
	if in.Credential != nil {
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(in.Request.URL))
		if err != nil {
			return nil, err
		}
		in.Request = c.authorize(in.Request, c.shown(text, in.Secret))
	}
	return h.write(j, target, in.Request, in.Secret == secretMasked)
}

// reveal gives the text of a held credential away, by itself or in a request
// to its own origin: the Copy buttons make this call.
func (h *handler) reveal(j *job) (any, error) {
	var in struct {
		Ref     string        `json:"ref"`
		As      string        `json:"as"`
		Request *wire.Request `json:"request"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	c := h.carrier(record)
	if has(partNames, in.As) || in.As == "token" {
		return c.bare(in.As)
	}
	target, ok := snippet.Get(in.As)
	if !ok {
		return nil, refuse("target_unknown", "target", in.As)
	}
	request := record.Credential.Request
	if in.Request != nil {
		if originOfURL(in.Request.URL) != record.Credential.Origin {
			return nil, refuse("other_origin", "origin", record.Credential.Origin, "other", originOfURL(in.Request.URL))
		}
		request = *in.Request
	}
	return h.write(j, target, c.authorize(request, record.Text), false)
}

// write writes a request down with what its store's front door wants.
func (h *handler) write(j *job, target snippet.Target, request wire.Request, masked bool) (any, error) {
	d := h.openDoor(j, doorPlace{url: request.URL}, nil, nil)
	if masked {
		d = d.masked()
	}
	text, err := target.Write(d.before(request))
	var why *snippet.Refusal
	if errors.As(err, &why) {
		return nil, refuse("snippet_refused", "form", target.Title, "problem", why.Message, "hint", why.Hint)
	}
	if err != nil {
		return nil, err
	}
	out := snippetText{Text: text}
	if d.basic() && hasBearer(request) {
		out.Findings = append(out.Findings, wire.NewFinding("basic_and_bearer"))
	}
	return out, nil
}

func hasBearer(request wire.Request) bool {
	for _, h := range request.Headers {
		if strings.EqualFold(h.Name, "Authorization") && len(h.Value) > 7 && strings.EqualFold(h.Value[:7], "Bearer ") {
			return true
		}
	}
	return false
}

// shown is the credential's text, masked where that is asked for: of the four
// values of an integration no secret shows.
func (c carrier) shown(text secret.Text, mode string) string {
	if mode == secretMasked {
		return c.token.Masked()
	}
	return text.Reveal()
}

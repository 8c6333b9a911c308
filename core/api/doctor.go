package api

import (
	"strings"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// doctorCall is a request that is signed by OAuth 1.0a, and the values that sign
// it. Path may be the whole address, as the client sent it.
type doctorCall struct {
	storeCall
	Credential *wire.CredentialRef `json:"credential"`
	Method     string              `json:"method"`
	Path       string              `json:"path"`
	Headers    []wire.Header       `json:"headers"`
	Body       *string             `json:"body"`
	// Offline compares the request's own Authorization header and asks nobody.
	Offline bool `json:"offline"`
}

// doctor finds out why a signature is refused: offline by comparing it, else by
// asking the store in one way after another which it takes.
func (h *handler) doctor(j *job) (any, error) {
	var in doctorCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Offline {
		return h.examine(j, in)
	}
	store, evidence, way, err := h.reach(j, in.storeCall)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	four, err := h.four(j, in.Credential, originOfURL(store.RestURL))
	if err != nil {
		return nil, err
	}
	if !strings.EqualFold(in.Method, "GET") {
		return wire.Signature{Variants: []wire.SignatureVariant{}, Findings: []wire.Finding{wire.NewFinding("oauth1_get_only")}}, nil
	}
	out := check.Doctor(j.ctx, check.Env{Doer: way, Now: h.now, Step: j.step}, store, in.url(store), four, nil)
	out.Evidence = append(evidence, out.Evidence...)
	if way.held != nil {
		return nil, withEvidence(way.held, out.Evidence)
	}
	return out, j.ctx.Err()
}

func (h *handler) examine(j *job, in doctorCall) (any, error) {
	if err := h.resolve(j.ctx, &in.Store); err != nil {
		return nil, err
	}
	store, err := requestCall{Store: in.Store}.place()
	if err != nil {
		return nil, err
	}
	four, err := h.four(j, in.Credential, "")
	if err != nil {
		return nil, err
	}
	request := wire.Request{Method: strings.ToUpper(in.Method), URL: in.url(store), Headers: in.Headers, Body: in.Body}
	return check.Examine(check.Env{Now: h.now}, store, request, four), nil
}

func (in doctorCall) url(store wire.Store) string {
	if strings.Contains(in.Path, "://") {
		return in.Path
	}
	return requestCall{Path: in.Path}.url(store)
}

// four are the values of an integration, as far as they are there.
func (h *handler) four(j *job, ref *wire.CredentialRef, origin string) (token.Four, error) {
	if ref == nil {
		return token.Four{}, nil
	}
	text, err := h.textOf(j.ctx, *ref, origin)
	if err != nil {
		return token.Four{}, err
	}
	t, err := h.pick(text, ref.Ref != "", 0)
	if err != nil {
		return token.Four{}, err
	}
	if t.Four == nil {
		return token.Four{}, refuse("four_incomplete_check")
	}
	return *t.Four, nil
}

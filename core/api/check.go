package api

import (
	"context"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// check asks a store about a credential.
func (h *handler) check(j *job) (any, error) {
	var in struct {
		storeCall
		Credential wire.CredentialRef `json:"credential"`
		// Pick says which of several tokens in a text is meant, from 1.
		Pick int `json:"pick"`
		// Path and Method name a route to look at, too.
		Path   string `json:"path"`
		Method string `json:"method"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	store, evidence, way, err := h.reach(j, in.storeCall)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	text, err := h.textOf(j.ctx, in.Credential, originOfURL(store.RestURL))
	if err != nil {
		return nil, err
	}
	t, err := h.pick(text, in.Credential.Ref != "", in.Pick)
	if err != nil {
		return nil, err
	}
	if store.Version == "" {
		h.addVersion(j, &store, way)
	}
	origin := originOfURL(store.RestURL)
	env := check.Env{Doer: way, Now: h.now, Step: j.step, Area: h.areaOfRef(j.ctx, in.Credential.Ref),
		Path: in.Path, Method: in.Method, Views: h.viewsAt(j, origin)}
	if in.Path != "" {
		env.Tree = h.treeOf(j, origin)
	}
	report := check.Check(j.ctx, env, store, t, nil)
	report.Evidence = append(evidence, report.Evidence...)
	if way.held != nil {
		return nil, withEvidence(way.held, report.Evidence)
	}
	h.keepDoor(j, origin, way)
	h.compareOrigins(j, t, origin, &report)
	return report, j.ctx.Err()
}

// viewsAt are the store codes that the tab's page names, and those that are saved.
func (h *handler) viewsAt(j *job, origin string) []string {
	var codes []string
	if tab, known := h.readTab(j.ctx, j.tabID); known && tab.Origin == origin {
		codes = append(codes, tab.Recognition.StoreViews...)
	}
	if r := h.at(j, origin); r != nil {
		codes = append(codes, r.StoreViews...)
	}
	return codes
}

// areaOfRef is where a held session is one, "" for all else.
func (h *handler) areaOfRef(ctx context.Context, ref string) string {
	if ref == "" {
		return ""
	}
	record, err := h.heldRef(ctx, ref)
	if err != nil {
		return ""
	}
	return record.Credential.Area
}

// single takes the one token out of what was pasted.
func (h *handler) single(text secret.Text, held bool) (token.Token, error) {
	return h.pick(text, held, 0)
}

// pick takes the token out of what was pasted that was picked, from 1, or for 0
// the only one.
func (h *handler) pick(text secret.Text, held bool, pick int) (token.Token, error) {
	if held {
		return token.Parse(text, h.now()), nil
	}
	tokens := token.Inspect(text.Reveal(), h.now()).Tokens
	switch {
	case len(tokens) == 0:
		return token.Token{}, refuse("nothing_token_like")
	case pick > 0 && pick <= len(tokens):
		return tokens[pick-1], nil
	case len(tokens) > 1:
		return token.Token{}, refuse("several_tokens")
	}
	return tokens[0], nil
}

func (h *handler) addVersion(j *job, store *wire.Store, way *exit) {
	if version, edition, _, err := magento.Version(j.ctx, way, store.BaseURL); err == nil {
		store.Version, store.Edition = version, edition
	}
}

type textCall struct {
	Text   string `json:"text"`
	Status int    `json:"status"`
}

// inspect reports offline what a text holds.
func (h *handler) inspect(j *job) (any, error) {
	var in textCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	now := h.now()
	return token.Inspect(in.Text, now).Wire(now), nil
}

// explain says what an answer of a store means. A missing right is named as the
// role editor does: in the words of the tab's store, else in those of a stock one.
func (h *handler) explain(j *job) (any, error) {
	var in textCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	trees := [][]wire.TreeNode{nil, catalogue.Resources()}
	if tab, known := h.readTab(j.ctx, j.tabID); known {
		trees[0] = h.treeOf(j, tab.Origin)
	}
	findings := magento.Explain(in.Status, in.Text, magento.WithPaths(magento.Paths(trees...)), magento.At(h.now()))
	if findings == nil {
		help := magento.Unknown(in.Status, in.Text)
		return map[string]any{"findings": []wire.Finding{}, "help": help}, nil
	}
	return map[string]any{"findings": findings}, nil
}

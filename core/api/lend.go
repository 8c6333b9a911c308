package api

import (
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// maxLend is the longest that a lent token may still be good.
const maxLend = 24 * time.Hour

// lendCall names a token: one of this session, or a saved one.
type lendCall struct {
	Ref        string `json:"ref"`
	Store      string `json:"store"`
	Credential string `json:"credential"`
	Passphrase string `json:"passphrase"`
	// Preview tells what would be lent and writes nothing.
	Preview bool `json:"preview"`
}

// lentFile is the answer: the sealed file, and what is in it.
type lentFile struct {
	wire.Exported
	Lent wire.Lent `json:"lent"`
}

// lend writes a sealed file with one token that soon ends, and nothing that could
// get another: no password, no key, no refresh token, no session.
func (h *handler) lend(j *job) (any, error) {
	var in lendCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := h.mayReveal(); err != nil {
		return nil, err
	}
	c, text, err := h.toLend(j, in)
	if err != nil {
		return nil, err
	}
	t := token.Parse(text, h.now())
	until, _ := time.Parse(time.RFC3339, first(stampOf(t.ExpiresAt), c.Token.ExpiresAt))
	switch left := until.Sub(h.now()); {
	case t.Four != nil, t.Format == wire.FormatCookie, t.Kind == wire.KindIntegration, c.Token.Kind == wire.KindSession, c.Private, until.IsZero(), left > maxLend:
		return nil, refuse("lend_long")
	case left <= 0:
		return nil, refuse("lend_over")
	}
	lent := wire.Lent{Who: c.Who, Kind: first(c.Token.Kind, t.Kind), Origin: c.Origin, Until: stampOf(until), At: stampOf(h.now())}
	out := lentFile{Lent: lent, Exported: wire.Exported{Format: "sealed", Count: 1, Files: []wire.ExportedFile{}, Findings: []wire.Finding{
		wire.NewFinding("lend_out", "who", first(lent.Who, lent.Kind), "host", originHost(c.Origin), "until", lent.Until),
	}}}
	if in.Preview {
		return out, nil
	}
	f, err := formatFor("sealed")
	if err != nil {
		return nil, err
	}
	out.Files, err = h.written(f, []vault.Item{h.lentItem(j, c, lent, t)}, vault.Writing{Passphrase: secret.New(in.Passphrase), Lent: &lent, NewID: h.newID})
	return out, err
}

// lentItem is the store with the token as its only login.
func (h *handler) lentItem(j *job, c wire.Credential, lent wire.Lent, t token.Token) vault.Item {
	e := wire.StoreEntry{Name: vault.OwnName(c.Store.BaseURL), Store: c.Store}
	if r := h.at(j, c.Origin); r != nil {
		e.Client, e.Name, e.Stage = r.Client, r.Name, r.Stage
	}
	if e.Stage == "" {
		e.Stage, _ = h.stageOf(j, c.Store.BaseURL)
	}
	return vault.Item{Entry: e, Logins: []vault.Login{{
		Kind: lent.Kind, Who: lent.Who, Token: t.Text, IssuedAt: stampOf(t.IssuedAt), ExpiresAt: lent.Until,
	}}}
}

// toLend is the card and the text of the token that is meant.
func (h *handler) toLend(j *job, in lendCall) (wire.Credential, secret.Text, error) {
	if in.Ref != "" {
		record, err := h.heldRef(j.ctx, in.Ref)
		return record.Credential, secret.New(record.Text), err
	}
	j.req.SetPathValue("id", in.Store)
	j.req.SetPathValue("cid", in.Credential)
	r, c, err := h.savedOf(j)
	if err != nil {
		return wire.Credential{}, secret.Text{}, err
	}
	s, err := h.vault.Open(j.ctx)
	if err != nil {
		return wire.Credential{}, secret.Text{}, err
	}
	text, err := r.Take(s, target(r, place{}), c.ID, vault.FieldToken)
	if err == nil && text.Empty() {
		err = refuse("saved_no_token")
	}
	if err != nil {
		return wire.Credential{}, secret.Text{}, err
	}
	card := h.describe(text, c.Kind, likely(r.Store))
	end, _ := time.Parse(time.RFC3339, c.ExpiresAt)
	card.Token, card.Who = withEnd(card.Token, end, h.now()), c.Who
	return card, text, nil
}

func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

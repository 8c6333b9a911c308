package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// revokeRoute is of Magento_Integration, from 2.4.6 on; GraphQL's mutation is
// older.
const (
	revokeRoute    = "/V1/integration/customer/revoke-customer-token"
	revokeMutation = `{"query":"mutation{revokeCustomerToken{result}}"}`
)

// consentRevoke is the yes to the end of all of a customer's tokens.
const consentRevoke = "revoke_all"

// Web APIs of Magento, as paths name them; all but SOAP are ways to revoke.
const (
	overREST    = "rest"
	overGraphQL = "graphql"
	overSOAP    = "soap"
)

// revokedPrefix has when a customer's tokens were revoked, by origin.
const revokedPrefix = "revoked:"

type revokedRecord struct {
	V  int    `json:"v"`
	At string `json:"at"`
}

// revoked is the answer to a revocation.
type revoked struct {
	// Refs are the credentials that Storekey held and dropped.
	Refs     []string        `json:"refs"`
	Evidence []wire.Evidence `json:"evidence"`
	Findings []wire.Finding  `json:"findings"`
}

// revoke ends a customer's tokens: all of them, since Magento revokes by
// customer. For everything else it says where that is done.
func (h *handler) revoke(j *job) (any, error) {
	var in struct {
		Ref     string      `json:"ref"`
		Over    string      `json:"over"`
		Consent []string    `json:"consent"`
		Door    *doorFields `json:"door"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	if err := in.Door.fit(); err != nil {
		return nil, err
	}
	c := h.refresh(record)
	if !c.CanRevoke {
		err = revocable(c)
	}
	if err == nil {
		err = h.mayChange(j, c.Origin)
	}
	if err != nil {
		return nil, err
	}
	if c.CanRevoke {
		return h.revokeOAuth2(j, record, in.Consent)
	}
	if in.Over != "" && in.Over != overREST && in.Over != overGraphQL {
		return nil, refuse("invalid_request", "problem", "over is rest or graphql")
	}
	if !has(in.Consent, consentRevoke) {
		return nil, refuse("revoke_all", "who", first(c.Who, "this customer"))
	}
	way := h.leave(j, doorPlace{url: c.Store.RestURL}, in.Door, in.Consent)
	j.step("revoking", 0, 0)
	evidence, err := askRevoke(j.ctx, way, c.Store, secret.New(record.Text), in.Over)
	if err != nil {
		return nil, err
	}
	return h.afterRevoke(j, c, evidence)
}

// revocable says of each kind of credential but a customer's token how it ends.
func revocable(c wire.Credential) error {
	switch c.Token.Kind {
	case wire.KindCustomer:
		return nil
	case wire.KindAdmin:
		return refuse("revoke_admin")
	case wire.KindIntegration:
		return refuse("revoke_integration")
	case wire.KindSession:
		return refuse("revoke_session")
	case wire.KindUnknown:
		return refuse("revoke_unknown")
	}
	return refuse("revoke_elsewhere")
}

func askRevoke(ctx context.Context, way Doer, store wire.Store, token secret.Text, over string) ([]wire.Evidence, error) {
	view := magento.CustomerView(store.StoreCode)
	url, body, done := magento.Route(store, view, revokeRoute), "", ""
	if over == overGraphQL {
		url, body, done = magento.APIRoot(store)+"/graphql", revokeMutation, "data.revokeCustomerToken.result"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader([]byte(body)))
	if err != nil {
		return nil, fmt.Errorf("api: revoking: %w", magento.ErrNotAddress)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token.Reveal())
	if over == overGraphQL && view != "" {
		req.Header.Set("Store", view)
	}
	answer, err := magento.Send(ctx, way, req)
	if err != nil {
		return nil, fmt.Errorf("api: revoking: %w", err)
	}
	if r := revokeRefused(answer, done); r != nil {
		r.StoreMessage = secret.Redact(r.StoreMessage, token)
		r.Evidence = []wire.Evidence{answer.Evidence(http.MethodPost, url, r.Finding().Message)}
		return nil, r
	}
	return []wire.Evidence{answer.Evidence(http.MethodPost, url, wire.NewFinding("revoked").Message)}, nil
}

// revokeRefused reads any answer but true; done is where GraphQL has that.
func revokeRefused(answer magento.Answer, done string) *magento.Refusal {
	r, said := magento.Refused(answer), gjson.ParseBytes(answer.Body)
	if done != "" {
		r, said = magento.RefusedGraphQL(answer), gjson.GetBytes(answer.Body, done)
	}
	switch {
	case r == nil && said.Type == gjson.True:
		return nil
	case r == nil:
		return &magento.Refusal{Status: answer.Status, Code: "unexpected_answer"}
	}
	switch r.Code {
	case "self_only", "not_authorized", "graphql_not_authorized", "graphql_token_refused", "token_revoked":
		r.Code = "revoke_dead"
	case "route_not_found", "page_not_found":
		r.Code = "revoke_no_route"
	}
	return r
}

// afterRevoke drops what Storekey held of the customer, saved tokens too, and
// remembers the second.
func (h *handler) afterRevoke(j *job, c wire.Credential, evidence []wire.Evidence) (any, error) {
	_ = h.records.write(j.ctx, AreaSession, revokedPrefix+c.Origin, revokedRecord{recordVersion, h.stamp()})
	held, err := h.held(j.ctx, c.Origin)
	if err != nil {
		return nil, err
	}
	out := revoked{Refs: []string{}, Evidence: evidence}
	for _, record := range held {
		other := h.refresh(record)
		if !sameCustomer(c, other) {
			continue
		}
		if err := h.forgetSavedToken(j, other.Saved); err != nil {
			return nil, err
		}
		if err := h.dropCredential(j.ctx, other.Ref); err != nil {
			return nil, err
		}
		out.Refs = append(out.Refs, other.Ref)
	}
	out.Findings = []wire.Finding{wire.NewFinding("revoked_all", "count", strconv.Itoa(len(out.Refs)))}
	return out, h.badgeFor(j, c.Origin)
}

// sameCustomer goes by the number in the token, else by the name.
func sameCustomer(a, b wire.Credential) bool {
	switch {
	case a.Ref == b.Ref:
		return true
	case b.Token.Kind != wire.KindCustomer:
		return false
	case a.Token.UserID != nil && b.Token.UserID != nil:
		return *a.Token.UserID == *b.Token.UserID
	}
	return a.Who != "" && strings.EqualFold(a.Who, b.Who)
}

func (h *handler) forgetSavedToken(j *job, saved *wire.SavedRef) error {
	if saved == nil {
		return nil
	}
	_, err := h.vault.Change(j.ctx, saved.Store, func(r *vault.Record) error {
		c, err := r.Credential(saved.Credential)
		if err != nil {
			return nil // it is gone already
		}
		c.IssuedAt, c.ExpiresAt = "", ""
		if err := r.Put(nil, c.ID, vault.FieldRefresh, secret.Text{}); err != nil {
			return err
		}
		return r.Put(nil, c.ID, vault.FieldToken, secret.Text{})
	})
	return err
}

// waitAfterRevoke holds a customer's login back for the second in which the
// store would issue a token that is revoked already: it compares whole seconds
// (Magento_JwtUserToken, RevokedValidator).
func (s *signIn) waitAfterRevoke() error {
	if !has(s.provider.Kinds, wire.KindCustomer) {
		return nil
	}
	var record revokedRecord
	found, err := s.h.records.read(s.j.ctx, AreaSession, revokedPrefix+originOfURL(s.store.RestURL), &record)
	at, timeErr := time.Parse(time.RFC3339, record.At)
	if err != nil || !found || timeErr != nil {
		return err
	}
	// The stamp is a whole second, and the store's own began up to one later.
	if left := at.Add(2 * time.Second).Sub(s.h.now()); left > 0 {
		s.j.step("after_revoke", 0, 0)
		return s.h.patience.wait(s.j.ctx, left)
	}
	return nil
}

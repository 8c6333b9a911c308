package api

import (
	"context"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const credPrefix = "cred:"

// credRecord is a credential that Storekey holds for the browser session. Its
// text is in no answer but that of reveal.
type credRecord struct {
	V          int             `json:"v"`
	TabID      int             `json:"tabId,omitempty"`
	Text       string          `json:"text"`
	Credential wire.Credential `json:"credential"`
}

// keep stores a credential and gives it its ref. The same text at the same
// origin stays one credential.
func (h *handler) keep(ctx context.Context, tabID int, text secret.Text, c wire.Credential) (wire.Credential, error) {
	held, err := h.held(ctx, c.Origin)
	if err != nil {
		return c, err
	}
	c.Ref = c.Origin + ":" + h.newID()
	for _, old := range held {
		if secret.New(old.Text).Equal(text) {
			c.Ref = old.Credential.Ref
			c.Who, c.Provider = first(c.Who, old.Credential.Who), first(c.Provider, old.Credential.Provider)
			if c.Saved == nil {
				c.Saved = old.Credential.Saved
			}
		}
	}
	record := credRecord{recordVersion, tabID, text.Reveal(), c}
	return c, h.records.write(ctx, AreaSession, credPrefix+c.Ref, record)
}

// held lists the credentials of an origin, or all for "".
func (h *handler) held(ctx context.Context, origin string) ([]credRecord, error) {
	prefix := credPrefix
	if origin != "" {
		prefix += origin + ":"
	}
	keys, err := h.records.keys(ctx, AreaSession, prefix)
	if err != nil {
		return nil, err
	}
	var list []credRecord
	for _, key := range keys {
		var record credRecord
		if found, err := h.records.read(ctx, AreaSession, key, &record); err == nil && found && (origin == "" || record.Credential.Origin == origin) {
			list = append(list, record)
		}
	}
	return list, nil
}

func (h *handler) heldRef(ctx context.Context, ref string) (credRecord, error) {
	var record credRecord
	found, err := h.records.read(ctx, AreaSession, credPrefix+ref, &record)
	if err != nil {
		return record, err
	}
	if !found {
		return record, refuse("credential_unknown")
	}
	return record, nil
}

func (h *handler) listCredentials(j *job) (any, error) {
	held, err := h.held(j.ctx, j.req.URL.Query().Get("origin"))
	if err != nil {
		return nil, err
	}
	list := make([]wire.Credential, 0, len(held))
	for _, record := range held {
		list = append(list, h.refresh(record))
	}
	sortCredentials(list)
	return map[string]any{"credentials": list}, nil
}

func (h *handler) forgetCredential(j *job) (any, error) {
	return struct{}{}, h.records.drop(j.ctx, AreaSession, credPrefix+j.req.PathValue("ref"))
}

func (h *handler) forgetCredentialsOf(ctx context.Context, tabID int) error {
	held, err := h.held(ctx, "")
	if err != nil {
		return err
	}
	for _, record := range held {
		if record.TabID == tabID {
			if err := h.records.drop(ctx, AreaSession, credPrefix+record.Credential.Ref); err != nil {
				return err
			}
		}
	}
	return nil
}

// textOf resolves a credential named in a call. A held one goes only to the
// origin that it belongs to.
func (h *handler) textOf(ctx context.Context, c wire.CredentialRef, origin string) (secret.Text, error) {
	if c.Ref == "" {
		if strings.TrimSpace(c.Token) == "" {
			return secret.Text{}, refuse("invalid_request", "problem", "a credential needs a ref or a token")
		}
		return secret.New(c.Token), nil
	}
	record, err := h.heldRef(ctx, c.Ref)
	if err != nil {
		return secret.Text{}, err
	}
	if origin != "" && record.Credential.Origin != origin {
		return secret.Text{}, refuse("other_origin", "origin", record.Credential.Origin, "other", origin)
	}
	return secret.New(record.Text), nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

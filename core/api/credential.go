package api

import (
	"context"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	credPrefix = "cred:"
	textPrefix = "text:"
	// foundMax is how many credentials are held that pages of one origin showed:
	// a page must not fill the storage.
	foundMax = 60
	// placesMax is how many places are told of where one was found.
	placesMax = 12
	// heldTurn is taken by whoever changes what is held: two who found the same
	// at once would hold it twice, or write over each other's tabs.
	heldTurn = "held"
)

// credRecord is a credential that Storekey holds for the browser session. Pages
// watch these records; its text is in one of its own, which they do not read.
type credRecord struct {
	V int `json:"v"`
	// Tabs are those that it was obtained or found in: it goes with the last.
	Tabs []int `json:"tabs,omitempty"`
	// At is when it was last found or obtained, in milliseconds.
	At         int64           `json:"at,omitempty"`
	Credential wire.Credential `json:"credential"`
	Text       string          `json:"-"`
}

type textRecord struct {
	V    int    `json:"v"`
	Text string `json:"text"`
}

// keep stores a credential and gives it its ref. The same text at the same
// origin stays one credential, with all the places where it was found; what is
// of a private window never becomes one with what is not.
func (h *handler) keep(j *job, text secret.Text, c wire.Credential) (wire.Credential, error) {
	ctx, tabID := j.ctx, j.tabID
	c.Private = j.private
	release, err := h.turns.take(ctx, heldTurn)
	if err != nil {
		return c, err
	}
	defer release()
	held, err := h.held(ctx, c.Origin)
	if err != nil {
		return c, err
	}
	c.Ref = c.Origin + ":" + h.newID()
	var tabs []int
	known := false
	for _, old := range held {
		if old.Credential.Private == c.Private && secret.New(old.Text).Equal(text) {
			c, tabs, known = joined(c, old.Credential), old.Tabs, true
		}
	}
	if !known {
		if err := h.makeRoom(ctx, held); err != nil {
			return c, err
		}
	}
	if tabID != 0 && !slices.Contains(tabs, tabID) {
		tabs = append(tabs, tabID)
	}
	if err := h.records.write(ctx, AreaSession, textPrefix+c.Ref, textRecord{recordVersion, text.Reveal()}); err != nil {
		return c, err
	}
	return c, h.records.write(ctx, AreaSession, credPrefix+c.Ref, credRecord{V: recordVersion, Tabs: tabs, At: h.now().UnixMilli(), Credential: c})
}

// makeRoom drops what was seen longest ago of what pages showed, if there is too
// much of it. What somebody logged in for, or saved, stays.
func (h *handler) makeRoom(ctx context.Context, held []credRecord) error {
	found, oldest := 0, -1
	for i, record := range held {
		if record.Credential.Provider != "" || record.Credential.Saved != nil {
			continue
		}
		found++
		if oldest < 0 || record.At < held[oldest].At {
			oldest = i
		}
	}
	if found < foundMax {
		return nil
	}
	return h.dropCredential(ctx, held[oldest].Credential.Ref)
}

// joined is a credential that was known already, as it is found now.
func joined(c, old wire.Credential) wire.Credential {
	c.Ref = old.Ref
	if c.Provider == "" { // merely seen again
		c.CanRefresh, c.CanIntrospect, c.CanRevoke = old.CanRefresh, old.CanIntrospect, old.CanRevoke
	}
	c.Who, c.Provider = first(c.Who, old.Who), first(c.Provider, old.Provider)
	c.Area, c.Source = first(c.Area, old.Area), first(c.Source, old.Source)
	c.CanPut = c.CanPut || old.CanPut
	c.FoundIn, c.APIOrigin = first(c.FoundIn, old.FoundIn), first(c.APIOrigin, old.APIOrigin)
	if c.Token.ExpiresAt == "" {
		c.Token.ExpiresAt, c.Token.Expired = old.Token.ExpiresAt, old.Token.Expired
	}
	for _, place := range old.Places {
		if !has(c.Places, place) && len(c.Places) < placesMax {
			c.Places = append(c.Places, place)
		}
	}
	if c.Saved == nil {
		c.Saved = old.Saved
	}
	if c.Store.RestURL == "" {
		c.Store = old.Store
	}
	return c
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
		record, err := h.heldRef(ctx, strings.TrimPrefix(key, credPrefix))
		if err == nil && (origin == "" || record.Credential.Origin == origin) {
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
	var text textRecord
	if found {
		found, err = h.records.read(ctx, AreaSession, textPrefix+ref, &text)
	}
	if err != nil {
		return record, err
	}
	if !found {
		return record, refuse("credential_unknown")
	}
	record.Text = text.Text
	return record, nil
}

func (h *handler) listCredentials(j *job) (any, error) {
	held, err := h.held(j.ctx, j.req.URL.Query().Get("origin"))
	if err != nil {
		return nil, err
	}
	list := make([]wire.Credential, 0, len(held))
	for _, record := range held {
		if record.Credential.Private == j.private {
			list = append(list, h.refresh(record))
		}
	}
	sortCredentials(list, h.areaOf(j))
	return map[string]any{"credentials": list}, nil
}

func (h *handler) forgetCredential(j *job) (any, error) {
	return struct{}{}, h.dropCredential(j.ctx, j.req.PathValue("ref"))
}

func (h *handler) dropCredential(ctx context.Context, ref string) error {
	for _, prefix := range []string{textPrefix, refreshPrefix, accessPrefix} {
		if err := h.records.drop(ctx, AreaSession, prefix+ref); err != nil {
			return err
		}
	}
	return h.records.drop(ctx, AreaSession, credPrefix+ref)
}

func (h *handler) forgetCredentialsOf(ctx context.Context, tabID int) error {
	release, err := h.turns.take(ctx, heldTurn)
	if err != nil {
		return err
	}
	defer release()
	held, err := h.held(ctx, "")
	if err != nil {
		return err
	}
	for _, record := range held {
		at := slices.Index(record.Tabs, tabID)
		if at < 0 {
			continue
		}
		if len(record.Tabs) == 1 {
			err = h.dropCredential(ctx, record.Credential.Ref)
		} else {
			record.Tabs = slices.Delete(record.Tabs, at, at+1)
			err = h.records.write(ctx, AreaSession, credPrefix+record.Credential.Ref, record)
		}
		if err != nil {
			return err
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

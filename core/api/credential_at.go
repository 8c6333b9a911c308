package api

import (
	"net/url"

	"github.com/storekey/storekey/core/secret"
)

// credentialAt takes a credential that a page holds to the API that the page
// names, on another origin: the user has clicked on that address.
func (h *handler) credentialAt(j *job) (any, error) {
	var in struct {
		Ref    string `json:"ref"`
		Origin string `json:"origin"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	origin := originOfURL(in.Origin)
	tab, _ := h.readTab(j.ctx, j.tabID)
	named := origin == record.Credential.APIOrigin || tab.Origin == record.Credential.Origin && origin == tab.Recognition.APIOrigin
	if origin == "" || !named {
		return nil, refuse("api_not_named", "origin", origin)
	}
	u, err := url.Parse(origin)
	if err != nil {
		return nil, refuse("api_not_named", "origin", origin)
	}
	if err := unfit(record.Credential.Origin, origin); err != nil {
		return nil, err
	}
	text := secret.New(record.Text)
	c := h.describe(text, record.Credential.Token.Kind, storeAt(*u))
	c.Who, c.FoundIn, c.Places = record.Credential.Who, record.Credential.FoundIn, record.Credential.Places
	c.Store.StoreCode = record.Credential.Store.StoreCode
	return h.keep(j, text, c)
}

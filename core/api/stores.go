package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// listStores lists the saved stores without their secrets: those that fit a tab
// first, and the credential that is likeliest wanted there first in each.
func (h *handler) listStores(j *job) (any, error) {
	query := j.req.URL.Query()
	records, findings, err := h.vault.List(j.ctx)
	if err != nil {
		return nil, err
	}
	stores, state, err := h.vault.Show(j.ctx, records...)
	if err != nil {
		return nil, err
	}
	origin, words := query.Get("origin"), strings.Fields(query.Get("q"))
	list := wire.StoreList{Stores: []wire.StoreEntry{}, Vault: state, Findings: findings}
	for _, entry := range stores {
		if vault.Mentions(entry, words) {
			h.prepare(&entry, origin, query.Get("path"), query.Get("kind"))
			list.Stores = append(list.Stores, entry)
		}
	}
	vault.Sort(list.Stores, func(e wire.StoreEntry) int { return vault.Fit(e, origin, query.Get("path")) })
	list.Total = len(list.Stores)
	if limit, err := strconv.Atoi(query.Get("limit")); err == nil && limit >= 0 && limit < list.Total {
		list.Stores = list.Stores[:limit]
	}
	if origin != "" {
		list.Stage, err = h.stageOf(j, origin)
	}
	return list, err
}

// prepare fits an entry to the tab that was asked about.
func (h *handler) prepare(e *wire.StoreEntry, origin, path, kind string) {
	e.Matches = origin != "" && vault.Fit(*e, origin, path) > 0
	markSaved(e)
	vault.Choose(e.Credentials, kind, origin)
}

// stageOf is the stage that the host patterns give an address, "" for none.
func (h *handler) stageOf(j *job, address string) (string, error) {
	patterns, err := h.vault.Hosts(j.ctx)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", nil
	}
	return vault.StageOf(u.Host, patterns), nil
}

func (h *handler) hostSettings(j *job, host string) (any, error) {
	patterns, err := h.vault.Hosts(j.ctx)
	if err != nil {
		return nil, err
	}
	settings := wire.HostSettings{Patterns: patterns, Defaults: vault.DefaultHosts()}
	if host != "" {
		settings.Stage = vault.StageOf(host, patterns)
	}
	return settings, nil
}

// storeForm is what can be said of a store by the one who saves it. What a call
// leaves out stays as it is.
type storeForm struct {
	Client            string     `json:"client"`
	Name              string     `json:"name"`
	Stage             string     `json:"stage"`
	Color             string     `json:"color"`
	Origins           []string   `json:"origins"`
	Store             wire.Store `json:"store"`
	StoreViews        []string   `json:"storeViews"`
	Concurrency       int        `json:"concurrency"`
	RecoverRateLimits bool       `json:"recoverRateLimits"`
	UserAgent         string     `json:"userAgent"`
	Notes             string     `json:"notes"`
	// TLS replaces what is saved as a whole; an empty one takes it away.
	TLS  *wire.StoreTLS `json:"tls"`
	Door *doorFields    `json:"door"`
	// URL is an address of the store, any page of it will do.
	URL string `json:"url"`
	// Consent names the new hosts that sealed secrets may go to ("host:…").
	Consent []string `json:"consent"`

	sameOrigins bool // the form does not name any
}

func formOf(e wire.StoreEntry) storeForm {
	return storeForm{
		Client: e.Client, Name: e.Name, Stage: e.Stage, Color: e.Color, Origins: slices.Clone(e.Origins), Store: e.Store,
		StoreViews: e.StoreViews, Concurrency: e.Concurrency, RecoverRateLimits: e.RecoverRateLimits,
		UserAgent: e.UserAgent, Notes: e.Notes,
	}
}

// fill puts the form into an entry. Its origins are given up for a new address,
// unless the form has new ones, too.
func (f storeForm) fill(e *wire.StoreEntry) error {
	before := e.Store.BaseURL
	e.Client, e.Name, e.Stage, e.Color, e.Origins, e.Store = f.Client, f.Name, f.Stage, f.Color, f.Origins, f.Store
	e.StoreViews, e.Concurrency, e.RecoverRateLimits = f.StoreViews, f.Concurrency, f.RecoverRateLimits
	e.UserAgent, e.Notes, e.TLS = f.UserAgent, f.Notes, nil
	if f.TLS != nil && *f.TLS != (wire.StoreTLS{}) {
		tls := *f.TLS
		e.TLS = &tls
	}
	if strings.TrimSpace(f.URL) == "" {
		return nil
	}
	if magento.HasUser(f.URL) {
		return &vault.Error{Code: "address_user"}
	}
	candidates, err := magento.Candidates(f.URL)
	if err != nil {
		return err
	}
	if candidates[0].BaseURL == before {
		return nil
	}
	if e.Name == vault.OwnName(before) {
		e.Name = "" // made anew
	}
	e.Store = wire.Store{BaseURL: candidates[0].BaseURL, StoreCode: first(magento.StoreCode(f.URL), f.Store.StoreCode)}
	if f.sameOrigins {
		e.Origins = nil
	}
	return nil
}

// complete guesses what the form left open: the stage from the host, the name
// from it too.
func (h *handler) completeEntry(j *job, e *wire.StoreEntry) error {
	if e.Store.BaseURL == "" && len(e.Origins) == 0 {
		return refuse("store_missing")
	}
	if e.Store.BaseURL == "" {
		e.Store.BaseURL = e.Origins[0]
	}
	u, err := url.Parse(e.Store.BaseURL)
	if err != nil {
		return refuse("not_address")
	}
	if strings.TrimSpace(e.Name) == "" {
		e.Name = vault.OwnName(strings.TrimRight(e.Store.BaseURL, "/"))
	}
	if e.Stage == "" {
		if e.Stage, err = h.stageOf(j, e.Store.BaseURL); err != nil {
			return err
		}
	}
	if e.Stage == "" && magento.IsLocal(u.Host) {
		e.Stage = wire.StageDev
	}
	// A host that nothing is known of is treated with the most care.
	e.Stage = first(e.Stage, wire.StageProduction)
	return vault.Check(e)
}

// addStore saves a store, and a credential with it if one is given: one record,
// one write. It makes no connection.
func (h *handler) addStore(j *job) (any, error) {
	var form storeForm
	if err := j.read(&form); err != nil {
		return nil, err
	}
	var with struct {
		Credential *savedForm `json:"credential"`
	}
	if err := j.read(&with); err != nil {
		return nil, err
	}
	r := new(vault.Record)
	r.ID = h.idFor(j, "store")
	if err := form.fill(&r.StoreEntry); err != nil {
		return nil, err
	}
	if err := h.completeEntry(j, &r.StoreEntry); err != nil {
		return nil, err
	}
	if err := errors.Join(form.Door.fit(), with.Credential.fit()); err != nil {
		return nil, err
	}
	s, err := h.sealerFor(j, form.Door.given())
	if err != nil {
		return nil, err
	}
	if err := putDoor(r, s, form.Door); err != nil {
		return nil, err
	}
	link, err := h.addCredential(j, r, with.Credential)
	if err != nil {
		return nil, err
	}
	r, err = h.vault.Add(j.ctx, r)
	if err == nil {
		link()
	}
	return h.shown(j, r, err)
}

// idFor makes the id of what a call adds. A message that is sent twice has the
// same one twice, and adds one thing.
func (h *handler) idFor(j *job, what string) string {
	call := j.req.Header.Get(HeaderCall)
	if call == "" {
		return h.newID()
	}
	sum := sha256.Sum256([]byte(what + "\x00" + call))
	return hex.EncodeToString(sum[:13])
}

// putDoor seals a front door into the record; an empty one takes it away.
func putDoor(r *vault.Record, s *vault.Sealer, d *doorFields) error {
	if d == nil {
		return nil
	}
	for field, value := range map[string]string{vault.DoorUsername: d.Username, vault.DoorPassword: d.Password, vault.DoorHeaders: d.Headers} {
		if err := r.Put(s, vault.DoorID, field, secret.New(value)); err != nil {
			return err
		}
	}
	return nil
}

// sealerFor opens the vault where something is to be sealed.
func (h *handler) sealerFor(j *job, needed bool) (*vault.Sealer, error) {
	if !needed {
		return nil, nil
	}
	if err := h.maySave(); err != nil {
		return nil, err
	}
	return h.vault.Open(j.ctx)
}

func (h *handler) shown(j *job, r *vault.Record, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	list, _, err := h.vault.Show(j.ctx, r)
	if err != nil {
		return nil, err
	}
	h.prepare(&list[0], j.req.URL.Query().Get("origin"), j.req.URL.Query().Get("path"), j.req.URL.Query().Get("kind"))
	return list[0], nil
}

func (h *handler) readStore(j *job) (any, error) {
	r, err := h.vault.Load(j.ctx, j.req.PathValue("id"))
	if err != nil {
		return nil, err
	}
	learnt := h.vault.Learnt(j.ctx, r.ID)
	r.Routes, r.ACL = learnt.Routes, learnt.ACL
	return h.shown(j, r, nil)
}

func (h *handler) changeStore(j *job) (any, error) {
	var probe storeForm
	if err := j.read(&probe); err != nil {
		return nil, err
	}
	s, err := h.sealerFor(j, probe.Door.given())
	if err != nil {
		return nil, err
	}
	r, err := h.vault.Change(j.ctx, j.req.PathValue("id"), func(r *vault.Record) error {
		form, before := formOf(r.StoreEntry), r.StoreEntry
		if err := j.read(&form); err != nil {
			return err
		}
		sameTLS := form.TLS == nil
		if sameTLS {
			form.TLS = before.TLS
		}
		form.sameOrigins = probe.Origins == nil
		if err := form.fill(&r.StoreEntry); err != nil {
			return err
		}
		if sameTLS {
			lookAgain(&r.StoreEntry, before)
		}
		if err := h.completeEntry(j, &r.StoreEntry); err != nil {
			return err
		}
		if err := h.moved(j, r, before, agreed(form.Consent)); err != nil {
			return err
		}
		return putDoor(r, s, form.Door)
	})
	return h.shown(j, r, err)
}

func (h *handler) deleteStore(j *job) (any, error) {
	r, err := h.vault.Delete(j.ctx, j.req.PathValue("id"))
	if err == nil {
		err = errors.Join(h.unlinkSaved(j, r.ID, ""), h.forgetSeen(j, r))
	}
	return h.shown(j, r, err)
}

func (h *handler) restoreStore(j *job) (any, error) {
	r, err := h.vault.Restore(j.ctx, j.req.PathValue("id"))
	return h.shown(j, r, err)
}

func (h *handler) learnStore(j *job) (any, error) {
	var in vault.Learnt
	if err := j.read(&in); err != nil {
		return nil, err
	}
	return struct{}{}, h.vault.Learn(j.ctx, j.req.PathValue("id"), in)
}

package api

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// originsCall asks a saved store for its addresses, or adds some of those that
// it told of before.
type originsCall struct {
	place
	Credential wire.CredentialRef `json:"credential"`
	Consent    []string           `json:"consent"`
	Door       *doorFields        `json:"door"`
	// Add are the addresses on other origins to add: a store's word alone adds none.
	Add []string `json:"add"`
}

// findOrigins reads the base URLs of every store view and saves those on the
// store's own origins.
func (h *handler) findOrigins(j *job) (any, error) {
	var in originsCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	r, err := h.vault.Load(j.ctx, j.req.PathValue("id"))
	if err != nil {
		return nil, err
	}
	found, err := h.askOrigins(j, r, in)
	if err != nil {
		return nil, err
	}
	out := wire.OriginsFound{}
	r, err = h.vault.Change(j.ctx, r.ID, func(r *vault.Record) error {
		before := r.StoreEntry
		out.Found = take(&r.StoreEntry, found, in.Add)
		if err := vault.Check(&r.StoreEntry); err != nil {
			return err
		}
		return h.moved(j, r, before, func(host string) bool {
			return slices.ContainsFunc(in.Add, func(named string) bool { return hostOf(named) == host })
		})
	})
	if err != nil {
		return nil, err
	}
	list, _, err := h.vault.Show(j.ctx, r)
	if err != nil {
		return nil, err
	}
	h.prepare(&list[0], "", "", "")
	out.Entry = list[0]
	return out, nil
}

// askOrigins reads /V1/store/storeConfigs (Magento_Store; resource
// Magento_Backend::store).
func (h *handler) askOrigins(j *job, r *vault.Record, in originsCall) ([]wire.FoundOrigin, error) {
	store, evidence, way, err := h.reach(j, storeCall{Store: savedStore(r, in.place), Consent: in.Consent, Door: in.Door})
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	text, err := h.textOf(j.ctx, in.Credential, originOfURL(store.RestURL))
	if err != nil {
		return nil, err
	}
	t, err := h.single(text, in.Credential.Ref != "")
	if err != nil {
		return nil, err
	}
	answer, err := sendWith(j, way, magento.Route(store, "", "/V1/store/storeConfigs"), t.Text)
	if way.held != nil {
		err = way.held
	}
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	return readOrigins(answer.Body), nil
}

func sendWith(j *job, way *exit, address string, bearer secret.Text) (magento.Answer, error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return magento.Answer{}, refuse("not_address")
	}
	req.Header.Set("Authorization", "Bearer "+bearer.Reveal())
	answer, err := magento.Send(j.ctx, way, req)
	if err != nil {
		return answer, err
	}
	if refusal := magento.Refused(answer); refusal != nil {
		return answer, refusal
	}
	return answer, nil
}

// readOrigins collects the base URLs of all store views, each with their codes.
func readOrigins(body []byte) []wire.FoundOrigin {
	found := []wire.FoundOrigin{}
	for _, view := range gjson.ParseBytes(body).Array() {
		for _, name := range []string{"base_url", "secure_base_url"} {
			address, ok := vault.Address(view.Get(name).String())
			if !ok || len(found) >= 200 {
				continue
			}
			i := slices.IndexFunc(found, func(f wire.FoundOrigin) bool { return f.URL == address })
			if i < 0 {
				i = len(found)
				found = append(found, wire.FoundOrigin{URL: address, StoreViews: []string{}, Local: magento.IsLocal(hostOf(address))})
			}
			if code := view.Get("code").String(); code != "" && !slices.Contains(found[i].StoreViews, code) {
				found[i].StoreViews = append(found[i].StoreViews, code)
			}
		}
	}
	return found
}

// take adds to the entry the addresses on origins that it has already, and those
// that the user named.
func take(e *wire.StoreEntry, found []wire.FoundOrigin, named []string) []wire.FoundOrigin {
	origins := map[string]bool{}
	for _, own := range e.Origins {
		origins[originOfURL(own)] = true
	}
	for i := range found {
		f := &found[i]
		f.Saved = origins[originOfURL(f.URL)] || slices.Contains(named, f.URL)
		if f.Saved && !slices.Contains(e.Origins, f.URL) {
			e.Origins = append(e.Origins, f.URL)
		}
		for _, code := range f.StoreViews {
			if f.Saved && !slices.Contains(e.StoreViews, code) {
				e.StoreViews = append(e.StoreViews, code)
			}
		}
	}
	return found
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

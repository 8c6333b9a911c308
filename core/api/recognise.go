package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
	"github.com/tidwall/gjson"
)

// recognise says whether a page belongs to a Magento store, from its snapshot
// and a few anonymous requests to the tab's own origin.
func (h *handler) recognise(j *job) (any, error) {
	var in struct {
		Snapshot *wire.Snapshot `json:"snapshot"`
		Door     *doorFields    `json:"door"`
		// Typed says that the address was typed and is not the tab's own.
		Typed bool `json:"typed"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if in.Snapshot == nil {
		return nil, refuse("invalid_request", "problem", "snapshot is missing")
	}
	if err := in.Door.fit(); err != nil {
		return nil, err
	}
	page := magento.Recognise(*in.Snapshot)
	page.Origin = originOfURL(in.Snapshot.URL)
	if page.Origin == "" {
		return nil, refuse("no_page")
	}
	named, why := offered(page.Origin, page.APIOrigin)
	page.APIOrigin, page.Findings = named, append(page.Findings, why...)
	if !in.Typed {
		h.forgetOther(j, page.Origin)
	}
	way := h.leave(j, doorPlace{url: in.Snapshot.URL}, in.Door, nil)
	way.way, way.basic = viaDirect, false // looked at anew
	if page.Magento != "no" {
		if err := h.confirm(j, &page, in.Snapshot.URL, way); err != nil {
			return nil, withEvidence(err, page.Evidence)
		}
	}
	h.keepDoor(j, page.Origin, way)
	if in.Typed {
		return page, nil
	}
	return page, h.rememberTab(j, page, way)
}

// confirm asks the store itself: its API, and what the page did not tell.
func (h *handler) confirm(j *job, page *wire.Recognition, pageURL string, way *exit) error {
	j.step("asking_store", 0, 0)
	candidates, err := ownCandidates(*page, pageURL)
	if err != nil {
		return err
	}
	store, evidence, err := magento.Confirm(j.ctx, way, candidates)
	page.Evidence = append(page.Evidence, evidence...)
	if err != nil {
		return unconfirmed(page, err)
	}
	page.Magento = "yes"
	store.StoreCode, store.Version, store.Edition = page.Store.StoreCode, page.Store.Version, page.Store.Edition
	page.Store = store
	h.fillIn(j.ctx, page, way)
	return nil
}

// ownCandidates lists the addresses to try: those that the page's own base URL
// leads to, as long as they are on the origin that the tab shows. What a page
// claims of another origin is not asked.
func ownCandidates(page wire.Recognition, pageURL string) ([]magento.Candidate, error) {
	var own []magento.Candidate
	for _, address := range []string{page.Store.BaseURL, pageURL} {
		if originOfURL(address) != page.Origin {
			continue
		}
		candidates, err := magento.Candidates(address)
		if err != nil {
			return nil, err
		}
		for _, c := range candidates {
			if !hasCandidate(own, c) && originOfURL(c.RestURL) == page.Origin {
				own = append(own, c)
			}
		}
	}
	if len(own) == 0 {
		return nil, refuse("no_page")
	}
	return own, nil
}

func hasCandidate(list []magento.Candidate, c magento.Candidate) bool {
	for _, known := range list {
		if known == c {
			return true
		}
	}
	return false
}

// unconfirmed says what a page is whose web API did not answer. A page with
// Magento's marks stays one: its API may be switched off or elsewhere.
func unconfirmed(page *wire.Recognition, err error) error {
	if !errors.Is(err, magento.ErrNotMagento) {
		return err
	}
	code := "not_magento"
	if page.Magento == "yes" {
		code = "api_not_found"
	} else {
		page.Magento, page.Front, page.Area = "no", "", ""
	}
	page.Findings = append(page.Findings, wire.NewFinding(code))
	return nil
}

// fillIn asks for the version and the store view where the page told neither.
// Either may fail: both are nice to know.
func (h *handler) fillIn(ctx context.Context, page *wire.Recognition, way *exit) {
	var wait sync.WaitGroup
	var versionEvidence, viewEvidence []wire.Evidence
	if page.Store.Version == "" {
		wait.Go(func() {
			version, edition, evidence, err := magento.Version(ctx, way, page.Store.BaseURL)
			versionEvidence = []wire.Evidence{evidence}
			if err == nil {
				page.Store.Version, page.Store.Edition = version, edition
			}
		})
	}
	code := ""
	if page.Area == wire.AreaStorefront && page.Store.StoreCode == "" {
		wait.Go(func() { code, viewEvidence = storeView(ctx, way, page.Store.BaseURL) })
	}
	wait.Wait()
	if code != "" {
		page.Store.StoreCode = code
	}
	page.Evidence = append(append(page.Evidence, versionEvidence...), viewEvidence...)
}

// storeView asks GraphQL for the code of the default store view
// (Magento_StoreGraphQl), which a page with one view does not name.
func storeView(ctx context.Context, d magento.Doer, base string) (string, []wire.Evidence) {
	const query = `{"query":"{storeConfig{store_code}}"}`
	url := base + "/graphql"
	req, err := http.NewRequest(http.MethodPost, url, strings.NewReader(query))
	if err != nil {
		return "", nil
	}
	req.Header.Set("Content-Type", "application/json")
	answer, err := magento.Send(ctx, d, req)
	if err != nil {
		return "", nil
	}
	evidence := []wire.Evidence{answer.Evidence(http.MethodPost, url, "storeConfig { store_code }")}
	if answer.Status != http.StatusOK || !jsontext.Valid(answer.Body) {
		return "", evidence
	}
	return gjson.GetBytes(answer.Body, "data.storeConfig.store_code").String(), evidence
}

// forgetOther drops what is known of a tab that shows another origin now.
func (h *handler) forgetOther(j *job, origin string) {
	if record, known := h.readTab(j.ctx, j.tabID); known && record.Origin != origin {
		_ = h.forgetTab(j.ctx, j.tabID)
	}
}

func (h *handler) rememberTab(j *job, page wire.Recognition, way *exit) error {
	if j.tabID == 0 {
		return nil
	}
	if err := h.rememberTree(j, page.Origin, page.Tree); err != nil {
		return err
	}
	record := tabRecord{recordVersion, page.Origin, page, way.way, way.basic}
	return h.records.write(j.ctx, AreaSession, tabKey(j.tabID), record)
}

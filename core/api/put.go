package api

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/source"
	"github.com/storekey/storekey/core/wire"
)

// What is put into a page.
const (
	putToken   = "token"   // the credential
	putExpired = "expired" // one that the store refuses
	putBack    = "back"    // what stood there before
)

// putPrefix has the area of secret texts: what stood there before is one.
const putPrefix = textPrefix + "put:"

// putRecord is what stood in a page before something was put there.
type putRecord struct {
	V      int          `json:"v"`
	Origin string       `json:"origin"`
	Before []wire.Write `json:"before"`
}

func putKey(tab int) string { return putPrefix + strconv.Itoa(tab) }

// put writes a credential into the storefront's own place in the tab, or puts
// back what stood there.
func (h *handler) put(j *job) (any, error) {
	var in struct {
		Ref      string         `json:"ref"`
		As       string         `json:"as"`
		Snapshot *wire.Snapshot `json:"snapshot"`
		Consent  []string       `json:"consent"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	if in.As == putBack {
		return h.takeBack(j, id)
	}
	if in.Snapshot == nil {
		return nil, refuse("invalid_request", "problem", "snapshot is missing")
	}
	record, err := h.heldRef(j.ctx, in.Ref)
	if err != nil {
		return nil, err
	}
	origin := originOfURL(in.Snapshot.URL)
	if err := h.mayPut(j, record, origin, in.Consent); err != nil {
		return nil, err
	}
	text := secret.New(record.Text)
	if in.As == putExpired {
		text = spoilt(text)
	}
	writes, title, err := writesFor(*in.Snapshot, record.Credential.Source, text, h)
	if err != nil {
		return nil, err
	}
	return h.putInto(j, id, origin, writes, title)
}

// mayPut: only at the credential's own origin, and in production not unasked.
func (h *handler) mayPut(j *job, record credRecord, origin string, consent []string) error {
	if record.Credential.Origin != origin {
		return refuse("other_origin", "origin", record.Credential.Origin, "other", origin)
	}
	if f := record.Credential.Token.Format; f == wire.FormatCookie || f == wire.FormatOAuth1 {
		return refuse("put_not_bearer")
	}
	stage, err := h.stageAt(j, origin)
	if err != nil || stage != wire.StageProduction || has(consent, consentProduction) {
		return err
	}
	return refuse("put_production", "host", originHost(origin))
}

// stageAt is the stage of the saved stores at an origin's host, else what the host
// patterns say. Where one of them is in production, all are taken for it: which of
// them a request goes to shows in its path at best.
func (h *handler) stageAt(j *job, origin string) (string, error) {
	records, _, err := h.vault.List(j.ctx)
	if err != nil {
		return "", err
	}
	stage, host := "", originHost(origin)
	for _, r := range records {
		here := func(address string) bool { return originHost(originOfURL(address)) == host }
		if r.DeletedAt == "" && stage != wire.StageProduction && slices.ContainsFunc(r.Origins, here) {
			stage = r.Stage
		}
	}
	if stage != "" {
		return stage, nil
	}
	return h.stageOf(j, origin)
}

func originHost(origin string) string {
	u, err := url.Parse(origin)
	if err != nil {
		return origin
	}
	return u.Host
}

// writesFor asks the source that found the credential, else the first that has
// a place in this page.
func writesFor(s wire.Snapshot, id string, text secret.Text, h *handler) ([]wire.Write, string, error) {
	candidates := source.All()
	if own, ok := source.Get(id); ok {
		candidates = append([]source.Source{own}, candidates...)
	}
	for _, c := range candidates {
		if c.Put == nil {
			continue
		}
		writes, err := c.Put(s, text, h.now())
		if err == nil && len(writes) > 0 {
			return writes, c.Title, nil
		}
		if err != nil && !errors.Is(err, source.ErrNoPlace) {
			return nil, "", err
		}
	}
	return nil, "", refuse("put_no_place")
}

// putInto does it, and keeps what the first of several writes found in each place.
func (h *handler) putInto(j *job, id int, origin string, writes []wire.Write, title string) (any, error) {
	before, err := h.browser.Put(j.ctx, id, origin, writes)
	if err != nil {
		return nil, putFailed(err)
	}
	var old putRecord
	known, err := h.records.read(j.ctx, AreaSession, putKey(id), &old)
	if err == nil {
		if !known || old.Origin != origin {
			old = putRecord{V: recordVersion, Origin: origin}
		}
		old.Before = firstOfEach(old.Before, before)
		err = h.records.write(j.ctx, AreaSession, putKey(id), old)
	}
	return map[string]any{"place": title, "back": err == nil}, err
}

// firstOfEach adds to what stood there what a later write found in other places.
func firstOfEach(first, later []wire.Write) []wire.Write {
	for _, w := range later {
		if !slices.ContainsFunc(first, func(f wire.Write) bool { return f.Area == w.Area && f.Key == w.Key }) {
			first = append(first, w)
		}
	}
	return first
}

func (h *handler) takeBack(j *job, id int) (any, error) {
	var old putRecord
	known, err := h.records.read(j.ctx, AreaSession, putKey(id), &old)
	if err != nil {
		return nil, err
	}
	if !known {
		return nil, refuse("put_nothing")
	}
	if _, err := h.browser.Put(j.ctx, id, old.Origin, old.Before); err != nil {
		return nil, putFailed(err)
	}
	return map[string]any{"back": false}, h.records.drop(j.ctx, AreaSession, putKey(id))
}

// canPutBack says whether something was put into the tab's page.
func (h *handler) canPutBack(ctx context.Context, id int, origin string) bool {
	var old putRecord
	known, err := h.records.read(ctx, AreaSession, putKey(id), &old)
	return err == nil && known && old.Origin == origin
}

func putFailed(err error) error {
	if errors.Is(err, ErrTabLeft) {
		return refuse("put_tab_left")
	}
	if errors.Is(err, ErrNoAccess) {
		return refuse("put_no_access")
	}
	return err
}

// spoilt is a token that looks like text to the page and that every store
// refuses: its last characters, a signature's where it has one, are others.
func spoilt(text secret.Text) secret.Text {
	const tail = 8
	b := []byte(text.Reveal())
	for i := max(0, len(b)-tail); i < len(b)-1; i++ {
		switch c := b[i]; {
		case c == 'a':
			b[i] = 'b'
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			b[i] = 'a'
		}
	}
	return secret.New(string(b))
}

package api

import (
	"net/url"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const (
	recentPrefix = "recent:"
	maxRecent    = 20
)

// recentRecord are the requests that were copied or sent last at one store.
type recentRecord struct {
	V        int           `json:"v"`
	Requests []wire.Recent `json:"requests"`
}

func (h *handler) listRecent(j *job) (any, error) {
	var record recentRecord
	_, err := h.records.read(j.ctx, AreaLocal, recentPrefix+originOfURL(j.req.URL.Query().Get("origin")), &record)
	if record.Requests == nil {
		record.Requests = []wire.Recent{}
	}
	return map[string]any{"requests": record.Requests}, err
}

func (h *handler) forgetRecent(j *job) (any, error) {
	return struct{}{}, h.records.drop(j.ctx, AreaLocal, recentPrefix+originOfURL(j.req.URL.Query().Get("origin")))
}

// remember notes that a request was used: where it went and in which form. Its
// query, headers and body are not kept, and nothing of a private window is.
func (h *handler) remember(j *job, r wire.Request, target string) {
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" || j.private {
		return
	}
	key := recentPrefix + originOf(u)
	release, err := h.turns.take(j.ctx, key)
	if err != nil {
		return
	}
	defer release()
	var record recentRecord
	if _, err := h.records.read(j.ctx, AreaLocal, key, &record); err != nil {
		return
	}
	used := wire.Recent{Method: strings.ToUpper(r.Method), Path: withoutKeys(u.EscapedPath()), Target: target, At: h.now().UTC().Format(time.RFC3339)}
	list := []wire.Recent{used}
	for _, old := range record.Requests {
		if (old.Method != used.Method || old.Path != used.Path) && len(list) < maxRecent {
			list = append(list, old)
		}
	}
	// That it was used is nice to know, no more.
	_ = h.records.write(j.ctx, AreaLocal, key, recentRecord{recordVersion, list})
}

// withoutKeys puts a parameter in the place of what opens something by itself: a
// guest's cart, a password's reset. Recent requests are kept in clear.
func withoutKeys(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if i > 0 && (len(s) >= 24 && isOpaqueWord(s) || strings.EqualFold(segments[i-1], "resetLinkToken")) {
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}

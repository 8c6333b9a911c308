package api

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

const (
	watchPrefix = "watch:"
	// watchMax is the longest that a tab is observed without asking anew.
	watchMax = 60 * time.Minute
	// seenMax is how many requests are listed.
	seenMax = 50
	// methodMax: a page can make one up.
	methodMax = 20
)

func watchKey(tab string) string { return watchPrefix + tab }

// watch begins to observe the requests of a tab: the worker's listener goes by
// the record.
func (h *handler) watch(j *job) (any, error) {
	var in struct {
		Origin  string `json:"origin"`
		Minutes int    `json:"minutes"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	if originOfURL(in.Origin) == "" || in.Minutes <= 0 {
		return nil, refuse("invalid_request", "problem", "watching needs an origin and a number of minutes")
	}
	release, err := h.turns.take(j.ctx, watchKey(j.req.PathValue("id")))
	if err != nil {
		return nil, err
	}
	defer release()
	until := time.Duration(min(in.Minutes, int(watchMax/time.Minute))) * time.Minute
	w := wire.Watch{V: recordVersion, TabID: id, Origin: originOfURL(in.Origin), Seen: []wire.Seen{},
		Until: h.now().Add(until).UTC().Format(time.RFC3339)}
	if old, watching := h.watched(j.ctx, j.req.PathValue("id")); watching && old.Origin == w.Origin {
		w.Seen = old.Seen
	}
	return w, h.records.write(j.ctx, AreaSession, watchKey(j.req.PathValue("id")), w)
}

// unwatch ends the observing. The cards that it led to stay as long as the tab.
func (h *handler) unwatch(j *job) (any, error) {
	if _, err := tabID(j); err != nil {
		return nil, err
	}
	release, err := h.turns.take(j.ctx, watchKey(j.req.PathValue("id")))
	if err != nil {
		return nil, err
	}
	defer release() // what is just being seen would bring it back
	return struct{}{}, h.records.drop(j.ctx, AreaSession, watchKey(j.req.PathValue("id")))
}

// watched reads what is observed of a tab, if its time is not over.
func (h *handler) watched(ctx context.Context, tab string) (wire.Watch, bool) {
	var w wire.Watch
	found, err := h.records.read(ctx, AreaSession, watchKey(tab), &w)
	until, _ := time.Parse(time.RFC3339, w.Until)
	return w, found && err == nil && h.now().Before(until)
}

// seenRequest is a request as the browser's listener saw it.
type seenRequest struct {
	Method        string `json:"method"`
	URL           string `json:"url"`
	At            string `json:"at"`
	Authorization string `json:"authorization"`
	// Headers are those that the page set, of a request to the API.
	Headers []wire.Header `json:"headers"`
}

// seen turns what the observed requests carried into cards. What is no bearer
// token and no OAuth header leaves no trace.
func (h *handler) seen(j *job) (any, error) {
	var in struct {
		Requests []seenRequest `json:"requests"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	release, err := h.turns.take(j.ctx, watchKey(j.req.PathValue("id")))
	if err != nil {
		return nil, err
	}
	defer release()
	w, watching := h.watched(j.ctx, j.req.PathValue("id"))
	if !watching {
		return struct{}{}, nil
	}
	j.tabID = id
	for _, r := range in.Requests {
		if err := h.see(j, &w, r); err != nil {
			return nil, err
		}
	}
	return struct{}{}, h.records.write(j.ctx, AreaSession, watchKey(j.req.PathValue("id")), w)
}

// see keeps one observed request, and the credential in it at the origin that
// it went to.
func (h *handler) see(j *job, w *wire.Watch, r seenRequest) error {
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" || len(r.Method) > methodMax {
		return nil
	}
	scheme, text, ok := credentialIn(r.Authorization, h.now())
	h.learnSeen(j, u, r, ok)
	if !ok {
		return nil
	}
	// A query can hold what is nobody's business: it is not kept.
	place := wire.NewFinding("found_in_request", "method", r.Method, "path", u.Path).Message
	c := h.describe(text, wire.KindUnknown, storeAt(*u))
	c.Origin, c.FoundIn, c.Places = originOf(u), place, []string{place}
	if c, err = h.keep(j, text, c); err != nil {
		return err
	}
	address := originOf(u) + u.EscapedPath()
	for i := range w.Seen {
		if s := &w.Seen[i]; s.Method == r.Method && s.URL == address && s.Ref == c.Ref {
			s.Times, s.At = s.Times+1, r.At
			return nil
		}
	}
	w.Seen = append([]wire.Seen{{Method: r.Method, URL: address, At: r.At, Ref: c.Ref, Scheme: scheme, Times: 1}}, w.Seen...)
	if len(w.Seen) > seenMax {
		w.Seen = w.Seen[:seenMax]
	}
	return nil
}

// credentialIn reads an Authorization header: a bearer token (RFC 6750), or
// what an OAuth header (RFC 5849) tells.
func credentialIn(header string, now time.Time) (scheme string, text secret.Text, ok bool) {
	name, value, _ := strings.Cut(strings.TrimSpace(header), " ")
	switch scheme = strings.ToLower(name); scheme {
	case "bearer":
		t := token.Parse(secret.New(strings.TrimSpace(value)), now)
		return scheme, t.Text, !t.Text.Empty()
	case "oauth":
		return scheme, secret.New(header), value != ""
	}
	return "", secret.Text{}, false
}

// storeAt guesses the store that a request to its web API goes to.
func storeAt(u url.URL) wire.Store {
	path := ""
	for _, mark := range []string{"/rest/", "/graphql", "/soap/"} {
		if base, _, found := strings.Cut(u.Path, mark); found {
			path = base
			break
		}
	}
	path, index := strings.CutSuffix(path, "/index.php")
	base := originOf(&u) + strings.TrimRight(path, "/")
	rest := base + "/rest"
	if index {
		rest = base + "/index.php/rest"
	}
	return wire.Store{BaseURL: base, RestURL: rest}
}

package api

import (
	"errors"
	"net/url"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

const (
	// seenPrefix has what observed requests taught of a store, by origin: with the
	// saved store for good, else for this browser session.
	seenPrefix = "seen:"

	maxSeenRoutes  = 200
	maxSeenHeaders = 20
	// maxSeenValue is the longest value of a header that is kept.
	maxSeenValue = 100
)

type seenRecord struct {
	V       int               `json:"v"`
	Routes  []seenRoute       `json:"routes,omitempty"`
	Headers []wire.SeenHeader `json:"headers,omitempty"`
}

type seenRoute struct {
	Method string `json:"method"`
	Path   string `json:"path"`
}

// seenArea is where it is kept.
func (h *handler) seenArea(j *job, origin string) string {
	if h.savedAt(j, origin) != "" {
		return AreaLocal
	}
	return AreaSession
}

func (h *handler) seenAt(j *job, origin string) (r seenRecord) {
	if found, err := h.records.read(j.ctx, h.seenArea(j, origin), seenPrefix+origin, &r); err != nil || !found {
		return seenRecord{V: recordVersion}
	}
	return r
}

// forgetSeen drops what was kept with a saved store that goes: it is seen again.
func (h *handler) forgetSeen(j *job, r *vault.Record) error {
	var errs []error
	for _, address := range r.Origins {
		errs = append(errs, h.records.drop(j.ctx, AreaLocal, seenPrefix+originOfURL(address)))
	}
	return errors.Join(errs...)
}

// readSeen tells which headers a store's own pages send to its API.
func (h *handler) readSeen(j *job) (any, error) {
	headers := h.seenAt(j, originOfURL(j.req.URL.Query().Get("origin"))).Headers
	if headers == nil {
		headers = []wire.SeenHeader{}
	}
	return map[string]any{"headers": headers}, nil
}

// learnSeen keeps what an observed request teaches. Of a private window nothing
// is kept.
func (h *handler) learnSeen(j *job, u *url.URL, r seenRequest, carried bool) {
	on := apiIn(u.Path)
	if on != overREST && on != overGraphQL || j.private {
		return
	}
	origin := originOf(u)
	record := h.seenAt(j, origin)
	changed := false
	if _, path, found := strings.Cut(u.Path, "/V1/"); found && carried {
		changed = record.addRoute(seenRoute{strings.ToUpper(r.Method), routeOf("/V1/" + path)})
	}
	for _, header := range r.Headers {
		changed = record.addHeader(header, on) || changed
	}
	if changed { // what cannot be kept is seen again
		_ = h.records.write(j.ctx, h.seenArea(j, origin), seenPrefix+origin, record)
	}
}

// routeOf puts parameters in the places of what names one thing: numbers, e-mail
// addresses, and what opens something by itself.
func routeOf(path string) string {
	segments := strings.Split(withoutKeys(path), "/")
	for i, s := range segments {
		if i > 1 && s != "{id}" && !isRouteWord(s) {
			segments[i] = "{id}"
		}
	}
	return strings.Join(segments, "/")
}

// isRouteWord reports whether a segment is a route's own rather than a value:
// letters, dashes, and hardly a digit.
func isRouteWord(s string) bool {
	digits := 0
	for _, c := range []byte(s) {
		if isDecimal(c) {
			digits++
		} else if !isNameByte(c) && c != '-' {
			return false
		}
	}
	return digits < 3 && (digits == 0 || digits < len(s))
}

func (r *seenRecord) addRoute(route seenRoute) bool {
	if _, stock := catalogue.Stock().Find(route.Method, route.Path); stock {
		return false
	}
	for _, known := range r.Routes {
		if known == route {
			return false
		}
	}
	if len(r.Routes) >= maxSeenRoutes {
		r.Routes = r.Routes[1:]
	}
	r.Routes = append(r.Routes, route)
	return true
}

// addHeader keeps the name of a header, and its value where that is nobody's.
func (r *seenRecord) addHeader(header wire.Header, on string) bool {
	if !isOwnHeader(header.Name) {
		return false
	}
	seen := wire.SeenHeader{Name: header.Name, Value: harmlessValue(header), On: on}
	for i, known := range r.Headers {
		if strings.EqualFold(known.Name, seen.Name) && known.On == on {
			changed := known.Value != seen.Value && seen.Value != ""
			if changed {
				r.Headers[i].Value = seen.Value
			}
			return changed
		}
	}
	if len(r.Headers) >= maxSeenHeaders {
		return false
	}
	r.Headers = append(r.Headers, seen)
	return true
}

// isOwnHeader tells the headers that a page sets from those that a browser does,
// and from what lets somebody in.
func isOwnHeader(name string) bool {
	if name == "" || len(name) > 60 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != "" {
		return false
	}
	for _, begin := range browsers {
		if strings.HasPrefix(strings.ToLower(name), begin) {
			return false
		}
	}
	return !isPrivateHeader(name)
}

// browsers are at the beginning of the names of headers that a browser sets.
var browsers = []string{"accept", "access-control-", "cache-control", "connection", "content-length", "content-type", "dnt", "host", "if-", "keep-alive", "origin",
	"pragma", "priority", "proxy-", "range", "referer", "sec-", "transfer-encoding", "upgrade", "user-agent", "x-requested-with"}

// harmlessValue is a header's value, empty where it may be somebody's or is good
// once.
func harmlessValue(header wire.Header) string {
	value := strings.TrimSpace(header.Value)
	if len(value) > maxSeenValue || strings.Contains(strings.ToLower(header.Name), "captcha") || len(personal(value)) > 0 {
		return ""
	}
	for _, word := range strings.FieldsFunc(value, func(c rune) bool { return c == ' ' || c == ',' || c == ';' || c == '"' }) {
		if len(word) >= 16 && isOpaqueWord(strings.NewReplacer("-", "", "_", "", "+", "", "/", "", "=", "", ".", "", ":", "", "|", "", "~", "").Replace(word)) {
			return ""
		}
	}
	for _, c := range []byte(value) {
		if c < ' ' || c > '~' {
			return ""
		}
	}
	return value
}

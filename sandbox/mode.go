package sandbox

import (
	"context"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Mode is how the store misbehaves: the weather of real staging stores. All
// fields can be set at run time by PUT /_sandbox/mode.
type Mode struct {
	// Name is one of
	//	""            as it should be
	//	maintenance   503 with a page, for everything
	//	waf           403 with a page, for the web APIs
	//	html          200 with a page where the web APIs should answer
	//	header_lost   the Authorization header does not reach PHP
	//	redirect      301 to Redirect, for everything
	//	not_magento   some other site; nothing of a store is there
	//	unreachable   the connection is dropped without an answer
	Name string `json:"name"`
	// Times is how many requests Name still holds for; 0: until changed.
	Times int `json:"times"`
	// Redirect is a base URL, or a path on this host, before the request's own path.
	Redirect string `json:"redirect"`
	// Basic is "user:password" wanted by the web server in front; "" for none.
	Basic string `json:"basic"`
	// LatencyMS is how long the web APIs wait before they do anything.
	LatencyMS int `json:"latencyMs"`
	// TwoFactor turns Magento_TwoFactorAuth on: google forced, admin has it
	// set up, the others have not.
	TwoFactor bool `json:"twoFactor"`
}

var modeNames = []string{"", "maintenance", "waf", "html", "header_lost", "redirect", "not_magento", "unreachable"}

// Modes are the names that Mode.Name knows.
func Modes() []string { return slices.Clone(modeNames) }

func firstMode(o Options) Mode {
	return Mode{Name: o.Mode, Redirect: o.Redirect, Basic: o.Basic,
		LatencyMS: int(o.Latency / time.Millisecond), TwoFactor: o.TwoFactor}
}

// front is what stands before the application. It returns the request that
// gets through, nil if it was answered here.
func (s *Store) front(w http.ResponseWriter, r *http.Request) *http.Request {
	mode := s.spendMode()
	api := s.isAPI(r)
	switch {
	case mode.Name == "unreachable":
		panic(http.ErrAbortHandler)
	case mode.Name == "redirect" && !s.arrived(r, mode.Redirect):
		http.Redirect(w, r, strings.TrimRight(mode.Redirect, "/")+r.URL.RequestURI(), http.StatusMovedPermanently)
	case len(r.Header.Values("Authorization")) > 1:
		serverPage(w, http.StatusBadRequest, "400 Bad Request")
	case mode.Basic != "" && !passesBasic(r, mode.Basic):
		w.Header().Set("WWW-Authenticate", `Basic realm="Staging"`)
		serverPage(w, http.StatusUnauthorized, "401 Authorization Required")
	case mode.Name == "not_magento":
		otherSite(w, r)
	case mode.Name == "maintenance":
		maintenance(w)
	case mode.Name == "waf" && api:
		firewall(w)
	case mode.Name == "html" && api:
		anyPage(w)
	case api && !wait(r.Context(), mode.LatencyMS):
	default:
		return passed(r, mode)
	}
	return nil
}

// passed is the request as PHP gets it.
func passed(r *http.Request, mode Mode) *http.Request {
	switch mode.Name {
	case "header_lost":
		r = r.Clone(r.Context())
		r.Header.Del("Authorization")
	case "redirect":
		r = r.Clone(r.Context())
		r.URL.Path = strings.TrimPrefix(r.URL.Path, strings.TrimRight(mode.Redirect, "/"))
	}
	return r
}

// arrived tells that a request already is where a path on this host leads.
func (s *Store) arrived(r *http.Request, target string) bool {
	target = strings.TrimRight(target, "/")
	return strings.HasPrefix(target, "/") && strings.HasPrefix(r.URL.Path, target+"/")
}

// spendMode is the mode for one request.
func (s *Store) spendMode() Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	mode := s.mode
	if s.mode.Times > 0 {
		if s.mode.Times--; s.mode.Times == 0 {
			s.mode.Name = ""
		}
	}
	return mode
}

func (s *Store) isAPI(r *http.Request) bool {
	path, ok := s.inside(r.URL.Path)
	first, _ := cutSegment(path)
	return ok && (first == "rest" || first == "graphql" || first == "soap")
}

// passesBasic looks at what follows "Basic" up to a comma: an OAuth part may
// stand after it. Behind a Bearer part it is not seen.
func passesBasic(r *http.Request, want string) bool {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	code, _, _ := strings.Cut(rest, ",")
	text, err := base64.StdEncoding.DecodeString(strings.TrimSpace(code))
	return strings.EqualFold(scheme, "basic") && err == nil && string(text) == want
}

// wait is false if the client left before the time was over.
func wait(ctx context.Context, ms int) bool {
	if ms == 0 {
		return true
	}
	timer := time.NewTimer(time.Duration(ms) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

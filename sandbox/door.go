package sandbox

import (
	"cmp"
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// elsewhere is where the mode redirect leads if nobody says.
const elsewhere = "/moved"

// front is what stands before the application. It returns the request that
// gets through, nil if it was answered here.
func (s *Store) front(w http.ResponseWriter, r *http.Request) *http.Request {
	mode := s.spendMode()
	api := s.isAPI(r)
	switch {
	case mode.Name == "unreachable":
		panic(http.ErrAbortHandler)
	case mode.Name == "redirect" && !arrived(r, mode.Redirect):
		http.Redirect(w, r, strings.TrimRight(mode.Redirect, "/")+r.URL.RequestURI(), http.StatusMovedPermanently)
	case len(r.Header.Values("Authorization")) > 1:
		serverPage(w, http.StatusBadRequest, "400 Bad Request")
	case !mode.opens(r):
		accessDenied(w)
	case mode.Name == "no_curl" && strings.HasPrefix(strings.ToLower(r.UserAgent()), "curl"):
		serverPage(w, http.StatusForbidden, "403 Forbidden")
	case mode.Basic != "" && !passesBasic(r, mode.Basic):
		w.Header().Set("WWW-Authenticate", `Basic realm="Staging"`)
		serverPage(w, http.StatusUnauthorized, "401 Authorization Required")
	case mode.Name == "not_magento":
		otherSite(w, r)
	case mode.Name == "maintenance":
		maintenance(w)
	case api && s.stopped(w, r, mode):
	case api && !wait(r.Context(), mode.LatencyMS):
	default:
		return passed(w, r, mode)
	}
	return nil
}

// stopped answers for what lets the shop's pages through and the web APIs not.
func (s *Store) stopped(w http.ResponseWriter, r *http.Request, mode Mode) bool {
	switch mode.Name {
	case "waf":
		firewall(w)
	case "html":
		anyPage(w)
	case "gateway_timeout":
		serverPage(w, http.StatusGatewayTimeout, "504 Gateway Time-out")
	case "first_byte":
		firstByteTimeout(w)
	case "no_rewrites":
		path := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, s.options.BasePath), "/")
		if strings.HasPrefix(path, "index.php/") {
			return false
		}
		serverNotFound(w)
	case "challenge":
		if c, err := r.Cookie(clearance); err == nil && c.Value == cleared {
			return false
		}
		challenge(w)
	case "throttle", "overload":
		return s.throttled(w, mode)
	default:
		return false
	}
	return true
}

// opens tells whether a request brings what the access proxy wants.
func (m Mode) opens(r *http.Request) bool {
	for name, value := range m.DoorHeaders {
		if r.Header.Get(name) != value {
			return false
		}
	}
	if name, value, ok := strings.Cut(m.DoorCookie, "="); ok {
		if c, err := r.Cookie(name); err != nil || c.Value != value {
			return false
		}
	}
	return strings.HasPrefix(r.UserAgent(), m.DoorUserAgent)
}

// The cookie that a passed challenge leaves: whoever opens a page passes.
const (
	clearance = "cf_clearance"
	cleared   = "passed-in-the-sandbox"
)

// passed is the request as PHP gets it.
func passed(w http.ResponseWriter, r *http.Request, mode Mode) *http.Request {
	switch mode.Name {
	case "header_lost":
		r = r.Clone(r.Context())
		r.Header.Del("Authorization")
	case "redirect":
		r = r.Clone(r.Context())
		r.URL.Path = strings.TrimPrefix(r.URL.Path, strings.TrimRight(mode.Redirect, "/"))
	case "challenge":
		http.SetCookie(w, &http.Cookie{Name: clearance, Value: cleared, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	return r
}

// arrived tells that a request already is where a path on this host leads.
func arrived(r *http.Request, target string) bool {
	target = strings.TrimRight(target, "/")
	return strings.HasPrefix(target, "/") && strings.HasPrefix(r.URL.Path, target+"/")
}

// spendMode is the mode for one request.
func (s *Store) spendMode() Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	mode := s.mode
	mode.Redirect = cmp.Or(mode.Redirect, elsewhere)
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

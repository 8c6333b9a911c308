package sandbox

import (
	"crypto/rand"
	"net/http"
	"strings"
	"time"
)

const (
	shopCookie = "PHPSESSID" // of the storefront, and the one that the web API reads
	shopIdle   = 3600 * time.Second
	panelIdle  = 900 * time.Second
)

// session is a PHP session: of a visitor (no account), a customer or an admin.
type session struct {
	account  *Account
	pending  *Account // an admin whose second factor is still to come
	replaced bool     // the same admin has logged in elsewhere
	formKey  string
	seen     time.Time
	agent    string // User-Agent of who opened it
}

type sessions map[string]*session

func (s *Store) openSession(r *http.Request, a *Account) (id string) {
	id = newSessionID()
	s.sessions[id] = &session{account: a, formKey: rand.Text()[:16], seen: s.now(), agent: r.UserAgent()}
	return id
}

// newSessionID looks like PHP's: 26 characters, lower case.
func newSessionID() string { return strings.ToLower(rand.Text()) }

// sessionOf is the session that a cookie names, nil if there is none. Where
// sessions are bound to the User-Agent, another one ends it for everybody.
func (s *Store) sessionOf(r *http.Request, cookie string) *session {
	c, err := r.Cookie(cookie)
	if err != nil {
		return nil
	}
	one := s.sessions[c.Value]
	if one != nil && s.mode.BoundSessions && one.agent != r.UserAgent() {
		delete(s.sessions, c.Value)
		return nil
	}
	return one
}

// sessionAccount is who a session cookie stands for in the web API. A
// storefront customer counts only in a call that says it is a script's; an
// admin's session counts whenever its id comes under the storefront's name, and
// is neither prolonged nor ended for being idle.
func (s *Store) sessionAccount(r *http.Request) *Account {
	one := s.sessionOf(r, shopCookie)
	switch {
	case one == nil || one.account == nil:
		return nil
	case one.account.Kind == "admin":
		return one.account
	case r.Header.Get("X-Requested-With") == "XMLHttpRequest":
		return s.shopper(r)
	}
	return nil
}

// shopper is the customer whose storefront session a request carries.
func (s *Store) shopper(r *http.Request) *Account {
	one := s.sessionOf(r, shopCookie)
	if one == nil || one.account == nil || one.account.Kind != "customer" || s.now().Sub(one.seen) > shopIdle {
		return nil
	}
	return one.account
}

// keptSession is the id that a request brought if it is one of ours, else a new
// one that nothing is remembered for.
func (s *Store) keptSession(r *http.Request) string {
	if s.sessionOf(r, shopCookie) != nil {
		c, _ := r.Cookie(shopCookie)
		return c.Value
	}
	return newSessionID()
}

func (s *Store) setSessionCookie(w http.ResponseWriter, r *http.Request, id string) {
	http.SetCookie(w, &http.Cookie{Name: shopCookie, Value: id, Path: s.cookiePath(), Domain: hostname(r),
		Expires: s.now().Add(shopIdle), MaxAge: int(shopIdle / time.Second),
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode})
}

func (s *Store) dropCookie(w http.ResponseWriter, r *http.Request, name string) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: "deleted", Path: s.cookiePath(), Domain: hostname(r),
		Expires: time.Unix(1, 0), MaxAge: -1, SameSite: http.SameSiteLaxMode})
}

// scriptCookie sets one that scripts of the page can read.
func (s *Store) scriptCookie(w http.ResponseWriter, name, value string, maxAge time.Duration) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: s.cookiePath(),
		Expires: s.now().Add(maxAge), MaxAge: int(maxAge / time.Second), SameSite: http.SameSiteLaxMode})
}

func (s *Store) cookiePath() string { return s.options.BasePath + "/" }

func hostname(r *http.Request) string {
	host := r.Host
	if at := strings.LastIndexByte(host, ':'); at > strings.LastIndexByte(host, ']') {
		host = host[:at]
	}
	return strings.Trim(host, "[]")
}

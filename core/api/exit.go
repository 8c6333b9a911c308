package api

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/storekey/storekey/core/magento"
)

// Ways out, as evidence and the tab's record name them.
const (
	viaDirect = ""
	viaTab    = "tab"
)

// What a user can say yes to, in a call's consent list.
const (
	consentTab       = "tab"        // send it from the open tab
	consentPlainHTTP = "plain_http" // send a password unencrypted
	consentLocked    = "locked"     // try once more after three failures

	consentProduction = "production" // change something in production
)

// errTabConsent says that only the tab gets through and that what is to be sent
// goes there only after a yes.
var errTabConsent = errors.New("api: the request would go from the tab")

// errBehindBasic says that HTTP Basic stands in front of the store.
var errBehindBasic = errors.New("api: HTTP Basic is in front of the store")

// exit is the Doer of one call: it picks the way out of each request.
//
// A request without a credential goes directly; where that fails or is stopped
// at the door and the tab is open on that origin, it goes from the tab, and the
// exit remembers. What carries a credential, and GraphQL, goes from the tab only
// with consent, since the page's cookies take part and its service worker can
// see it. It is never sent twice.
type exit struct {
	direct magento.Doer
	tab    magento.Doer // nil where no tab is open on the store's origin
	origin string       // the tab's
	door   door
	home   *url.URL // where the door belongs
	yes    bool     // consent to send credentials from the tab
	// patience keeps the store from being asked too much; waiting is told.
	patience *patience
	waiting  func(time.Duration)
	// signsIn says that a password may be in a body, GraphQL's too.
	signsIn bool
	// leaving is called before a request with a credential goes out.
	leaving func() error

	// mu guards what requests that go out at once learn of the way. Whoever made
	// the exit reads it when they are back.
	mu    sync.Mutex
	way   string // viaDirect or viaTab
	basic bool   // HTTP Basic was seen in front
	// opened says that the door let a request through.
	opened bool
	// held is why a request was not sent, where it waits for a yes.
	held error
}

// known tells what was learnt of the way so far.
func (e *exit) known() (way string, basic bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.way, e.basic
}

// learn keeps which way is open.
func (e *exit) learn(way string, basic bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.way, e.basic = way, basic
}

// hold keeps why a request was not sent: the first reason, unless the browser's
// leave is what all others wait for.
func (e *exit) hold(err error, leave bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.held == nil || leave {
		e.held = err
	}
	return e.held
}

// Do implements magento.Doer.
func (e *exit) Do(req *http.Request) (*http.Response, error) {
	if e.patience == nil {
		return e.send(req)
	}
	return e.patience.do(req, e.waiting, e.send)
}

func (e *exit) send(req *http.Request) (*http.Response, error) {
	switch {
	case isFree(req):
		return e.free(req)
	case !isGraphQL(req) || carriesToken(req) || e.signsIn:
		return e.credentialed(req, true)
	}
	return e.credentialed(req, false)
}

// free sends a request that anybody could send.
func (e *exit) free(req *http.Request) (*http.Response, error) {
	if !e.door.empty() {
		// The user and password of the door never go from the tab.
		return e.fromHere(req)
	}
	if way, _ := e.known(); way == viaTab {
		return e.fromTab(req)
	}
	resp, err := e.fromHere(req)
	if e.tab == nil || !e.sameOrigin(req) || req.Context().Err() != nil {
		return resp, err
	}
	stopped := err == nil && stoppedAtDoor(resp)
	if err == nil && !stopped {
		return resp, nil
	}
	if isTimeout(err) {
		return resp, err
	}
	fromTab, tabErr := e.fromTab(req)
	if tabErr != nil || stoppedAtDoor(fromTab) {
		closeBody(fromTab)
		return resp, err
	}
	closeBody(resp)
	e.learn(viaTab, stopped && asksBasic(resp))
	return fromTab, nil
}

func (e *exit) credentialed(req *http.Request, secretInside bool) (*http.Response, error) {
	// A session travels in a header that only Storekey's own requests can have.
	way, basic := e.known()
	useTab := way == viaTab && e.tab != nil && e.sameOrigin(req) && req.Header.Get("Cookie") == ""
	if useTab && basic && (carriesToken(req) || !e.door.empty()) {
		// The browser's own Basic and our Authorization cannot share a header.
		useTab = false
	}
	if useTab && !e.yes && e.passesNow(req) {
		useTab = false
	}
	if useTab && !e.yes {
		why := errTabConsent
		if basic {
			why = errBehindBasic
		}
		return nil, e.hold(why, false)
	}
	if secretInside && e.leaving != nil {
		if err := e.leaving(); err != nil {
			return nil, err
		}
	}
	if useTab {
		return e.fromTab(req)
	}
	return e.fromHere(req)
}

// passesNow asks once more, without a credential, whether the direct way is
// open by now: the browser may have granted access since the tab was looked at,
// and somebody may have told what opens the front door.
func (e *exit) passesNow(req *http.Request) bool {
	probe, err := http.NewRequestWithContext(req.Context(), http.MethodGet, req.URL.String(), nil)
	if err != nil {
		return false
	}
	resp, err := e.fromHere(probe)
	if err != nil {
		return false
	}
	closeBody(resp)
	if stoppedAtDoor(resp) {
		return false
	}
	e.learn(viaDirect, false)
	return true
}

func (e *exit) fromHere(req *http.Request) (*http.Response, error) {
	if e.door.empty() || !e.isHome(req.URL) {
		resp, err := e.direct.Do(req)
		return resp, e.noAccess(req, "session_no_access", err)
	}
	req = req.Clone(req.Context())
	e.door.open(req.Header)
	resp, err := e.direct.Do(req)
	err = e.noAccess(req, "door_no_access", err)
	if err == nil && !stoppedAtDoor(resp) {
		e.mu.Lock()
		e.opened = true
		e.mu.Unlock()
	}
	return resp, err
}

// isHome reports whether an address is behind the door: on its own origin, or
// where only the scheme is another. From https to plain http it does not go,
// but on a local network: whoever stops the one on the way would read it.
func (e *exit) isHome(u *url.URL) bool {
	switch {
	case e.home == nil || u.Hostname() != e.home.Hostname():
		return false
	case originOf(u) == originOf(e.home):
		return true
	case u.Port() != e.home.Port():
		return false
	}
	return u.Scheme == "https" || magento.IsLocal(u.Host)
}

// noAccess says that the browser has to let Storekey at the site, before a cookie
// or another User-Agent can go there.
func (e *exit) noAccess(req *http.Request, code string, err error) error {
	if !errors.Is(err, ErrNoAccess) {
		return err
	}
	return e.hold(refuse(code, "host", originHost(originOf(req.URL))), true)
}

func (e *exit) fromTab(req *http.Request) (*http.Response, error) {
	if e.tab == nil {
		return e.fromHere(req)
	}
	resp, err := e.tab.Do(req)
	if err == nil {
		magento.MarkVia(resp, viaTab)
	}
	return resp, err
}

func (e *exit) sameOrigin(req *http.Request) bool { return originOf(req.URL) == e.origin }

// isFree reports whether a request carries nothing that is anybody's.
func isFree(req *http.Request) bool {
	return (req.Method == http.MethodGet || req.Method == http.MethodHead) && !carriesToken(req)
}

func carriesToken(req *http.Request) bool {
	return req.Header.Get("Authorization") != "" || req.Header.Get("Cookie") != ""
}

func isGraphQL(req *http.Request) bool { return strings.HasSuffix(req.URL.Path, "/graphql") }

func stoppedAtDoor(resp *http.Response) bool {
	if resp == nil {
		return false
	}
	html := strings.Contains(resp.Header.Get("Content-Type"), "text/html")
	return asksBasic(resp) || (html && (resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden))
}

func asksBasic(resp *http.Response) bool {
	return resp.StatusCode == http.StatusUnauthorized && magento.AsksBasic(resp.Header)
}

func closeBody(resp *http.Response) {
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
}

// originOf is the origin of u as browsers write it: default ports left out.
func originOf(u *url.URL) string {
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	return u.Scheme + "://" + host
}

func originOfURL(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return ""
	}
	return originOf(u)
}

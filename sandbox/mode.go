package sandbox

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// Mode is how the store misbehaves: the weather of real staging stores. All
// fields can be set at run time by PUT /_sandbox/mode.
type Mode struct {
	// Name is one of
	//	""              as it should be
	//	maintenance     503 with a page, for everything
	//	waf             403 with a page, for the web APIs
	//	html            200 with a page where the web APIs should answer
	//	header_lost     the Authorization header does not reach PHP
	//	redirect        301 to Redirect, for everything
	//	not_magento     some other site; nothing of a store is there
	//	unreachable     the connection is dropped without an answer
	//	cached          a cache in front that overlooks who asks: what a GET of the
	//	                web APIs got first, everybody gets after it
	//	challenge       a bot challenge for the web APIs (cf-mitigated), passed by
	//	                the cookie that every page of the shop gives
	//	no_curl         403 of the web server for curl
	//	gateway_timeout 504 with a page, for the web APIs
	//	first_byte      a CDN that gave up waiting (503 first byte timeout)
	//	no_rewrites     the web server knows no /rest: 404 but below /index.php
	//	throttle        429 with Retry-After once the bucket is empty
	//	overload        the same with 503
	//	ims             admins log in at Adobe: no password helps
	Name string `json:"name"`
	// Times is how many requests Name still holds for; 0: until changed.
	Times int `json:"times"`
	// Redirect is a base URL, or a path on this host, before the request's own
	// path; "" for a folder of this host.
	Redirect string `json:"redirect"`
	// ThrottleRate and ThrottleBurst are the bucket of throttle and overload:
	// requests a second, and how many at once. 0: 5 and 10.
	ThrottleRate  float64 `json:"throttleRate"`
	ThrottleBurst int     `json:"throttleBurst"`
	// Basic is "user:password" wanted by the web server in front; "" for none.
	Basic string `json:"basic"`
	// DoorHeaders, DoorCookie ("name=value") and DoorUserAgent (how it starts)
	// are wanted by an access proxy in front.
	DoorHeaders   map[string]string `json:"doorHeaders"`
	DoorCookie    string            `json:"doorCookie"`
	DoorUserAgent string            `json:"doorUserAgent"`
	// LatencyMS is how long the web APIs wait before they do anything.
	LatencyMS int `json:"latencyMs"`
	// TwoFactor turns Magento_TwoFactorAuth on: google forced, admin has it
	// set up, the others have not.
	TwoFactor bool `json:"twoFactor"`
	// Factors are the second factors that are allowed and that admin has set up:
	// google, authy, duo_security, u2fkey; none: google.
	Factors []string `json:"factors"`
	// DuoPasscode is Duo as from 2.4.8 on: a passcode in the place of a signature.
	DuoPasscode bool `json:"duoPasscode"`
	// BearerToken lets an integration's access token stand alone
	// (oauth/consumer/enable_integration_as_bearer).
	BearerToken bool `json:"bearerToken"`
	// BoundSessions binds a session to the User-Agent that opened it: another
	// one destroys it (web/session/use_http_user_agent).
	BoundSessions bool `json:"boundSessions"`
	// Front is the storefront whose page stands at the root in place of Luma's
	// home page: one of those under /_front/.
	Front string `json:"front"`
	// Websites adds a second website with the view second, and its customer.
	Websites bool `json:"websites"`
	// ReCaptcha guards customers' logins over REST and GraphQL: the header
	// X-ReCaptcha has to be RecaptchaAnswer.
	ReCaptcha bool `json:"recaptcha"`
	// OAuth2 is the token service beside the store.
	OAuth2 OAuth2Mode `json:"oauth2"`
}

var modeNames = []string{"", "maintenance", "waf", "html", "header_lost", "redirect", "not_magento", "unreachable",
	"cached", "challenge", "no_curl", "gateway_timeout", "first_byte", "no_rewrites", "throttle", "overload", "ims"}

// switches are words for fields, which go together with each other and a name.
var switches = map[string]func(*Mode){
	"bearer":         func(m *Mode) { m.BearerToken = true },
	"bound_sessions": func(m *Mode) { m.BoundSessions = true },
	"recaptcha":      func(m *Mode) { m.ReCaptcha = true },
	"two_factor":     func(m *Mode) { m.TwoFactor = true },
	"websites":       func(m *Mode) { m.Websites = true },
	"door_headers": func(m *Mode) {
		m.DoorHeaders = map[string]string{"CF-Access-Client-Id": "sandbox.access", "CF-Access-Client-Secret": "made-up"}
	},
	"door_cookie":     func(m *Mode) { m.DoorCookie = "staging_access=made-up" },
	"door_user_agent": func(m *Mode) { m.DoorUserAgent = "StagingAccess" },
}

// Modes are the words that Options.Mode knows: the names of Mode.Name, then
// those for its other fields.
func Modes() []string { return append(slices.Clone(modeNames), sortedKeys(switches)...) }

// firstMode is the mode that the options ask for. Of several names the last
// counts.
func firstMode(o Options) Mode {
	mode := Mode{Redirect: o.Redirect, Basic: o.Basic, LatencyMS: int(o.Latency / time.Millisecond),
		TwoFactor: o.TwoFactor, BearerToken: o.BearerToken}
	for _, word := range strings.Split(o.Mode, ",") {
		if set := switches[word]; set != nil {
			set(&mode)
		} else {
			mode.Name = word
		}
	}
	return mode
}

// clone is a copy that shares nothing.
func (m Mode) clone() Mode {
	m.DoorHeaders = maps.Clone(m.DoorHeaders)
	m.Factors = slices.Clone(m.Factors)
	return m
}

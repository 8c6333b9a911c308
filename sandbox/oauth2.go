package sandbox

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// OAuth2Mode is how the token service at /oauth/token behaves. It is no part of
// Magento: it stands beside the store as a gateway's does, in the style of
// Laravel Passport, and its tokens open the store's REST API as the account does.
type OAuth2Mode struct {
	// Generation is the words of its errors: l9 (or nothing), l8, l8_long, l74,
	// lold, after the versions of thephpleague/oauth2-server.
	Generation string `json:"generation"`
	// Body is the one form of the body that it reads, form or json; "" for both.
	Body string `json:"body"`
	// PasswordOff is Passport 12 and later as installed.
	PasswordOff bool `json:"passwordOff"`
	// NoRefresh gives no refresh tokens, ExpiresText writes expires_in as a text.
	NoRefresh   bool `json:"noRefresh"`
	ExpiresText bool `json:"expiresText"`
	// Throttled answers 429.
	Throttled bool `json:"throttled"`
	// LoseAnswer drops the connection in the place of the next answer with a token.
	LoseAnswer bool `json:"loseAnswer"`
}

var generations = []string{"", "l9", "l8", "l8_long", "l74", "lold"}

// Client is a program that the token service or Adobe IMS knows.
type Client struct {
	Service string `json:"service"` // oauth2 or ims
	ID      string `json:"id"`
	Secret  string `json:"secret"`
}

var clients = []Client{
	{"oauth2", "2", "s4ndb0xcl13nts3cr3tf0rth3p4ssw0rdgr4nt00"},
	{"ims", "5andb0x1ms5erver2server000000000", "p8e-sandbox-made-up-secret-0000000"},
}

// Clients lists the clients with their secrets: it has no secrets.
func Clients() []Client { return append([]Client{}, clients...) }

// serviceToken is what a token service issued.
type serviceToken struct {
	owner   owner
	client  string
	user    string
	scope   string
	issued  time.Time
	ends    time.Time
	refresh string
}

type serviceState struct {
	access  map[string]*serviceToken
	refresh map[string]*serviceToken
	used    map[string]bool // refresh tokens that were replaced or revoked
	ims     map[string]*serviceToken
}

func newServiceState() serviceState {
	return serviceState{map[string]*serviceToken{}, map[string]*serviceToken{}, map[string]bool{}, map[string]*serviceToken{}}
}

const (
	serviceLife = 31536000 * time.Second // Passport::tokensExpireIn, one year
	refreshLife = 31536000 * time.Second
)

// isOAuth2 knows the paths of the token service beside those of OAuth 1.0a.
func isOAuth2(rest string) bool {
	switch strings.Trim(rest, "/") {
	case "token", "introspect", "revoke":
		return true
	}
	return false
}

// oauth2 answers the token service.
func (s *Store) oauth2(w http.ResponseWriter, r *http.Request, rest string) {
	if r.Method != http.MethodPost {
		reply(w, http.StatusMethodNotAllowed, map[string]string{"message": "The " + r.Method + " method is not supported for this route. Supported methods: POST."})
		return
	}
	s.mu.Lock()
	v := &serviceVisit{s: s, mode: s.mode.OAuth2, sent: oauth2Values(r, s.mode.OAuth2.Body)}
	v.client(r)
	lost := v.answer(w, strings.Trim(rest, "/"))
	if lost {
		s.mode.OAuth2.LoseAnswer = false
	}
	s.mu.Unlock()
	if lost {
		panic(http.ErrAbortHandler)
	}
}

// oauth2Values reads the body as the service does: by its media type, nothing of
// what it does not read.
func oauth2Values(r *http.Request, only string) map[string]string {
	body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	values := map[string]string{}
	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch {
	case media == "application/json" && only != "form":
		var fields map[string]any
		_ = json.Unmarshal(body, &fields)
		for name, value := range fields {
			values[name] = fmt.Sprint(value)
		}
	case media == "application/x-www-form-urlencoded" && only != "json":
		form, _ := url.ParseQuery(string(body))
		for name := range form {
			values[name] = form.Get(name)
		}
	}
	return values
}

// serviceVisit is one request to the token service.
type serviceVisit struct {
	s          *Store
	mode       OAuth2Mode
	sent       map[string]string
	id, secret string
	basic      bool
}

// client takes the client's own credentials from the body, else from Basic.
func (v *serviceVisit) client(r *http.Request) {
	v.id, v.secret = v.sent["client_id"], v.sent["client_secret"]
	if user, password, ok := r.BasicAuth(); ok {
		v.basic = true
		if v.id == "" {
			v.id, v.secret = unescaped(user), unescaped(password)
		}
	}
}

// unescaped: both parts are form-encoded (RFC 6749 §2.3.1).
func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

func (v *serviceVisit) answer(w http.ResponseWriter, path string) (lost bool) {
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case v.mode.Throttled:
		w.Header().Set("Retry-After", "42")
		reply(w, http.StatusTooManyRequests, map[string]string{"message": "Too Many Attempts."})
	case path == "token":
		return v.token(w)
	case !v.known():
		v.refuse(w, http.StatusUnauthorized, "invalid_client", "Client authentication failed", "")
	case path == "introspect":
		reply(w, http.StatusOK, v.introspect())
	default:
		v.revoke()
		w.WriteHeader(http.StatusOK)
	}
	return false
}

func (v *serviceVisit) known() bool {
	return v.id == clients[0].ID && v.secret == clients[0].Secret
}

// token answers a token request in league's order: the grant, the client, the
// values.
func (v *serviceVisit) token(w http.ResponseWriter) (lost bool) {
	grant := map[string]func(http.ResponseWriter) *serviceToken{
		"password": v.password, "client_credentials": v.clientAlone, "refresh_token": v.refreshed,
	}[v.sent["grant_type"]]
	switch {
	case grant == nil, v.mode.PasswordOff && v.sent["grant_type"] == "password":
		v.refuse(w, http.StatusBadRequest, "unsupported_grant_type", "The authorization grant type is not supported by the authorization server.",
			"Check that all required parameters have been provided")
		return false
	case v.id == "":
		v.missing(w, "client_id")
		return false
	case !v.known():
		if v.basic {
			w.Header().Set("WWW-Authenticate", `Basic realm="OAuth"`)
		}
		v.refuse(w, http.StatusUnauthorized, "invalid_client", "Client authentication failed", "")
		return false
	}
	one := grant(w)
	if one == nil {
		return false
	}
	body := v.issue(one)
	if v.mode.LoseAnswer {
		return true
	}
	reply(w, http.StatusOK, body)
	return false
}

func (v *serviceVisit) missing(w http.ResponseWriter, name string) {
	v.refuse(w, http.StatusBadRequest, "invalid_request", "The request is missing a required parameter, includes an invalid parameter value, "+
		"includes a parameter more than once, or is otherwise malformed.", "Check the `"+name+"` parameter")
}

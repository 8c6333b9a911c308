package sandbox_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// What a replay has to know beyond the recordings: what each recorded secret
// means, which steps were not recorded, which places are compared by shape.

const recordedHost = "localhost:8380"

// meaning of a secret: how the sandbox comes to one of its own that means the same.
type meaning struct {
	kind string // admin, customer, integration, panel, shop, otp, or literal: sent as it is
	user string
	what string // live, expired, tampered
	at   int64  // when it was given, 0: as the recorded one says, or now
}

// meanings of the recorded secrets, by the start of their SHA-256: the values
// themselves stay with the recordings.
var meanings = map[string]meaning{
	"3589a0f4560c": {kind: "admin", user: "admin", what: "live"},
	"ce30e44555db": {kind: "admin", user: "limited", what: "live"},
	"f12392da69e3": {kind: "customer", user: "roni@example.com", what: "live"},
	"4b5294bc2011": {kind: "admin", user: "admin", what: "tampered"},
	"795b6904e54f": {kind: "literal"}, // the word garbage
	"0dcff380d0fb": {kind: "integration", user: "Seed integration", what: "live"},
	"96e1ec4e1055": {kind: "integration", user: "Seed integration", what: "consumer key"},
	"26dc06e725b7": {kind: "integration", user: "Limited integration", what: "live"},
	"bcce0b6f32e0": {kind: "integration", user: "Limited integration", what: "consumer key"},
	"a677edf4f474": {kind: "literal"}, // 32 letters z
	"bc81959f70b3": {kind: "admin", user: "admin", what: "expired"},
	"c32d11d12a37": {kind: "customer", user: "roni@example.com", what: "expired"},
	"224221b6f077": {kind: "admin", user: "limited", what: "expired"},
	"adbebc3c419b": {kind: "shop", user: "roni@example.com", at: 1795409452},
	"01a7e86f65db": {kind: "panel", user: "admin", at: 1795409452},
	"3d88135c7bae": {kind: "customer", user: "roni@example.com", what: "live"}, // revoked on the way
	"6fe3136cab02": {kind: "otp", user: "admin", what: "live"},
	"91b4d142823f": {kind: "literal"}, // 000000
	"8d969eef6eca": {kind: "literal"}, // 123456
}

// step was taken before an exchange and not recorded.
type step struct {
	times int
	at    int64 // 0: at the time of the exchange before
	do    func(*stage)
}

var unrecorded = map[string][]step{
	// Between the first and the sixth wrong password there were four more.
	"lock/wrong-6": {{4, 0, func(s *stage) { s.signIn(adminRoute, "locktest", "wrong") }}},
	// The customer's record was last written when his wrong passwords were
	// forgotten: its updated_at tells.
	"probe/customers-me/admin": {
		{1, 1795409441, func(s *stage) { s.signIn(shopRoute, "roni@example.com", "wrong") }},
		{1, 1795409441, func(s *stage) { s.signIn(shopRoute, "roni@example.com", "Customer123!") }},
	},
	"session/customer-cookie": {{1, 1795409451, func(s *stage) { s.signIn(shopRoute, "roni@example.com", "wrong") }}},
}

// shapes are the places of bodies that cannot be equal. Header and claims of a
// token stay and are compared.
var shapes = []struct {
	what    string
	pattern *regexp.Regexp
	shape   string
}{
	{"a token's signature", regexp.MustCompile(`(eyJ[\w-]+\.eyJ[\w-]+)\.[\w-]{43}`), "$1.signature"},
	{"the number of an error report", regexp.MustCompile(`webapi-[0-9a-f]{13}`), "webapi-report"},
}

// secrets are what in a request may be one.
var secrets = regexp.MustCompile(`eyJ[\w-]+\.[\w-]+\.[\w-]+|\b[0-9a-z]{26}\b|\b[0-9a-z]{32}\b|\bgarbage\b|"[0-9]{6}"`)

// own puts the sandbox's own secrets in the place of the recorded ones.
func (s *stage) own(text string) string {
	return secrets.ReplaceAllStringFunc(text, func(found string) string {
		bare := strings.Trim(found, `"`)
		if s.held[bare] == "" {
			s.held[bare] = s.make(bare)
		}
		return strings.Replace(found, bare, s.held[bare], 1)
	})
}

func (s *stage) make(recorded string) (own string) {
	sum := sha256.Sum256([]byte(recorded))
	m, known := meanings[hex.EncodeToString(sum[:6])]
	if !known {
		s.Errorf("a recorded secret has no meaning in the table: %s…", hex.EncodeToString(sum[:6]))
		return recorded
	}
	when := time.Unix(max(m.at, claimsIn(recorded).IAT), 0)
	if m.what == "tampered" {
		when = s.clock.at
	}
	s.at(when, func() { own = s.makeNow(m, recorded) })
	return own
}

func (s *stage) makeNow(m meaning, recorded string) string {
	switch m.kind {
	case "admin", "customer":
		return s.token(m)
	case "panel":
		v := visit(s.T, s.store)
		v.post("/admin", v.get("/admin"), "login[username]", m.user, "login[password]", passwordOf(m.user))
		return v.cookie("/admin", "admin")
	case "shop":
		v := visit(s.T, s.store)
		v.post("/customer/account/loginPost/", v.get("/customer/account/login/"), "login[username]", m.user, "login[password]", passwordOf(m.user))
		return v.cookie("/", "PHPSESSID")
	case "integration":
		if m.what == "consumer key" {
			return account(m.user).ConsumerKey
		}
		return account(m.user).AccessToken
	case "otp":
		return decode[sandbox.OTP](s.T, ask(s.T, s.store, "GET", "/_sandbox/otp", "").body).Code
	}
	return recorded
}

// token logs in at the time when the recorded one was issued. An expired one
// lived a minute on the recorded store and lives an hour here: it was issued an
// hour earlier.
func (s *stage) token(m meaning) (own string) {
	route := map[string]string{"admin": adminRoute, "customer": shopRoute}[m.kind]
	when := s.clock.at
	if m.what == "expired" {
		when = when.Add(-time.Hour)
	}
	s.at(when, func() { own = tokenOf(s.T, s.store, route, m.user, passwordOf(m.user)) })
	if m.what == "tampered" {
		parts := strings.Split(own, ".")
		claims, _ := base64.RawURLEncoding.DecodeString(parts[1])
		parts[1] = base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(claims), `"exp":1`, `"exp":2`, 1)))
		own = strings.Join(parts, ".")
	}
	return own
}

func (s *stage) signIn(route, user, password string) {
	ask(s.T, s.store, "POST", route, `{"username":"`+user+`","password":"`+password+`"}`, asJSON, wantsJSON)
}

func account(name string) (found sandbox.Account) {
	for _, one := range sandbox.Accounts() {
		if one.Name == name {
			found = one
		}
	}
	return found
}

func passwordOf(name string) string { return account(name).Password }

type claims struct{ UID, UTypID, IAT, EXP int64 }

// claimsIn reads the first token in a text.
func claimsIn(text string) (c claims) {
	if payload := first(text, `eyJ[\w-]+\.(eyJ[\w-]+)\.`); payload != "" {
		plain, _ := base64.RawURLEncoding.DecodeString(payload)
		_ = json.Unmarshal(plain, &c)
	}
	return c
}

package token

import (
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const (
	clockTolerance = time.Minute // between a store's clock and this one
	longLifetime   = 366 * 24 * time.Hour
	// Seconds above this are in the year 5138: the number is in milliseconds.
	milliseconds = 1e11
)

// readClaims judges the claims by whose token it is.
func (t *Token) readClaims(head, claims object, now time.Time) {
	t.sayTwice(claims, "payload")
	switch {
	case claims.has("utypid"):
		t.readMagento(head, claims)
	case claims.has("created_at", "expires_in"):
		t.readIMS(claims)
	default:
		t.readForeign(claims, now)
	}
	t.judgeTimes(now)
}

// readMagento reads the claims of a token that Magento signed: uid, utypid, iat
// and exp (JwtUserToken\Model\Issuer).
func (t *Token) readMagento(head, claims object) {
	t.readKind(claims)
	if id, ok := t.integer(claims, "uid"); ok {
		t.UserID = &id
	}
	t.IssuedAt, t.ExpiresAt = t.time(claims, "iat"), t.time(claims, "exp")
	if alg := head.text("alg"); isSignatureAlg(alg) && alg[:2] != "HS" {
		t.say("alg_not_magento", "alg", alg)
	}
	if claims.has("admin_id") {
		t.say("assisted_by_admin", "id", show(claims.members["admin_id"].text()))
	}
}

// readKind reads the user type (Authorization\Model\UserContextInterface).
func (t *Token) readKind(claims object) {
	kinds := [...]string{1: wire.KindIntegration, wire.KindAdmin, wire.KindCustomer, wire.KindGuest}
	id, ok := t.integer(claims, "utypid")
	if ok && id >= 1 && id < int64(len(kinds)) {
		t.Kind = kinds[id]
		return
	}
	t.say("user_type_unknown", "value", show(claims.members["utypid"].text()))
}

// integer reads a claim of Magento's, which are integers all.
func (t *Token) integer(claims object, name string) (int64, bool) {
	if !claims.has(name) {
		t.say("claim_missing", "name", name)
		return 0, false
	}
	value, exact, ok := claims.integer(name)
	if !exact {
		t.say("claim_not_integer", "name", name)
	}
	return value, ok
}

// time reads a claim that is a NumericDate (RFC 7519 §2).
func (t *Token) time(claims object, name string) time.Time {
	seconds, ok := t.integer(claims, name)
	if !ok {
		return time.Time{}
	}
	return t.at(seconds, name)
}

func (t *Token) at(seconds int64, name string) time.Time {
	if seconds > milliseconds || seconds < -milliseconds {
		t.say("claim_not_seconds", "name", name)
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// judgeTimes compares the times with each other and with the clock.
func (t *Token) judgeTimes(now time.Time) {
	lifetime := t.ExpiresAt.Sub(t.IssuedAt)
	both := !t.IssuedAt.IsZero() && !t.ExpiresAt.IsZero()
	switch {
	case both && lifetime <= 0:
		t.say("expires_before_issued")
	case both && lifetime > longLifetime:
		t.say("lifetime_long", "lifetime", span(lifetime))
	}
	if !t.IssuedAt.IsZero() && t.IssuedAt.After(now.Add(clockTolerance)) {
		t.say("issued_in_future", "in", span(t.IssuedAt.Sub(now)))
	}
	if t.Expired(now) {
		t.say("token_expired", "ago", span(now.Sub(t.ExpiresAt)), "at", stamp(t.ExpiresAt))
	}
}

// readForeign reads a JWT that Magento did not write (RFC 7519 §4.1).
func (t *Token) readForeign(claims object, now time.Time) {
	t.IssuedAt, t.ExpiresAt = optionalTime(claims, "iat"), optionalTime(claims, "exp")
	if from := optionalTime(claims, "nbf"); from.After(now.Add(clockTolerance)) {
		t.say("not_before", "in", span(from.Sub(now)))
	}
	switch issuer := claims.text("iss"); {
	case claims.has("scopes", "sub", "exp"), claims.has("scope", "exp"), claims.has("scp", "exp"):
		t.Kind = wire.KindOAuth2
		t.say("oauth2_token")
	case issuer != "":
		t.say("jwt_of_issuer", "issuer", show(issuer))
	default:
		t.say("jwt_unknown")
	}
}

func optionalTime(claims object, name string) time.Time {
	seconds, _, ok := claims.integer(name)
	if !ok || seconds > milliseconds || seconds < -milliseconds {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// readIMS reads the access token of Adobe's identity service, whose times are in
// milliseconds (AdminAdobeIms\Model\TokenReader), as numbers or texts.
func (t *Token) readIMS(claims object) {
	t.Kind = wire.KindIMS
	t.say("ims_token")
	created, _, createdOK := claims.integer("created_at")
	lives, _, livesOK := claims.integer("expires_in")
	if !createdOK || !livesOK || created < 0 || lives < 0 || created > 1000*milliseconds || lives > 1000*milliseconds {
		t.say("claim_not_integer", "name", "created_at, expires_in")
		return
	}
	t.IssuedAt = time.UnixMilli(created).UTC()
	t.ExpiresAt = time.UnixMilli(created + lives).UTC()
	if lives < 100_000 {
		t.say("ims_seconds", "seconds", strconv.FormatInt(lives, 10))
	}
}

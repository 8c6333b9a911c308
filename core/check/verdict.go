package check

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// accepted: the store told this token from none.
func (r *run) accepted() {
	r.conclude(wire.VerdictValid, "accepted")
	if r.tok.Expired(r.now()) {
		r.add(wire.NewFinding("expired_but_accepted", "expiresAt", stamp(r.tok.ExpiresAt)))
	}
	r.aboutClock()
}

// refused: the store treats the token as none, on every probe.
func (r *run) refused(p probe, a answers) {
	if r.tok.Expired(r.now()) {
		r.conclude(wire.VerdictInvalid, "expired", "expiresAt", stamp(r.tok.ExpiresAt))
		r.aboutClock()
		return
	}
	if !isBearer(r.tok) {
		r.conclude(wire.VerdictInvalid, "session_ended")
		return
	}
	if r.otherView() {
		return
	}
	switch r.arrives(p, a.control) {
	case lost:
		r.conclude(wire.VerdictUnknown, "header_lost")
	case unclear:
		// What stood in the way is the reason already.
	case arrived:
		r.notTaken()
	}
	r.aboutClock()
}

// notTaken: the header arrives and the token still counts as none. For an
// opaque one that is not the end: an integration's access token is refused as
// a bearer by default and lives on (Magento_Integration AuthorizationConfig).
func (r *run) notTaken() {
	switch {
	case r.tok.Format == wire.FormatOpaque:
		r.conclude(wire.VerdictUnknown, "opaque_refused")
	case r.tok.Kind == wire.KindCustomer:
		r.conclude(wire.VerdictInvalid, "customer_refused")
	case r.tok.ExpiresAt.IsZero():
		r.conclude(wire.VerdictInvalid, "not_accepted_undated")
	default:
		r.conclude(wire.VerdictInvalid, "not_accepted")
	}
}

// arrival is what became of the Authorization header on its way to Magento.
type arrival int

const (
	unclear arrival = iota
	lost
	arrived
)

// arrives asks whether an Authorization header reaches Magento at all: an OAuth
// header of an unknown consumer gets its own refusal there, and the plain one
// where a web server drops the header (pitfall of Apache with FastCGI).
func (r *run) arrives(p probe, control *magento.Refusal) arrival {
	r.step("header")
	answer, err := r.get(p.url, wire.Header{Name: "Authorization", Value: strangerHeader(r.env.Now())})
	if err != nil {
		r.unanswered(p.url, err)
		return unclear
	}
	refusal := magento.Refused(answer)
	switch {
	case answer.Cached() || refusal == nil:
		r.note(p.url, answer, "unexpected_answer")
		r.conclude(wire.VerdictUnknown, "unexpected_answer")
		return unclear
	case strings.HasPrefix(refusal.Code, "consumer_") || isOAuthRefusal[refusal.Code]:
		r.note(p.url, answer, "header_arrives")
		return arrived
	case refusal.Code == control.Code:
		r.note(p.url, answer, "header_lost")
		return lost
	}
	r.stopped(p.url, answer, refusal)
	return unclear
}

// isOAuthRefusal are the other refusals that only an OAuth header gets.
var isOAuthRefusal = map[string]bool{
	"token_unknown": true, "signature_method": true, "signature_invalid": true,
	"nonce_used": true, "nonce_invalid": true, "field_missing": true,
	"oauth_version": true, "oauth_value_length": true, "token_of_other_consumer": true, "not_access_token": true,
	"integration_revoked": true, "activation_half": true,
}

// strangerHeader is well-formed (lengths as Magento wants them) and of nobody.
func strangerHeader(now time.Time) string {
	nobody := strings.Repeat("z", 32)
	return `OAuth oauth_consumer_key="` + nobody + `", oauth_token="` + nobody +
		`", oauth_signature_method="HMAC-SHA256", oauth_signature="` + strings.Repeat("A", 43) + `%3D` +
		`", oauth_timestamp="` + strconv.FormatInt(now.Unix(), 10) + `", oauth_nonce="storekey` +
		strconv.FormatInt(now.UnixNano(), 36) + `", oauth_version="1.0"`
}

// now is the store's time where it told it: expiry is judged by its clock.
func (r *run) now() time.Time {
	if !r.storeTime.IsZero() {
		return r.storeTime
	}
	return r.env.Now()
}

// skew between two clocks that is worth a word.
const skew = 2 * time.Minute

func (r *run) aboutClock() {
	if r.storeTime.IsZero() {
		return
	}
	if d := r.env.Now().Sub(r.storeTime); d > skew || d < -skew {
		r.add(wire.NewFinding("clock_differs", "storeTime", stamp(r.storeTime)))
	}
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

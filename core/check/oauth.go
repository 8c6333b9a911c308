package check

import (
	"net/http"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// isSigned reports whether the token's requests are signed.
func (r *run) isSigned() bool { return r.tok.Four != nil }

// sign makes the Authorization header for a GET request.
func (r *run) sign(url string) (wire.Header, error) {
	f := r.tok.Four
	value, err := oauth1.Sign(oauth1.Request{Method: http.MethodGet, URL: url}, oauth1.Credentials{
		ConsumerKey: f.ConsumerKey, ConsumerSecret: f.ConsumerSecret, Token: f.AccessToken, TokenSecret: f.AccessTokenSecret,
	}, oauth1.Options{Method: r.method, Now: r.now(), Old: oauth1.IsOld(r.out.Store.Version)})
	return wire.Header{Name: "Authorization", Value: value}, err
}

// integration asks with a signature, and if the store takes it, whether it takes
// the access token alone as well.
func (r *run) integration(p probe) {
	r.total = 3
	control, ok := r.control(p)
	if !ok {
		return
	}
	answer, err := r.signed(p)
	if err != nil {
		r.unanswered(p.url, err)
		return
	}
	refusal := magento.Refused(answer)
	switch {
	case answer.Cached():
		r.note(p.url, answer, "cached_answer")
		r.conclude(wire.VerdictUnknown, "cached_answer")
	case p.accepted(r, answer):
		r.note(p.url, answer, "signature_accepted")
		r.conclude(wire.VerdictValid, "accepted_signed")
		r.out.Kind = wire.KindIntegration
		r.asBearer(p)
	case refusal == nil:
		r.note(p.url, answer, "unexpected_answer")
		r.conclude(wire.VerdictUnknown, "unexpected_answer")
	case refusal.Code == control.Code:
		// Magento answers a signature that it read with an answer of its own.
		r.note(p.url, answer, "header_lost")
		r.conclude(wire.VerdictUnknown, "header_lost")
	case isOAuthRefusal[refusal.Code], refusal.Code == "consumer_unknown", refusal.Code == "consumer_expired":
		r.note(p.url, answer, refusal.Code)
		r.out.Verdict, r.out.Reason = wire.VerdictInvalid, refusal.Code
		r.add(r.redacted(refusal).Finding())
	default:
		r.stopped(p.url, answer, r.redacted(refusal))
	}
	r.aboutClock()
}

// signed asks with HMAC-SHA256, and where the store is too old for that (before
// 2.4.4) once more with HMAC-SHA1.
func (r *run) signed(p probe) (magento.Answer, error) {
	for {
		r.step("with_signature")
		header, err := r.sign(p.url)
		if err != nil {
			return magento.Answer{}, err
		}
		answer, err := r.get(p.url, header)
		if err != nil {
			return answer, err
		}
		refusal := magento.Refused(answer)
		if refusal == nil || refusal.Code != "signature_method" || r.method == oauth1.SHA1 {
			return answer, nil
		}
		r.note(p.url, answer, refusal.Code)
		r.method = oauth1.SHA1
		r.add(wire.NewFinding("signature_sha1"))
	}
}

// asBearer tries the access token alone (oauth/consumer/enable_integration_as_bearer).
func (r *run) asBearer(p probe) {
	if r.hasDoor() {
		return // a bearer cannot stand beside Basic, so nothing would be learnt
	}
	r.step("as_bearer")
	answer, err := r.get(p.url, wire.Header{Name: "Authorization", Value: "Bearer " + r.tok.Four.AccessToken.Reveal()})
	switch {
	case err != nil || answer.Cached():
		return // the verdict stands without it
	case p.accepted(r, answer):
		r.note(p.url, answer, "with_token_accepted")
		r.add(wire.NewFinding("bearer_allowed"))
	case isMissingRight(magento.Refused(answer)):
		r.note(p.url, answer, "with_token_refused")
		r.add(wire.NewFinding("bearer_off"))
	}
}

// redacted keeps the credential out of a message that the store repeats it in.
func (r *run) redacted(refusal *magento.Refusal) *magento.Refusal {
	texts := []secret.Text{r.tok.Text}
	if f := r.tok.Four; f != nil {
		texts = []secret.Text{f.ConsumerSecret, f.AccessToken, f.AccessTokenSecret}
	}
	refusal.StoreMessage = secret.Redact(refusal.StoreMessage, texts...)
	return refusal
}

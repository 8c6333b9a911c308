package check

import (
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// probe is one route that tells a live token from none.
type probe struct {
	url string
	// accepted reports whether the answer is what the route gives to a live
	// token of its kind.
	accepted func(r *run, a magento.Answer) bool
}

// probesFor picks the routes for a kind; an opaque token may be of either.
func probesFor(store wire.Store, kind, area string) []probe {
	// Magento_Backend::admin is the root of every role: narrow administrators
	// and integrations pass, too (Magento_Backend).
	modules := probe{magento.Route(store, "", "/V1/modules"), isModules}
	me := probe{magento.Route(store, magento.CustomerView(store.StoreCode), mePath), isCustomer}
	switch {
	case area == areaPanel:
		return []probe{modules}
	case area == areaCustomer:
		return []probe{me}
	}
	if magento.IsSaaS(store.RestURL) {
		return []probe{modules}
	}
	switch kind {
	case wire.KindAdmin, wire.KindIntegration, wire.KindIMS:
		return []probe{modules}
	case wire.KindCustomer:
		return []probe{me}
	}
	return []probe{modules, me}
}

func isModules(r *run, a magento.Answer) bool {
	if a.Status != http.StatusOK || !gjson.ParseBytes(a.Body).IsArray() {
		return false
	}
	if isBearer(r.tok) && r.tok.Kind != wire.KindAdmin && r.tok.Kind != wire.KindIntegration && r.tok.Kind != wire.KindIMS {
		r.add(wire.NewFinding("admin_or_integration"))
	}
	return true
}

func isCustomer(r *run, a magento.Answer) bool {
	email := gjson.GetBytes(a.Body, "email")
	if a.Status != http.StatusOK || email.Type != gjson.String {
		return false
	}
	r.out.Who = email.Str
	if isBearer(r.tok) {
		r.out.Kind = wire.KindCustomer
	}
	return true
}

// answers are those of one probe.
type answers struct{ control, token *magento.Refusal }

// probe asks without the token, then with it. Settled means that a verdict was
// reached; otherwise the token was refused as if there were none.
func (r *run) probe(p probe) (answers, bool) {
	control, ok := r.control(p)
	if !ok {
		return answers{}, true
	}
	r.step("with_token")
	answer, err := r.get(p.url, r.carry(p.url)...)
	if err != nil {
		r.unanswered(p.url, err)
		return answers{}, true
	}
	if answer.Cached() {
		r.note(p.url, answer, "cached_answer")
		r.conclude(wire.VerdictUnknown, "cached_answer")
		return answers{}, true
	}
	if p.accepted(r, answer) {
		r.note(p.url, answer, "with_token_accepted")
		r.accepted()
		return answers{}, true
	}
	return r.notAccepted(p, control, answer)
}

// control makes the request without the token; only a refusal for want of a
// right makes the probe mean anything. Nothing secret has left before.
func (r *run) control(p probe) (*magento.Refusal, bool) {
	r.step("control")
	answer, err := r.get(p.url)
	if err != nil {
		r.unanswered(p.url, err)
		return nil, false
	}
	if t, err := http.ParseTime(answer.Header.Get("Date")); err == nil && !answer.Cached() {
		r.storeTime = t
	}
	refusal := magento.Refused(answer)
	switch {
	case answer.Cached():
		r.note(p.url, answer, "cached_answer")
		r.conclude(wire.VerdictUnknown, "cached_answer")
	case refusal == nil:
		r.note(p.url, answer, "control_open")
		r.conclude(wire.VerdictUnknown, "control_open")
	case !isMissingRight(refusal) && !r.byGateway(answer):
		r.stopped(p.url, answer, refusal)
	default:
		r.note(p.url, answer, "without_token_refused")
		return refusal, true
	}
	return nil, false
}

// stopped ends the check with what answered instead of the store, or with what
// the store says instead of an answer.
func (r *run) stopped(url string, answer magento.Answer, refusal *magento.Refusal) {
	refusal = magento.InFront(answer, refusal)
	r.note(url, answer, refusal.Code)
	refusal, again := magento.Blocked(r.ctx, r.env.Doer, url, refusal, r.headers...)
	r.out.Evidence = append(r.out.Evidence, again...)
	r.undecided(refusal.Finding())
}

// byGateway tells a refusal of Adobe's gateway, which stands in front of Commerce
// as a Cloud Service and has words of its own: a token that is taken there is told
// from none, why one is not taken is not.
func (r *run) byGateway(a magento.Answer) bool {
	return magento.IsSaaS(r.out.Store.RestURL) && (a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden)
}

func isMissingRight(r *magento.Refusal) bool {
	return r != nil && (r.Code == "not_authorized" || r.Code == "self_only")
}

// notAccepted weighs an answer that differs from what a live token gets.
func (r *run) notAccepted(p probe, control *magento.Refusal, answer magento.Answer) (answers, bool) {
	refusal := magento.Refused(answer)
	if refusal != nil {
		refusal = r.redacted(refusal)
	}
	switch {
	case isMissingRight(refusal):
		r.note(p.url, answer, "with_token_refused")
		return answers{control, refusal}, false
	case refusal == nil:
		r.note(p.url, answer, "unexpected_answer")
		r.conclude(wire.VerdictUnknown, "unexpected_answer")
	case refusal.Code == "field_missing" && refusal.Params["field"] == "customerId":
		// An administrator's token was accepted: it merely is no customer.
		r.note(p.url, answer, "with_token_accepted")
		r.out.Kind = wire.KindAdmin
		r.accepted()
	case refusal.Code == "ims_expired":
		r.note(p.url, answer, refusal.Code)
		r.conclude(wire.VerdictInvalid, "expired")
	case r.byGateway(answer) && r.tok.Expired(r.now()):
		r.note(p.url, answer, "with_token_refused")
		r.conclude(wire.VerdictInvalid, "expired", "expiresAt", stamp(r.tok.ExpiresAt))
	case refusal.Code == "token_revoked":
		r.note(p.url, answer, refusal.Code)
		r.conclude(wire.VerdictInvalid, "token_revoked")
	case refusal.Code == "basic_auth" && isBearer(r.tok):
		// Without the token the door's own user and password passed.
		r.note(p.url, answer, refusal.Code)
		r.conclude(wire.VerdictUnknown, "basic_and_bearer")
	default:
		r.stopped(p.url, answer, refusal)
	}
	return answers{}, true
}

// get asks once, with the front door's headers and those given.
func (r *run) get(url string, more ...wire.Header) (magento.Answer, error) {
	headers := append([]wire.Header{}, r.headers...)
	for _, h := range more {
		if isAuthorization(h.Name) {
			headers = withOAuth(headers, h.Value)
			continue
		}
		headers = append(headers, h)
	}
	return magento.Get(r.ctx, r.env.Doer, url, headers...)
}

func (r *run) note(url string, a magento.Answer, code string) {
	r.out.Evidence = append(r.out.Evidence, a.Evidence(http.MethodGet, url, magento.Words(code)))
}

// unanswered ends the check: the store did not answer.
func (r *run) unanswered(url string, err error) { r.undecided(r.missed(url, err)) }

// missed notes a request that was not answered. Cancelled is not a finding of
// the store's.
func (r *run) missed(url string, err error) wire.Finding {
	f, ok := magento.Finding(err)
	if !ok {
		f = wire.NewFinding("check_stopped")
	}
	r.out.Evidence = append(r.out.Evidence, wire.Evidence{Method: http.MethodGet, URL: url, Note: f.Message})
	return f
}

func isAuthorization(name string) bool { return strings.EqualFold(name, "Authorization") }

// isHeaderValue: RFC 9110 §5.5, without the blanks at the ends.
func isHeaderValue(s string) bool {
	for _, c := range []byte(s) {
		if c < ' ' || c >= 0x7f {
			return false
		}
	}
	return s != "" && strings.TrimSpace(s) == s
}

package check

import (
	"context"
	"strings"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Env is what a check needs of the outside.
type Env struct {
	Doer magento.Doer
	Now  func() time.Time
	// Step, where set, is told what is going on (control, with_token, header …) and
	// how many requests are done of how many.
	Step func(step string, done, total int)
	// Area says of a session where it is one: panel or customer.
	Area string
	// Path and Method name a route to look at, too: whether the token may call it.
	// Method is GET where it is empty; nothing else is ever sent.
	Path, Method string
	// Tree is the store's own resource tree, where it is known.
	Tree []wire.TreeNode
	// Views are store codes that the store's page named.
	Views []string
}

// Check asks store whether it takes tok as a bearer token. headers are those of
// the store's front door; they go with every request.
func Check(ctx context.Context, env Env, store wire.Store, tok token.Token, headers []wire.Header) wire.Check {
	return checked(ctx, env, store, tok, headers).out
}

// checked is a check that is done, for those who go on from there.
func checked(ctx context.Context, env Env, store wire.Store, tok token.Token, headers []wire.Header) *run {
	r := newRun(ctx, env, store, tok, headers)
	if code := r.unsendable(); code != "" {
		r.conclude(wire.VerdictUnknown, code)
	} else if r.isSigned() {
		r.integration(probesFor(store, wire.KindIntegration, "")[0])
	} else {
		r.ask(probesFor(store, tok.Kind, env.Area))
	}
	r.customerOnAll()
	r.route()
	wire.SortFindings(r.out.Findings)
	return r
}

// customerOnAll: the default view was asked instead.
func (r *run) customerOnAll() {
	if r.isOnAll() && (r.out.Kind == wire.KindCustomer || r.env.Area == areaCustomer) {
		r.add(wire.NewFinding("customer_on_all", "code", r.out.Store.StoreCode))
	}
}

func newRun(ctx context.Context, env Env, store wire.Store, tok token.Token, headers []wire.Header) *run {
	return &run{ctx: ctx, env: env, tok: tok, headers: headers, out: wire.Check{
		Verdict:  wire.VerdictUnknown,
		Kind:     tok.Kind,
		Masked:   tok.Masked(),
		Store:    store,
		Evidence: []wire.Evidence{},
		Findings: []wire.Finding{},
	}}
}

// run is one check under way.
type run struct {
	ctx     context.Context
	env     Env
	tok     token.Token
	headers []wire.Header
	out     wire.Check
	// storeTime is the store's own clock, where it told it.
	storeTime   time.Time
	done, total int
	// view is the one where a customer's token counts, if not the one asked.
	view string
	// method is the signature method that the store takes, empty for HMAC-SHA256.
	method string
}

// unsendable says why the token cannot be sent as a bearer at all.
func (r *run) unsendable() string {
	switch {
	case r.isSigned():
		if !r.tok.Four.Complete() {
			return "four_incomplete_check"
		}
		return ""
	case r.tok.Format == wire.FormatOAuth1,
		!isBearer(r.tok) && !strings.HasPrefix(r.tok.Text.Reveal(), "PHPSESSID="):
		return "not_a_bearer"
	case !isHeaderValue(r.tok.Text.Reveal()):
		return "not_a_bearer"
	}
	if isBearer(r.tok) && r.hasDoor() {
		return "basic_and_bearer"
	}
	return ""
}

// hasDoor reports whether the web server in front wants the Authorization header
// for itself.
func (r *run) hasDoor() bool {
	for _, h := range r.headers {
		if isAuthorization(h.Name) {
			return true
		}
	}
	return false
}

// ask makes the probes in turn until one settles it.
func (r *run) ask(probes []probe) {
	r.total = 2 * len(probes)
	var last answers
	for _, p := range probes {
		var settled bool
		if last, settled = r.probe(p); settled {
			return
		}
	}
	r.refused(probes[len(probes)-1], last)
}

// conclude sets the verdict and its reason, which is a finding, too.
func (r *run) conclude(verdict, code string, params ...string) {
	r.out.Verdict, r.out.Reason = verdict, code
	r.add(wire.NewFinding(code, params...))
}

// undecided ends the check with something that stood in the way.
func (r *run) undecided(f wire.Finding) {
	r.out.Verdict, r.out.Reason = wire.VerdictUnknown, f.Code
	r.add(f)
}

func (r *run) add(findings ...wire.Finding) {
	r.out.Findings = append(r.out.Findings, findings...)
}

// step is called before each request. What a refusal leads to was not foreseen in
// the total.
func (r *run) step(code string) {
	r.total = max(r.total, r.done+1)
	if r.env.Step != nil {
		r.env.Step(code, r.done, r.total)
	}
	r.done++
}

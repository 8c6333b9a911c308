package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// token obtains a credential: one sign-in at most, counted, and never repeated
// by itself.
func (h *handler) token(j *job) (any, error) {
	var in struct {
		storeCall
		Fields map[string]string `json:"fields"`
		// Credential is the one that the provider uses, where its card says so.
		Credential *wire.CredentialRef `json:"credential"`
		// Continue says that the login that waits in this tab goes on.
		Continue bool `json:"continue"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	p, ok := provider.Get(j.req.PathValue("provider"))
	if !ok {
		return nil, refuse("provider_unknown", "provider", j.req.PathValue("provider"))
	}
	if in.Continue {
		return h.goOn(j, p, in.Fields, in.storeCall)
	}
	if err := complete(p.Card, in.Fields); err != nil {
		return nil, err
	}
	store, evidence, way, err := h.reachFor(j, in.storeCall, p)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	s := &signIn{h: h, j: j, provider: p, store: store, way: way, fields: in.Fields}
	s.kept = loginKept{Fields: firstStep(p.Card, in.Fields), Consent: lasting(in.Consent)}
	if err := s.mayLeave(in.storeCall); err != nil {
		return nil, err
	}
	if in.Credential != nil && p.Uses != "" {
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(store.RestURL))
		if err != nil {
			return nil, err
		}
		s.bearer = text
		if c.token.Four != nil {
			s.bearer = c.token.Text // refused by the provider with its reason
		}
	}
	return s.run(has(in.Consent, consentLocked), evidence)
}

// signIn is one try to obtain a credential.
type signIn struct {
	h        *handler
	j        *job
	provider provider.Provider
	store    wire.Store
	way      *exit
	fields   map[string]string
	bearer   secret.Text

	// kept is what the login goes on with where it has to wait for a second
	// factor, saved the saved one whose login it is; goesOn that it has waited.
	kept   loginKept
	saved  *wire.SavedRef
	goesOn bool
	// known says that the tab was known when the password left.
	known bool
}

func (s *signIn) run(insists bool, evidence []wire.Evidence) (wire.Credential, error) {
	origin := originOfURL(s.store.RestURL)
	if err := s.waitAfterRevoke(); err != nil {
		return wire.Credential{}, err
	}
	if !s.provider.Counted || s.fields["password"] == "" {
		return s.uncounted(evidence)
	}
	s.way.signsIn = true
	g, release, err := s.h.guard(s.j.ctx, origin, s.userKind(), s.fields["username"], insists)
	if err != nil {
		return wire.Credential{}, err
	}
	defer release()
	_, s.known = s.h.readTab(s.j.ctx, s.j.tabID)
	if err := g.check(s.j.ctx); err != nil {
		return wire.Credential{}, err
	}
	left, kept := false, error(nil)
	s.way.leaving = func() error {
		if kept = g.leaving(s.j.ctx); kept != nil {
			return kept
		}
		left = true
		return s.j.sent()
	}
	s.j.step("signing_in", 0, 0)
	got, err := s.provider.Obtain(s.j.ctx, s.env(), s.input())
	switch {
	case left:
		err = s.settle(g, err)
	case kept != nil:
		err = kept // it did not leave: nothing was asked of the store
	}
	if err != nil {
		return wire.Credential{}, withEvidence(s.wait(err), evidence)
	}
	s.h.keepDoor(s.j, origin, s.way)
	if s.j.tabID != 0 { // where that fails, the alarm wipes it
		_ = s.h.dropLogin(context.WithoutCancel(s.j.ctx), s.j.tabID)
	}
	c, err := s.credential(got, evidence)
	if _, still := s.h.readTab(s.j.ctx, s.j.tabID); err == nil && s.known && !still {
		// The tab went while the store was answering, and with it what was its.
		_ = s.h.dropCredential(s.j.ctx, c.Ref)
		return wire.Credential{}, refuse("tab_left")
	}
	return s.told(c, err)
}

// uncounted is a way to a credential that sends no password.
func (s *signIn) uncounted(evidence []wire.Evidence) (wire.Credential, error) {
	s.j.step("signing_in", 0, 0)
	s.way.leaving = s.j.sent
	got, err := s.provider.Obtain(s.j.ctx, s.env(), s.input())
	if err != nil {
		return wire.Credential{}, withEvidence(err, evidence)
	}
	return s.told(s.credential(got, evidence))
}

// told shows on the button what was obtained.
func (s *signIn) told(c wire.Credential, err error) (wire.Credential, error) {
	if err == nil {
		err = s.h.badgeFor(s.j, c.Origin)
	}
	return c, err
}

// userKind is what the store counts failures by, with the user's name: the same
// for every protocol (Magento_Integration's RequestThrottler).
func (s *signIn) userKind() string {
	for _, field := range s.provider.Fields {
		if kind := s.fields[field.Name]; field.Name == "kind" && kind != "" {
			return kind
		}
	}
	return s.provider.Kinds[0]
}

func (s *signIn) input() provider.Input {
	return provider.Input{Store: s.store, Fields: secrets(s.fields), Bearer: s.bearer}
}

func (s *signIn) env() provider.Env {
	return provider.Env{Doer: s.way, Now: s.h.now, Cookie: s.cookie()}
}

// cookie reads the tab's own cookies, where there is a browser.
func (s *signIn) cookie() func(ctx context.Context, url, name string) (string, error) {
	if _, none := s.h.browser.(nowhere); none || s.j.tabID == 0 {
		return nil
	}
	return func(ctx context.Context, url, name string) (string, error) {
		if at, to := originOfURL(url), originOfURL(s.store.RestURL); at != to {
			return "", refuse("other_origin", "origin", at, "other", to)
		}
		value, err := s.h.browser.Cookie(ctx, s.j.tabID, url, name)
		if errors.Is(err, ErrNoAccess) {
			err = refuse("session_no_access", "host", originHost(originOfURL(url)))
		}
		return value, err
	}
}

// settle brings the count of failures up to date, and adds to a refusal what
// the next try would risk.
func (s *signIn) settle(g *guard, err error) error {
	o := outcomeOf(err)
	// The count must be right even for a call that was cancelled meanwhile.
	ctx, done := context.WithTimeout(context.WithoutCancel(s.j.ctx), settleTime)
	defer done()
	failures := g.settle(ctx, o)
	if o == signInRefused {
		return &countedError{err, failures}
	}
	return err
}

func (s *signIn) credential(got provider.Credential, before []wire.Evidence) (wire.Credential, error) {
	c := s.h.describe(got.Token, got.Kind, s.store)
	c.Who, c.Provider, c.Area = got.Who, s.provider.ID, got.Area
	c.Request = firstRequest(s.store, c.Token.Kind, c.Area)
	c.Evidence = append(before, got.Evidence...)
	c.Findings = append(c.Findings, got.Findings...)
	c.Token = withEnd(c.Token, got.ExpiresAt, s.h.now())
	if c.Area != "" {
		c.Findings = append(c.Findings, wire.NewFinding("session_whole"))
	}
	return s.keep(c, got)
}

// countedError is a refused sign-in with the number of refusals so far.
type countedError struct {
	error
	failures int
}

func (e *countedError) Unwrap() error { return e.error }

// outcomeOf reads from an error what became of the password.
func outcomeOf(err error) signInOutcome {
	var second *provider.TwoFactor
	var refusal *magento.Refusal
	switch {
	case err == nil, errors.As(err, &second):
		return signInAccepted
	case !errors.As(err, &refusal), refusal.Status >= http.StatusInternalServerError:
		return signInUnknown
	}
	switch refusal.Code {
	case "sign_in_refused", "oauth2_password", "oauth2_grant":
		return signInRefused
	case "wrong_code", "two_factor_required", "two_factor_not_set_up", "two_factor_mail_sent", "two_factor_mail_failed",
		"onetouch_denied", "onetouch_not_sent", "security_key_refused", "security_key_not_asked":
		return signInAccepted
	}
	return signInNotTried
}

// plainHTTP wants a yes before a password crosses a public network unencrypted,
// unless the user is at that address already or typed just that, http and all.
func (h *handler) plainHTTP(j *job, store wire.Store, in storeCall) error {
	u, err := url.Parse(store.RestURL)
	if err != nil || u.Scheme != "http" || magento.IsLocal(u.Host) || has(in.Consent, consentPlainHTTP) {
		return nil
	}
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(in.Store.typed)), "http://") {
		return nil
	}
	if record, known := h.readTab(j.ctx, j.tabID); known && record.Origin == originOf(u) {
		return nil
	}
	return refuse("plain_http", "host", u.Host)
}

// complete refuses a call that lacks a field the card wants. An empty password
// is a missing one; blanks are not.
func complete(card wire.Card, fields map[string]string) error {
	value := func(name string) string { return fields[name] }
	for _, field := range card.Fields {
		switch {
		case !card.Wants(field, value):
		case !field.Optional && fields[field.Name] == "" && field.Default == "":
			return refuse("field_required", "field", field.Label, "name", field.Name)
		case !field.Offers(fields[field.Name]):
			return refuse("value_not_known", "label", field.Label)
		}
	}
	return nil
}

// firstStep leaves out what answers a second factor: it is good once.
func firstStep(card wire.Card, fields map[string]string) map[string]string {
	first := map[string]string{}
	for _, field := range card.Fields {
		if value := fields[field.Name]; value != "" && field.Step < 2 {
			first[field.Name] = value
		}
	}
	return first
}

func secrets(fields map[string]string) map[string]secret.Text {
	wrapped := make(map[string]secret.Text, len(fields))
	for name, value := range fields {
		wrapped[name] = secret.New(value)
	}
	return wrapped
}

func warning(failures int) wire.Finding {
	code := "sign_in_counted"
	if failures >= lockWarnAt {
		code = "lock_warning"
	}
	if failures >= lockStopAt {
		code = "lock_stop"
	}
	return wire.NewFinding(code, "failures", strconv.Itoa(failures))
}

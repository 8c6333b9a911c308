package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// The steps of a connection test, in their order.
const (
	testAddress     = "address"
	testTLS         = "tls"
	testDoor        = "door"
	testMagento     = "magento"
	testCredentials = "credentials"
	testRights      = "rights"
)

var testSteps = []string{testAddress, testTLS, testDoor, testMagento, testCredentials, testRights}

// testCall names what is tested: a store, and one of its logins or the likeliest.
type testCall struct {
	renewCall
	Credential string `json:"credential"`
	// NoLogin leaves a saved password alone.
	NoLogin bool `json:"noLogin"`
}

// connection is a test under way.
type connection struct {
	h     *handler
	j     *job
	in    testCall
	r     *vault.Record
	store wire.Store
	way   *exit
	out   wire.ConnectionTest
	begun time.Time
}

// testConnection tells step by step whether a saved store can be worked with:
// address, TLS, front door, Magento, credentials, rights. It logs in once at
// most, and only where no saved token does.
func (h *handler) testConnection(j *job) (any, error) {
	t := &connection{h: h, j: j}
	if len(j.body) > 0 {
		if err := j.read(&t.in); err != nil {
			return nil, err
		}
	}
	var err error
	if t.r, err = h.vault.Load(j.ctx, j.req.PathValue("id")); err != nil {
		return nil, err
	}
	t.out = wire.ConnectionTest{Store: t.r.Store, Steps: []wire.ConnectionStep{}, Findings: []wire.Finding{}}
	t.run()
	if err := j.ctx.Err(); err != nil {
		return nil, err
	}
	if t.way != nil && t.way.held != nil {
		return nil, withEvidence(t.way.held, t.out.Evidence)
	}
	return t.finished(), nil
}

func (t *connection) run() {
	for _, step := range []func() bool{t.reach, t.credentials} {
		if !step() {
			return
		}
	}
}

// begin starts the clock of a step.
func (t *connection) begin(step string) {
	t.begun = t.h.now()
	for i, name := range testSteps {
		if name == step {
			t.j.step("testing", i, len(testSteps))
		}
	}
}

func (t *connection) end(step, result string, findings ...wire.Finding) {
	t.out.Steps = append(t.out.Steps, wire.ConnectionStep{Step: step, Result: result, Millis: t.h.now().Sub(t.begun).Milliseconds(), Findings: findings})
	t.begun = t.h.now()
}

// finished adds the steps that were not come to, and the worst result.
func (t *connection) finished() wire.ConnectionTest {
	for _, name := range testSteps[len(t.out.Steps):] {
		t.out.Steps = append(t.out.Steps, wire.ConnectionStep{Step: name, Result: wire.StepSkipped})
	}
	t.out.Result = wire.StepOK
	for _, s := range t.out.Steps {
		if s.Result == wire.StepFailed || s.Result == wire.StepWarning && t.out.Result == wire.StepOK {
			t.out.Result = s.Result
		}
	}
	return t.out
}

// reach looks for the web API; what stands in the way says which step it is.
func (t *connection) reach() bool {
	t.begin(testAddress)
	call := storeCall{Store: savedStore(t.r, t.in.place), Consent: t.in.Consent, Door: t.in.Door}
	// The store is asked even if its place is known: this is a test.
	candidates, err := magento.Candidates(call.Store.BaseURL + call.Store.typed)
	if call.Store.RestURL != "" {
		candidates, err = []magento.Candidate{{BaseURL: call.Store.BaseURL, RestURL: call.Store.RestURL}}, nil
	}
	var evidence []wire.Evidence
	if err == nil {
		t.way = t.h.leave(t.j, doorPlace{t.r.ID, candidates[0].RestURL}, t.in.Door, t.in.Consent)
		t.store, evidence, err = magento.Confirm(t.j.ctx, t.way, candidates)
	}
	t.out.Evidence = append(t.out.Evidence, evidence...)
	if err != nil {
		t.stopped(err)
		return false
	}
	t.store.StoreCode = t.r.Store.StoreCode
	t.passed(len(testSteps))
	t.begin(testMagento)
	t.h.addVersion(t.j, &t.store, t.way)
	t.out.Store = t.store
	version := wire.NewFinding("version_not_told")
	if t.store.Version != "" {
		version = wire.NewFinding("version_told", "version", t.store.Version)
	}
	t.end(testMagento, wire.StepOK, wire.NewFinding("test_magento", "url", t.store.RestURL), version)
	return true
}

// stopped ends the test at the step that an error belongs to; those before it
// were passed.
func (t *connection) stopped(err error) {
	code := magento.Code(err)
	at := testMagento
	switch code {
	case "not_address", "host_letters", "unreachable", "timeout", "redirected":
		at = testAddress
	case "certificate":
		at = testTLS
	case "basic_auth", "waf_page":
		at = testDoor
	}
	var refusal *magento.Refusal
	if at == testMagento && errors.As(err, &refusal) && refusal.Code != "maintenance" && refusal.Code != "store_error" && refusal.Code != "rate_limited" &&
		refusal.Code != "page_not_found" && refusal.Code != "web_page_answer" {
		at = testDoor // something in front that is known by name
	}
	for i, name := range testSteps {
		if name == at {
			t.passed(i)
		}
	}
	t.end(at, wire.StepFailed, findingOf(err))
}

// passed ends the first steps that the store's answer has passed.
func (t *connection) passed(count int) {
	u, _ := url.Parse(t.r.Store.BaseURL)
	steps := []func(){
		func() { t.end(testAddress, wire.StepOK, wire.NewFinding("test_address", "host", u.Host)) },
		func() {
			switch {
			case u.Scheme == "https" && t.r.TLS != nil && t.r.TLS.Insecure:
				t.end(testTLS, wire.StepWarning, wire.NewFinding("test_any_tls"))
			case u.Scheme == "https":
				t.end(testTLS, wire.StepOK, wire.NewFinding("test_tls"))
			case magento.IsLocal(u.Host):
				t.end(testTLS, wire.StepSkipped, wire.NewFinding("test_no_tls"))
			default:
				t.end(testTLS, wire.StepWarning, wire.NewFinding("test_no_tls"))
			}
		},
		func() {
			code := "test_no_door"
			if t.way != nil && !t.way.door.empty() {
				code = "test_door_opens"
			}
			t.end(testDoor, wire.StepOK, wire.NewFinding(code))
		},
	}
	for _, step := range steps[:min(count, len(steps))] {
		step()
	}
}

// credentials tries a saved login: its token, and where that is over its
// password, once.
func (t *connection) credentials() bool {
	t.begin(testCredentials)
	c := t.chosen()
	switch {
	case c == nil:
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_no_credential"))
		return false
	case !t.open():
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_locked"))
		return false
	}
	before, tried := t.savedToken(c)
	if tried != nil {
		report := t.check(*tried, c)
		if report.Verdict == wire.VerdictValid {
			t.end(testCredentials, wire.StepOK, append([]wire.Finding{wire.NewFinding("test_token_good")}, report.Findings...)...)
			t.rights(*tried)
			return true
		}
		if report.Verdict == wire.VerdictUnknown || !t.canLogIn(c) {
			t.end(testCredentials, worst(report.Verdict), t.refusedToken(report)...)
			return false
		}
	}
	return t.logIn(c, before)
}

func worst(verdict string) string {
	if verdict == wire.VerdictUnknown {
		return wire.StepWarning
	}
	return wire.StepFailed
}

// refusedToken says what a refused token means: an integration that the store
// does not know is told from values that are wrong.
func (t *connection) refusedToken(report wire.Check) []wire.Finding {
	list := report.Findings
	if report.Reason == "consumer_unknown" || report.Reason == "token_unknown" {
		return append([]wire.Finding{wire.NewFinding("refreshed_integration")}, list...)
	}
	if report.Verdict == wire.VerdictInvalid && report.Kind != wire.KindIntegration {
		list = append(list, wire.NewFinding("test_no_password"))
	}
	return list
}

// chosen is the login to test: the one that is named, else one with a token that
// lives, else one with everything that it needs.
func (t *connection) chosen() *wire.SavedCredential {
	entries, _, err := t.h.vault.Show(t.j.ctx, t.r)
	if err != nil {
		return nil
	}
	e := entries[0]
	markSaved(&e)
	vault.Choose(e.Credentials, "", t.in.Origin)
	best, most := -1, 0
	for i, c := range e.Credentials {
		rank := 0
		switch {
		case t.in.Credential != "" && c.ID != t.in.Credential:
		case c.State == wire.SavedLive:
			rank = 3
		case c.SavesPassword || c.Provider == "integration":
			rank = 2
		case c.HasToken || c.ID == t.in.Credential:
			rank = 1
		}
		if rank > most {
			best, most = i, rank
		}
	}
	if best < 0 {
		return nil
	}
	return &e.Credentials[best]
}

func (t *connection) open() bool {
	_, err := t.h.vault.Open(t.j.ctx)
	return err == nil || len(t.r.Sealed) == 0
}

// savedToken is the token that is saved, or the values of an integration.
func (t *connection) savedToken(c *wire.SavedCredential) (before token.Token, tried *token.Token) {
	s, err := t.h.vault.Open(t.j.ctx)
	if err != nil {
		return before, nil
	}
	text, err := t.r.Take(s, target(t.r, t.in.place), c.ID, vault.FieldToken)
	if err == nil && text.Empty() && c.Provider == "integration" {
		text, err = t.h.savedFour(t.r, s, c, t.in.place)
	}
	if err != nil || text.Empty() {
		return before, nil
	}
	before = token.Parse(text, t.h.now())
	if before.Kind == wire.KindUnknown {
		before.Kind = c.Kind
	}
	if before.Expired(t.h.now()) {
		return before, nil
	}
	return before, &before
}

func (t *connection) check(tok token.Token, c *wire.SavedCredential) wire.Check {
	env := check.Env{Doer: t.way, Now: t.h.now, Area: areaOfSaved(c), Views: t.r.StoreViews}
	report := check.Check(t.j.ctx, env, t.store, tok, nil)
	t.out.Evidence = append(t.out.Evidence, report.Evidence...)
	return report
}

func areaOfSaved(c *wire.SavedCredential) string {
	if c.Kind != wire.KindSession {
		return ""
	}
	return first(c.Fields["area"].Value, provider.AreaPanel)
}

func (t *connection) canLogIn(c *wire.SavedCredential) bool {
	return c.SavesPassword && !t.in.NoLogin && c.Provider != "integration" && c.Provider != "session" && c.Provider != "paste"
}

// logIn makes the one login, counted as any other.
func (t *connection) logIn(c *wire.SavedCredential, before token.Token) bool {
	switch {
	case c.SavesPassword && t.in.NoLogin:
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_untried"))
		return false
	case !t.canLogIn(c):
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_no_password"))
		return false
	}
	t.j.req.SetPathValue("cid", c.ID)
	t.out.Logins = 1
	answer, err := t.h.renew(t.j, t.in.renewCall, false)
	got, ok := answer.(wire.Credential)
	if err != nil || !ok {
		t.refusedLogin(err, before)
		return false
	}
	t.out.Evidence = append(t.out.Evidence, got.Evidence...)
	record, err := t.h.heldRef(t.j.ctx, got.Ref)
	if err != nil {
		t.end(testCredentials, wire.StepFailed, findingOf(err))
		return false
	}
	findings := []wire.Finding{wire.NewFinding("test_logged_in")}
	if before.UserID != nil || !before.Text.Empty() {
		findings = append(findings, wire.NewFinding("test_token_ended"))
	}
	now := t.h.carrier(record).token
	result := wire.StepOK
	if before.UserID != nil && now.UserID != nil && *before.UserID != *now.UserID {
		findings, result = append(findings, wire.NewFinding("refreshed_admin")), wire.StepWarning
	}
	t.end(testCredentials, result, append(findings, got.Findings...)...)
	t.rights(now)
	return true
}

// refusedLogin tells a wrong password from an environment that was refreshed:
// there the store refuses a token before its end, too, or does not know an
// integration. That costs no further login.
func (t *connection) refusedLogin(err error, before token.Token) {
	var second *provider.TwoFactor
	if errors.As(err, &second) {
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_needs_code"), findingOf(err))
		return
	}
	f := findingOf(err)
	findings := []wire.Finding{f}
	if f.Code == "sign_in_refused" {
		switch {
		case t.integrationGone():
			findings = append(findings, wire.NewFinding("refreshed_integration"))
		case !before.ExpiresAt.IsZero() && !before.Expired(t.h.now()):
			findings = append(findings, wire.NewFinding("refreshed_token"))
		}
	}
	wire.SortFindings(findings)
	t.end(testCredentials, wire.StepFailed, findings...)
}

// integrationGone asks whether the store knows an integration that is saved with
// it.
func (t *connection) integrationGone() bool {
	for i := range t.r.Credentials {
		c := &t.r.Credentials[i]
		if c.DeletedAt != "" || tokenLevel(*c) != wire.SecretsAll || c.Kind == wire.KindSession {
			continue
		}
		if _, tried := t.savedToken(c); tried != nil && tried.Four != nil {
			report := t.check(*tried, c)
			return report.Reason == "consumer_unknown" || report.Reason == "token_unknown"
		}
	}
	return false
}

// routesForRights are what tools ask first: integrator.io what nearly every role
// may, MyMagento what a narrow one may not.
var routesForRights = []struct{ path, title, resource string }{
	{"/V1/modules", "List of modules, which integrator.io asks for", "Magento_Backend::admin"},
	{"/V1/store/websites", "List of websites, which MyMagento asks for", "Magento_Backend::store"},
}

// rights asks a few routes that only read.
func (t *connection) rights(tok token.Token) {
	t.begin(testRights)
	if tok.Kind == wire.KindCustomer {
		t.end(testRights, wire.StepSkipped)
		return
	}
	carries := carrier{token: tok, now: t.h.now()}
	var findings []wire.Finding
	allowed, result := 0, wire.StepOK
	for _, route := range routesForRights {
		address := magento.Route(t.store, t.store.StoreCode, route.path)
		may, known := t.may(t.j.ctx, carries, address)
		switch {
		case !known:
			result = wire.StepWarning
		case may:
			allowed++
			findings = append(findings, wire.NewFinding("right_yes", "title", route.title))
		default:
			findings = append(findings, wire.NewFinding("right_no", "title", route.title, "resource", route.resource))
		}
	}
	if result != wire.StepOK || allowed == 0 {
		result = wire.StepWarning
	}
	if len(findings) == 0 {
		findings = append(findings, wire.NewFinding("rights_untold"))
	}
	t.end(testRights, result, findings...)
}

func (t *connection) may(ctx context.Context, c carrier, address string) (may, known bool) {
	text := c.token.Text
	request := c.authorize(wire.Request{Method: http.MethodGet, URL: address}, text.Reveal())
	req, err := http.NewRequest(request.Method, request.URL, nil)
	if err != nil {
		return false, false
	}
	for _, h := range request.Headers {
		req.Header.Set(h.Name, h.Value)
	}
	answer, err := magento.Send(ctx, t.way, req)
	if err != nil {
		return false, false
	}
	t.out.Evidence = append(t.out.Evidence, answer.Evidence(http.MethodGet, address, ""))
	refusal := magento.Refused(answer)
	return refusal == nil, refusal == nil || refusal.Code == "not_authorized"
}

package api

import (
	"context"
	"net"
	"net/url"
	"time"

	"github.com/storekey/storekey/core/magento"
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
	if t.reach() {
		t.credentials()
	}
}

// begin starts the clock of a step, and tells those who watch what the steps
// before it came to.
func (t *connection) begin(step string) {
	t.begun = t.h.now()
	t.j.soFar(t.out)
	for i, name := range testSteps {
		if name == step {
			t.j.step("testing", i, len(testSteps))
		}
	}
}

func (t *connection) end(step, result string, findings ...wire.Finding) {
	s := wire.ConnectionStep{Step: step, Result: result, Millis: t.h.now().Sub(t.begun).Milliseconds(), Findings: findings}
	s.Next = nextStep(s)
	t.out.Steps = append(t.out.Steps, s)
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

// testStops are the steps at which an error of the way to the store stops the
// test; all others are Magento's own.
var testStops = []struct{ step, code string }{
	{testAddress, "not_address"}, {testAddress, "host_letters"}, {testAddress, "unreachable"}, {testAddress, "timeout"},
	{testAddress, "redirected"}, {testAddress, "cdn_unknown_host"}, {testAddress, "plain_to_https"},
	{testTLS, "certificate"}, {testTLS, "certificate_self_signed"}, {testTLS, "certificate_over"}, {testTLS, "certificate_name"},
	{testDoor, "basic_auth"}, {testDoor, "basic_and_bearer"}, {testDoor, "waf_page"}, {testDoor, "bot_challenge"},
	{testDoor, "agent_blocked"}, {testDoor, "client_blocked"}, {testDoor, "access_login"},
}

// stopped ends the test at the step that an error belongs to; those before it
// were passed.
func (t *connection) stopped(err error) {
	f, at := t.named(findingOf(err)), testMagento
	for _, stop := range testStops {
		if stop.code == f.Code {
			at = stop.step
		}
	}
	for i, name := range testSteps {
		if name == at {
			t.passed(i)
		}
	}
	t.end(at, wire.StepFailed, f)
}

// speaker is a way out that does not say why there is no answer, but can tell
// whether anything answers at an address at all.
type speaker interface {
	Speaks(ctx context.Context, url string) bool
}

// named tells a certificate that a browser refuses from a host that is not there,
// which are one failure to it: what answers in plain http at that very port has a
// certificate that is refused.
func (t *connection) named(f wire.Finding) wire.Finding {
	u, err := url.Parse(t.r.Store.BaseURL)
	if f.Code != "unreachable" || err != nil || u.Scheme != "https" || t.way == nil {
		return f
	}
	port := first(u.Port(), "443")
	if s, can := t.way.direct.(speaker); can && s.Speaks(t.j.ctx, "http://"+net.JoinHostPort(u.Hostname(), port)+"/") {
		return wire.NewFinding("certificate")
	}
	return f
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
				t.end(testTLS, wire.StepSkipped, wire.NewFinding("test_local"))
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

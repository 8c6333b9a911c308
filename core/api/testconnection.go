package api

import (
	"errors"
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

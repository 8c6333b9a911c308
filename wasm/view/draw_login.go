package view

import (
	"slices"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func (m *Model) drawLogin(w Words) LoginForm {
	l := m.Login
	f := LoginForm{
		Shown: true, Back: m.Card.Aside && len(m.Credentials) > 0, Kind: l.Kind, Way: l.Way,
		UserLabel: w("userName"), UserMode: "text",
		Door: l.Door, DoorNote: w("doorNote", m.loginHost()),
		Plain: l.Plain, PlainLabel: w("plainTick", m.plainHost()),
		Note: w("loginNote", m.loginHost()), Progress: m.drawProgress(w, l.Job),
	}
	if len(m.Credentials) == 0 && l.Way == "" {
		f.Info = w("loginInfo")
	}
	if m.customersView() {
		f.Views = m.storeViews()
	}
	if l.Way == "" && l.Kind == wire.KindCustomer {
		f.UserLabel, f.UserMode = w("email"), "email"
	}
	m.drawWay(w, &f)
	f.Button = m.loginButton(w)
	return f
}

func (m *Model) loginButton(w Words) Button {
	b := Button{Label: w("getToken"), Busy: m.Login.Job.Busy(), Off: !m.confirmed() || m.usesMissing(), Main: true}
	switch m.wayID() {
	case wire.KindAdmin:
		b.Label = w("getAdminToken")
	case wire.KindCustomer, wayAsCustomer:
		b.Label = w("getCustomerToken")
	case wayPaste, wayIntegration:
		b.Label = w("takeOver")
	}
	if b.Busy {
		b.Label = w("loggingIn")
	}
	return b
}

// plainHost is the host to which the way is not encrypted.
func (m *Model) plainHost() string {
	if e := m.Login.Error; e != nil && e.Code == codePlainHTTP && e.Params["host"] != "" {
		return e.Params["host"]
	}
	return m.loginHost()
}

func (m *Model) storeHost() string { return host(m.storeOrigin()) }

// storeViews are offered only where there is something to choose.
func (m *Model) storeViews() []Option {
	codes := m.Recognition.StoreViews
	if len(codes) < 2 {
		return nil
	}
	var views []Option
	for _, code := range codes {
		views = append(views, Option{code, code, code == m.Login.StoreView})
	}
	return views
}

func (m *Model) drawProgress(w Words, j Job) Progress {
	if !j.slow(m.Now) {
		return Progress{}
	}
	seconds := strconv.Itoa(int(m.Now.Sub(j.StartedAt) / time.Second))
	p := Progress{Shown: true, Done: j.Call.Done, Total: j.Call.Total, Text: w("waiting", m.storeHost(), seconds)}
	step := stepWords(w, j.Call.Step)
	switch {
	case step != "" && p.Total > 1:
		p.Text = w("waitingCount", step, strconv.Itoa(p.Done+1), strconv.Itoa(p.Total), seconds)
	case step != "":
		p.Text = w("waitingStep", step, seconds)
	}
	return p
}

// stepWords says what a long call is at, where there are words for it.
func stepWords(w Words, step string) string {
	for _, s := range steps {
		if s[0] == step {
			return w(s[1])
		}
	}
	return ""
}

// steps are what a long call says, and the words for it.
var steps = [...][2]string{
	{"looking_for_store", "stepLooking"},
	{"asking_store", "stepAsking"},
	{"sending", "stepSending"},
	{"signing_in", "stepSigningIn"},
	{"with_token", "stepWithToken"},
	{"control", "stepControl"},
	{"header", "stepHeader"},
	{"with_signature", "stepSigned"},
	{"as_bearer", "stepAsBearer"},
	{"schema", "stepSchema"},
	{"schema_with_token", "stepSchemaToken"},
	{"touching_key", "stepTouchKey"},
	{"store_busy", "stepBusy"},
	{"learning_resources", "stepLearning"},
	{"probing", "stepProbing"},
	{"route", "stepRoute"},
	{"listing_views", "stepViews"},
	{"other_view", "stepOtherView"},
	{"unlocking", "stepUnlocking"},
	{"refreshing", "stepRefreshing"},
	{"revoking", "stepRevoking"},
	{"after_revoke", "stepAfterRevoke"},
	{"introspecting", "stepIntrospecting"},
	{"testing", "stepAsking"},
}

// drawQuestion asks for the yes without which nothing is sent from the tab.
func (m *Model) drawQuestion(w Words) Question {
	e := m.Login.Error
	switch {
	case e == nil || m.Login.Job.Busy() || m.Login.passwordGone():
	case e.Code == codeTabConsent:
		return m.tabQuestion(w, w("askTabLogin"))
	case e.Code == codeBasicAuth && slices.Contains(e.Choices, consentTab):
		return m.tabQuestion(w, w("askTabDoor"))
	}
	return Question{}
}

func (m *Model) tabQuestion(w Words, text string) Question {
	return Question{Shown: true, Title: w("askTabTitle", m.storeHost()), Text: text, Yes: w("askTabYes")}
}

// drawRefusal says why there is no token. The code form and the question say it
// themselves.
func (m *Model) drawRefusal(w Words) Refusal {
	e := m.Login.Error
	gone := m.Login.passwordGone()
	if e == nil || m.Login.CodeStep && e.Code != codeLockedOut && e.Code != codePlainHTTP || e.Code == codeTabConsent && !gone {
		return Refusal{}
	}
	r := Refusal{Shown: true, Icon: "invalid", Proof: m.proof(w, e.Evidence, storeWords(e)),
		Findings: findingLines(warnings(e.Findings)), Tries: tries(w, e)}
	r.Title, r.Text = m.problemWords(w, e)
	r.Level = levelOf(e.Code)
	if r.Level != "invalid" {
		r.Icon = "warning"
	}
	switch {
	case gone:
		r.Text = w("passwordAgain")
	case e.Code == codePlainHTTP && m.Login.Saved.Store != "":
		r.Action = w("sendPlain")
	case e.Code == codeLockedOut:
		r.Action = tryOnce(w, e)
	case e.Code == codeElsewhere:
		r.Action = w("askElsewhere", e.Params["host"])
	case e.Code == codeOtherBody && len(e.Choices) > 0:
		r.Action = w("sendAsJSON")
		if e.Choices[0] == "form" {
			r.Action = w("sendAsForm")
		}
	case m.Login.blocked():
		r.Action = w("startAgain")
	}
	return r
}

// levelOf colours an error: red only where the store said no.
func levelOf(code string) string {
	switch code {
	case codePlainHTTP, codeBasicAuth, codeLockedOut, codeTwoFactor, codeInterrupted, codeInterruptedEarly,
		codeElsewhere, codeLoginOver, codePageOver, codeMailSent, codeNotSetUp:
		return "warning"
	case codeCancelled, codeAPICancel:
		return "unknown"
	}
	return "invalid"
}

// storeLimit is the failed login at which Magento locks the name
// (module-integration, oauth/authentication_lock/max_failures_count).
const storeLimit = 6

// ownLimit is the one at which Storekey stops.
const ownLimit = 3

// tries reads how many logins of this name have failed, where the API tells.
func tries(w Words, e *wire.Error) Tries {
	used := failures(e)
	if used <= 0 {
		return Tries{}
	}
	used = min(used, storeLimit)
	t := Tries{Used: used, Of: storeLimit, Stop: ownLimit}
	t.Label = w("triesUsed", strconv.Itoa(used), strconv.Itoa(storeLimit))
	if used < ownLimit {
		t.Label = w("triesUsedStop", strconv.Itoa(used), strconv.Itoa(storeLimit), strconv.Itoa(ownLimit))
	}
	return t
}

// tryOnce is what the button says that goes on after Storekey's own stop: with
// what the store leaves.
func tryOnce(w Words, e *wire.Error) string {
	left := storeLimit - failures(e)
	if left <= 0 {
		return w("tryOnce")
	}
	return w("tryOnceLeft", strconv.Itoa(left), strconv.Itoa(storeLimit))
}

// failures is the count in the error, or in what was noticed beside it.
func failures(e *wire.Error) int {
	used, _ := strconv.Atoi(e.Params["failures"])
	for _, f := range e.Findings {
		if n, err := strconv.Atoi(f.Params["failures"]); err == nil {
			used = max(used, n)
		}
	}
	return used
}

// warnings leaves out the plain count, which the bar of tries shows.
func warnings(findings []wire.Finding) []wire.Finding {
	var rest []wire.Finding
	for _, f := range findings {
		if f.Code != codeCounted {
			rest = append(rest, f)
		}
	}
	return rest
}

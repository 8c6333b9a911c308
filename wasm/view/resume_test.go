package view

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func found(t *testing.T, calls ...wire.Call) JobsFound {
	t.Helper()
	var e JobsFound
	for _, call := range calls {
		e.Records = append(e.Records, record(t, call))
	}
	return e
}

// failedLogin ended a minute ago.
func failedLogin(t *testing.T, problem wire.Error) wire.Call {
	t.Helper()
	return wire.Call{V: 1, ID: "other-3", Origin: shop, Path: "/v1/token/customer", State: wire.CallFailed,
		StartedAt:  start.Add(-2 * time.Minute).Format(time.RFC3339),
		FinishedAt: start.Add(-time.Minute).Format(time.RFC3339),
		Status:     401, Body: record(t, wire.ErrorBody{Error: problem})}
}

func TestALoginThatFailedMeanwhileIsTold(t *testing.T) {
	failed := failedLogin(t, wire.Error{Code: "invalid_grant", Message: "Refused.", Hint: "Try."})
	p := play(t).at(recognition()).does(found(t, failed))
	page := p.page()
	if page.Refusal.Title != "Refused." || page.Login.Kind != wire.KindCustomer {
		t.Errorf("%+v", page.Refusal)
	}
	p.does(pressed("ask-no")).has(Cancel{"other-3"})
	if p.page().Refusal.Shown {
		t.Error("cannot be put away")
	}

	newer := failed
	newer.ID, newer.State, newer.StartedAt = "other-4", wire.CallDone, start.Format(time.RFC3339)
	cancelled := failed
	cancelled.State = wire.CallCancelled
	for name, event := range map[string]JobsFound{
		"a newer one went well": found(t, newer, failed), "the order does not count": found(t, failed, newer),
		"cancelled": found(t, cancelled),
	} {
		if play(t).at(recognition()).does(event).page().Refusal.Shown {
			t.Errorf("%s: told", name)
		}
	}
}

// The card stays: what failed is told under it.
func TestALoginThatFailedIsToldUnderTheCard(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	page := p.does(found(t, failedLogin(t, wire.Error{Code: "invalid_grant", Message: "Refused."}))).page()
	if !page.Credential.Shown || page.Refusal.Title != "Refused." {
		t.Errorf("%+v", page.Refusal)
	}
}

// Steps that need the password of a page that is gone start anew.
func TestResumedStepsThatNeedThePassword(t *testing.T) {
	for _, code := range []string{codeTwoFactor, codeTabConsent, codeBasicAuth, codePlainHTTP, codeLockedOut, codeWrongCode} {
		problem := wire.Error{Code: code, Message: "What.", Hint: "What to do.", Choices: []string{"google", "door", "tab"}}
		call := failedLogin(t, problem)
		running := call
		running.State = wire.CallSent
		for name, p := range map[string]*player{
			"found":   play(t).at(recognition()).does(found(t, call)),
			"watched": play(t).at(recognition()).does(found(t, running), CallChanged{record(t, call)}),
		} {
			page := p.page()
			if !page.Login.Shown || page.Code.Shown || page.Ask.Shown || page.Refusal.Action != "" {
				t.Errorf("%s, %s: %+v", code, name, page)
			}
			if r := page.Refusal; r.Title != "What." || r.Text != "Type the password again to go on: Storekey did not keep it." {
				t.Errorf("%s, %s: %+v", code, name, r)
			}
			p.does(pressed("ask-yes")).asksNothing()
			p.does(CodeGiven{hidden("123456")}).asksNothing()
		}
	}
}

func TestAResumedLoginOfAnotherStoreIsNotTold(t *testing.T) {
	begun := wire.Call{V: 1, ID: "other-3", Path: "/v1/token/admin", State: wire.CallRunning}
	ended := failedLogin(t, wire.Error{Code: "invalid_grant", Message: "Refused."})
	ended.Origin = otherShop
	p := play(t).at(recognition()).does(found(t, begun), CallChanged{record(t, ended)})
	if page := p.page(); page.Refusal.Shown || page.Login.Button.Busy {
		t.Errorf("%+v", page.Refusal)
	}
}

func checkCall(t *testing.T, state string, body any) wire.Call {
	t.Helper()
	return wire.Call{V: 1, ID: "other-5", Origin: shop, Path: "/v1/check", State: state, StartedAt: start.Format(time.RFC3339),
		FinishedAt: start.Format(time.RFC3339), Body: record(t, body)}
}

func TestACheckGoesOnWithoutThePage(t *testing.T) {
	report := wire.Check{Verdict: wire.VerdictValid, Kind: wire.KindAdmin, Who: "jane", Masked: "eyJ••••oXwM", Store: store,
		Evidence: []wire.Evidence{{Method: "GET", URL: "u", Status: 200}}}
	done := checkCall(t, wire.CallDone, report)
	running := done
	running.State, running.Body = wire.CallSent, nil
	p := play(t).at(recognition()).does(pressed("tab-check"), found(t, running))
	if page := p.page(); !page.Check.Ask.Busy || page.Check.Taken != "The token you asked about" || page.Foot.Text != "Goes on if you close this" {
		t.Errorf("%+v", page.Check)
	}
	for name, p := range map[string]*player{
		"found": play(t).at(recognition()).does(found(t, done)), "watched": p.does(CallChanged{record(t, done)}),
	} {
		c := p.page().Check
		if c.Verdict.Title != "Valid" || c.Verdict.Text != "Admin token of jane, accepted by shop.test." || c.Proof.Summary != "1 request" {
			t.Errorf("%s: %+v", name, c)
		}
		if c.Taken != "eyJ••••oXwM" || !c.Ask.Off || c.Intro {
			t.Errorf("%s: %+v", name, c)
		}
		if !p.does(pressed("change")).page().Check.Intro {
			t.Errorf("%s: no way back to the box", name)
		}
	}
}

func TestACheckThatEndedBadly(t *testing.T) {
	interrupted := checkCall(t, wire.CallInterrupted, wire.ErrorBody{Error: wire.Error{Code: "interrupted_check", Message: "Stopped.", Hint: "Again."}})
	if v := play(t).at(recognition()).does(found(t, interrupted)).page().Check.Verdict; v.Title != "Stopped." || v.Next != "Again." {
		t.Errorf("%+v", v)
	}
	waits := checkCall(t, wire.CallFailed, wire.ErrorBody{Error: wire.Error{Code: codeTabConsent, Message: "Only the tab.", Hint: "Yes?"}})
	c := play(t).at(recognition()).does(found(t, waits)).page().Check
	if c.Question.Shown || c.Verdict.Title != "Only the tab." || c.Verdict.Next != "Paste the token again to go on: Storekey did not keep it." {
		t.Errorf("%+v", c)
	}
	cancelled := checkCall(t, wire.CallCancelled, wire.ErrorBody{Error: wire.Error{Code: codeAPICancel}})
	if c := play(t).at(recognition()).does(found(t, cancelled)).page().Check; !c.Intro {
		t.Errorf("%+v", c)
	}
	if c := play(t).at(recognition()).does(Changed{"paste", "x"}, found(t, interrupted)).page().Check; c.Verdict.Shown || c.Taken != "" {
		t.Error("an old report takes the place of what is being pasted")
	}
}

func TestRecordsThatAreNone(t *testing.T) {
	page := play(t).at(recognition()).does(JobsFound{[]json.RawMessage{nil, json.RawMessage(`{`), json.RawMessage(`{"v":2}`)}}).page()
	if page.Refusal.Shown || page.Login.Button.Busy || !page.Check.Intro {
		t.Errorf("%+v", page)
	}
}

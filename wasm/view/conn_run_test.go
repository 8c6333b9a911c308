package view

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// form shows the form of the saved store e1.
func form(t *testing.T) *player {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour))
	p.does(pressed("tab-stores")).does(Pressed{"store", "e1"})
	return p
}

func connStep(step, result string, findings ...wire.Finding) wire.ConnectionStep {
	return wire.ConnectionStep{Step: step, Result: result, Millis: 12, Findings: findings}
}

func TestConnectionStepsAsTheyCome(t *testing.T) {
	p := form(t)
	if conn := p.page().Stores.Form.Conn; conn.Button.Label != "Test connection" || len(conn.Steps) > 0 {
		t.Fatalf("%+v", conn)
	}
	p.does(TestWanted{Values: p.m.Edit.Values})
	ask := p.asked(AskTest)
	if ask.Path != "/v1/stores/e1/test" || string(ask.Body) != `{"credential":"c1"}` || ask.Origin == "" {
		t.Errorf("%+v", ask)
	}
	p.does(TestWanted{Values: p.m.Edit.Values}).asksNothing()
	so := record(t, wire.ConnectionTest{Steps: []wire.ConnectionStep{connStep("address", wire.StepOK, wire.Finding{Code: "x", Level: "info", Message: "There."})}})
	p.does(CallChanged{record(t, wire.Call{V: 1, ID: ask.ID, State: wire.CallSent, Step: "testing", Body: so})})
	conn := p.page().Stores.Form.Conn
	if len(conn.Steps) != 6 || conn.Steps[0].Icon != "check" || conn.Steps[1].Icon != "" || conn.Steps[2].Icon != "minus" || !conn.Cancel {
		t.Errorf("%+v", conn.Steps)
	}
	failed := connStep("credentials", wire.StepFailed, wire.Finding{Code: "sign_in_refused", Level: "error", Message: "Refused.", Hint: "Check both."})
	failed.Next = "login"
	p.answers(AskTest, 200, wire.ConnectionTest{Result: wire.StepFailed, Logins: 1, Steps: []wire.ConnectionStep{connStep("address", wire.StepOK), failed}})
	conn = p.page().Stores.Form.Conn
	if last := conn.Steps[1]; last.Act != "conn-next" || last.ActLabel != "Edit the login" || last.Opens != "Check both." || conn.Cancel {
		t.Errorf("%+v", conn)
	}
	if conn.Button.Label != "Test again" || !strings.Contains(conn.Note, "not work") {
		t.Errorf("%+v", conn)
	}
}

func TestConnectionCancelledOrLeft(t *testing.T) {
	p := form(t)
	p.does(TestWanted{Values: p.m.Edit.Values})
	id := p.asked(AskTest).ID
	if p.m.Escape() != "conn-cancel" {
		t.Errorf("Escape is %s", p.m.Escape())
	}
	p.does(pressed("conn-cancel")).has(Cancel{id})
	p.does(TestWanted{Values: p.m.Edit.Values})
	id = p.asked(AskTest).ID
	p.does(pressed("edit-back")).has(Cancel{id})
}

func TestConnectionOfWhatWasChangedIsSavedFirst(t *testing.T) {
	p := form(t)
	values := map[string]string{}
	for name, value := range p.m.Edit.Values {
		values[name] = value
	}
	values["notes"] = "new"
	p.does(EditTyped{values})
	if label := p.page().Stores.Form.Conn.Button.Label; label != "Save and test" {
		t.Errorf("%s", label)
	}
	p.does(TestWanted{Values: values}).answers(AskPutStore, 200, p.m.Saved.List[0])
	if p.m.asked[AskPutLogin] != "" {
		p.answers(AskPutLogin, 200, p.m.Saved.List[0])
	}
	if ask := p.asked(AskTest); ask.Path != "/v1/stores/e1/test" || !p.m.Edit.Open || p.m.Edit.Changed {
		t.Errorf("%+v", ask)
	}
}

func TestConnectionIsFoundAgain(t *testing.T) {
	call := wire.Call{V: 1, ID: "old", Path: "/v1/stores/e1/test", State: wire.CallDone, Status: 200,
		Body: record(t, wire.ConnectionTest{Result: wire.StepOK, Steps: []wire.ConnectionStep{connStep("address", wire.StepOK)}})}
	found := TestFound{Kept: json.RawMessage(`{"v":1,"store":"e1","id":"old"}`), Records: []json.RawMessage{record(t, call)}}
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour))
	p.does(pressed("tab-stores")).has(RecallTest{})
	p.does(found)
	if form := p.page().Stores.Form; !p.page().Stores.Edit || form.Conn.Button.Label != "Test again" {
		t.Errorf("%+v", form.Conn)
	}
	running := call
	running.State, running.Status, running.Body = wire.CallSent, 0, nil
	p = play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour))
	p.does(pressed("tab-stores")).does(TestFound{found.Kept, []json.RawMessage{record(t, running)}})
	if conn := p.page().Stores.Form.Conn; !conn.Cancel || !conn.Button.Busy {
		t.Errorf("%+v", conn)
	}
	p.does(CallChanged{record(t, call)})
	if conn := p.page().Stores.Form.Conn; conn.Cancel || conn.Steps[0].Icon != "check" {
		t.Errorf("%+v", conn)
	}
}

func TestConnectionAsksAndGoesOn(t *testing.T) {
	p := form(t)
	p.does(TestWanted{Values: p.m.Edit.Values})
	p.refuses(AskTest, 409, wire.Error{Code: "tab_consent_required", Message: "From the tab.", Hint: "Say yes."})
	if q := p.page().Stores.Form.Conn.Question; !q.Shown || q.Title != "From the tab." {
		t.Errorf("%+v", q)
	}
	p.does(pressed("conn-ask-yes"))
	if ask := p.asked(AskTest); !strings.Contains(string(ask.Body), `"consent":["tab"]`) {
		t.Errorf("%s", ask.Body)
	}
	p.refuses(AskTest, 400, wire.Error{Code: "store_unknown", Message: "Gone."})
	for next, focus := range map[string]Effect{"address": Focus{"edit-url"}, "door": Focus{"edit-door-username"}, "login": Focus{"edit-login"}} {
		p.does(Pressed{"conn-next", next}).has(focus)
	}
	p.does(Pressed{"conn-next", "plain"})
	if ask := p.asked(AskTest); !strings.Contains(string(ask.Body), `"plain_http"`) {
		t.Errorf("%s", ask.Body)
	}
}

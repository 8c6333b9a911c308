package view

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func hidden(text string) secret.Text { return secret.New(text) }

func submitted(password string) Submitted {
	return Submitted{Username: "jane.doe", Password: hidden(password)}
}

func TestLogin(t *testing.T) {
	p := play(t).at(recognition())
	p.does(submitted(` p"w\ `))
	ask := p.asked(AskLogin)
	if ask.Path != "/v1/token/admin" || ask.Origin != shop || ask.TabID != 7 {
		t.Errorf("%+v", ask)
	}
	fields := bodyOf(t, ask)["fields"].(map[string]any)
	if !reflect.DeepEqual(fields, map[string]any{"username": "jane.doe", "password": ` p"w\ `}) {
		t.Error(fields)
	}
	if b := p.page().Login.Button; !b.Busy || b.Label != "Logging in" {
		t.Errorf("%+v", b)
	}
	p.does(submitted("again")).asksNothing()

	p.answers(AskLogin, 200, credential("a", wire.KindAdmin, time.Hour))
	p.has(SetValue{"password", ""})
	p.has(Cover{"password"})
	p.has(Focus{"copy-token"})
	page := p.page()
	if !page.Credential.Shown || page.Login.Shown || page.Credential.Line != "jane.doe · User ID 1" {
		t.Errorf("%+v", page.Credential)
	}
	if !p.m.Login.password.Empty() {
		t.Error("the password is still in memory")
	}
}

func TestLoginWantsAllFields(t *testing.T) {
	p := play(t).at(recognition())
	p.does(Submitted{Username: " ", Password: hidden("x")}).has(Focus{"username"})
	p.asksNothing()
	if f := p.page().Wrong; f != (WrongField{"username", "Type the user name."}) {
		t.Errorf("%+v", f)
	}
	p.does(Changed{"kind-admin", wire.KindCustomer})
	if f := p.page().Wrong; f.Text != "Type the e-mail address." {
		t.Errorf("%+v", f)
	}
	p.does(FieldEdited{"password"})
	if p.page().Wrong.ID != "username" {
		t.Error("another field was mended")
	}
	p.does(FieldEdited{"username"})
	if f := p.page().Wrong; f != (WrongField{}) {
		t.Errorf("%+v", f)
	}
	p.does(Submitted{Username: "x"}).has(Focus{"password"})
	p.asksNothing()
	if f := p.page().Wrong; f != (WrongField{"password", "Type the password."}) {
		t.Errorf("%+v", f)
	}
	if p.does(submitted("x")).page().Wrong.ID != "" {
		t.Error("still wrong when sent")
	}
}

func TestCustomersLogInAtTheirStoreView(t *testing.T) {
	p := play(t).at(onStorefront())
	f := p.page().Login
	if f.Kind != wire.KindCustomer || f.UserLabel != "E-mail" || len(f.Views) != 2 || !f.Views[1].Chosen {
		t.Errorf("%+v", f)
	}
	p.does(Changed{"store-view", "default"}, submitted("x"))
	ask := p.asked(AskLogin)
	if got := bodyOf(t, ask)["store"].(map[string]any)["storeCode"]; got != "default" || ask.Path != "/v1/token/customer" {
		t.Error(got, ask.Path)
	}
}

func TestTheKindChosenByHandStays(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"kind-admin", wire.KindCustomer}, pressed("look-again"))
	if p.at(recognition()).page().Login.Kind != wire.KindCustomer {
		t.Error("the page chose again")
	}
}

func TestOneStoreViewIsNoChoice(t *testing.T) {
	r := onStorefront()
	r.StoreViews = []string{"german"}
	if views := play(t).at(r).page().Login.Views; views != nil {
		t.Error(views)
	}
}

// After an answer that says no, the password goes and the rest stays.
func TestRefusals(t *testing.T) {
	for code, level := range map[string]string{
		"invalid_grant": "invalid", "unreachable": "invalid", "timeout": "invalid", "web_page_answer": "invalid",
		codeInterrupted: "warning", codeAPICancel: "unknown",
	} {
		p := play(t).at(recognition()).does(submitted("x"))
		p.refuses(AskLogin, 401, wire.Error{Code: code, Message: "What.", Hint: "What to do.",
			Params:   map[string]string{"storeMessage": "Store's words."},
			Evidence: []wire.Evidence{{Method: "POST", URL: "u", Status: 401, Note: "n", Via: "tab"}}})
		p.has(SetValue{"password", ""})
		p.has(Cover{"password"})
		p.has(Focus{"password"})
		r := p.page().Refusal
		if r.Level != level || r.Title != "What." || r.Text != "What to do." || r.Proof.Store != "Store's words." {
			t.Errorf("%s: %+v", code, r)
		}
		if r.Proof.Summary != "1 request" || r.Proof.Requests[0].Note != "n (sent from the tab)" {
			t.Errorf("%s: %+v", code, r.Proof)
		}
		if p.m.Login.Username != "jane.doe" || !p.m.Login.password.Empty() {
			t.Errorf("%s: keeps the wrong things", code)
		}
	}
}

func TestTries(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 401, wire.Error{Code: "invalid_grant", Message: "m", Findings: []wire.Finding{
		{Code: codeCounted, Level: "info", Params: map[string]string{"failures": "1"}, Message: "Refused so far: 1."}}})
	r := p.page().Refusal
	if r.Tries.Used != 1 || r.Tries.Of != 6 || r.Tries.Stop != 3 || r.Tries.Label != "1 of 6 tries used, Storekey stops at 3" || len(r.Findings) != 0 {
		t.Errorf("%+v", r)
	}
	p.does(submitted("y")).refuses(AskLogin, 401, wire.Error{Code: "invalid_grant", Message: "m", Findings: []wire.Finding{
		{Code: "lock_warning", Level: "warning", Params: map[string]string{"failures": "2"}, Message: "Careful."}}})
	if r = p.page().Refusal; r.Tries.Used != 2 || r.Tries.Label != "2 of 6 tries used, Storekey stops at 3" || r.Findings[0].Message != "Careful." {
		t.Errorf("%+v", r)
	}
}

func TestStoppedAfterTheThird(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 429, wire.Error{Code: codeLockedOut, Message: "Stops.", Params: map[string]string{"failures": "3"}})
	r := p.page().Refusal
	if r.Action != "I know, try once: 3 of 6 tries are left" || r.Tries.Label != "3 of 6 tries used" || r.Tries.Used != 3 || r.Level != "warning" {
		t.Errorf("%+v", r)
	}
	p.does(pressed("ask-yes"))
	if got := bodyOf(t, p.asked(AskLogin))["consent"]; !reflect.DeepEqual(got, []any{"locked"}) {
		t.Error(got)
	}
	p.refuses(AskLogin, 401, wire.Error{Code: "invalid_grant", Message: "no"})
	p.does(submitted("x"))
	if got := bodyOf(t, p.asked(AskLogin))["consent"]; got != nil {
		t.Error("the yes was for once, and still counts:", got)
	}
}

func TestFromTheTabOnlyAfterAYes(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	first := p.asked(AskLogin).ID
	p.refuses(AskLogin, 409, wire.Error{Code: codeTabConsent, Message: "m"})
	page := p.page()
	if !page.Ask.Shown || page.Ask.Title != "Ask shop.test from the tab itself?" || page.Refusal.Shown {
		t.Errorf("%+v", page.Ask)
	}
	p.does(pressed("ask-yes"))
	ask := p.asked(AskLogin)
	if got := bodyOf(t, ask); !reflect.DeepEqual(got["consent"], []any{"tab"}) || ask.ID == first {
		t.Errorf("%+v, id %s", got, ask.ID)
	}

	p = play(t).at(recognition()).does(submitted("x")).refuses(AskLogin, 409, wire.Error{Code: codeTabConsent})
	p.does(pressed("ask-no"))
	p.asksNothing()
	if !p.m.Login.password.Empty() || p.page().Ask.Shown {
		t.Error("a no leaves something behind")
	}
}

func TestPlainHTTPWantsATick(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x")).refuses(AskLogin, 409, wire.Error{Code: codePlainHTTP, Message: "m"})
	if f := p.page().Login; !f.Plain || !strings.Contains(f.PlainLabel, "shop.test") {
		t.Errorf("%+v", f)
	}
	p.does(submitted("x")).has(Focus{"plain"})
	p.asksNothing()
	if f := p.page().Wrong; f.ID != "plain" || f.Text == "" {
		t.Errorf("%+v", f)
	}
	ticked := submitted("x")
	ticked.PlainTicked = true
	p.does(ticked)
	if got := bodyOf(t, p.asked(AskLogin))["consent"]; !reflect.DeepEqual(got, []any{"plain_http"}) {
		t.Error(got)
	}
}

func TestFrontDoor(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 409, wire.Error{Code: codeBasicAuth, Message: "m", Choices: []string{"door", "tab"}})
	p.has(Focus{"door-username"})
	page := p.page()
	if !page.Login.Door || !page.Ask.Shown || !page.Refusal.Shown {
		t.Errorf("%+v", page)
	}
	p.does(submitted("x")).has(Focus{"door-username"})
	if f := p.page().Wrong; f.ID != "door-username" || f.Text == "" {
		t.Errorf("%+v", f)
	}
	with := submitted("x")
	with.DoorUsername, with.DoorPassword = "stage", hidden("door")
	p.does(with)
	if got := bodyOf(t, p.asked(AskLogin))["door"]; !reflect.DeepEqual(got, map[string]any{"username": "stage", "password": "door"}) {
		t.Error(got)
	}
}

func twoFactor(p *player) *player {
	p.t.Helper()
	return p.does(submitted("x")).refuses(AskLogin, 401, wire.Error{Code: codeTwoFactor, Message: "m", Choices: []string{"google", "authy"},
		Evidence: []wire.Evidence{{Method: "POST", URL: "u", Status: 400}}})
}

func TestSecondFactor(t *testing.T) {
	p := twoFactor(play(t).at(recognition()))
	p.has(Focus{"otp"})
	p.has(SetValue{"password", ""})
	page := p.page()
	if !page.Code.Shown || page.Login.Shown || page.Refusal.Shown || page.Code.Who != "jane.doe" || !page.Code.Proof.Shown {
		t.Errorf("%+v", page.Code)
	}
	for _, incomplete := range []string{"", "48102", "48102a", "4810222"} {
		p.does(CodeGiven{hidden(incomplete)}).asksNothing()
		if c := p.page().Code; c.Problem != "The code has six digits." {
			t.Errorf("%+v", c)
		}
	}
	p.does(CodeGiven{hidden("481022")})
	fields := bodyOf(t, p.asked(AskLogin))["fields"].(map[string]any)
	if fields["otp"] != "481022" || fields["password"] != "x" {
		t.Error(fields)
	}
	p.does(CodeGiven{hidden("481022")}).asksNothing()

	p.refuses(AskLogin, 401, wire.Error{Code: codeWrongCode, Message: "Wrong.", Hint: "Next."})
	p.has(SetValue{"otp", ""})
	p.has(Focus{"otp"})
	if c := p.page().Code; !c.Shown || c.Problem != "Wrong. Next." {
		t.Errorf("%+v", c)
	}
	p.does(CodeGiven{hidden("000000")}).answers(AskLogin, 200, credential("a", wire.KindAdmin, time.Hour))
	if page := p.page(); page.Code.Shown || !page.Credential.Shown || !p.m.Login.password.Empty() {
		t.Error("the code step does not end")
	}
}

func TestLeavingTheCodeStep(t *testing.T) {
	p := twoFactor(play(t).at(recognition())).does(CodeGiven{hidden("481022")})
	id := p.asked(AskLogin).ID
	p.does(pressed("code-back"))
	p.has(Cancel{id})
	if page := p.page(); page.Code.Shown || !page.Login.Shown || !p.m.Login.password.Empty() {
		t.Error("something stays")
	}
}

func TestAnotherSecondFactor(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 401, wire.Error{Code: codeTwoFactor, Message: "It asks for acme.", Choices: []string{"acme"}})
	if page := p.page(); page.Code.Shown || page.Refusal.Title != "It asks for acme." || !p.m.Login.password.Empty() {
		t.Errorf("%+v", page.Refusal)
	}
}

func TestCancel(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	id := p.asked(AskLogin).ID
	if p.page().Login.Progress.Shown {
		t.Error("progress at once")
	}
	p.does(tick(start.Add(progressAfter)))
	if pr := p.page().Login.Progress; !pr.Shown || pr.Text != "Waiting for shop.test, 0 s" {
		t.Errorf("%+v", pr)
	}
	p.does(CallChanged{record(t, wire.Call{V: 1, ID: id, State: wire.CallSent, Step: "signing_in"})}, tick(start.Add(12*time.Second)))
	if pr := p.page().Login.Progress; pr.Text != "Logging in, 12 s" {
		t.Errorf("%+v", pr)
	}
	p.does(pressed("login-cancel"))
	p.has(Cover{"password"})
	p.has(Cancel{id})
	if page := p.page(); page.Login.Button.Busy || page.Refusal.Title != "Cancelled" {
		t.Errorf("%+v", page.Refusal)
	}
	p.does(Answered{ID: id, What: AskLogin, Status: 409, Body: []byte(`{"error":{"code":"x","message":"late"}}`)})
	if p.page().Refusal.Title != "Cancelled" {
		t.Error("the late answer counts")
	}
}

// The popup was closed while the store answered and is opened again.
func TestALoginOfAnEarlierOpening(t *testing.T) {
	call := wire.Call{V: 1, ID: "other-3", Origin: shop, Path: "/v1/token/customer", State: wire.CallSent, StartedAt: start.Format(time.RFC3339)}
	p := play(t).at(recognition()).does(found(t, call))
	if f := p.page().Login; !f.Button.Busy || f.Kind != wire.KindCustomer {
		t.Errorf("%+v", f)
	}
	call.State = wire.CallDone
	p.does(CallChanged{record(t, call)})
	p.asked(AskCredentials)
	p.answers(AskCredentials, 200, list{"credentials": {credential("a", wire.KindCustomer, time.Hour)}})
	if page := p.page(); !page.Credential.Shown {
		t.Error("its token is not shown")
	}
}

func TestAnInterruptedLoginIsTold(t *testing.T) {
	body, _ := json.Marshal(wire.ErrorBody{Error: wire.Error{Code: codeInterrupted, Message: "The browser stopped Storekey."}})
	call := wire.Call{V: 1, ID: "other-3", Origin: shop, Path: "/v1/token/admin", State: wire.CallInterrupted,
		FinishedAt: start.Add(-time.Minute).Format(time.RFC3339), Body: body}
	p := play(t).at(recognition()).does(found(t, call))
	if r := p.page().Refusal; r.Title != "The browser stopped Storekey." || r.Level != "warning" {
		t.Errorf("%+v", r)
	}
	for name, change := range map[string]func(*wire.Call){
		"long ago":     func(c *wire.Call) { c.FinishedAt = start.Add(-time.Hour).Format(time.RFC3339) },
		"other store":  func(c *wire.Call) { c.Origin = "http://other.test" },
		"other call":   func(c *wire.Call) { c.Path = "/v1/recognise" },
		"other record": func(c *wire.Call) { c.V = 2 },
	} {
		c := call
		change(&c)
		if p := play(t).at(recognition()).does(found(t, c)); p.page().Refusal.Shown {
			t.Errorf("%s: told", name)
		}
	}
}

func TestNoLeaveFromTheBrowser(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.does(Answered{ID: p.m.asked[AskLogin], What: AskLogin, Code: CodeNoLeave})
	if r := p.page().Refusal; !strings.Contains(r.Text, "Nothing was sent") {
		t.Errorf("%+v", r)
	}
}

// The API tells those who write calls to compare them with its documentation.
func TestInternalErrorsHaveAHintForUsers(t *testing.T) {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 400, wire.Error{Code: "invalid_request", Message: "What.", Hint: "Compare it with the list of calls."})
	if r := p.page().Refusal; r.Title != "What." || !strings.HasPrefix(r.Text, "Close Storekey and open it again.") {
		t.Errorf("%+v", r)
	}
}

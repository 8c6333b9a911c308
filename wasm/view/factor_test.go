package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// pending is the worker's record of a login that waits in the tab.
func pending(t *testing.T, change func(*wire.PendingLogin)) PendingChanged {
	t.Helper()
	l := wire.PendingLogin{V: 1, TabID: 7, Origin: shop, Provider: wire.KindAdmin, Who: "jane.doe",
		Active: []string{factorAuthy, factorGoogle}, Until: start.Add(3 * time.Minute).Format(time.RFC3339)}
	if change != nil {
		change(&l)
	}
	return PendingChanged{record(t, l)}
}

// waiting has logged in as far as the second factor.
func waiting(t *testing.T, change func(*wire.PendingLogin)) *player {
	t.Helper()
	p := play(t).at(recognition()).does(submitted("x"), pending(t, change))
	return p.refuses(AskLogin, 401, wire.Error{Code: codeTwoFactor, Message: "m", Choices: p.m.Login.Pending.Active})
}

func stepOf(p *player) map[string]any {
	p.t.Helper()
	body := bodyOf(p.t, p.asked(AskLogin))
	if body["continue"] != true {
		p.t.Errorf("starts again: %v", body)
	}
	return body["fields"].(map[string]any)
}

func TestALoginThatWaitsGoesOnWithoutThePassword(t *testing.T) {
	p := waiting(t, nil)
	c := p.page().Code
	if c.Factor != factorGoogle || len(c.Factors) != 2 || !c.AtOnce || c.Left != "3:00 left" || c.Who != "jane.doe" {
		t.Errorf("%+v", c)
	}
	p.does(CodeGiven{hidden(" 481022 ")})
	if fields := stepOf(p); len(fields) != 2 || fields["otp"] != "481022" || fields["factor"] != factorGoogle {
		t.Error(fields)
	}
	if ask := p.asked(AskLogin); ask.Path != "/v1/token/admin" {
		t.Error(ask.Path)
	}
	p.refuses(AskLogin, 401, wire.Error{Code: codeWrongCode, Message: "Wrong."})
	if c := p.page().Code; !c.Shown || c.Problem != "Wrong." {
		t.Errorf("%+v", c)
	}
	p.does(CodeGiven{hidden("otpauth://totp/x?secret=ON2G64TFNNSXSIDT")})
	p.answers(AskLogin, 200, credential("a", wire.KindAdmin, time.Hour))
	if page := p.page(); page.Code.Shown || !page.Credential.Shown || p.m.Login.hasTyped() {
		t.Error("the code step does not end")
	}
}

func TestAClosedPopupComesBackToTheCodeBox(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pending(t, nil))
	if page := p.page(); !page.Code.Shown || page.Code.Who != "jane.doe" || page.Credential.Shown {
		t.Errorf("%+v", page.Code)
	}
	p.does(CodeGiven{hidden("481022")})
	stepOf(p)
	for name, change := range map[string]func(*wire.PendingLogin){
		"other store": func(l *wire.PendingLogin) { l.Origin = otherShop },
		"over":        func(l *wire.PendingLogin) { l.Until = start.Format(time.RFC3339) },
		"unknown":     func(l *wire.PendingLogin) { l.Active = []string{"acme"} },
		"newer":       func(l *wire.PendingLogin) { l.V = 2 },
	} {
		if play(t).at(recognition()).does(pending(t, change)).page().Code.Shown {
			t.Errorf("%s: asks for a code", name)
		}
	}
}

func TestStartAgain(t *testing.T) {
	p := waiting(t, nil).does(pressed("start-again"))
	if ask := p.asked(AskUnwait); ask.Method != "DELETE" || ask.Path != "/v1/tabs/7/login" {
		t.Errorf("%+v", ask)
	}
	if page := p.page(); page.Code.Shown || !page.Login.Shown || p.m.Login.hasTyped() {
		t.Error("something stays")
	}
}

func TestTheTimeForTheSecondFactorIsOver(t *testing.T) {
	p := waiting(t, nil).does(tick(start.Add(3*time.Minute)), PendingChanged{})
	if page := p.page(); page.Code.Shown || page.Refusal.Title != "The three minutes for the second factor are over." {
		t.Errorf("%+v", page.Refusal)
	}
	p = waiting(t, nil).does(CodeGiven{hidden("481022")}).refuses(AskLogin, 410, wire.Error{Code: codeLoginOver, Message: "Over."})
	if page := p.page(); page.Code.Shown || page.Refusal.Title != "Over." || page.Refusal.Level != "warning" {
		t.Errorf("%+v", page.Refusal)
	}
}

func TestAuthy(t *testing.T) {
	p := waiting(t, nil).does(Changed{"factor-authy", factorAuthy})
	if c := p.page().Code; !c.Sends || c.AtOnce || c.App || c.Label != "Code from Authy" {
		t.Errorf("%+v", c)
	}
	p.does(pressed("send-sms"))
	if fields := stepOf(p); len(fields) != 1 || fields["send"] != "sms" {
		t.Error(fields)
	}
	p.does(pressed("send-call")).asksNothing()
	p.does(pending(t, func(l *wire.PendingLogin) { l.Factor, l.Sent = factorAuthy, "sms" }))
	p.refuses(AskLogin, 401, wire.Error{Code: codeSentSMS, Message: "Sent."})
	if c := p.page().Code; c.Sent != "A text message is on its way" || c.Problem != "" {
		t.Errorf("%+v", c)
	}
	p.does(CodeGiven{hidden("")}).asksNothing()
	p.does(CodeGiven{hidden("2718281")})
	if fields := stepOf(p); fields["otp"] != "2718281" || fields["factor"] != factorAuthy {
		t.Error(fields)
	}
}

// The app is asked and its yes waited for by one click; a no is not asked again
// by itself.
func TestOneTouch(t *testing.T) {
	p := waiting(t, nil).does(Changed{"factor-authy", factorAuthy}, pressed("send-app"))
	p.does(pending(t, func(l *wire.PendingLogin) { l.Factor, l.Sent = factorOneTouch, factorOneTouch }))
	p.refuses(AskLogin, 401, wire.Error{Code: codeSentApp, Message: "Asked."})
	if fields := stepOf(p); fields["factor"] != factorOneTouch {
		t.Error(fields)
	}
	p.refuses(AskLogin, 401, wire.Error{Code: "onetouch_denied", Message: "No."}).asksNothing()
	if c := p.page().Code; !c.App || c.AppLabel != "Ask the app again" || c.Problem != "No." {
		t.Errorf("%+v", c)
	}
	p.does(pressed("app-go"))
	if fields := stepOf(p); fields["factor"] != factorOneTouch {
		t.Error(fields)
	}
}

func TestSecurityKey(t *testing.T) {
	p := waiting(t, func(l *wire.PendingLogin) { l.Active = []string{factorKey} })
	if c := p.page().Code; c.Box || c.Key.Label != "Use your security key" || c.Factors != nil || c.Asked != "It asks for your security key" {
		t.Errorf("%+v", c)
	}
	p.does(CodeGiven{hidden("481022")}).asksNothing()
	p.does(pressed("use-key"))
	stepOf(p)
	p.refuses(AskLogin, 401, wire.Error{Code: codeTouch, Message: "Touch."})
	id := p.asked(AskLogin).ID
	if c := p.page().Code; !c.Key.Busy || c.Key.Label != "Touch the key now" {
		t.Errorf("%+v", c)
	}
	p.does(pressed("code-cancel")).has(Cancel{id})
	if c := p.page().Code; !c.Shown || c.Key.Busy || c.Problem == "" {
		t.Errorf("the login does not wait on: %+v", c)
	}
}

// Each further try would send another mail.
func TestAMailIsNotSentTwice(t *testing.T) {
	for _, code := range []string{codeMailSent, codeMailFailed, codeNotSetUp} {
		p := play(t).at(recognition()).does(submitted("x")).refuses(AskLogin, 400, wire.Error{Code: code, Message: "Mail."})
		page := p.page()
		if page.Login.Shown || page.Refusal.Title != "Mail." || page.Refusal.Action != "Start again" || p.m.Login.hasTyped() {
			t.Errorf("%s: %+v", code, page.Refusal)
		}
		p.does(pressed("refusal-action")).asksNothing()
		if !p.page().Login.Shown {
			t.Errorf("%s: no way back", code)
		}
	}
}

// The panel beside the tabs follows the tab in front: its login waits, or none.
func TestAnotherTabOfTheStoreHasNoLoginThatWaits(t *testing.T) {
	p := waiting(t, nil).does(PendingChanged{})
	if p.page().Code.Shown {
		t.Error("asks for the code of another tab's login")
	}
	p.does(pending(t, nil))
	if !p.page().Code.Shown {
		t.Error("does not come back")
	}
}

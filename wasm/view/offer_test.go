package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestASavedLoginIsOfferedFirst(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", 41*time.Minute), savedLogin("c2", 0))
	page := p.page()
	if o := page.Offer; !o.Shown || page.Login.Shown || o.Title != "Admin token · jane.doe" || o.Line != "Saved in Acme / Shop" ||
		o.State != "41 min" || o.Use.Off || !o.Use.Main || o.Renew.Main {
		t.Errorf("%+v", o)
	}
	if rows := page.Others; len(rows) != 1 || rows[0].Of != "e1 c2" || rows[0].State != "no token" {
		t.Errorf("%+v", rows)
	}
	p.does(pressedOf("login", writeSavedRef(wire.SavedRef{Store: "e1", Credential: "c2"})))
	if o := p.page().Offer; !o.Use.Off || !o.Renew.Main {
		t.Errorf("%+v", o)
	}
	p.does(pressed("offer-leave")).has(Focus{"username"})
	if page := p.page(); page.Offer.Shown || !page.Login.Shown || len(page.Others) != 2 {
		t.Error("the login form is not there")
	}
}

// A token that was got by hand and lives is at hand already; one that merely lies
// in the page is not what was saved.
func TestWhatComesBeforeASavedLogin(t *testing.T) {
	found := credential("r1", wire.KindAdmin, time.Hour)
	found.FoundIn = "local storage"
	bare := savedLogin("c1", 0)
	bare.SavesPassword = false
	for name, test := range map[string]struct {
		held  wire.Credential
		login wire.SavedCredential
		offer bool
	}{
		"held and live":         {credential("r1", wire.KindAdmin, time.Hour), savedLogin("c1", time.Hour), false},
		"held and expired":      {credential("r1", wire.KindAdmin, -time.Hour), savedLogin("c1", time.Hour), true},
		"found":                 {found, savedLogin("c1", time.Hour), true},
		"found, nothing better": {found, bare, false},
	} {
		p := play(t).at(recognition(), test.held).answers(AskStores, 200, stores(wire.VaultOpen, entryHere(test.login)))
		if page := p.page(); page.Offer.Shown != test.offer || page.Credential.Shown == test.offer {
			t.Errorf("%s: %+v", name, page.Offer)
		}
	}
}

func TestTheKindOfThePageComesFirst(t *testing.T) {
	customer := savedLogin("c2", time.Hour)
	customer.Kind, customer.Provider = wire.KindCustomer, wire.KindCustomer
	p := play(t).at(onStorefront()).answers(AskStores, 200, stores(wire.VaultOpen, entryHere(savedLogin("c1", time.Hour), customer)))
	if ref := p.m.offered(); ref.Credential != "c2" {
		t.Error(ref)
	}
}

func TestRenewIsOneClick(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", -time.Minute)).does(pressed("offer-renew"))
	ask := p.asked(AskLogin)
	if ask.Path != "/v1/stores/e1/credentials/c1/renew" || ask.Origin != shop || strings.Contains(string(ask.Body), "password") {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	if body := bodyOf(t, ask); body["origin"] != shop || body["path"] != "/admin" {
		t.Error(body)
	}
	if o := p.page().Offer; !o.Renew.Busy || o.Renew.Label != "Logging in" {
		t.Errorf("%+v", o)
	}
	c := credential("r1", wire.KindAdmin, time.Hour)
	c.Saved = &wire.SavedRef{Store: "e1", Credential: "c1"}
	page := p.answers(AskLogin, 200, c).page()
	if !page.Credential.Shown || page.Credential.CanSave || page.Offer.Shown {
		t.Errorf("%+v", page.Credential)
	}
	if f := page.Credential.Facts[1]; f != (Fact{"Saved in", "Acme / Shop"}) {
		t.Error(f)
	}
}

// The same second factor as for a typed password: the code alone is sent on.
func TestRenewAsksForACode(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", -time.Minute)).does(pressed("offer-renew"))
	p.refuses(AskLogin, 401, wire.Error{Code: codeTwoFactor, Choices: []string{factorGoogle}})
	if page := p.page(); !page.Code.Shown || page.Code.Who != "jane.doe" || page.Offer.Shown {
		t.Errorf("%+v", page.Code)
	}
	body := bodyOf(t, p.does(CodeGiven{hidden("123456")}).asked(AskLogin))
	if fields := body["fields"].(map[string]any); fields["otp"] != "123456" || fields["factor"] != factorGoogle || len(fields) != 2 {
		t.Error(fields)
	}
}

func TestALockedSealIsOpenedOnTheWay(t *testing.T) {
	p := play(t).fits(wire.VaultLocked, savedLogin("c1", time.Hour)).does(pressed("offer-renew"))
	p.asksNothing()
	if s := p.page().Seal; s.At != "grab" || s.Again || !s.Cancel || s.Bare || s.Title != "Passwords and tokens are locked" {
		t.Errorf("%+v", s)
	}
	p.does(SealSubmitted{New: hidden("wrong")})
	if ask := p.asked(AskSeal); ask.Path != "/v1/vault/unlock" || string(ask.Body) != `{"passphrase":"wrong"}` {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	p.refuses(AskSeal, 403, wire.Error{Code: "passphrase_wrong", Message: "It does not fit.", Hint: "Try again."})
	p.has(SetValue{"seal-new", ""})
	if s := p.page().Seal; s.Error != "It does not fit. Try again." {
		t.Error(s.Error)
	}
	p.does(SealSubmitted{New: hidden("right")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen, IdleMinutes: 15})
	if p.asked(AskLogin).Path != "/v1/stores/e1/credentials/c1/renew" || p.page().Seal.At != "" {
		t.Error("the renewal does not go on")
	}
}

// The seal may close by itself between two clicks.
func TestASealThatClosedMeanwhile(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour)).does(pressed("offer-use"))
	p.refuses(AskUse, 423, wire.Error{Code: codeVaultLocked, Message: "m"})
	if s := p.page().Seal; s.At != "grab" {
		t.Errorf("%+v", s)
	}
	p.does(SealSubmitted{New: hidden("right")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen})
	if path := p.asked(AskUse).Path; path != "/v1/stores/e1/credentials/c1/use" {
		t.Error(path)
	}
}

func TestALoginWithoutPasswordIsTyped(t *testing.T) {
	login := savedLogin("c1", 0)
	login.SavesPassword = false
	p := play(t).fits(wire.VaultOpen, login).does(pressed("offer-renew"))
	p.asksNothing()
	p.has(SetValue{"username", "jane.doe"})
	p.has(Focus{"password"})
	if !p.page().Login.Shown {
		t.Error("no login form")
	}
}

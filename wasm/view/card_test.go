package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestTheBestCredentialIsShown(t *testing.T) {
	dead := credential("dead", wire.KindAdmin, -time.Minute)
	other := credential("other", wire.KindCustomer, 5*time.Hour)
	short := credential("short", wire.KindAdmin, 10*time.Minute)
	long := credential("long", wire.KindAdmin, 50*time.Minute)
	p := play(t).at(recognition(), dead, other, short, long)
	if p.m.Card.Ref != "long" {
		t.Error(p.m.Card.Ref)
	}
	also := p.page().Also
	if len(also) != 3 || also[0].State != "10 min" || also[1].State != "5 h" || also[2].Is != "warn" || also[2].State != "expired" {
		t.Errorf("%+v", also)
	}
	p.does(pressedOf("choose", "other"))
	if card := p.page().Credential; card.Title != "Customer token" || len(p.page().Also) != 3 {
		t.Errorf("%+v", card)
	}
}

func TestCard(t *testing.T) {
	c := credential("a", wire.KindCustomer, 52*time.Minute)
	c.Store.StoreCode = "german"
	card := play(t).at(onStorefront(), c).page().Credential
	want := []Fact{{"Expires", "15:02:00 today, by the token’s own claim"}, {"Store view", "german"}, {"From", "your login, in memory only"}}
	for i, f := range want {
		if card.Facts[i] != f {
			t.Errorf("%+v", card.Facts)
		}
	}
	if card.Line != "jane.doe · Customer ID 1" || !card.CanCopy {
		t.Errorf("%+v", card)
	}

	found := credential("b", wire.KindIntegration, 0)
	found.Who, found.FoundIn, found.Token.ExpiresAt, found.Token.UserID = "", "local storage, key x", "", nil
	card = play(t).at(recognition(), found).page().Credential
	if card.Countdown.Shown || card.Line != "It does not say whose" || card.Facts[1] != (Fact{"Found in", "local storage, key x"}) {
		t.Errorf("%+v", card)
	}
}

func TestExpiryWhileThePageIsOpen(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Minute))
	p.does(tick(start.Add(2 * time.Minute)))
	card := p.page().Credential
	if card.Countdown.Level != "expired" || card.Facts[0].Name != "Expired" {
		t.Errorf("%+v", card)
	}
}

func TestCopy(t *testing.T) {
	p := play(t).at(recognition(), credential("http://shop.test:ab", wire.KindAdmin, time.Hour))
	p.does(pressed("copy-header"))
	effect := p.effects[0].(CopyAnswer)
	if effect.Button != "copy-header" || string(effect.Ask.Body) != `{"ref":"http://shop.test:ab","as":"header"}` {
		t.Errorf("%+v", effect)
	}
	p.does(Copied{"copy-header"})
	if page := p.page(); page.Credential.Copied != "copy-header" || page.Said != "Copied to the clipboard" {
		t.Errorf("%+v", page.Credential)
	}
	p.does(tick(start.Add(copiedFor)))
	if page := p.page(); page.Credential.Copied != "" || page.Said != "" {
		t.Error("says so for ever")
	}
	p.does(CopyFailed{Button: "copy-header", Code: CodeClipboard})
	if got := p.page().Credential.Problem; got == "" {
		t.Error("a failed copy is not told")
	}
	p.does(CopyFailed{Button: "copy-header", Body: []byte(`{"error":{"code":"credential_unknown","message":"Gone.","hint":"Get one."}}`)})
	if got := p.page().Credential.Problem; got != "Gone. Get one." {
		t.Error(got)
	}
}

func TestTheEye(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	p.does(pressed("show-token")).answers(AskReveal, 200, map[string]string{"text": "the token"})
	if card := p.page().Credential; card.Secret != "the token" || !card.Open {
		t.Errorf("%+v", card)
	}
	p.does(pressed("tab-check"), pressed("tab-grab"))
	if card := p.page().Credential; card.Open {
		t.Error("leaving the screen does not hide the token")
	}
	p.does(pressed("show-token")).answers(AskReveal, 200, map[string]string{"text": "the token"}).does(pressed("show-token"))
	if card := p.page().Credential; card.Open || !p.m.Card.Shown.Empty() {
		t.Error("the eye does not close")
	}
}

func TestForget(t *testing.T) {
	p := play(t).at(recognition(), credential("http://shop.test:ab", wire.KindAdmin, time.Hour))
	p.does(pressed("forget"))
	if path := p.asked(AskForget).Path; path != "/v1/credentials/http%3A%2F%2Fshop.test%3Aab" {
		t.Error(path)
	}
	p.answers(AskForget, 200, struct{}{}).has(Focus{"username"})
	if page := p.page(); page.Credential.Shown || !page.Login.Shown {
		t.Error("still there")
	}
}

func TestAnotherLoginAndBack(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	p.does(pressed("another-login")).has(Focus{"username"})
	if page := p.page(); !page.Login.Shown || !page.Login.Back || len(page.Also) != 1 {
		t.Errorf("%+v", page.Login)
	}
	p.does(pressed("back-to-card")).has(Focus{"copy-token"})
	if !p.page().Credential.Shown {
		t.Error("no way back")
	}
}

func TestCredentialsOfTheOtherPageOfStorekey(t *testing.T) {
	p := play(t).at(recognition())
	p.does(CredentialsChanged{}).answers(AskCredentials, 200, list{"credentials": {credential("a", wire.KindAdmin, time.Hour)}})
	p.has(Focus{"copy-token"})
	if !p.page().Credential.Shown {
		t.Error("not shown")
	}
}

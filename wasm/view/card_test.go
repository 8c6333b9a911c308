package view

import (
	"strings"
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
	p.does(Copied{Button: "copy-header"})
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

func four(masked ...string) wire.Credential {
	c := credential("i", wire.KindIntegration, 0)
	c.Token = wire.Token{Kind: wire.KindIntegration, Format: wire.FormatOAuth1, Masked: "••••"}
	c.Who, c.Provider, c.FoundIn = "ERP", "", "Integration page: ERP"
	for i, name := range []string{"consumer_key", "consumer_secret", "access_token", "access_token_secret"} {
		c.Parts = append(c.Parts, wire.Part{Name: name, Masked: masked[i]})
	}
	return c
}

func TestAnIntegrationHasFourValues(t *testing.T) {
	p := play(t).at(recognition(), four("a••", "b••", "c••", "d••"))
	card := p.page().Credential
	if card.Title != "Integration" || card.Token || card.Main != "header" || !card.CanCopy || len(card.Parts) != 4 || card.Countdown.Shown {
		t.Errorf("%+v", card)
	}
	if row := card.Parts[3]; row.Title != "Access token secret" || row.Line != "d••" || row.ActLabel != "Copy Access token secret" {
		t.Errorf("%+v", row)
	}
	if card.Findings[0].Message != "The header and the curl command are signed for one request" {
		t.Errorf("%+v", card.Findings)
	}
	for form, want := range map[string]string{"curl": "The store takes each signature once", "oauthbash": "The copy has the token in it"} {
		p.m.Request.Ref, p.m.Request.Form = "i", form
		if note := p.page().Use.Note; !strings.HasPrefix(note, want) {
			t.Errorf("%s: %s", form, note)
		}
	}
	p.does(Pressed{card.Parts[1].Act, card.Parts[1].Of})
	copied := p.effects[0].(CopyAnswer)
	if string(copied.Ask.Body) != `{"ref":"i","as":"consumer_secret"}` {
		t.Errorf("%s", copied.Ask.Body)
	}
	if !p.does(Copied{Button: copied.Button}).page().Credential.Parts[1].Done {
		t.Error("does not say that it copied")
	}
}

func TestHalfAnIntegration(t *testing.T) {
	card := play(t).at(recognition(), four("a••", "b••", "", "")).page().Credential
	if card.CanCopy || card.Parts[2].Act != "" || card.Parts[2].State != "not shown yet" || card.Parts[0].Act != "copy-part" {
		t.Errorf("%+v", card)
	}
	if f := card.Findings[0]; f.Message != "2 of 4 values are here" || f.Hint == "" {
		t.Errorf("%+v", f)
	}
}

func TestAllPlacesAndThePagesOwnLifetime(t *testing.T) {
	c := inShop()
	c.Places = []string{"local storage: x", "cookie: y"}
	c.PageExpiresAt = start.Add(100 * time.Minute).Format(time.RFC3339)
	c.Findings = []wire.Finding{{Level: wire.LevelWarning, Message: "The page goes on using this token for 40 min after it has expired."}}
	card := play(t).at(onStorefront(), c).page().Credential
	for _, want := range []Fact{{"Found in", "local storage: x"}, {"and in", "cookie: y"}, {"The page", "uses it until 15:50:00 today"}} {
		there := false
		for _, f := range card.Facts {
			there = there || f == want
		}
		if !there {
			t.Errorf("no %+v in %+v", want, card.Facts)
		}
	}
	if len(card.Findings) != 1 || card.Findings[0].Icon != "warning" {
		t.Errorf("%+v", card.Findings)
	}
}

// In the panel a customer's token that merely lies in the page does not push the
// admin login aside.
func TestACustomersTokenInThePanel(t *testing.T) {
	p := play(t).at(recognition(), inShop())
	page := p.page()
	if page.Credential.Shown || !page.Login.Shown || len(page.Also) != 1 {
		t.Errorf("%+v", page.Also)
	}
	if !p.does(pressedOf("choose", "a")).page().Credential.Shown {
		t.Error("cannot be chosen")
	}
	p = play(t).at(recognition(), inShop(), four("a••", "b••", "c••", "d••"))
	if card := p.page().Credential; card.Title != "Integration" {
		t.Errorf("%+v", card)
	}
}

func TestWhatIsPrivateIsNotSaved(t *testing.T) {
	c := credential("a", wire.KindAdmin, time.Hour)
	c.Private = true
	card := play(t).at(recognition(), c).page().Credential
	if card.CanSave || card.Findings[0].Message != "Found in a private window" {
		t.Errorf("%+v", card)
	}
}

func TestWhatAPanelPageShows(t *testing.T) {
	for kind, want := range map[string]string{"customer": "customer roni@example.com", "user": "user roni@example.com"} {
		r := recognition()
		r.Viewed = &wire.Viewed{Kind: kind, Email: "roni@example.com"}
		if got := play(t).at(r).page().Bar.Detail; got != "Magento 2.4.7-p3 · "+want {
			t.Error(got)
		}
	}
}

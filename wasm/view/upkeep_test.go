package view

import (
	"reflect"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestAServicesTokenIsRefreshed(t *testing.T) {
	c := credential("a", wire.KindOAuth2, time.Hour)
	c.Provider, c.CanRefresh = "oauth2", true
	p := withWays(t, recognition(), c)
	if u := p.page().Upkeep; u.Renew.Off || u.Renew.Label != "Renew" || u.Auto {
		t.Errorf("%+v", u)
	}
	p.does(pressed("renew-card"))
	if ask := p.asked(AskRefresh); ask.Path != "/v1/credentials/refresh" || string(ask.Body) != `{"ref":"a"}` {
		t.Errorf("%+v", ask)
	}
	p.does(pressed("renew-card")).asksNothing()
	p.refuses(AskRefresh, 502, wire.Error{Code: "refresh_lost", Message: "Lost."})
	if u := p.page().Upkeep; u.Problem != "Lost." || u.Renew.Busy {
		t.Errorf("%+v", u)
	}
	c.Token.Masked = "next"
	p.does(pressed("renew-card")).answers(AskRefresh, 200, c)
	if page := p.page(); page.Credential.Secret != "next" || page.Upkeep.Problem != "" {
		t.Errorf("%+v", page.Credential)
	}
}

func TestATypedLoginIsTypedAgain(t *testing.T) {
	p := withWays(t, recognition(), credential("a", wire.KindAdmin, time.Hour))
	if u := p.page().Upkeep; u.Renew.Label != "Log in again" {
		t.Errorf("%+v", u)
	}
	p.does(pressed("renew-card")).has(SetValue{"username", "jane.doe"})
	p.has(Focus{"password"})
	p.asksNothing()
	if !p.page().Login.Shown {
		t.Error("no form")
	}
}

func TestRenewByItself(t *testing.T) {
	c := credential("a", wire.KindAdmin, time.Hour)
	c.Saved = &wire.SavedRef{Store: "e1", Credential: "c1"}
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour))
	p.answers(AskWays, 200, map[string]any{"providers": someWays})
	p.does(pressed("offer-use")).answers(AskUse, 200, c)
	u := p.page().Upkeep
	if !u.Auto || u.On || u.Renew.Off {
		t.Fatalf("%+v", u)
	}
	p.does(Changed{"auto-renew", "true"})
	if ask := p.asked(AskAutoRenew); ask.Method != "PUT" || string(ask.Body) != `{"autoRenew":true}` {
		t.Errorf("%+v", ask)
	}
	if !p.page().Upkeep.On {
		t.Error("the switch jumps back")
	}
	p.refuses(AskAutoRenew, 500, wire.Error{Code: "state_failed", Message: "Full."})
	if u := p.page().Upkeep; u.On || u.Problem != "Full." {
		t.Errorf("%+v", u)
	}
}

func TestRevokingAsksFirst(t *testing.T) {
	c, other := credential("a", wire.KindCustomer, time.Hour), credential("b", wire.KindCustomer, time.Hour)
	p := withWays(t, onStorefront(), c, other).does(pressed("revoke"))
	if body := bodyOf(t, p.asked(AskRevoke)); body["consent"] != nil {
		t.Error("revokes without a yes")
	}
	p.refuses(AskRevoke, 409, wire.Error{Code: codeRevokeAll, Message: "Ends all.", Hint: "Say yes."})
	if q := p.page().Upkeep.Question; q.Title != "Ends all." || q.Yes != "Revoke all of them" {
		t.Errorf("%+v", q)
	}
	p.does(pressedOf("choose", "b"), pressed("revoke-ask-yes")).asksNothing()
	if p.page().Upkeep.Question.Shown {
		t.Error("asks about another token")
	}
	p.does(pressedOf("choose", "a"), pressed("revoke-ask-yes"))
	if body := bodyOf(t, p.asked(AskRevoke)); !reflect.DeepEqual(body["consent"], []any{consentRevoke}) || body["over"] != nil || body["ref"] != "a" {
		t.Error(body)
	}
	p.refuses(AskRevoke, 404, wire.Error{Code: codeNoRoute, Message: "No route."})
	if body := bodyOf(t, p.asked(AskRevoke)); body["over"] != overGraphQL {
		t.Error(body)
	}
	p.answers(AskRevoke, 200, map[string]any{"refs": []string{"a", "b"}})
	if page := p.page(); page.Credential.Shown || page.Toast.Text != "Revoked: 2 tokens gone from here" {
		t.Errorf("%+v", page.Toast)
	}
}

func TestWhatNoRequestEndsIsSaid(t *testing.T) {
	p := withWays(t, recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("revoke"))
	p.refuses(AskRevoke, 422, wire.Error{Code: "revoke_admin", Message: "No web API.", Hint: "Force Sign-In."})
	if said := p.page().Upkeep.Said; len(said) != 1 || said[0] != (FindingLine{wire.LevelInfo, "info", "No web API.", "Force Sign-In."}) {
		t.Errorf("%+v", said)
	}
}

// A service's own token is ended by one yes, too: nothing brings it back.
func TestAServicesTokenIsRevokedAfterAYes(t *testing.T) {
	c := credential("a", wire.KindOAuth2, time.Hour)
	c.CanRevoke = true
	p := withWays(t, recognition(), c).does(pressed("revoke"))
	p.asksNothing()
	p.does(pressed("revoke-ask-no")).asksNothing()
	p.does(pressed("revoke"), pressed("revoke-ask-yes")).asked(AskRevoke)
}

// Beside a saved login its addresses are in clear: a strange one is named first.
func TestAStrangeHostIsNamedFirst(t *testing.T) {
	c := credential("a", wire.KindOAuth2, time.Hour)
	c.CanRevoke, c.CanRefresh = true, true
	strange := wire.Error{Code: codeElsewhere, Message: "Asks x.test.", Params: map[string]string{"host": "x.test"}}
	p := withWays(t, recognition(), c).does(pressed("revoke"), pressed("revoke-ask-yes")).refuses(AskRevoke, 409, strange)
	if q := p.page().Upkeep.Question; q.Title != "Asks x.test." || q.Yes != "Ask x.test" {
		t.Errorf("%+v", q)
	}
	if origin, _ := p.m.Asks(pressed("revoke-ask-yes")); origin != "https://x.test" {
		t.Error(origin)
	}
	p.does(pressed("revoke-ask-yes"))
	if body := bodyOf(t, p.asked(AskRevoke)); !reflect.DeepEqual(body["consent"], []any{consentRevoke, consentElsewhere}) {
		t.Error(body)
	}
	p = withWays(t, recognition(), c).does(pressed("renew-card")).refuses(AskRefresh, 409, wire.Error{Code: codePlainHTTP, Message: "Plain."})
	if q := p.page().Upkeep.Question; q.Title != "Plain." || p.page().Upkeep.Problem != "" {
		t.Errorf("%+v", q)
	}
	p.does(pressed("revoke-ask-yes"))
	if body := bodyOf(t, p.asked(AskRefresh)); !reflect.DeepEqual(body["consent"], []any{consentPlainHTTP}) {
		t.Error(body)
	}
}

package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func inPanel() wire.Recognition {
	r := recognition()
	r.Area, r.LoggedIn, r.FrontName = wire.AreaAdmin, true, "backend"
	return r
}

func loggedInShop() wire.Recognition {
	r := onStorefront()
	r.LoggedIn = true
	return r
}

func pageLogin(area string) wire.Credential {
	c := credential("s", wire.KindSession, 0)
	c.Token = wire.Token{Kind: wire.KindSession, Format: wire.FormatCookie, Masked: "PHPS••••yawh"}
	c.Area, c.Who, c.Provider = area, "", "session"
	c.Findings = []wire.Finding{{Code: "session_whole", Level: wire.LevelWarning, Message: "m", Hint: "h"}}
	return c
}

func TestThePanelsOwnLoginComesBeforeTheForm(t *testing.T) {
	p := play(t).at(inPanel())
	p.does(pressed("back-to-card")).has(Focus{"session-use"})
	page := p.page()
	if s := page.Session; !s.Shown || s.Button.Label != "Use your panel login" || !s.Button.Main || !strings.Contains(s.Text, "shop.test") {
		t.Errorf("%+v", s)
	}
	if !page.Login.Shown || page.Login.Button.Main {
		t.Errorf("%+v", page.Login)
	}
	if origin, site := p.m.Asks(pressed("session-use")); origin != shop || !site {
		t.Error(origin, site)
	}
	p.does(pressed("session-use"))
	ask := p.asked(AskSession)
	body := bodyOf(t, ask)
	fields := body["fields"].(map[string]any)
	if ask.Path != "/v1/token/session" || ask.Origin != shop || fields["area"] != "panel" || fields["frontName"] != "backend" {
		t.Errorf("%+v", ask)
	}
	p.does(pressed("session-use")).asksNothing()
	p.answers(AskSession, 200, pageLogin(areaPanel)).has(Focus{"copy-curl"})
	page = p.page()
	card := page.Credential
	if card.Title != "Your panel login" || card.Countdown.Shown || card.Token || card.Header || card.Main != "curl" || card.CanSave ||
		card.Findings[0].Level != wire.LevelWarning || card.Facts[0].Name != "Ends" || card.Line != "As this browser is logged in" {
		t.Errorf("%+v", card)
	}
	if page.Session.Shown || len(page.Also) != 0 {
		t.Error("offered although it is used")
	}
	if _, site := p.m.Asks(pressed("check-token")); !site {
		t.Error("a check with it needs the site's permission")
	}
}

// A refusal leaves everything else working.
func TestThePanelsOwnLoginRefused(t *testing.T) {
	p := play(t).at(inPanel()).does(pressed("session-use"))
	p.does(Answered{ID: p.m.asked[AskSession], What: AskSession, Code: CodeNoLeave})
	page := p.page()
	if s := page.Session; s.Problem == "" || s.Button.Busy {
		t.Errorf("%+v", s)
	}
	if !page.Login.Shown || page.Login.Button.Off {
		t.Errorf("%+v", page.Login)
	}
	p.does(pressed("session-use"), pressed("session-cancel"))
	if p.m.PageLogin.Job.Busy() {
		t.Error("goes on")
	}
}

func TestBesideACardThePagesLoginIsALine(t *testing.T) {
	p := play(t).at(inPanel(), credential("a", wire.KindAdmin, time.Hour))
	page := p.page()
	if page.Session.Shown || len(page.Also) != 1 || page.Also[0].Act != "session-use" || page.Also[0].Title != "Your panel login" {
		t.Errorf("%+v", page.Also)
	}
	if p.does(pressed("session-use")).page().Also[0].ActLabel != "Asking the store" {
		t.Error("not busy")
	}
	p.refuses(AskSession, 404, wire.Error{Code: "session_missing", Message: "None.", Hint: "Log in."})
	if line := p.page().Also[0].Line; line != "None. Log in." {
		t.Error(line)
	}
}

func TestACustomersLoginIsOfferedWhereThereIsNoToken(t *testing.T) {
	p := play(t).at(loggedInShop())
	if s := p.page().Session; !s.Shown || s.Button.Label != "Use your shop login" {
		t.Errorf("%+v", s)
	}
	p.does(pressed("session-use"))
	if fields := bodyOf(t, p.asked(AskSession))["fields"].(map[string]any); fields["area"] != "customer" || len(fields) != 1 {
		t.Error(fields)
	}
	if p.answers(AskSession, 200, pageLogin(areaCustomer)).page().Credential.Title != "Your shop login" {
		t.Error(p.page().Credential.Title)
	}
	for name, r := range map[string]wire.Recognition{"guest": onStorefront(), "panel's login page": recognition()} {
		if play(t).at(r).page().Session.Shown {
			t.Error("offered to", name)
		}
	}
	if play(t).at(loggedInShop(), credential("c", wire.KindCustomer, time.Hour)).page().Session.Shown {
		t.Error("offered although there is a token")
	}
}

func TestNotesOfThePage(t *testing.T) {
	p := play(t).at(loggedInShop())
	p.does(TabShown{7})
	p.m.asked[AskFind] = "x"
	p.answers(AskFind, 200, map[string]any{"credentials": []any{},
		"findings": []wire.Finding{{Code: "luma_no_token", Level: wire.LevelInfo, Message: "Luma pages keep no API token."}, {Code: codeLoggedIn, Level: wire.LevelInfo}}})
	page := p.page()
	if len(page.Notes) != 1 || page.Notes[0].Message != "Luma pages keep no API token." || page.Login.Info != "" || !page.Session.Shown {
		t.Errorf("%+v", page.Notes)
	}
}

func TestALoginElsewhereFoldsThePasswordAway(t *testing.T) {
	r := recognition()
	r.ExternalLogin = true
	p := play(t).at(r)
	page := p.page()
	if page.Login.Shown || !strings.Contains(page.External, "another service") {
		t.Errorf("%+v %q", page.Login, page.External)
	}
	p.does(pressed("password-anyway")).has(Focus{"username"})
	if page := p.page(); !page.Login.Shown || page.External != "" {
		t.Errorf("%+v", page.Login)
	}
}

package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestPasteIsReadAtOnce(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-check"))
	if page := p.page().Check; !page.Intro || !page.Ask.Off {
		t.Errorf("%+v", page)
	}
	p.does(Changed{"paste", "Bearer abc"})
	if body := string(p.asked(AskInspect).Body); body != `{"text":"Bearer abc"}` {
		t.Error(body)
	}
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour)}, Findings: []wire.Finding{}})
	page := p.page()
	c := page.Check
	if c.Intro || c.Verdict.Shown || c.Ask.Off || c.AskNote != "Asks shop.test" || c.Report.Title != "Admin token" || c.Report.Chip != "JWS · HS256" {
		t.Errorf("%+v", c)
	}
	if c.Report.Claims != "{\"kid\":\"1\",\"alg\":\"HS256\"}\n{\"uid\":1}" || page.Foot.Text != "Read here, nothing sent" {
		t.Errorf("%+v %+v", c.Report, page.Foot)
	}
	p.does(Changed{"paste", " "})
	if !p.page().Check.Intro {
		t.Error("an empty box still has a report")
	}
}

func TestOneOfSeveralTokensIsAskedAbout(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-check"), Changed{"paste", "two of them"})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour), token(wire.KindCustomer, time.Hour)}})
	p.does(Changed{"token-index", "1"}, pressed("check-token"))
	if body := bodyOf(t, p.asked(AskCheck)); body["pick"] != 2.0 {
		t.Error(body["pick"])
	}
}

func TestLateReadingDoesNotCount(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", "a"})
	first := p.asked(AskInspect).ID
	p.does(Changed{"paste", "b"}, Answered{ID: first, What: AskInspect, Status: 200, Body: []byte(`{"tokens":[{"kind":"admin"}]}`)})
	if p.page().Check.Report.Shown {
		t.Error("the reading of another text is shown")
	}
}

func TestExpiredByItsOwnClaim(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", "x"})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindCustomer, -82*time.Minute)}})
	v := p.page().Check.Verdict
	if v.Title != "Expired 1 h 22 min ago" || v.Level != "warning" || v.Verdict != "" || v.Act != "renew" {
		t.Errorf("%+v", v)
	}
	p.does(pressed("renew"))
	if page := p.page(); page.Screen != Grab || page.Login.Kind != wire.KindCustomer {
		t.Errorf("%+v", page.Login)
	}
}

func TestErrorsAreExplained(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", `{"message":"x"}`})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{}, Findings: []wire.Finding{{Code: "nothing", Message: "No token."}}})
	if body := bodyOf(t, p.asked(AskExplain)); body["text"] != `{"message":"x"}` {
		t.Error(body)
	}
	p.answers(AskExplain, 200, map[string]any{"findings": []wire.Finding{{Code: "a", Level: "error", Message: "Why.", Hint: "Do."}}})
	if c := p.page().Check; c.Verdict.Shown || c.Explained.Title != "Why." || c.Explained.Next != "Do." || c.Explained.Icon != "invalid" {
		t.Errorf("%+v", c)
	}

	p.does(Changed{"paste", "hello"}).answers(AskInspect, 200, wire.Inspect{}).answers(AskExplain, 200, map[string]any{"findings": []wire.Finding{}})
	if c := p.page().Check; c.Verdict.Title != "Nothing token-like in this text" || c.Verdict.Verdict != "unknown" {
		t.Errorf("%+v", c)
	}
}

func TestAskingTheStore(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-check"), Changed{"paste", " Bearer abc "})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, 41*time.Minute)}})
	p.does(pressed("ask-store"))
	ask := p.asked(AskCheck)
	if got := bodyOf(t, ask)["credential"].(map[string]any); got["token"] != " Bearer abc " || ask.Origin != shop {
		t.Error(got)
	}
	p.does(pressed("ask-store")).asksNothing()
	p.does(tick(start.Add(time.Second)))
	if page := p.page(); !page.Check.Progress.Shown || page.Foot.Text != "Goes on if you close this" || page.Check.Verdict.Shown {
		t.Errorf("%+v", page.Check)
	}
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid, Kind: wire.KindAdmin, Store: store,
		Evidence: []wire.Evidence{{Method: "GET", URL: "u", Status: 200}, {Method: "GET", URL: "u", Status: 401}}})
	c := p.page().Check
	if c.Verdict.Title != "Valid" || c.Proof.Summary != "2 requests" || c.Ask.Label != "Ask again" || c.Ask.Main {
		t.Errorf("%+v", c)
	}
	if want := "Admin token of User ID 1, accepted by shop.test. Expires in 40 min, at 14:51:00 today."; c.Verdict.Text != want {
		t.Error(c.Verdict.Text)
	}
}

func TestInvalidAndUnknown(t *testing.T) {
	for verdict, title := range map[string]string{wire.VerdictInvalid: "Invalid", wire.VerdictUnknown: "Cannot tell", "new": "Cannot tell"} {
		p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
		if got := bodyOf(t, p.asked(AskCheck))["credential"].(map[string]any); got["ref"] != "a" {
			t.Error(got)
		}
		p.answers(AskCheck, 200, wire.Check{Verdict: verdict, Reason: "why", Store: store, Findings: []wire.Finding{
			{Code: "other", Level: "warning", Message: "Also."},
			{Code: "why", Message: "Because.", Hint: "Do this.", Params: map[string]string{"storeMessage": "Words."}}}})
		c := p.page().Check
		if c.Verdict.Title != title || c.Verdict.Text != "Because." || c.Verdict.Next != "Do this." || len(c.Findings) != 1 || c.Proof.Store != "Words." {
			t.Errorf("%s: %+v", verdict, c)
		}
		if c.Taken == "" || p.page().Screen != Check {
			t.Error("the card's token is not named")
		}
		if p.does(pressed("change")).page().Check.Taken != "" {
			t.Error("no way back to the box")
		}
	}
}

func TestCheckFromTheTab(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	p.refuses(AskCheck, 409, wire.Error{Code: codeTabConsent})
	if c := p.page().Check; !c.Question.Shown || c.Verdict.Shown {
		t.Errorf("%+v", c)
	}
	p.does(pressed("check-ask-yes"))
	if got := string(p.asked(AskCheck).Body); !strings.Contains(got, `"consent":["tab"]`) {
		t.Error(got)
	}
	p.refuses(AskCheck, 409, wire.Error{Code: codeTabConsent}).does(pressed("check-ask-no"))
	if p.page().Check.Question.Shown {
		t.Error("asks on")
	}
}

func TestCheckCancelledAndFailed(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	id := p.asked(AskCheck).ID
	p.does(pressed("check-cancel"))
	p.has(Cancel{id})
	if v := p.page().Check.Verdict; v.Title != "Cancelled" || v.Verdict != "unknown" {
		t.Errorf("%+v", v)
	}
	p.does(pressed("ask-store")).refuses(AskCheck, 502, wire.Error{Code: "unreachable", Message: "No answer.", Hint: "VPN?"})
	if v := p.page().Check.Verdict; v.Title != "No answer." || v.Next != "VPN?" {
		t.Errorf("%+v", v)
	}
}

func TestSeveralTokens(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", "x y"})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour), token(wire.KindCustomer, time.Hour)}})
	if o := p.page().Check.Tokens; len(o) != 2 || !o[0].Chosen || !strings.HasPrefix(o[1].Label, "2 of 2: Customer token") {
		t.Errorf("%+v", o)
	}
	p.does(Changed{"token-index", "1"}, Changed{"token-index", "5"})
	if r := p.page().Check.Report; r.Title != "Customer token" {
		t.Errorf("%+v", r)
	}
}

func TestNoStoreToAsk(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: "chrome://x"}}, pressed("tab-check"), Changed{"paste", "x"})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, -time.Hour)}})
	p.does(pressed("ask-store")).asksNothing()
	if c := p.page().Check; !c.Ask.Off || c.AskNote != "Choose the store to ask" || !c.Where.Address || c.Verdict.Act == "renew" {
		t.Errorf("%+v", c)
	}
}

func TestAskingBeforeTheTextIsRead(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-check"), Changed{"paste", "x"}, pressed("ask-store"))
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour)}})
	p.asked(AskCheck)
	p.does(Changed{"paste", "y"}).answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour)}})
	p.asksNothing()
}

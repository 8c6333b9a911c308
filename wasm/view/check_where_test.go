package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func read(t *testing.T, p *player, in wire.Inspect) *player {
	t.Helper()
	return p.does(Changed{"paste", "x"}).answers(AskInspect, 200, in)
}

func oneToken() wire.Inspect {
	return wire.Inspect{Tokens: []wire.Token{token(wire.KindAdmin, time.Hour)}}
}

func TestAPastedTokenNamesNoStore(t *testing.T) {
	p := read(t, play(t).at(recognition()), oneToken())
	p.m.Saved.List = []*wire.StoreEntry{{ID: "s1", Name: "Live", Store: wire.Store{BaseURL: "https://live.test", RestURL: "https://live.test/rest"}}}
	w := p.page().Check.Where
	if len(w.Options) != 3 || w.Options[0] != (Option{whereTab, "This tab: shop.test", true}) || w.Options[1].Label != "Live · live.test" {
		t.Errorf("%+v", w.Options)
	}
	p.does(Changed{"check-where", whereSaved + "s1"})
	if origin, _ := p.m.Asks(pressed("ask-store")); origin != "https://live.test" {
		t.Error(origin)
	}
	if store := bodyOf(t, p.does(pressed("ask-store")).asked(AskCheck))["store"]; store.(map[string]any)["id"] != "s1" {
		t.Error(store)
	}
	p.does(Changed{"check-where", whereOther})
	if c := p.page().Check; !c.Where.Address || !c.Ask.Off {
		t.Errorf("%+v", c.Where)
	}
	p.does(Changed{"check-address", "other.test"}, pressed("ask-store"))
	if ask := p.asked(AskCheck); bodyOf(t, ask)["store"] != "https://other.test" || ask.Origin != "https://other.test" {
		t.Errorf("%s %s", ask.Body, ask.Origin)
	}
}

func TestATextThatNamesAnotherStore(t *testing.T) {
	in := oneToken()
	in.URL = "https://staging.test/rest/V1/products/1?fields=sku"
	p := read(t, play(t).at(recognition()), in)
	if c := p.page().Check; c.Where.Options[1] != (Option{whereText, "In the text: staging.test", true}) || c.AskNote != "Asks staging.test" {
		t.Errorf("%+v", c.Where)
	}
	body := bodyOf(t, p.does(pressed("ask-store")).asked(AskCheck))
	if body["store"] != in.URL || body["path"] != "/V1/products/1" {
		t.Error(body)
	}
	if now := read(t, p, oneToken()).page().Check.Where; !now.Options[0].Chosen || len(now.Options) != 2 {
		t.Errorf("%+v", now)
	}
}

func TestTheFrontDoor(t *testing.T) {
	p := read(t, play(t).at(recognition()), oneToken()).does(pressed("ask-store"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictUnknown, Reason: "basic_auth", Store: store, Findings: []wire.Finding{{Code: "basic_auth"}}})
	if v := p.page().Check.Verdict; v.Act != "door-open" || !v.ActButton.Main {
		t.Errorf("%+v", v)
	}
	p.does(DoorSet{Username: "stage", Password: secret.New("door"), Headers: secret.New("CF-Access-Client-Id: 1")})
	door := bodyOf(t, p.asked(AskCheck))["door"].(map[string]any)
	if door["username"] != "stage" || door["password"] != "door" || door["headers"] != "CF-Access-Client-Id: 1" {
		t.Error(door)
	}
	page := p.page()
	if !page.Check.Door.Used || page.Bar.Door != "Front door" {
		t.Errorf("%+v %q", page.Check.Door, page.Bar.Door)
	}
	// It goes to no other origin.
	p.does(Changed{"check-where", whereOther}, Changed{"check-address", "two.test"}, pressed("ask-store"))
	if door := bodyOf(t, p.asked(AskCheck))["door"]; door != nil || p.page().Check.Door.Used {
		t.Error(door)
	}
	p.does(pressed("door-forget"), Changed{"check-where", whereTab}, pressed("ask-store"))
	if door := bodyOf(t, p.asked(AskCheck))["door"]; door != nil {
		t.Error(door)
	}
}

func TestTheDoctor(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", "consumer_key=…"})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindIntegration, 0)}}).does(pressed("ask-store"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictUnknown, Reason: "signature_invalid", Store: store})
	if d := p.page().Check; d.Verdict.Act != "doctor-ask" || !d.Doctor.AskShown || d.Doctor.Form {
		t.Errorf("%+v", d.Doctor)
	}
	body := bodyOf(t, p.does(pressed("doctor-ask")).asked(AskDoctor))
	if body["method"] != "GET" || body["offline"] != nil {
		t.Error(body)
	}
	p.answers(AskDoctor, 200, wire.Signature{BaseString: "GET&", Variants: []wire.SignatureVariant{
		{Name: "as_sent", URL: "https://shop.test/rest/V1/modules", Status: 401},
		{Name: "oauth1_wrong_host", URL: "https://in.test/rest/V1/modules", Status: 200, Matches: true}}})
	d := p.page().Check.Doctor
	if len(d.Rows) != 2 || d.Rows[0].State != "refused · 401" || d.Rows[1].State != "accepted" || d.Rows[1].Title != "With the host of the base URL" {
		t.Errorf("%+v", d.Rows)
	}
}

func TestAPastedSignatureIsComparedHere(t *testing.T) {
	p := play(t).at(recognition())
	p.does(Changed{"paste", `curl -H 'Authorization: OAuth oauth_consumer_key="k", oauth_signature="s"' https://shop.test`})
	p.answers(AskInspect, 200, wire.Inspect{Tokens: []wire.Token{token(wire.KindIntegration, 0)}})
	if !p.page().Check.Doctor.Form {
		t.Fatal("no form")
	}
	p.does(SignatureGiven{Method: "GET", Address: "https://shop.test/rest/V1/modules", Values: secret.New("consumer_key=k")})
	ask := p.asked(AskDoctor)
	body := bodyOf(t, ask)
	header := body["headers"].([]any)[0].(map[string]any)
	if body["offline"] != true || ask.Origin != "" || header["value"] != `OAuth oauth_consumer_key="k", oauth_signature="s"` {
		t.Errorf("%s", ask.Body)
	}
}

func TestTheBoxToTick(t *testing.T) {
	p := play(t).at(recognition()).does(Changed{"paste", "{}"}).answers(AskInspect, 200, wire.Inspect{})
	p.answers(AskExplain, 200, map[string]any{"findings": []wire.Finding{{Code: "not_authorized", Level: "error", Message: "Why."},
		{Code: "right_unticked", Level: "info", Params: map[string]string{"path": "Catalog > Products"}, Message: "The box."}}})
	x := p.page().Check.Explained
	if len(x.Path) != 2 || x.Path[1] != "Products" || x.TickIs != wire.No || len(x.Also) != 0 {
		t.Errorf("%+v", x)
	}
}

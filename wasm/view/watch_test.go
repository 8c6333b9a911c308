package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func watched(left time.Duration, seen ...wire.Seen) wire.Watch {
	return wire.Watch{V: 1, TabID: 7, Origin: shop, Until: start.Add(left).Format(time.RFC3339), Seen: seen}
}

func TestWatchingTheTab(t *testing.T) {
	p := play(t).at(onStorefront())
	w := p.page().Watch
	if !w.Shown || w.On || w.Minutes != "5" || w.Note == "" {
		t.Errorf("%+v", w)
	}
	if origin, site := p.m.Asks(pressed("watch-start")); origin != shop || !site {
		t.Error("the site's own permission is not asked for", origin)
	}
	p.does(Changed{"watch-minutes", "15"}, pressed("watch-start"))
	ask := p.asked(AskWatch)
	if ask.Path != "/v1/tabs/7/watch" || string(ask.Body) != `{"origin":"http://shop.test","minutes":15}` || ask.Origin != shop {
		t.Errorf("%+v", ask)
	}
	p.answers(AskWatch, 200, watched(15*time.Minute)).has(Focus{"watch-stop"})
	if w := p.page().Watch; !w.On || w.State != "15:00 left" {
		t.Errorf("%+v", w)
	}
	seen := wire.Seen{Method: "GET", URL: shop + "/rest/V1/customers/me", At: start.Format(time.RFC3339), Ref: "a", Scheme: "bearer", Times: 2}
	p.answers(AskCredentials, 200, list{"credentials": {credential("a", wire.KindCustomer, time.Hour)}})
	p.does(WatchChanged{record(t, watched(15*time.Minute, seen))}).asksNothing()
	rows := p.page().Watch.Rows
	if len(rows) != 1 || rows[0].Title != "GET /rest/V1/customers/me" || rows[0].Line != "Customer token" || rows[0].State != "2 × · 14:10:00" {
		t.Errorf("%+v", rows)
	}
	p.does(Pressed{rows[0].Press, rows[0].Of})
	if p.m.Card.Ref != "a" || !p.m.Card.Chosen {
		t.Error("does not lead to the card")
	}
	p.does(tick(start.Add(16 * time.Minute)))
	if w := p.page().Watch; w.On || len(w.Rows) != 1 {
		t.Errorf("%+v", w)
	}
}

func TestWatchingEnds(t *testing.T) {
	seen := wire.Seen{Method: "GET", URL: shop + "/x", Ref: "a", Times: 1}
	p := play(t).at(onStorefront()).does(WatchChanged{record(t, watched(time.Minute, seen))})
	p.does(pressed("watch-stop")).has(Focus{"watch-start"})
	if ask := p.asked(AskWatch); ask.Method != "DELETE" || p.page().Watch.On {
		t.Errorf("%+v", ask)
	}
	p.does(WatchChanged{})
	if rows := p.page().Watch.Rows; len(rows) != 1 {
		t.Error("what was seen is gone", rows)
	}
	p.does(pressed("watch-start"))
	p.does(Answered{ID: p.m.asked[AskWatch], What: AskWatch, Code: CodeNoLeave})
	if w := p.page().Watch; w.Problem == "" || w.On {
		t.Errorf("%+v", w)
	}
}

// What a request to another host carried belongs there.
func TestSeenElsewhere(t *testing.T) {
	const api = "https://api.shop.test"
	seen := wire.Seen{Method: "POST", URL: api + "/graphql", Ref: "far", Times: 1}
	p := play(t).at(onStorefront()).does(WatchChanged{record(t, watched(time.Minute, seen))})
	if path := p.asked(AskElsewhere).Path; path != "/v1/credentials?origin=https%3A%2F%2Fapi.shop.test" {
		t.Error(path)
	}
	far := credential("far", wire.KindCustomer, time.Hour)
	far.Origin, far.Store = api, wire.Store{BaseURL: api, RestURL: api + "/rest"}
	p.answers(AskElsewhere, 200, list{"credentials": {far}})
	page := p.page()
	if page.Credential.Shown || page.Also[0].Line != "api.shop.test · jane.doe · Customer ID 1" || page.Watch.Rows[0].Line != "api.shop.test · Customer token" {
		t.Errorf("%+v %+v", page.Also, page.Watch.Rows)
	}
	p.does(pressedOf("choose", "far"))
	facts := p.page().Credential.Facts
	if facts[len(facts)-1] != (Fact{"For", "api.shop.test"}) {
		t.Errorf("%+v", facts)
	}
	if origin, _ := p.m.Asks(pressed("check-token")); origin != api {
		t.Error(origin)
	}
	if ask := bodyOf(t, p.does(pressed("check-token")).asked(AskCheck)); ask["store"].(map[string]any)["restUrl"] != api+"/rest" {
		t.Error(ask)
	}
}

func TestAnAPIOnAnotherHostIsShownFirst(t *testing.T) {
	const api = "https://api.shop.test"
	r := onStorefront()
	r.APIOrigin = api
	p := play(t).at(r)
	if q := p.page().API; !q.Shown || q.Title != "The page names api.shop.test as its API" || q.Yes != "Look at api.shop.test" {
		t.Errorf("%+v", q)
	}
	if origin, site := p.m.Asks(pressed("api-yes")); origin != api || !site {
		t.Error(origin)
	}
	p.does(pressed("api-yes"))
	if ask := p.asked(AskRecognise); ask.Origin != api || string(ask.Body) != `{"snapshot":{"url":"https://api.shop.test"},"typed":true}` {
		t.Errorf("%s", ask.Body)
	}
	for _, own := range []string{shop, "javascript:x", ""} {
		r.APIOrigin = own
		if play(t).at(r).page().API.Shown {
			t.Error("asks about", own)
		}
	}
}

// The token that the page keeps for that host goes there by that click alone: the
// worker binds it to that host.
func TestTheTokenForThatHostIsCheckedThere(t *testing.T) {
	const api = "https://api.shop.test"
	c := credential("a", wire.KindCustomer, time.Hour)
	c.APIOrigin, c.FoundIn, c.Provider = api, "cookie x", ""
	p := play(t).at(onStorefront(), c)
	if q := p.page().API; q.Yes != "Check this token at api.shop.test" {
		t.Errorf("%+v", q)
	}
	p.does(pressed("api-yes"))
	if ask := p.asked(AskCarry); ask.Path != "/v1/credentials/at" || string(ask.Body) != `{"ref":"a","origin":"https://api.shop.test"}` {
		t.Errorf("%+v", ask)
	}
	bound := c
	bound.Ref, bound.Origin, bound.Store = "b", api, wire.Store{BaseURL: api, RestURL: api + "/rest"}
	p.answers(AskCarry, 200, bound)
	there := recognition()
	there.Area, there.Origin, there.Store = "", api, bound.Store
	p.answers(AskRecognise, 200, there)
	if p.m.Screen != Check || p.m.carry != "" {
		t.Error("not on the Check screen, or asked twice")
	}
	body := bodyOf(t, p.asked(AskCheck))
	if body["store"].(map[string]any)["restUrl"] != api+"/rest" || body["credential"].(map[string]any)["ref"] != "b" {
		t.Error(body)
	}
}

package view

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func inShop() wire.Credential {
	c := credential("a", wire.KindCustomer, time.Hour)
	c.FoundIn, c.Provider, c.Source, c.CanPut = "local storage: x", "", "venia", true
	return c
}

func TestPutToUseInTheTab(t *testing.T) {
	p := play(t).at(onStorefront(), inShop())
	if put := p.page().Credential.Put; !put.Shown || !put.Expire || put.Back {
		t.Errorf("%+v", put)
	}
	p.does(pressed("put-expired"))
	if taken := p.effects[0].(TakeSnapshot); taken.TabID != 7 {
		t.Errorf("%+v", taken)
	}
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{"url":"now"}`), URL: shop + "/cart"})
	ask := p.asked(AskPut)
	if ask.Path != "/v1/tabs/7/put" || string(ask.Body) != `{"ref":"a","as":"expired","snapshot":{"url":"now"}}` {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	if p.does(pressed("put-token")); len(p.effects) != 0 {
		t.Error("twice at once")
	}
	p.answers(AskPut, 200, map[string]any{"place": "PWA Studio", "back": true})
	page := p.page()
	if page.Toast.Text != "Written into the page. The tab reloads." || !page.Credential.Put.Back {
		t.Errorf("%+v %+v", page.Toast, page.Credential.Put)
	}
	p.does(pressed("put-back"))
	if body := string(p.asked(AskPut).Body); body != `{"ref":"a","as":"back"}` {
		t.Error(body)
	}
	p.answers(AskPut, 200, map[string]any{"back": false})
	if page := p.page(); page.Toast.Text != "Put back. The tab reloads." || page.Credential.Put.Back {
		t.Errorf("%+v", page.Toast)
	}
}

func TestProductionAsksFirst(t *testing.T) {
	p := play(t).at(onStorefront(), inShop()).does(pressed("put-token"), SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	p.refuses(AskPut, 409, wire.Error{Code: codePutProduction, Message: "shop.test is a production store.", Hint: "Say yes."}).has(Focus{"put-ask-yes"})
	q := p.page().Credential.Put.Question
	if !q.Shown || q.Title != "shop.test is a production store." || q.Yes != "Write into shop.test" {
		t.Errorf("%+v", q)
	}
	p.does(pressed("put-ask-no")).asksNothing()
	if p.page().Credential.Put.Question.Shown {
		t.Error("still asks")
	}
	p.does(pressed("put-token"), SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	p.refuses(AskPut, 409, wire.Error{Code: codePutProduction})
	p.does(pressed("put-ask-yes"), SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	if body := bodyOf(t, p.asked(AskPut)); body["consent"].([]any)[0] != "production" {
		t.Error(body)
	}
	p.refuses(AskPut, 409, wire.Error{Code: "put_no_place", Message: "No place.", Hint: "Log in there."})
	if put := p.page().Credential.Put; put.Problem != "No place. Log in there." || put.Question.Shown {
		t.Errorf("%+v", put)
	}
}

// A token got by hand can be put where the page keeps another; elsewhere nothing
// is offered.
func TestWhereATokenCanBePut(t *testing.T) {
	got := credential("b", wire.KindCustomer, time.Hour)
	p := play(t).at(onStorefront(), inShop(), got).does(pressedOf("choose", "b"))
	if put := p.page().Credential.Put; !put.Shown || put.Expire {
		t.Errorf("%+v", put)
	}
	if play(t).at(onStorefront(), got).page().Credential.Put.Shown {
		t.Error("there is no place")
	}
	if play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).page().Credential.Put.Shown {
		t.Error("an admin token")
	}
	p = play(t).at(onStorefront(), inShop())
	p.m.asked[AskFind] = "x"
	if !p.answers(AskFind, 200, map[string]any{"credentials": []wire.Credential{inShop()}, "putBack": true}).page().Credential.Put.Back {
		t.Error("what was put there earlier cannot be put back")
	}
}

// The page went on meanwhile: nothing is written there.
func TestTheTabWentOnBeforeTheWriting(t *testing.T) {
	p := play(t).at(onStorefront(), inShop()).does(pressed("put-token"), SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: "https://elsewhere.test/"})
	p.asksNothing()
	p.has(FindTab{7})
}

package view

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestOpeningLooksAtTheTab(t *testing.T) {
	p := play(t).does(Opened{}, NoStores{})
	p.has(FindTab{0})
	if page := p.page(); !page.Looking || page.Bar.Host != "Storekey" {
		t.Errorf("%+v", page.Bar)
	}
	p.does(TabFound{Tab{ID: 7, URL: shop + "/admin", Origin: shop}})
	p.has(Recall{7, shop})
	if path := p.asked(AskCredentials).Path; path != "/v1/credentials?origin=http%3A%2F%2Fshop.test" {
		t.Error(path)
	}
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{"body": "body@id"}})
	if got := p.effects[0].(TakeSnapshot); got.TabID != 7 || got.Selectors["body"] != "body@id" {
		t.Errorf("%+v", got)
	}
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{"url":"u"}`), URL: shop + "/admin"})
	if body := string(p.asked(AskRecognise).Body); body != `{"snapshot":{"url":"u"}}` {
		t.Error(body)
	}
	p.answers(AskRecognise, 200, recognition())
	if body := bodyOf(t, p.asked(AskFind)); body["store"].(map[string]any)["restUrl"] != store.RestURL {
		t.Error(body)
	}
	p.has(Focus{"username"})
	if page := p.page(); !page.Login.Shown || page.Bar.Detail != "Magento 2.4.7-p3 · Admin panel" || page.Bar.Host != "shop.test" {
		t.Errorf("%+v %+v", page.Login, page.Bar)
	}
}

// What was remembered is shown at once, and looked at all the same.
func TestLookingGoesOnAfterRemembering(t *testing.T) {
	tab := record(t, map[string]any{"v": 1, "recognition": recognition()})
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{Tab: tab}, NoStores{})
	if !p.m.Remembered {
		t.Fatal("nothing was remembered")
	}
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{"body": "body@id"}})
	if got, ok := p.effects[0].(TakeSnapshot); !ok || got.TabID != 7 {
		t.Errorf("%+v", p.effects)
	}
}

func TestStoreBar(t *testing.T) {
	if got := play(t).at(onStorefront()).page().Bar.Detail; got != "Magento 2.4.7-p3 · store view german" {
		t.Error(got)
	}
	p := play(t)
	p.m.Shape = ShapeTab
	if got := p.at(recognition()).page().Bar.Detail; got != "Magento 2.4.7-p3 Community · Admin panel" {
		t.Error(got)
	}
	r := onStorefront()
	r.Store.Version, r.Store.StoreCode = "", ""
	if got := play(t).at(r).page().Bar.Detail; got != "Magento 2 · Storefront" {
		t.Error(got)
	}
}

func TestPlacesWithoutAStore(t *testing.T) {
	web := TabFound{Tab{ID: 7, URL: shop, Origin: shop}}
	for name, test := range map[string]struct {
		events  []Event
		title   string
		address bool
		again   bool
	}{
		"browser page":   {[]Event{TabFound{Tab{ID: 7, URL: "chrome://extensions/"}}}, "The browser keeps this page to itself", false, false},
		"shop of addons": {[]Event{web, SnapshotRefused{Closed: true}}, "The browser keeps this page to itself", false, false},
		"no address":     {[]Event{TabFound{Tab{ID: 7}}, SnapshotRefused{}}, "The browser keeps this page to itself", false, false},
		"refused":        {[]Event{web, SnapshotRefused{}}, "Storekey cannot see this tab", false, true},
		"gone":           {[]Event{TabMissing{}}, "Storekey cannot see this tab", false, true},
	} {
		p := play(t).does(append([]Event{Opened{}}, test.events...)...)
		n := p.page().Notice
		if !n.Shown || n.Title != test.title || n.Address != test.address || n.Again != test.again {
			t.Errorf("%s: %+v", name, n)
		}
		if p.page().Check.Ask.Off == false {
			t.Errorf("%s: there is a store to ask", name)
		}
	}
}

// A full tab or the side panel has no click that gave it the browser's tab.
func TestTabWithoutAddressOutsideThePopup(t *testing.T) {
	p := play(t)
	p.m.Shape = ShapeTab
	p.does(Opened{TabID: 7}, TabFound{Tab{ID: 7}}, SnapshotRefused{})
	if n := p.page().Notice; n.Title != "Storekey cannot see this tab" || !n.Again {
		t.Errorf("%+v", n)
	}
}

func TestNotMagentoTakesAnAddress(t *testing.T) {
	p := play(t).at(wire.Recognition{Magento: "no", Origin: shop, Marks: []string{}})
	if n := p.page().Notice; n.Title != "This page is not a Magento store" || !n.Address {
		t.Errorf("%+v", n)
	}
	p.does(AddressGiven{"  "}).has(Focus{"address"})
	if f := p.page().Wrong; f != (WrongField{"address", "Type the address of the store."}) {
		t.Errorf("%+v", f)
	}
	p.does(AddressGiven{" store.test/shop "})
	ask := p.asked(AskRecognise)
	if string(ask.Body) != `{"snapshot":{"url":"https://store.test/shop"},"typed":true}` || ask.Origin != "https://store.test" {
		t.Errorf("%s %s", ask.Body, ask.Origin)
	}
	r := recognition()
	r.Origin, r.Store.BaseURL, r.Store.RestURL = "https://store.test", "https://store.test/shop", "https://store.test/shop/rest"
	p.answers(AskRecognise, 200, r)
	if got := p.m.StoreOrigin(); got != "https://store.test" || p.page().Bar.Host != "store.test" {
		t.Error(got)
	}
}

func TestAStoreThatDoesNotAnswer(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	p.refuses(AskRecognise, 502, wire.Error{Code: "unreachable", Message: "No answer.", Hint: "Look at the VPN.",
		Evidence: []wire.Evidence{{Method: "GET", URL: shop}}})
	n := p.page().Notice
	if n.Title != "No answer." || n.Text != "Look at the VPN." || !n.Again || !n.Address || n.Proof.Requests[0].Status != "none" {
		t.Errorf("%+v", n)
	}
	p.does(pressed("look-again")).has(FindTab{7})
	if !p.page().Looking {
		t.Error("does not look again")
	}
}

func TestFrontDoorBeforeTheStoreIsKnown(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{"url":"http://shop.test/"}`), URL: shop + "/"})
	p.refuses(AskRecognise, 409, wire.Error{Code: codeBasicAuth, Message: "m", Hint: "h"})
	if n := p.page().Notice; !n.Door || n.Address {
		t.Errorf("%+v", n)
	}
	p.does(DoorOpened{"", hidden("x")}).has(Focus{"front-username"})
	p.does(DoorOpened{"stage", hidden("d\"oor")})
	ask := p.asked(AskRecognise)
	door := bodyOf(t, ask)["door"].(map[string]any)
	if door["username"] != "stage" || door["password"] != `d"oor` || ask.Origin != shop {
		t.Errorf("%s", ask.Body)
	}
	p.refuses(AskRecognise, 409, wire.Error{Code: codeBasicAuth}).does(pressed("look-again"), TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}}).does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	if ask := p.asked(AskRecognise); bodyOf(t, ask)["door"] != nil {
		t.Errorf("a door that did not open is tried again: %s", ask.Body)
	}
}

func TestTheWorkerDoesNotAnswer(t *testing.T) {
	p := play(t).does(Opened{})
	p.does(Answered{ID: p.m.asked[AskSelectors], What: AskSelectors, Code: CodeNoAnswer})
	if n := p.page().Notice; !strings.Contains(n.Title, "did not answer") {
		t.Errorf("%+v", n)
	}
	p = play(t).does(Opened{})
	p.does(Answered{ID: p.m.asked[AskSelectors], What: AskSelectors, Status: 200, Body: []byte(`<html>`)})
	if n := p.page().Notice; !n.Shown {
		t.Error("an answer that is none of ours counts")
	}
}

func record(t *testing.T, record any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestRememberedIsThereAtOnce(t *testing.T) {
	tab := record(t, map[string]any{"v": 1, "origin": shop, "recognition": recognition()})
	held := record(t, map[string]any{"v": 1, "text": "secret", "credential": credential("a", wire.KindAdmin, time.Hour)})
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{tab, []json.RawMessage{held}})
	p.has(Focus{"copy-token"})
	page := p.page()
	if !page.Credential.CanCopy || page.Looking || page.Bar.Detail != "Magento 2.4.7-p3 · Admin panel" {
		t.Errorf("%+v", page.Credential)
	}
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop}).answers(AskRecognise, 200, recognition())
	for _, e := range p.effects {
		if _, is := e.(Focus); is {
			t.Error("takes the focus a second time")
		}
	}
	p.answers(AskCredentials, 200, list{"credentials": {credential("a", wire.KindAdmin, time.Hour)}})
	if len(p.page().Also) != 0 {
		t.Error("the same credential twice")
	}
}

// A store that is down for a moment does not take away what is held.
func TestRememberedOutlivesAFailure(t *testing.T) {
	tab := record(t, map[string]any{"v": 1, "origin": shop, "recognition": recognition()})
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{Tab: tab}, NoStores{})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}}).does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	p.refuses(AskRecognise, 502, wire.Error{Code: "unreachable", Message: "No answer."})
	if !p.page().Login.Shown {
		t.Error("the page is gone")
	}
}

func TestRememberedOfAnotherStore(t *testing.T) {
	for name, raw := range map[string]json.RawMessage{
		"other origin":  record(t, map[string]any{"v": 1, "recognition": wire.Recognition{Magento: "yes", Origin: "http://other.test"}}),
		"other version": record(t, map[string]any{"v": 2, "recognition": recognition()}),
		"broken":        json.RawMessage(`{`),
	} {
		p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{Tab: raw})
		if !p.page().Looking {
			t.Errorf("%s is shown", name)
		}
	}
}

func TestLateAnswersDoNotCount(t *testing.T) {
	p := play(t).at(recognition())
	p.does(Answered{ID: "0123456789-1", What: AskRecognise, Status: 200, Body: []byte(`{"magento":"no"}`)})
	if p.m.Place != AtStore {
		t.Error("an old answer changed the page")
	}
}

func TestScreens(t *testing.T) {
	p := play(t).at(recognition())
	p.does(pressed("tab-check")).has(Focus{"paste"})
	if page := p.page(); page.Screen != Check || !slices.Equal(page.Panels, []Screen{Check}) {
		t.Errorf("%+v", page.Panels)
	}
	p.m.Shape = ShapeTab
	for screen, want := range map[Screen][]Screen{
		Grab: {Grab, Check}, Check: {Grab, Check}, Use: {Use}, Stores: {Stores},
	} {
		p.does(pressed("tab-" + string(screen)))
		if got := p.page().Panels; !slices.Equal(got, want) {
			t.Errorf("%s: %v", screen, got)
		}
	}
	p.does(pressed("open-tab")).has(OpenTab{"popup/popup.html?tab=7"})
}

func TestTheTabLeavesTheStore(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	p.does(TabLeft{}).has(FindTab{7})
	if p.page().Credential.CanCopy {
		t.Error("what was known of the store can still be copied")
	}
}

// The door was opened while looking: the login does not ask for it again.
func TestTheFrontDoorStaysOpen(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, NoStores{})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{"url":"http://shop.test/"}`), URL: shop + "/"})
	p.refuses(AskRecognise, 409, wire.Error{Code: codeBasicAuth, Message: "m"}).does(DoorOpened{"stage", hidden("door")})
	p.answers(AskRecognise, 200, recognition())
	if f := p.page().Login; !f.Shown || f.Door {
		t.Errorf("%+v", f)
	}
	p.does(submitted("x"))
	if door := bodyOf(t, p.asked(AskLogin))["door"].(map[string]any); door["username"] != "stage" || door["password"] != "door" {
		t.Error(door)
	}
}

// Where there is no store the focus goes to what helps, and stays where it is
// while another screen is used.
func TestFocusWithoutAStore(t *testing.T) {
	begin := func() *player {
		p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
		return p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	}
	looked := SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop}
	begin().does(SnapshotRefused{}).has(Focus{"look-again"})
	begin().does(looked).answers(AskRecognise, 200, wire.Recognition{Magento: "no", Origin: shop}).has(Focus{"address"})
	begin().does(looked).refuses(AskRecognise, 502, wire.Error{Code: "unreachable"}).has(Focus{"look-again"})
	begin().does(looked).refuses(AskRecognise, 409, wire.Error{Code: codeBasicAuth}).has(Focus{"front-username"})
	p := begin().does(pressed("tab-check"), looked).answers(AskRecognise, 200, wire.Recognition{Magento: "no", Origin: shop})
	if len(p.effects) != 0 {
		t.Errorf("%+v", p.effects)
	}
}

package view

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const otherShop = "https://other.test"

func elsewhere() wire.Recognition {
	r := recognition()
	r.Origin, r.Store.BaseURL, r.Store.RestURL = otherShop, otherShop, otherShop+"/rest"
	return r
}

// behindDoor is at a store whose front door was opened for a login.
func behindDoor(t *testing.T) *player {
	p := play(t).at(recognition()).does(submitted("x"))
	p.refuses(AskLogin, 409, wire.Error{Code: codeBasicAuth, Message: "m", Choices: []string{"door", "tab"}})
	with := submitted("x")
	with.DoorUsername, with.DoorPassword = "stage", hidden("door")
	p.does(with).has(SetValue{"door-password", ""})
	if bodyOf(t, p.asked(AskLogin))["door"] == nil {
		t.Fatal("the door does not go along to its own store")
	}
	return p
}

// moved is the tab at another store.
func (p *player) moved() *player {
	p.t.Helper()
	p.does(TabLeft{}, TabFound{Tab{ID: 7, URL: otherShop + "/", Origin: otherShop}})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	return p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: otherShop + "/"})
}

func TestTheFrontDoorStaysWithItsStore(t *testing.T) {
	p := behindDoor(t)
	login := p.asked(AskLogin).ID
	p.does(TabLeft{}, TabFound{Tab{ID: 7, URL: otherShop + "/", Origin: otherShop}})
	for _, field := range []string{"password", "otp", "door-password", "front-password"} {
		p.has(SetValue{field, ""})
	}
	p.has(Cancel{login})
	p.moved()
	if ask := p.asked(AskRecognise); strings.Contains(string(ask.Body), "door") {
		t.Errorf("recognise: %s", ask.Body)
	}
	p.answers(AskRecognise, 200, elsewhere()).does(submitted("x"))
	if ask := p.asked(AskLogin); strings.Contains(string(ask.Body), "door") {
		t.Errorf("login: %s", ask.Body)
	}
	p.answers(AskLogin, 200, credential("b", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	if ask := p.asked(AskCheck); bodyOf(t, ask)["door"] != nil {
		t.Errorf("check: %s", ask.Body)
	}
}

func TestTheFrontDoorStaysBehindForATypedAddress(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop + "/"})
	p.refuses(AskRecognise, 409, wire.Error{Code: codeBasicAuth, Message: "m"}).does(DoorOpened{"stage", hidden("door")})
	p.has(SetValue{"front-password", ""})
	p.answers(AskRecognise, 200, wire.Recognition{Magento: "no", Origin: shop})
	p.does(AddressGiven{"other.test"})
	if ask := p.asked(AskRecognise); strings.Contains(string(ask.Body), "door") {
		t.Errorf("%s", ask.Body)
	}
}

// A code for one store's login never goes to the next store, with the password
// that waited for it.
func TestALoginUnderWayStaysWithItsStore(t *testing.T) {
	p := twoFactor(play(t).at(recognition())).moved().answers(AskRecognise, 200, elsewhere())
	if page := p.page(); page.Code.Shown || !page.Login.Shown || !p.m.Login.password.Empty() {
		t.Error("the code is still asked for")
	}
	p.does(CodeGiven{hidden("123456")}).asksNothing()

	p = play(t).at(recognition()).does(submitted("x")).refuses(AskLogin, 409, wire.Error{Code: codeTabConsent}).does(pressed("ask-yes"))
	p.moved().answers(AskRecognise, 200, elsewhere()).does(submitted("y"))
	if ask := p.asked(AskLogin); bodyOf(t, ask)["consent"] != nil {
		t.Errorf("the yes was for another store: %s", ask.Body)
	}
}

func TestATypedStore(t *testing.T) {
	p := play(t).at(wire.Recognition{Magento: "no", Origin: shop}).does(AddressGiven{"other.test"})
	ask := p.asked(AskRecognise)
	if bodyOf(t, ask)["typed"] != true || p.m.StoreOrigin() != otherShop || p.page().Bar.Host != "other.test" {
		t.Errorf("%s %s", ask.Body, p.m.StoreOrigin())
	}
	p.answers(AskRecognise, 200, elsewhere())
	if path := p.asked(AskCredentials).Path; !strings.HasSuffix(path, escape(otherShop)) {
		t.Error(path)
	}
	p.has(RecallCalls{})
	call := wire.Call{V: 1, ID: "other-3", Origin: otherShop, Path: "/v1/token/admin", State: wire.CallSent}
	if !p.does(found(t, call)).page().Login.Button.Busy {
		t.Error("a login at the typed store is not taken up")
	}
	p.does(TabLeft{}).asksNothing()
	if !p.confirmedPlace() {
		t.Error("the tab's leaving ends what was typed")
	}
	p.does(pressed("look-again"), TabFound{Tab{ID: 7, URL: shop, Origin: shop}}).does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop})
	if ask := p.asked(AskRecognise); bodyOf(t, ask)["typed"] != nil {
		t.Errorf("%s", ask.Body)
	}
}

func (p *player) confirmedPlace() bool { return p.m.Place == AtStore }

// The tab went on between looking for it and looking at it.
func TestATabThatGoesOn(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: otherShop}).has(FindTab{7})
	p.asksNothing()
}

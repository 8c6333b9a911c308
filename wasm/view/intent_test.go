package view

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func meant(do, text string) Meant {
	return Meant{json.RawMessage(`{"v":1,"tabId":7,"do":"` + do + `","text":"` + text + `"}`)}
}

func TestCheckThis(t *testing.T) {
	p := play(t).at(recognition()).does(meant("check", "eyJ.x.y"))
	p.has(SetValue{"paste", "eyJ.x.y"})
	if p.m.Screen != Check || string(p.asked(AskInspect).Body) != `{"text":"eyJ.x.y"}` {
		t.Error(p.m.Screen)
	}
	p.does(Meant{json.RawMessage(`{"v":2,"do":"grab"}`)})
	if p.m.Screen != Check {
		t.Error("acts on a record of another version")
	}
}

func TestGrabHasTheHeaderFirst(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(meant("grab", ""))
	p.has(Focus{"copy-header"})
	if card := p.page().Credential; card.Main != "header" {
		t.Errorf("%+v", card.Main)
	}
	for _, e := range p.effects {
		if _, copies := e.(CopyAnswer); copies {
			t.Error("copies unasked")
		}
	}
}

// The header is copied as soon as the best credential is known, and the toast
// says what the store says of it.
func TestCopyAtOnce(t *testing.T) {
	p := play(t).does(Opened{}, meant("copy", ""), TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, NoStores{})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{}})
	p.answers(AskCredentials, 200, list{"credentials": {credential("a", wire.KindAdmin, time.Hour)}})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop}).answers(AskRecognise, 200, recognition())
	p.answers(AskFind, 200, list{"credentials": {credential("b", wire.KindAdmin, 2*time.Hour)}})
	copies := func() (c CopyAnswer) {
		for _, e := range p.effects {
			if one, is := e.(CopyAnswer); is {
				c = one
			}
		}
		return c
	}()
	if copies.Button != "copy-header" || string(copies.Ask.Body) != `{"ref":"b","as":"header"}` {
		t.Fatalf("%+v", p.effects)
	}
	p.does(Copied{Button: "copy-header"})
	if text := p.page().Toast.Text; text != "Header copied: Admin token" {
		t.Error(text)
	}
	if body := bodyOf(t, p.asked(AskCheck)); body["credential"].(map[string]any)["ref"] != "b" || p.m.Screen != Grab {
		t.Error(body)
	}
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid})
	if toast := p.page().Toast; toast.Text != "Header copied: Admin token. Valid" || toast.Icon != "valid" {
		t.Errorf("%+v", toast)
	}
	p.answers(AskCredentials, 200, list{"credentials": {}})
	p.does(Copied{Button: "copy-token"}).asksNothing()
}

func TestCopyAtOnceWithoutAToken(t *testing.T) {
	p := play(t).at(recognition()).does(meant("copy", ""))
	p.has(Focus{"username"})
	p.asksNothing()
	p = play(t).at(recognition(), credential("a", wire.KindAdmin, -time.Hour)).does(meant("copy", ""))
	p.asksNothing()
	p = play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(meant("copy", ""), CopyFailed{Button: "copy-header", Code: CodeClipboard})
	p.has(Focus{"copy-header"})
	if p.page().Credential.Problem == "" {
		t.Error("not told")
	}
}

func TestThePanelFollowsTheTabInFront(t *testing.T) {
	p := play(t)
	p.m.Shape = ShapePanel
	p.at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	if foot := p.page().Foot.Text; foot != "Follows the tab in front" {
		t.Error(foot)
	}
	p.does(TabShown{7}).has(FindTab{7})
	if !p.page().Credential.Shown {
		t.Error("the card flickers when the page is loaded anew")
	}
	p.does(TabShown{8}).has(FindTab{8})
	if page := p.page(); !page.Looking || page.Credential.Shown {
		t.Error("shows the other tab's card")
	}
	p.does(TabFound{Tab{ID: 8}}, SnapshotRefused{})
	if n := p.page().Notice; n.Title != "Click the Storekey button on a store tab" || !n.Again {
		t.Errorf("%+v", n)
	}
}

func TestOpenInTheSidePanel(t *testing.T) {
	play(t).does(pressed("open-panel")).has(OpenPanel{})
}

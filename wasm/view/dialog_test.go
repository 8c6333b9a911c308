package view

import (
	"encoding/json"
	"testing"
)

// markOf is the mark that the page waits to change, if it waits.
func markOf(p *player) (mark string, waits bool) {
	for _, effect := range p.effects {
		if w, ok := effect.(WatchDialog); ok && w.TabID == 7 && w.Selectors["body"] == "body@id" {
			return w.Mark, true
		}
	}
	return "", false
}

// A dialog of the panel is found without a click, and without moving the focus.
func TestDialogIsFound(t *testing.T) {
	grid := SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop + "/admin", Mark: "-1"}
	p := play(t).at(inPanel())
	p.does(grid).answers(AskRecognise, 200, inPanel())
	if mark, _ := markOf(p); mark != "-1" {
		t.Fatalf("%+v", p.effects)
	}
	p.does(DialogCame{7})
	if taken, ok := p.effects[0].(TakeSnapshot); !ok || taken.TabID != 7 || p.m.Place != AtStore {
		t.Fatalf("%+v", p.effects)
	}
	grid.Mark = "32"
	p.does(grid).answers(AskRecognise, 200, inPanel())
	if mark, _ := markOf(p); mark != "32" {
		t.Errorf("%+v", p.effects)
	}
	for _, effect := range p.effects {
		if _, moved := effect.(Focus); moved {
			t.Errorf("%+v", effect)
		}
	}
	p.asked(AskFind)
	if p.does(DialogCame{8}); len(p.effects) != 0 {
		t.Errorf("another tab's: %+v", p.effects)
	}
}

// A page that changes without end is left alone, and the next one is not.
func TestDialogsOfAPageAreCounted(t *testing.T) {
	p := play(t).at(inPanel())
	watches := func(url string) bool {
		p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: url, Mark: "m"}).answers(AskRecognise, 200, inPanel())
		_, waits := markOf(p)
		return waits
	}
	for range dialogsMax {
		if !watches(shop + "/admin") {
			t.Fatal("given up early")
		}
		p.does(DialogCame{7})
	}
	if watches(shop+"/admin") || !watches(shop+"/admin/other") {
		t.Error("not counted by page")
	}
}

func TestOnlyThePanelIsWatched(t *testing.T) {
	p := play(t).at(onStorefront())
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{}`), URL: shop, Mark: "m"}).answers(AskRecognise, 200, onStorefront())
	if _, waits := markOf(p); waits {
		t.Error("a storefront is watched")
	}
}

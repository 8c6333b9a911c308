package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestSitesAreGivenBack(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-stores"))
	p.has(RecallSites{})
	p.does(SitesTold{Origins: []string{shop, "https://api.shop.test"}})
	if note := p.page().Watch.Note; strings.Contains(note, "asks") {
		t.Error("asks for what is held", note)
	}
	rows := p.page().Stores.Sites
	if len(rows) != 2 || rows[1].Title != "api.shop.test" || rows[1].Act != "give-back" {
		t.Errorf("%+v", rows)
	}
	p.does(Pressed{rows[1].Act, rows[1].Of}).has(GiveBack{"https://api.shop.test"})
	if rows := p.does(SitesTold{Origins: []string{shop}}).page().Stores.Sites; len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	if note := p.does(SitesTold{}).page().Watch.Note; !strings.HasSuffix(note, "The browser asks whether Storekey may reach shop.test.") {
		t.Error(note)
	}
}

func TestShortcutCopiesAtOnceIsASetting(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-stores"))
	if ask := p.asked(AskSettings); ask.Method != "GET" || ask.Path != "/v1/settings/page" {
		t.Errorf("%+v", ask)
	}
	if p.answers(AskSettings, 200, map[string]bool{"copyAtOnce": true}); !p.page().Stores.CopyAtOnce {
		t.Error("not read")
	}
	p.does(Changed{"copy-at-once", "false"})
	if ask := p.asked(AskSettings); ask.Method != "PUT" || string(ask.Body) != `{"copyAtOnce":false,"target":"curl","secret":"text"}` {
		t.Errorf("%+v", ask)
	}
	p.refuses(AskSettings, 507, wire.Error{Code: "state_failed", Message: "Full.", Hint: "Make room."})
	if p.page().Stores.Problem != "Full. Make room." {
		t.Error(p.page().Stores.Problem)
	}
}

func TestEscapeCancelsAForm(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour))
	if id := p.m.Escape(); id != "" {
		t.Error(id)
	}
	if id := p.does(pressed("save-open")).m.Escape(); id != "save-leave" {
		t.Error(id)
	}
	p.m.Saved.Vault.State = wire.VaultNone
	if id := p.does(pressed("set-phrase")).m.Escape(); id != "seal-cancel" {
		t.Error(id)
	}
	p.does(pressed("seal-cancel"), pressed("save-leave"), pressed("tab-stores"))
	if id := p.m.Escape(); id != "" {
		t.Error(id)
	}
}

// What the user saved counts for more than what the page looks like.
func TestASavedStoreOnAPageThatDoesNotLookLikeOne(t *testing.T) {
	p := play(t).at(wire.Recognition{Magento: "no", Origin: shop, Marks: []string{}})
	if !p.page().Notice.Shown {
		t.Fatal("is a store")
	}
	p.answers(AskStores, 200, stores(wire.VaultOpen, entryHere(savedLogin("c1", time.Hour))))
	page := p.page()
	if page.Notice.Shown || !page.Offer.Shown || page.Bar.Chip != "Staging" {
		t.Errorf("%+v %+v", page.Notice, page.Offer)
	}
	other := entryHere(savedLogin("c1", time.Hour))
	other.Store.RestURL = ""
	p = play(t).at(wire.Recognition{Magento: "no", Origin: shop, Marks: []string{}})
	if p.answers(AskStores, 200, stores(wire.VaultOpen, other)); !p.page().Notice.Shown {
		t.Error("nobody knows where that store answers")
	}
}

package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func savedLogin(id string, left time.Duration) wire.SavedCredential {
	return wire.SavedCredential{ID: id, Provider: wire.KindAdmin, Kind: wire.KindAdmin, Who: "jane.doe", HasToken: left != 0,
		SavesPassword: true, ExpiresAt: start.Add(left).Format(time.RFC3339),
		Fields: map[string]wire.SavedField{"username": {Value: "jane.doe"}, "password": {Sealed: true}}}
}

func entryHere(logins ...wire.SavedCredential) wire.StoreEntry {
	return wire.StoreEntry{V: 1, ID: "e1", Client: "Acme", Name: "Shop", Stage: wire.StageStaging, Origins: []string{shop},
		Store: store, Matches: true, Credentials: logins}
}

func stores(state string, entries ...wire.StoreEntry) wire.StoreList {
	return wire.StoreList{Stores: entries, Total: len(entries), Stage: wire.StageDev,
		Vault: wire.VaultState{State: state, IdleMinutes: 15, MinPassphrase: 8}}
}

// fits opens the page on a store that is saved.
func (p *player) fits(state string, logins ...wire.SavedCredential) *player {
	p.t.Helper()
	p.at(recognition())
	return p.answers(AskStores, 200, stores(state, entryHere(logins...)))
}

func TestASavedStoreGivesThePageItsColour(t *testing.T) {
	bar := play(t).fits(wire.VaultOpen).page().Bar
	if bar.Env != wire.StageStaging || bar.Chip != "Staging" || !strings.HasPrefix(bar.Detail, "Acme / Shop · Magento") {
		t.Errorf("%+v", bar)
	}
	if bar := play(t).at(recognition()).page().Bar; bar.Env != "" || bar.Chip != "" {
		t.Errorf("%+v", bar)
	}
}

// The list is asked for as seen from the tab, and one question is under way at a
// time.
func TestStoresAreAskedForOnce(t *testing.T) {
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop + "/de/admin?x=1#y", Origin: shop}})
	if path := p.asked(AskStores).Path; path != "/v1/stores?origin=http%3A%2F%2Fshop.test&path=%2Fde%2Fadmin&limit=20" {
		t.Error(path)
	}
	p.does(StoresChanged{}, StoresChanged{}).asksNothing()
	p.answers(AskStores, 200, stores(wire.VaultOpen))
	p.asked(AskStores) // what changed meanwhile
	p.answers(AskStores, 200, stores(wire.VaultOpen)).asksNothing()
	p.does(pressed("tab-stores"))
	if path := p.asked(AskStores).Path; strings.Contains(path, "limit") {
		t.Error(path)
	}
}

// Until the saved stores are known, the screen does not settle on a login form
// that they would push away.
func TestTheScreenWaitsForSavedStores(t *testing.T) {
	tab := record(t, map[string]any{"v": 1, "recognition": recognition()})
	p := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{Tab: tab})
	if page := p.page(); !page.Looking || page.Login.Shown {
		t.Error("the login form stands there already")
	}
	p.answers(AskStores, 200, stores(wire.VaultOpen, entryHere(savedLogin("c1", time.Hour))))
	p.has(Focus{"offer-use"})
	if page := p.page(); page.Looking || !page.Offer.Shown {
		t.Errorf("%+v", page.Offer)
	}
	q := play(t).does(Opened{}, TabFound{Tab{ID: 7, URL: shop, Origin: shop}}, Remembered{Tab: tab}, NoStores{})
	if !q.page().Login.Shown {
		t.Error("nobody has saved a store, and the page waits")
	}
}

// What fitted the last tab does not colour the next.
func TestAnotherStoreIsAnother(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour))
	p.does(TabFound{Tab{ID: 7, URL: "https://other.test/", Origin: "https://other.test"}})
	if page := p.page(); page.Bar.Env != "" || len(p.m.offers()) != 0 {
		t.Errorf("%+v", page.Bar)
	}
}

package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// saving logs in and opens the form that saves.
func saving(t *testing.T, state string, entries ...wire.StoreEntry) *player {
	p := play(t).at(recognition()).answers(AskStores, 200, stores(state, entries...))
	if len(entries) > 0 {
		p.does(pressed("offer-leave"))
	}
	p.does(submitted("x")).answers(AskLogin, 200, credential("r1", wire.KindAdmin, time.Hour))
	return p.does(pressed("save-open"))
}

func TestSaveGuessesNames(t *testing.T) {
	p := saving(t, wire.VaultOpen)
	p.has(SetValue{"save-password", "x"})
	for _, e := range p.effects {
		if fill, is := e.(Fill); is {
			if got := fill.Values; got["client"] != "Shop" || got["stage"] != wire.StageDev || got["name"] != "Dev" {
				t.Error(got)
			}
		}
	}
	for name, want := range map[string]string{
		"www.acme.com": "Acme", "mcprod.acme-parts.co.uk": "Acme-parts", "staging.shop.acme.test": "Shop", "localhost:8089": "Localhost",
		"127.0.0.1:8089": "", "[::1]:80": "", "acme.ddev.site": "Acme",
	} {
		if got := clientIn(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	p.m.Saved.List = []*wire.StoreEntry{{Client: "The Acme Company", Store: wire.Store{BaseURL: "https://www.acme.com"}}}
	if got := p.m.clientOf("staging.acme.com"); got != "The Acme Company" {
		t.Error(got)
	}
}

func TestSave(t *testing.T) {
	p := saving(t, wire.VaultOpen)
	p.does(SaveSubmitted{Values: map[string]string{"client": "Acme", "name": "Shop", "stage": "dev"}, Password: hidden("pw")})
	ask := p.asked(AskPutStore)
	body := bodyOf(t, ask)
	if ask.Method+" "+ask.Path != "POST /v1/stores" || body["client"] != "Acme" || body["store"].(map[string]any)["restUrl"] != store.RestURL {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	p.answers(AskPutStore, 200, wire.StoreEntry{ID: "e9", Client: "Acme", Name: "Shop"})
	ask = p.asked(AskPutLogin)
	want := `{"ref":"r1","provider":"admin","fields":{"username":"jane.doe","password":"pw"}}`
	if ask.Path != "/v1/stores/e9/credentials" || string(ask.Body) != want {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	page := p.answers(AskPutLogin, 200, wire.StoreEntry{ID: "e9", Client: "Acme", Name: "Shop"}).page()
	if page.Save.Shown || page.Toast.Text != "Saved in Acme / Shop" {
		t.Errorf("%+v", page.Toast)
	}
	if page := p.does(tick(start.Add(toastFor))).page(); page.Toast.Text != "" {
		t.Error("the toast stays")
	}
}

func TestSaveIntoAStoreThatFits(t *testing.T) {
	p := saving(t, wire.VaultOpen, entryHere())
	if f := p.page().Save; f.New || len(f.Into) != 2 || !f.Into[0].Chosen {
		t.Errorf("%+v", f)
	}
	p.does(SaveSubmitted{Password: hidden("")})
	if path := p.asked(AskPutLogin).Path; path != "/v1/stores/e1/credentials" {
		t.Error(path)
	}
}

// Without a passphrase the page says so, and saves without secrets only on a
// click that says that.
func TestSaveWithoutAPassphrase(t *testing.T) {
	p := saving(t, wire.VaultNone).does(SaveSubmitted{Password: hidden("pw")})
	p.asksNothing()
	if s := p.page().Seal; !s.Bare || !s.Again || !strings.Contains(s.Text, "nothing secret is kept beyond this browser session") {
		t.Errorf("%+v", s)
	}
	p.does(pressed("seal-bare"))
	p.answers(AskPutStore, 200, wire.StoreEntry{ID: "e9", Name: "Shop"})
	if body := string(p.asked(AskPutLogin).Body); body != `{"provider":"admin","kind":"admin","fields":{"username":"jane.doe"}}` {
		t.Error(body)
	}
	page := p.answers(AskPutLogin, 200, wire.StoreEntry{ID: "e9", Name: "Shop"}).page()
	if page.Toast.Text != "Saved in Shop, without password and token" {
		t.Error(page.Toast)
	}
}

func TestANewPassphraseIsTypedTwice(t *testing.T) {
	p := saving(t, wire.VaultNone).does(SaveSubmitted{Password: hidden("pw")})
	p.does(SealSubmitted{New: hidden("a long one"), Again: hidden("another one")}).asksNothing()
	if s := p.page().Seal; s.Error != "The two are not the same. Type the passphrase twice." {
		t.Error(s.Error)
	}
	p.does(SealSubmitted{New: hidden("a long one"), Again: hidden("a long one")})
	if ask := p.asked(AskSeal); ask.Method+" "+ask.Path != "POST /v1/vault" {
		t.Error(ask.Path)
	}
	p.answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen})
	p.asked(AskPutStore)
}

package view

import (
	"strconv"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestListFoldsByClient(t *testing.T) {
	var entries []wire.StoreEntry
	for i := range 300 {
		entries = append(entries, wire.StoreEntry{ID: strconv.Itoa(i), Client: "Client " + strconv.Itoa(i%50), Name: "Shop " + strconv.Itoa(i),
			Stage: wire.StageProduction, Store: wire.Store{BaseURL: "https://shop" + strconv.Itoa(i) + ".test"}, Origins: []string{}})
	}
	p := play(t).at(recognition()).does(pressed("tab-stores"))
	p.answers(AskStores, 200, stores(wire.VaultOpen)).answers(AskStores, 200, stores(wire.VaultOpen, entries...))
	rows := p.page().Stores.Rows
	if len(rows) != 50 || rows[0] != (Row{Kind: RowFold, Press: "client", Of: "Client 0", Title: "Client 0", Count: "6"}) {
		t.Fatalf("%d rows, first %+v", len(rows), rows[0])
	}
	p.does(pressedOf("client", "Client 0"))
	rows = p.page().Stores.Rows
	if len(rows) != 56 || !rows[0].Open || rows[1].Title != "Shop 0" || rows[1].Chip != "Production" || rows[1].URL != "https://shop0.test" {
		t.Errorf("%d rows: %+v", len(rows), rows[1])
	}
	if n := len(p.does(pressedOf("client", "Client 0")).page().Stores.Rows); n != 50 {
		t.Error(n)
	}
	rows = p.does(Changed{"search", "PRODUCTION shop29"}).page().Stores.Rows
	if len(rows) != 0 {
		t.Error("an address alone is no name", rows)
	}
	rows = p.does(Changed{"search", "client shop 299"}).page().Stores.Rows
	if len(rows) != 2 || rows[1].Of != "299" {
		t.Errorf("%+v", rows)
	}
	rows = p.does(Changed{"search", "shop"}).page().Stores.Rows
	if last := rows[len(rows)-1]; last.Kind != RowMore || len(rows) > mostRows+10 {
		t.Errorf("%d rows, last %+v", len(rows), last)
	}
}

func TestStoresOfTheTabComeFirst(t *testing.T) {
	other := wire.StoreEntry{ID: "e2", Name: "Other", Stage: wire.StageDev, Store: wire.Store{BaseURL: "javascript:alert(1)"}}
	p := play(t).at(recognition()).answers(AskStores, 200, stores(wire.VaultOpen, entryHere(savedLogin("c1", 41*time.Minute)), other))
	rows := p.does(pressed("tab-stores")).page().Stores.Rows
	if rows[0].Title != "This tab" || rows[1].Title != "Acme / Shop" || rows[1].Line != "shop.test · jane.doe" ||
		rows[1].State != "41 min" || rows[1].ActLabel != "Use" || rows[2].Title != "Without client" || rows[3].URL != "" {
		t.Errorf("%+v", rows)
	}
}

func TestEmptyAndLocked(t *testing.T) {
	p := play(t).at(recognition()).answers(AskStores, 200, stores(wire.VaultNone)).does(pressed("tab-stores"))
	if s := p.page().Stores; !s.Empty || s.NoPhrase || !s.NewMain {
		t.Errorf("%+v", s)
	}
	p = play(t).fits(wire.VaultLocked, savedLogin("c1", 0)).does(pressed("tab-stores"))
	page := p.page()
	if page.Seal.At != "stores" || page.Seal.Cancel || !page.Seal.Lost || len(page.Stores.Rows) != 2 || page.Stores.NewMain || page.Foot.Text != "Locked" {
		t.Errorf("%+v %+v", page.Seal, page.Stores)
	}
	p.does(SealSubmitted{New: hidden("right")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen, IdleMinutes: 20})
	if page := p.page(); page.Seal.At != "" || !page.Stores.CanLock || page.Foot.Text != "Open, locks after 20 min idle" {
		t.Errorf("%+v", page.Foot)
	}
	p.does(pressed("lock"))
	p.answers(AskVault, 200, wire.VaultState{State: wire.VaultLocked, IdleMinutes: 20})
	if p.page().Seal.At != "stores" {
		t.Error("not locked")
	}
}

// By its own clock, the page asks whether the seal has closed.
func TestIdleIsNoticed(t *testing.T) {
	list := stores(wire.VaultOpen)
	list.Vault.OpenUntil = start.Add(time.Minute).Format(time.RFC3339)
	p := play(t).at(recognition()).answers(AskStores, 200, list)
	p.does(tick(start.Add(30 * time.Second))).asksNothing()
	p.does(tick(start.Add(time.Minute))).asked(AskStores)
	p.does(tick(start.Add(61 * time.Second))).asksNothing()
}

var ways = map[string]any{"providers": []wire.Card{{ID: "admin", Title: "Administrator", Fields: []wire.Field{
	{Name: "username", Label: "User name"}, {Name: "password", Label: "Password", Secret: true}, {Name: "otp", Label: "Code", Secret: true, Step: 2},
}}}}

func TestDeleteAsks(t *testing.T) {
	p := editing(t).does(pressed("edit-delete"))
	if q := p.page().Stores.Form.Deleting; q != "Delete “Acme / Shop”?" || p.m.asked[AskDelete] != "" {
		t.Error(q)
	}
	p.does(pressed("delete-no"), pressed("delete-yes"))
	if p.page().Stores.Form.Deleting != "" || p.m.asked[AskDelete] != "" {
		t.Error("deleted after a no")
	}
}

func TestDeleteCanBeUndone(t *testing.T) {
	p := editing(t).does(pressed("edit-delete"), pressed("delete-yes"))
	if ask := p.asked(AskDelete); ask.Method+" "+ask.Path != "DELETE /v1/stores/e1" {
		t.Error(ask.Path)
	}
	p.answers(AskDelete, 200, entryHere())
	if page := p.page(); page.Toast.Text != "Deleted “Acme / Shop”" || page.Toast.Undo != "Undo (10)" || len(page.Stores.Rows) != 0 {
		t.Errorf("%+v", page.Toast)
	}
	if undo := p.does(tick(start.Add(9 * time.Second))).page().Toast.Undo; undo != "Undo (1)" {
		t.Error(undo)
	}
	if path := p.does(pressed("undo")).asked(AskUndo).Path; path != "/v1/stores/e1/restore" || p.page().Toast.Undo != "" {
		t.Error(path)
	}
}

func TestForgettingALoginCanBeUndone(t *testing.T) {
	p := editing(t).does(pressed("edit-forget"))
	if ask := p.asked(AskForgetLogin); ask.Path != "/v1/stores/e1/credentials/c1" {
		t.Error(ask.Path)
	}
	p.answers(AskForgetLogin, 200, entryHere())
	if f := p.page().Stores.Form; f.CanForget || len(f.Fields) != 0 || len(f.Logins) != 2 {
		t.Errorf("%+v", f)
	}
	if path := p.does(pressed("undo")).asked(AskUndo).Path; path != "/v1/stores/e1/credentials/c1/restore" {
		t.Error(path)
	}
}

func TestPastedList(t *testing.T) {
	p := play(t).fits(wire.VaultOpen).does(pressed("tab-stores"), pressed("paste-list"))
	p.does(CSVPasted{" "}).has(Focus{"csv-text"})
	if body := bodyOf(t, p.does(CSVPasted{"a,b"}).asked(AskCSV)); body["text"] != "a,b" {
		t.Error(body)
	}
	p.refuses(AskCSV, 422, wire.Error{Code: "csv_refused", Message: "Nothing was added.", Findings: []wire.Finding{{Level: "error", Message: "Line 1"}}})
	if s := p.page().Stores; s.ModeProblem != "Nothing was added." || len(s.ModeFindings) != 1 || !s.CSV {
		t.Errorf("%+v", s)
	}
	p.does(CSVPasted{"a,b"}).answers(AskCSV, 200, wire.CSVAdded{Stores: []wire.StoreEntry{{}, {}}, Known: 1})
	if page := p.page(); page.Toast.Text != "Added: 2. Saved already: 1." || page.Stores.CSV {
		t.Errorf("%+v", page.Toast)
	}
}

func TestHostPatterns(t *testing.T) {
	p := play(t).fits(wire.VaultOpen).does(pressed("tab-stores"), pressed("edit-hosts"))
	p.answers(AskHosts, 200, wire.HostSettings{Patterns: []wire.HostPattern{{Pattern: "*.test", Stage: "dev"}, {Pattern: "www.*", Stage: "production"}}})
	fill := p.effects[len(p.effects)-1].(Fill)
	if fill.Form != "hosts" || fill.Values["dev"] != "*.test\n" || fill.Values["production"] != "www.*\n" {
		t.Errorf("%+v", fill)
	}
	ask := p.does(HostsGiven{map[string]string{"dev": "*.test\n a.b ", "production": "shop.*"}}).asked(AskHosts)
	want := `{"patterns":[{"pattern":"*.test","stage":"dev"},{"pattern":"a.b","stage":"dev"},{"pattern":"shop.*","stage":"production"}]}`
	if ask.Method != "PUT" || string(ask.Body) != want {
		t.Errorf("%s %s", ask.Method, ask.Body)
	}
	if body := string(p.does(pressed("hosts-reset")).asked(AskHosts).Body); body != `{"patterns":null}` {
		t.Error(body)
	}
}

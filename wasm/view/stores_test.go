package view

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
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

func TestASavedLoginIsOfferedFirst(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", 41*time.Minute), savedLogin("c2", 0))
	page := p.page()
	if o := page.Offer; !o.Shown || page.Login.Shown || o.Title != "Admin token · jane.doe" || o.Line != "Saved in Acme / Shop" ||
		o.State != "41 min" || o.Use.Off || !o.Use.Main || o.Renew.Main {
		t.Errorf("%+v", o)
	}
	if rows := page.Others; len(rows) != 1 || rows[0].Of != "e1 c2" || rows[0].State != "no token" {
		t.Errorf("%+v", rows)
	}
	p.does(pressedOf("login", writeSavedRef(wire.SavedRef{Store: "e1", Credential: "c2"})))
	if o := p.page().Offer; !o.Use.Off || !o.Renew.Main {
		t.Errorf("%+v", o)
	}
	p.does(pressed("offer-leave")).has(Focus{"username"})
	if page := p.page(); page.Offer.Shown || !page.Login.Shown || len(page.Others) != 2 {
		t.Error("the login form is not there")
	}
}

// A token that was got by hand and lives is at hand already; one that merely lies
// in the page is not what was saved.
func TestWhatComesBeforeASavedLogin(t *testing.T) {
	found := credential("r1", wire.KindAdmin, time.Hour)
	found.FoundIn = "local storage"
	bare := savedLogin("c1", 0)
	bare.SavesPassword = false
	for name, test := range map[string]struct {
		held  wire.Credential
		login wire.SavedCredential
		offer bool
	}{
		"held and live":         {credential("r1", wire.KindAdmin, time.Hour), savedLogin("c1", time.Hour), false},
		"held and expired":      {credential("r1", wire.KindAdmin, -time.Hour), savedLogin("c1", time.Hour), true},
		"found":                 {found, savedLogin("c1", time.Hour), true},
		"found, nothing better": {found, bare, false},
	} {
		p := play(t).at(recognition(), test.held).answers(AskStores, 200, stores(wire.VaultOpen, entryHere(test.login)))
		if page := p.page(); page.Offer.Shown != test.offer || page.Credential.Shown == test.offer {
			t.Errorf("%s: %+v", name, page.Offer)
		}
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

func TestTheKindOfThePageComesFirst(t *testing.T) {
	customer := savedLogin("c2", time.Hour)
	customer.Kind, customer.Provider = wire.KindCustomer, wire.KindCustomer
	p := play(t).at(onStorefront()).answers(AskStores, 200, stores(wire.VaultOpen, entryHere(savedLogin("c1", time.Hour), customer)))
	if ref := p.m.offered(); ref.Credential != "c2" {
		t.Error(ref)
	}
}

func TestRenewIsOneClick(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", -time.Minute)).does(pressed("offer-renew"))
	ask := p.asked(AskLogin)
	if ask.Path != "/v1/stores/e1/credentials/c1/renew" || ask.Origin != shop || strings.Contains(string(ask.Body), "password") {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	if body := bodyOf(t, ask); body["origin"] != shop || body["path"] != "/admin" {
		t.Error(body)
	}
	if o := p.page().Offer; !o.Renew.Busy || o.Renew.Label != "Logging in" {
		t.Errorf("%+v", o)
	}
	c := credential("r1", wire.KindAdmin, time.Hour)
	c.Saved = &wire.SavedRef{Store: "e1", Credential: "c1"}
	page := p.answers(AskLogin, 200, c).page()
	if !page.Credential.Shown || page.Credential.CanSave || page.Offer.Shown {
		t.Errorf("%+v", page.Credential)
	}
	if f := page.Credential.Facts[1]; f != (Fact{"Saved in", "Acme / Shop"}) {
		t.Error(f)
	}
}

// The same second factor as for a typed password: the code alone is sent on.
func TestRenewAsksForACode(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", -time.Minute)).does(pressed("offer-renew"))
	p.refuses(AskLogin, 401, wire.Error{Code: codeTwoFactor, Choices: []string{factorGoogle}})
	if page := p.page(); !page.Code.Shown || page.Code.Who != "jane.doe" || page.Offer.Shown {
		t.Errorf("%+v", page.Code)
	}
	body := bodyOf(t, p.does(CodeGiven{hidden("123456")}).asked(AskLogin))
	if fields := body["fields"].(map[string]any); fields["otp"] != "123456" || fields["factor"] != factorGoogle || len(fields) != 2 {
		t.Error(fields)
	}
}

func TestALockedSealIsOpenedOnTheWay(t *testing.T) {
	p := play(t).fits(wire.VaultLocked, savedLogin("c1", time.Hour)).does(pressed("offer-renew"))
	p.asksNothing()
	if s := p.page().Seal; s.At != "grab" || s.Again || !s.Cancel || s.Bare || s.Title != "Passwords and tokens are locked" {
		t.Errorf("%+v", s)
	}
	p.does(SealSubmitted{New: hidden("wrong")})
	if ask := p.asked(AskSeal); ask.Path != "/v1/vault/unlock" || string(ask.Body) != `{"passphrase":"wrong"}` {
		t.Errorf("%s %s", ask.Path, ask.Body)
	}
	p.refuses(AskSeal, 403, wire.Error{Code: "passphrase_wrong", Message: "It does not fit.", Hint: "Try again."})
	p.has(SetValue{"seal-new", ""})
	if s := p.page().Seal; s.Error != "It does not fit. Try again." {
		t.Error(s.Error)
	}
	p.does(SealSubmitted{New: hidden("right")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen, IdleMinutes: 15})
	if p.asked(AskLogin).Path != "/v1/stores/e1/credentials/c1/renew" || p.page().Seal.At != "" {
		t.Error("the renewal does not go on")
	}
}

// The seal may close by itself between two clicks.
func TestASealThatClosedMeanwhile(t *testing.T) {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", time.Hour)).does(pressed("offer-use"))
	p.refuses(AskUse, 423, wire.Error{Code: codeVaultLocked, Message: "m"})
	if s := p.page().Seal; s.At != "grab" {
		t.Errorf("%+v", s)
	}
	p.does(SealSubmitted{New: hidden("right")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen})
	if path := p.asked(AskUse).Path; path != "/v1/stores/e1/credentials/c1/use" {
		t.Error(path)
	}
}

func TestALoginWithoutPasswordIsTyped(t *testing.T) {
	login := savedLogin("c1", 0)
	login.SavesPassword = false
	p := play(t).fits(wire.VaultOpen, login).does(pressed("offer-renew"))
	p.asksNothing()
	p.has(SetValue{"username", "jane.doe"})
	p.has(Focus{"password"})
	if !p.page().Login.Shown {
		t.Error("no login form")
	}
}

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

func editing(t *testing.T) *player {
	p := play(t).fits(wire.VaultOpen, savedLogin("c1", 0)).does(pressed("tab-stores")).answers(AskWays, 200, ways)
	return p.does(pressedOf("store", "e1"))
}

func TestTheFormComesFromTheCard(t *testing.T) {
	f := editing(t).page().Stores.Form
	if f.Title != "Acme / Shop" || f.Unsaved || !f.CanForget || f.WayShown || len(f.Fields) != 2 {
		t.Fatalf("%+v", f)
	}
	if f.Fields[0].ID != "field-username" || !f.Fields[1].Secret || f.Fields[1].Hint != "Saved, sealed. Typing here replaces it." {
		t.Errorf("%+v", f.Fields)
	}
}

func with(values map[string]string, name, value string) map[string]string {
	out := map[string]string{name: value}
	for n, v := range values {
		if n != name {
			out[n] = v
		}
	}
	return out
}

func TestUnsavedChangesOutliveThePage(t *testing.T) {
	p := editing(t)
	p.does(EditTyped{with(p.m.Edit.Values, "notes", "call \"Jane\"\nfirst")})
	var kept Keep
	for _, e := range p.effects {
		if k, is := e.(Keep); is {
			kept = k
		}
	}
	if kept.Key != DraftKey || !p.page().Stores.Form.Unsaved {
		t.Fatalf("%+v", p.effects)
	}
	q := play(t).fits(wire.VaultOpen, savedLogin("c1", 0)).does(DraftFound{kept.Value}, pressed("tab-stores"))
	if q.m.Edit.ID != "e1" || q.m.Edit.Values["notes"] != "call \"Jane\"\nfirst" || !q.page().Stores.Form.Unsaved {
		t.Errorf("%+v", q.m.Edit)
	}
	q.does(pressed("edit-leave"))
	dropped := false
	for _, e := range q.effects {
		k, is := e.(Keep)
		dropped = dropped || is && k.Key == DraftKey && k.Value == nil
	}
	if !dropped || q.page().Stores.Edit {
		t.Error("the draft stays")
	}
}

func TestEditSaves(t *testing.T) {
	p := editing(t)
	values := with(with(p.m.Edit.Values, "name", "Shop 2"), "own-color", "true")
	p.does(EditSubmitted{Values: with(values, "door-username", "stage"), Secrets: map[string]secret.Text{
		"door-password": hidden("door"), "field-password": hidden("new"),
	}})
	ask := p.asked(AskPutStore)
	body := bodyOf(t, ask)
	if ask.Method+" "+ask.Path != "PUT /v1/stores/e1" || body["name"] != "Shop 2" || body["color"] != "#808080" ||
		body["door"].(map[string]any)["password"] != "door" || body["url"] != nil {
		t.Errorf("%s %s %s", ask.Method, ask.Path, ask.Body)
	}
	p.answers(AskPutStore, 200, entryHere(savedLogin("c1", 0)))
	ask = p.asked(AskPutLogin)
	if ask.Method+" "+ask.Path != "PUT /v1/stores/e1/credentials/c1" ||
		string(ask.Body) != `{"provider":"admin","fields":{"username":"jane.doe","password":"new"}}` {
		t.Errorf("%s %s %s", ask.Method, ask.Path, ask.Body)
	}
	if page := p.answers(AskPutLogin, 200, entryHere()).page(); page.Stores.Edit || page.Toast.Text != "Saved in Acme / Shop" {
		t.Errorf("%+v", page.Toast)
	}
}

// A new address is looked at anew; the old store's place is not kept with it.
func TestANewAddressReplacesTheStore(t *testing.T) {
	p := editing(t)
	p.does(EditSubmitted{Values: with(p.m.Edit.Values, "url", "https://other.test/")})
	body := bodyOf(t, p.asked(AskPutStore))
	if body["url"] != "https://other.test/" || body["store"] != nil {
		t.Error(body)
	}
	p.refuses(AskPutStore, 400, wire.Error{Code: "value_refused", Message: "No.", Params: map[string]string{"field": "origins"}})
	p.has(Focus{"edit-origins"})
	if f := p.page().Stores.Form; f.Problem != "No." {
		t.Error(f.Problem)
	}
}

// Saved secrets go to another host only after a yes that names it.
func TestANewAddressIsConfirmedByItsHost(t *testing.T) {
	p := editing(t)
	moved := EditSubmitted{Values: with(p.m.Edit.Values, "url", "https://other.test/")}
	p.does(moved)
	p.refuses(AskPutStore, 409, wire.Error{Code: "address_consent", Message: "Elsewhere.", Params: map[string]string{"host": "other.test"}})
	if f := p.page().Stores.Form; f.Button.Label != "Save for other.test" || f.Problem != "Elsewhere." {
		t.Errorf("%+v", f)
	}
	p.does(moved)
	p.refuses(AskPutStore, 409, wire.Error{Code: "address_consent", Params: map[string]string{"host": "two.test"}})
	p.does(moved)
	if body := string(p.asked(AskPutStore).Body); !strings.Contains(body, `"consent":["host:other.test","host:two.test"]`) {
		t.Error(body)
	}
	p = editing(t).does(moved)
	p.refuses(AskPutStore, 409, wire.Error{Code: "address_consent", Params: map[string]string{"host": "other.test"}})
	p.does(EditTyped{with(p.m.Edit.Values, "url", "https://third.test/")})
	if label := p.page().Stores.Form.Button.Label; label != "Save" {
		t.Errorf("a yes to one host is offered for another: %s", label)
	}
}

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

// An address on another host counts only after a click that names it.
func TestAddressesOfTheStore(t *testing.T) {
	p := editing(t).does(pressed("edit-take"))
	p.asksNothing()
	if problem := p.page().Stores.Form.Problem; !strings.Contains(problem, "Get one of this store on Grab") {
		t.Error(problem)
	}
	p.m.hold(credential("r1", wire.KindAdmin, time.Hour))
	ask := p.does(pressed("edit-take")).asked(AskOrigins)
	if ask.Path != "/v1/stores/e1/origins" || ask.Origin != shop || bodyOf(t, ask)["credential"].(map[string]any)["ref"] != "r1" {
		t.Errorf("%+v", ask)
	}
	p.answers(AskOrigins, 200, wire.OriginsFound{Entry: entryHere(savedLogin("c1", 0)), Found: []wire.FoundOrigin{
		{URL: shop, Saved: true}, {URL: shop + "/de", Saved: true}, {URL: "https://elsewhere.test"},
	}})
	p.has(SetValue{"edit-origins", shop + "/de"})
	if f := p.page().Stores.Form; len(f.Found) != 1 || f.Found[0].Label != "Add https://elsewhere.test" {
		t.Errorf("%+v", f.Found)
	}
	p.does(pressedOf("add-origin", "https://elsewhere.test")).has(SetValue{"edit-origins", shop + "/de\nhttps://elsewhere.test"})
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

// No secret of these forms outlives the store that it was for.
func TestSecretsOfTheFormsGo(t *testing.T) {
	p := saving(t, wire.VaultLocked).does(SaveSubmitted{Password: hidden("hunter2")})
	p.does(TabFound{Tab{ID: 7, URL: "https://other.test/", Origin: "https://other.test"}})
	if p.m.Save.Open || p.m.Put.login.method != "" || !p.m.Login.typed.Empty() || p.m.Seal.Want != "" {
		t.Errorf("%+v %+v", p.m.Save, p.m.Seal)
	}
	p.has(SetValue{"save-password", ""})
}

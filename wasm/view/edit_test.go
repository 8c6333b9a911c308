package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

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

// What is typed need not be left to let an authenticator key lie beside its
// password.
func TestAKeyBesideItsPasswordIsOfferedInTheForm(t *testing.T) {
	refused := wire.Error{Code: codeSeedBeside, Message: "It is not saved."}
	p := editing(t)
	p.does(EditSubmitted{Values: p.m.Edit.Values, Secrets: map[string]secret.Text{"field-password": hidden("new")}})
	p.answers(AskPutStore, 200, entryHere(savedLogin("c1", 0)))
	p.refuses(AskPutLogin, 409, refused).has(Focus{"edit-seed"})
	if !p.page().Stores.Form.Seed {
		t.Fatal("it is not offered")
	}
	p.does(pressed("edit-seed"))
	if ask := p.asked(AskSeed); ask.Method != "PUT" || string(ask.Body) != `{"beside":true}` || p.page().Stores.Form.Seed {
		t.Errorf("%s %s", ask.Method, ask.Body)
	}
	p.answers(AskSeed, 200, map[string]any{"beside": true})
	if body := string(p.asked(AskPutLogin).Body); !strings.Contains(body, `"password":"new"`) {
		t.Errorf("%s", body)
	}
	p.refuses(AskPutLogin, 409, refused).does(EditTyped{p.m.Edit.Values})
	if p.page().Stores.Form.Seed {
		t.Error("it is offered for what was typed before")
	}
	p.does(pressed("edit-seed"))
	p.asksNothing()
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

// No secret of these forms outlives the store that it was for.
func TestSecretsOfTheFormsGo(t *testing.T) {
	p := saving(t, wire.VaultLocked).does(SaveSubmitted{Password: hidden("hunter2")})
	p.does(TabFound{Tab{ID: 7, URL: "https://other.test/", Origin: "https://other.test"}})
	if p.m.Save.Open || p.m.Put.login.method != "" || !p.m.Login.typed.Empty() || p.m.Seal.Want != "" {
		t.Errorf("%+v %+v", p.m.Save, p.m.Seal)
	}
	p.has(SetValue{"save-password", ""})
}

// An imported store may have a number that the form does not offer: saving the
// form does not change it.
func TestRequestsAtOnce(t *testing.T) {
	for chosen, want := range map[string]string{"0": `"concurrency":0`, "8": `"concurrency":8`, "": "", "12": ""} {
		m := Model{Edit: Edit{Open: true}}
		values := with(valuesOf(&wire.StoreEntry{Concurrency: 12}), "concurrency", chosen)
		body := m.storeWrite(EditSubmitted{Values: values}).bare.Reveal()
		if strings.Contains(body, "concurrency") != (want != "") || !strings.Contains(body, want) {
			t.Errorf("%q: %s", chosen, body)
		}
	}
}

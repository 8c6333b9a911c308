package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const phrase = "correct horse battery"

func addStore(t *testing.T, e *env, in fields) wire.StoreEntry {
	t.Helper()
	var entry wire.StoreEntry
	if err := call(t, e, "POST", "/v1/stores", in, &entry); err != nil {
		t.Fatalf("adding a store: %s %v", err.Message, err.Params)
	}
	return entry
}

func setPassphrase(t *testing.T, e *env) {
	t.Helper()
	if err := call(t, e, "POST", "/v1/vault", fields{"passphrase": phrase}, nil); err != nil {
		t.Fatal(err.Message)
	}
}

func listStores(t *testing.T, e *env, query string) wire.StoreList {
	t.Helper()
	var list wire.StoreList
	if err := call(t, e, "GET", "/v1/stores?"+query, nil, &list); err != nil {
		t.Fatal(err.Message)
	}
	return list
}

func namesOf(list wire.StoreList) string {
	var names []string
	for _, e := range list.Stores {
		names = append(names, e.Name)
	}
	return strings.Join(names, " ")
}

func tab(origin, path string) string {
	return url.Values{"origin": {origin}, "path": {path}}.Encode()
}

func TestStoreIsSavedWithoutAPassphrase(t *testing.T) {
	e := newEnv(t, exits{})
	entry := addStore(t, e, fields{"url": "https://staging.shop.test/admin_x/dashboard/", "client": "Acme"})
	if entry.Name != "staging.shop.test" || entry.Stage != wire.StageDev || entry.Store.BaseURL != "https://staging.shop.test" {
		t.Errorf("entry %+v", entry)
	}
	var got wire.StoreEntry
	if err := call(t, e, "PUT", "/v1/stores/"+entry.ID, fields{"stage": "production", "notes": "careful"}, &got); err != nil {
		t.Fatal(err.Message)
	}
	if got.Stage != "production" || got.Client != "Acme" || got.Notes != "careful" || got.Name != entry.Name {
		t.Errorf("what was left out did not stay: %+v", got)
	}
}

func TestStoresOfATabComeFirst(t *testing.T) {
	e := newEnv(t, exits{})
	addStore(t, e, fields{"name": "a", "url": "https://other.example"})
	addStore(t, e, fields{"name": "root", "url": "https://shop.example"})
	addStore(t, e, fields{"name": "b2b", "origins": []string{"https://shop.example/b2b"}})
	for path, want := range map[string]string{"/b2b/admin": "b2b root a", "/b2bx": "root a b2b", "/": "root a b2b"} {
		if got := namesOf(listStores(t, e, tab("https://shop.example", path))); got != want {
			t.Errorf("at %s: %s, want %s", path, got, want)
		}
	}
	list := listStores(t, e, tab("https://staging.other.example", "/"))
	if list.Stage != wire.StageStaging || list.Stores[0].Matches {
		t.Errorf("stage %q, first matches: %v", list.Stage, list.Stores[0].Matches)
	}
	if got := listStores(t, e, "q=SHOP+b2"); namesOf(got) != "b2b" || got.Total != 1 {
		t.Errorf("search found %q", namesOf(got))
	}
	if got := listStores(t, e, "limit=1"); len(got.Stores) != 1 || got.Total != 3 {
		t.Errorf("limit gave %d of %d", len(got.Stores), got.Total)
	}
}

func TestSameMessageTwiceAddsOneStore(t *testing.T) {
	e := newEnv(t, exits{})
	h := e.withHeaders("message-0001", "")
	for range 2 {
		if err := call(t, h, "POST", "/v1/stores", fields{"url": "https://shop.example"}, nil); err != nil {
			t.Fatal(err.Message)
		}
	}
	if list := listStores(t, e, ""); list.Total != 1 {
		t.Errorf("%d stores", list.Total)
	}
}

func TestDeletedStoreCanBeRestoredForTenSeconds(t *testing.T) {
	e := newEnv(t, exits{})
	id := addStore(t, e, fields{"url": "https://shop.example"}).ID
	remove := func() {
		t.Helper()
		if err := call(t, e, "DELETE", "/v1/stores/"+id, nil, nil); err != nil {
			t.Fatal(err.Message)
		}
		if list := listStores(t, e, ""); list.Total != 0 {
			t.Error("still listed")
		}
	}
	remove()
	e.now = e.now.Add(9 * time.Second)
	if err := call(t, e, "POST", "/v1/stores/"+id+"/restore", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	if list := listStores(t, e, ""); list.Total != 1 {
		t.Error("not restored")
	}
	remove()
	e.now = e.now.Add(10 * time.Second)
	listStores(t, e, "")
	wantCode(t, call(t, e, "POST", "/v1/stores/"+id+"/restore", nil, nil), "store_unknown")
	if keys, _ := e.state.Keys(t.Context(), "local", ""); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestSecretNeedsAPassphrase(t *testing.T) {
	e := newEnv(t, exits{})
	id := addStore(t, e, fields{"url": "https://shop.example"}).ID
	path := "/v1/stores/" + id + "/credentials"
	secretFields := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "right"}}
	wantCode(t, call(t, e, "POST", path, secretFields, nil), "vault_missing")
	if err := call(t, e, "POST", path, fields{"provider": "admin", "fields": fields{"username": "jane"}}, nil); err != nil {
		t.Fatalf("a user name alone: %s", err.Message)
	}
	setPassphrase(t, e)
	if err := call(t, e, "POST", "/v1/vault/lock", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	wantCode(t, call(t, e, "POST", path, secretFields, nil), "vault_locked")
	wantCode(t, call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": "wrong but long"}, nil), "passphrase_wrong")
	if err := call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": phrase}, nil); err != nil {
		t.Fatal(err.Message)
	}
	var entry wire.StoreEntry
	if err := call(t, e, "POST", path, secretFields, &entry); err != nil {
		t.Fatal(err.Message)
	}
	c := entry.Credentials
	if len(c) != 1 || !c[0].SavesPassword || !c[0].Fields["password"].Sealed || c[0].Fields["username"].Value != "jane" || c[0].State != wire.SavedNone {
		t.Errorf("credentials %+v", c)
	}
	wantNoSecret(t, e, "right")
}

// wantNoSecret looks for a text in everything that is kept beyond the session.
func wantNoSecret(t *testing.T, e *env, text string) {
	t.Helper()
	keys, _ := e.state.Keys(t.Context(), "local", "")
	for _, key := range keys {
		raw, _ := e.state.Get(t.Context(), "local", key)
		if strings.Contains(string(raw)+key, text) {
			t.Errorf("a secret is in clear in %.12s…", key)
		}
	}
}

func TestRenewSignsInWithWhatIsSaved(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	setPassphrase(t, e)
	id := addStore(t, e, fields{"url": "https://shop.test"}).ID
	var entry wire.StoreEntry
	in := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "right"}}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/credentials", in, &entry); err != nil {
		t.Fatal(err.Message)
	}
	path := "/v1/stores/" + id + "/credentials/" + entry.Credentials[0].ID
	var c wire.Credential
	if err := call(t, e.withHeaders("message-0001", ""), "POST", path+"/renew", fields{"origin": "https://shop.test"}, &c); err != nil {
		t.Fatal(err.Message)
	}
	if c.Saved == nil || c.Saved.Store != id || c.Who != "jane" || len(c.Findings) != 0 {
		t.Errorf("credential %+v", c)
	}
	list := listStores(t, e, tab("https://shop.test", "/"))
	saved := list.Stores[0].Credentials[0]
	if saved.State != wire.SavedLive || saved.UsedAt["https://shop.test"] == "" || list.Stores[0].Store.RestURL != "https://shop.test/rest" {
		t.Errorf("saved %+v at %+v", saved, list.Stores[0].Store)
	}
	wantNoSecret(t, e, adminToken)
	useAgain(t, e, path)
	e.now = e.now.Add(61 * time.Minute)
	locked := listStores(t, e, "")
	if got := locked.Stores[0].Credentials[0].State; got != wire.SavedExpired || locked.Vault.State != wire.VaultLocked {
		t.Errorf("an hour later: token %s, vault %s", got, locked.Vault.State)
	}
	wantCode(t, call(t, e, "POST", path+"/renew", nil, nil), "vault_locked")
	if n := store.count("POST " + adminRoute); n != 1 {
		t.Errorf("%d sign-ins, want 1", n)
	}
}

// useAgain takes the saved token in a new browser session.
func useAgain(t *testing.T, e *env, path string) {
	t.Helper()
	keys, _ := e.state.Keys(t.Context(), "session", "cred:")
	for _, key := range keys {
		_ = e.state.Delete(t.Context(), "session", key)
	}
	var c wire.Credential
	if err := call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test", "path": "/"}, &c); err != nil {
		t.Fatal(err.Message)
	}
	var got struct{ Text string }
	if err := call(t, e, "POST", "/v1/reveal", fields{"ref": c.Ref, "as": "token"}, &got); err != nil || got.Text != adminToken {
		t.Error("the saved token did not come back")
	}
	if text, _ := json.Marshal(c); strings.Contains(string(text), adminToken) {
		t.Error("the answer holds the token's text")
	}
}

func TestRenewIsCountedAsAnySignIn(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	setPassphrase(t, e)
	id := addStore(t, e, fields{"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"}}).ID
	var entry wire.StoreEntry
	in := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "wrong"}}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/credentials", in, &entry); err != nil {
		t.Fatal(err.Message)
	}
	path := "/v1/stores/" + id + "/credentials/" + entry.Credentials[0].ID + "/renew"
	for range 3 {
		wantCode(t, call(t, e, "POST", path, nil, nil), "invalid_grant")
	}
	wantCode(t, call(t, e, "POST", path, nil, nil), "locked_out")
	if n := store.count("POST " + adminRoute); n != 3 {
		t.Errorf("%d sign-ins, want 3", n)
	}
}

func TestCredentialOfTheSessionIsSaved(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	setPassphrase(t, e)
	var held wire.Credential
	if err := call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &held); err != nil {
		t.Fatal(err.Message)
	}
	id := addStore(t, e, fields{"url": "https://shop.test"}).ID
	elsewhere := addStore(t, e, fields{"url": "https://other.test"}).ID
	wantCode(t, call(t, e, "POST", "/v1/stores/"+elsewhere+"/credentials", fields{"ref": held.Ref}, nil), "other_origin")
	var entry wire.StoreEntry
	if err := call(t, e, "POST", "/v1/stores/"+id+"/credentials", fields{"ref": held.Ref}, &entry); err != nil {
		t.Fatal(err.Message)
	}
	c := entry.Credentials[0]
	if c.State != wire.SavedLive || c.Who != "jane" || c.Fields["username"].Value != "jane" || c.SavesPassword || c.Kind != wire.KindAdmin {
		t.Errorf("saved %+v", c)
	}
	var list struct{ Credentials []wire.Credential }
	if err := call(t, e, "GET", "/v1/credentials?origin=https://shop.test", nil, &list); err != nil {
		t.Fatal(err.Message)
	}
	if s := list.Credentials[0].Saved; s == nil || s.Credential != c.ID {
		t.Errorf("the card does not say that it is saved: %+v", s)
	}
}

func TestCSVAddsAllOrNone(t *testing.T) {
	e := newEnv(t, exits{})
	add := func(text string) (wire.CSVAdded, string) {
		t.Helper()
		var added wire.CSVAdded
		if err := call(t, e, "POST", "/v1/stores/csv", fields{"text": text}, &added); err != nil {
			var lines []string
			for _, f := range err.Findings {
				lines = append(lines, f.Code+" "+f.Params["line"])
			}
			return added, err.Code + ": " + strings.Join(lines, ", ")
		}
		return added, ""
	}
	if _, problem := add("Acme,Live,prod,https://acme.example\nAcme,Bad,none,https://b.example\nAcme,None,prod,ftp://x"); problem != "csv_refused: line_stage 2, line_address 3" {
		t.Errorf("problem %q", problem)
	}
	if list := listStores(t, e, ""); list.Total != 0 {
		t.Errorf("%d stores of a list that was refused", list.Total)
	}
	added, problem := add("client,name,stage,url,user\nAcme,Live,prod,https://acme.example,jane\nAcme,Staging,,staging.acme.example,joe")
	if problem != "" || len(added.Stores) != 2 || added.Stores[0].Credentials[0].Fields["username"].Value != "jane" || added.Stores[1].Stage != wire.StageStaging {
		t.Errorf("%s; added %+v", problem, added.Stores)
	}
	if _, problem := add("https://a.example;Shop;admin;S3cret!pw\nadmin;S3cret!pw;x;https://b.example"); problem != "csv_refused: line_columns 1, line_columns 2" {
		t.Errorf("columns that nobody named: %q", problem)
	}
	if again, _ := add("Acme,Live,prod,https://acme.example"); again.Known != 1 || len(again.Stores) != 0 {
		t.Errorf("again: %+v", again)
	}
	if _, problem := add("url,password,username\nhttps://c.example,hunter22,jane"); problem != "vault_missing: " {
		t.Errorf("a password without a vault: %q", problem)
	}
}

func TestSameListTwiceIsAddedOnce(t *testing.T) {
	e := newEnv(t, exits{})
	for range 2 {
		var added wire.CSVAdded
		if err := call(t, e.withHeaders("message-0001", ""), "POST", "/v1/stores/csv", fields{"text": "A,a.example\nB,b.example"}, &added); err != nil {
			t.Fatal(err.Message)
		}
		if len(added.Stores) != 2 || added.Known != 0 {
			t.Errorf("added %+v", added)
		}
	}
	if list := listStores(t, e, ""); list.Total != 2 {
		t.Errorf("%d stores", list.Total)
	}
}

func TestOnlyUseOfASecretKeepsTheVaultOpen(t *testing.T) {
	store := &shop{password: "right"}
	e, id, _ := panel(t, store.Do)
	before := listStores(t, e, "").Vault.OpenUntil
	e.now = e.now.Add(time.Minute)
	_ = call(t, e, "POST", "/v1/check", fields{"store": fields{"id": id}, "credential": fields{"token": adminToken}}, nil)
	_ = call(t, e, "PUT", "/v1/stores/"+id, fields{"notes": "x"}, nil)
	if after := listStores(t, e, tab("https://shop.test", "/")).Vault.OpenUntil; after != before || before == "" {
		t.Errorf("open until %s, before %s", after, before)
	}
}

func TestHostPatternsCanBeEdited(t *testing.T) {
	e := newEnv(t, exits{})
	var got wire.HostSettings
	in := fields{"patterns": []fields{{"pattern": "*.Acme.Example", "stage": "dev"}}}
	if err := call(t, e, "PUT", "/v1/settings/hosts", in, &got); err != nil {
		t.Fatal(err.Message)
	}
	_ = call(t, e, "GET", "/v1/settings/hosts?host=x.acme.example:8443", nil, &got)
	if got.Stage != "dev" || len(got.Patterns) != 1 || len(got.Defaults) < 10 {
		t.Errorf("settings %+v", got)
	}
	wantCode(t, call(t, e, "PUT", "/v1/settings/hosts", fields{"patterns": []fields{{"pattern": "*", "stage": "dev"}}}, nil), "pattern_refused")
	var back wire.HostSettings
	if err := call(t, e, "PUT", "/v1/settings/hosts", fields{"patterns": nil}, &back); err != nil || len(back.Patterns) != len(back.Defaults) {
		t.Errorf("the defaults did not come back: %d", len(back.Patterns))
	}
}

// panel is a saved store of a shop with a login, and the shop.
func panel(t *testing.T, answer doerFunc) (*env, string, string) {
	t.Helper()
	e := newEnv(t, exits{direct: answer})
	setPassphrase(t, e)
	id := addStore(t, e, fields{"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"}}).ID
	var entry wire.StoreEntry
	in := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "right"}}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/credentials", in, &entry); err != nil {
		t.Fatal(err.Message)
	}
	return e, id, entry.Credentials[0].ID
}

func TestSavedLoginCanBeChangedForgottenAndRestored(t *testing.T) {
	e, id, cid := panel(t, nil)
	path := "/v1/stores/" + id + "/credentials/" + cid
	var entry wire.StoreEntry
	change := func(in fields) wire.SavedCredential {
		t.Helper()
		entry = wire.StoreEntry{}
		if err := call(t, e, "PUT", path, in, &entry); err != nil {
			t.Fatal(err.Message)
		}
		return entry.Credentials[0]
	}
	if c := change(fields{"title": "Jane", "fields": fields{"username": "jane2"}}); c.Title != "Jane" || c.Who != "jane2" || !c.SavesPassword {
		t.Errorf("changed: %+v", c)
	}
	if c := change(fields{"fields": fields{"password": "other"}}); !c.SavesPassword || c.Title != "Jane" {
		t.Errorf("another password: %+v", c)
	}
	if c := change(fields{"fields": fields{"password": ""}}); c.SavesPassword || c.Fields["password"].Sealed {
		t.Errorf("without a password: %+v", c)
	}
	entry = wire.StoreEntry{}
	if err := call(t, e, "DELETE", path, nil, &entry); err != nil || len(entry.Credentials) != 0 {
		t.Fatalf("deleted: %v %+v", err, entry.Credentials)
	}
	if err := call(t, e, "POST", path+"/restore", nil, &entry); err != nil || len(entry.Credentials) != 1 {
		t.Errorf("restored: %v %+v", err, entry.Credentials)
	}
	wantCode(t, call(t, e, "PUT", "/v1/stores/"+id+"/credentials/other", fields{"title": "x"}, nil), "saved_unknown")
	wantCode(t, call(t, e, "POST", path+"/use", nil, nil), "saved_no_token")
}

func TestOneTimeCodeIsNotSaved(t *testing.T) {
	e, id, cid := panel(t, nil)
	var entry wire.StoreEntry
	if err := call(t, e, "PUT", "/v1/stores/"+id+"/credentials/"+cid, fields{"fields": fields{"otp": "123456"}}, &entry); err != nil {
		t.Fatal(err.Message)
	}
	if _, there := entry.Credentials[0].Fields["otp"]; there {
		t.Error("a one-time code was saved")
	}
}

func TestSavedDoorOpens(t *testing.T) {
	store := &shop{password: "right"}
	doors := map[string]int{}
	e, id, cid := panel(t, func(req *http.Request) (*http.Response, error) {
		doors[req.Header.Get("Authorization")]++
		return store.Do(req)
	})
	if err := call(t, e, "PUT", "/v1/stores/"+id, fields{"door": fields{"username": "u", "password": "p"}}, nil); err != nil {
		t.Fatal(err.Message)
	}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/credentials/"+cid+"/renew", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	if doors["Basic dTpw"] != 1 || len(doors) != 1 {
		t.Errorf("authorization headers: %v", doors)
	}
	_ = call(t, e, "POST", "/v1/vault/lock", nil, nil)
	if err := call(t, e, "POST", "/v1/check", fields{"store": fields{"id": id}, "credential": fields{"token": adminToken}}, nil); err != nil {
		t.Fatal(err.Message)
	}
	if doors["Basic dTpw"] != 1 {
		t.Error("a locked door opened")
	}
	var entry wire.StoreEntry
	_ = call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": phrase}, nil)
	if err := call(t, e, "PUT", "/v1/stores/"+id, fields{"door": fields{"username": "", "password": ""}}, &entry); err != nil || entry.HasDoor {
		t.Errorf("the door stayed: %v", err)
	}
}

func TestSavedStoreIsNamedByItsID(t *testing.T) {
	store := &shop{password: "right"}
	e, id, _ := panel(t, store.Do)
	var check wire.Check
	in := fields{"store": fields{"id": id}, "credential": fields{"token": adminToken}}
	if err := call(t, e, "POST", "/v1/check", in, &check); err != nil || check.Verdict != wire.VerdictValid {
		t.Errorf("%v %+v", err, check)
	}
	var request struct{ Request wire.Request }
	if err := call(t, e, "POST", "/v1/request", fields{"store": fields{"id": id}, "method": "get", "path": "/V1/modules"}, &request); err != nil {
		t.Fatal(err.Message)
	}
	if request.Request.URL != "https://shop.test/rest/V1/modules" {
		t.Error(request.Request.URL)
	}
	wantCode(t, call(t, e, "POST", "/v1/check", fields{"store": fields{"id": "nobody"}, "credential": fields{"token": adminToken}}, nil), "store_unknown")
}

func TestOtherHostsOfAStoreNeedAYes(t *testing.T) {
	asked := ""
	e, id, _ := panel(t, func(req *http.Request) (*http.Response, error) {
		asked = req.URL.Path + " " + req.Header.Get("Authorization")
		return reply(200, "application/json", `[
			{"code":"default","base_url":"http://shop.test/","secure_base_url":"https://shop.test/"},
			{"code":"b2b","base_url":"https://shop.test/b2b/","secure_base_url":"https://shop.test/b2b/"},
			{"code":"de","base_url":"https://shop.de.test/","secure_base_url":"https://shop.de.test/"},
			{"code":"odd","base_url":"javascript:alert(1)","secure_base_url":"{{unsecure_base_url}}"}]`), nil
	})
	var found wire.OriginsFound
	in := fields{"credential": fields{"token": adminToken}}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/origins", in, &found); err != nil {
		t.Fatal(err.Message)
	}
	if asked != "/rest/V1/store/storeConfigs Bearer "+adminToken {
		t.Errorf("asked %.40s", asked)
	}
	if got := strings.Join(found.Entry.Origins, " "); got != "https://shop.test https://shop.test/b2b" {
		t.Errorf("saved %s", got)
	}
	if last := found.Found[3]; len(found.Found) != 4 || last.URL != "https://shop.de.test" || last.Saved || last.StoreViews[0] != "de" {
		t.Errorf("found %+v", found.Found)
	}
	in["add"] = []string{"https://shop.de.test", "https://never.test"}
	if err := call(t, e, "POST", "/v1/stores/"+id+"/origins", in, &found); err != nil {
		t.Fatal(err.Message)
	}
	if got := found.Entry.Origins; len(got) != 3 || got[2] != "https://shop.de.test" || len(found.Entry.StoreViews) != 3 {
		t.Errorf("saved %v, views %v", got, found.Entry.StoreViews)
	}
}

func TestLearntIsKeptApart(t *testing.T) {
	e, id, _ := panel(t, nil)
	path := "/v1/stores/" + id
	if err := call(t, e, "PUT", path+"/learnt", fields{"routes": []string{"GET /V1/modules"}}, nil); err != nil {
		t.Fatal(err.Message)
	}
	if err := call(t, e, "PUT", path+"/learnt", fields{"acl": fields{"id": "Magento_Backend::admin"}}, nil); err != nil {
		t.Fatal(err.Message)
	}
	var entry wire.StoreEntry
	_ = call(t, e, "GET", path, nil, &entry)
	if string(entry.Routes) != `["GET /V1/modules"]` || string(entry.ACL) == "" || len(listStores(t, e, "").Stores[0].Routes) != 0 {
		t.Errorf("routes %s, acl %s", entry.Routes, entry.ACL)
	}
	wantCode(t, call(t, e, "PUT", path+"/learnt", fields{"routes": strings.Repeat("x", 200_000)}, nil), "learnt_large")
}

func TestStoreIsSavedWithItsLogin(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	in := fields{"url": "https://shop.test", "credential": fields{"provider": "admin", "fields": fields{"username": "jane", "password": "right"}}}
	wantCode(t, call(t, e, "POST", "/v1/stores", in, nil), "vault_missing")
	if n := listStores(t, e, "").Total; n != 0 {
		t.Errorf("%d stores without their login", n)
	}
	setPassphrase(t, e)
	h := e.withHeaders("message-0001", "")
	for range 2 { // a message may come twice
		must(t, call(t, h, "POST", "/v1/stores", in, nil))
	}
	entry := listStores(t, e, "q=shop").Stores[0]
	if len(entry.Credentials) != 1 || !entry.Credentials[0].SavesPassword || entry.Credentials[0].Who != "jane" {
		t.Errorf("saved %+v", entry.Credentials)
	}
	in["name"], in["credential"] = "other", fields{"provider": "nobody", "fields": fields{"username": "x"}}
	wantCode(t, call(t, e, "POST", "/v1/stores", in, nil), "provider_unknown")
	var held wire.Credential
	must(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &held))
	in["credential"] = fields{"ref": held.Ref}
	must(t, call(t, e, "POST", "/v1/stores", in, &entry))
	var list struct{ Credentials []wire.Credential }
	must(t, call(t, e, "GET", "/v1/credentials", nil, &list))
	if s := list.Credentials[0].Saved; s == nil || s.Store != entry.ID || s.Credential != entry.Credentials[0].ID || !entry.Credentials[0].HasToken {
		t.Errorf("linked to %+v; saved %+v", s, entry.Credentials)
	}
}

// How a certificate is looked at is saved with the store, goes into copied curl
// commands of that store alone, and is never loosened for production.
func TestCertificateOfASavedStore(t *testing.T) {
	e := newEnv(t, exits{})
	dev := addStore(t, e, fields{"url": "https://dev.example", "stage": "dev", "tls": fields{"insecure": true}})
	curl := func(url string) string {
		t.Helper()
		var out struct{ Text string }
		must(t, call(t, e, "POST", "/v1/snippet/curl", fields{"request": fields{"method": "GET", "url": url}}, &out))
		return out.Text
	}
	if dev.TLS == nil || !dev.TLS.Insecure || !strings.Contains(curl("https://dev.example/a"), " -k ") {
		t.Errorf("%v: %s", dev.TLS, curl("https://dev.example/a"))
	}
	if text := curl("https://other.example/a"); strings.Contains(text, "-k") {
		t.Error(text)
	}
	path := "/v1/stores/" + dev.ID
	wantCode(t, call(t, e, "PUT", path, fields{"stage": "production"}, nil), "tls_production")
	wantCode(t, call(t, e, "POST", "/v1/stores", fields{"url": "https://shop.example", "tls": fields{"insecure": true}}, nil), "tls_production")

	var entry wire.StoreEntry
	must(t, call(t, e, "PUT", path, fields{"notes": "x"}, &entry))
	if entry.TLS == nil || !entry.TLS.Insecure {
		t.Error("what a call leaves out was changed")
	}
	entry = wire.StoreEntry{}
	must(t, call(t, e, "PUT", path, fields{"tls": fields{"caCert": "/etc/ca.pem"}}, &entry))
	if entry.TLS == nil || entry.TLS.Insecure || !strings.Contains(curl("https://dev.example/a"), " --cacert ") {
		t.Errorf("%v", entry.TLS)
	}
	var bare wire.StoreEntry
	must(t, call(t, e, "PUT", path, fields{"tls": fields{}}, &bare))
	if bare.TLS != nil {
		t.Errorf("%v", bare.TLS)
	}
}

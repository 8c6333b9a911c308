package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestWhatIsDeletedIsNotUsed(t *testing.T) {
	store := &shop{password: "right"}
	e, id, cid := panel(t, store.Do)
	entry, login := "/v1/stores/"+id, "/v1/stores/"+id+"/credentials/"+cid
	var c wire.Credential
	must(t, call(t, e, "POST", login+"/renew", fields{}, &c))
	links := func() *wire.SavedRef {
		t.Helper()
		var list struct{ Credentials []wire.Credential }
		must(t, call(t, e, "GET", "/v1/credentials", nil, &list))
		return list.Credentials[0].Saved
	}
	if links() == nil {
		t.Fatal("the card does not say that it is saved")
	}
	calls := func(code, path string, ways ...string) {
		t.Helper()
		for _, way := range ways {
			wantCode(t, call(t, e, "POST", path+way, fields{"credential": fields{"token": adminToken}}, nil), code)
		}
		wantCode(t, call(t, e, "PUT", path, fields{"title": "x", "notes": "x"}, nil), code)
	}
	for range 2 { // a message may come twice
		must(t, call(t, e, "DELETE", login, nil, nil))
	}
	calls("saved_unknown", login, "/renew", "/use")
	if links() != nil {
		t.Error("the card says that it is saved")
	}
	again := wire.StoreEntry{}
	must(t, call(t, e, "POST", entry+"/credentials", fields{"provider": "admin", "fields": fields{"username": "jane"}}, &again))
	if got := again.Credentials; len(got) != 1 || got[0].SavesPassword {
		t.Errorf("saving the user again brought a forgotten password back: %+v", got)
	}
	must(t, call(t, e, "POST", login+"/restore", nil, nil))
	must(t, call(t, e, "POST", login+"/renew", fields{}, nil))
	if links() == nil {
		t.Fatal("the card does not say that it is saved")
	}
	must(t, call(t, e, "DELETE", entry, nil, nil))
	must(t, call(t, e, "DELETE", entry, nil, nil))
	calls("store_unknown", login, "/renew", "/use")
	calls("store_unknown", entry, "/origins", "/credentials")
	wantCode(t, call(t, e, "GET", entry, nil, nil), "store_unknown")
	wantCode(t, call(t, e, "PUT", entry+"/learnt", fields{"routes": []string{}}, nil), "store_unknown")
	wantCode(t, call(t, e, "DELETE", login, nil, nil), "store_unknown")
	wantCode(t, call(t, e, "POST", "/v1/check", fields{"store": fields{"id": id}, "credential": fields{"token": adminToken}}, nil), "store_unknown")
	if links() != nil {
		t.Error("the card says that it is saved")
	}
	must(t, call(t, e, "POST", entry+"/restore", nil, nil))
	must(t, call(t, e, "POST", login+"/use", nil, nil))
}

// A popup that closes after a delete asks for no list any more.
func TestDeletedIsRemovedWithoutAList(t *testing.T) {
	for what, occasion := range map[string]func(*env){
		"the worker's start": func(e *env) { e.restart(exits{}) },
		"asking the vault":   func(e *env) { must(e.t, call(e.t, e, "GET", "/v1/vault", nil, nil)) },
	} {
		e, id, cid := panel(t, nil)
		other := addStore(t, e, fields{"url": "https://other.example"}).ID
		must(t, call(t, e, "DELETE", "/v1/stores/"+other, nil, nil))
		must(t, call(t, e, "DELETE", "/v1/stores/"+id+"/credentials/"+cid, nil, nil))
		occasion(e)
		must(t, call(t, e, "POST", "/v1/stores/"+other+"/restore", nil, nil))
		must(t, call(t, e, "DELETE", "/v1/stores/"+other, nil, nil))
		e.now = e.now.Add(10 * time.Second)
		occasion(e)
		keys, _ := e.state.Keys(t.Context(), "local", "store:")
		if len(keys) != 1 || keys[0] != "store:"+id {
			t.Fatalf("%s: kept %v", what, keys)
		}
		if raw, _ := e.state.Get(t.Context(), "local", keys[0]); strings.Contains(string(raw), cid) || strings.Contains(string(raw), "s1.") {
			t.Errorf("%s: the login is still there", what)
		}
	}
}

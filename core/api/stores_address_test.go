package api_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// listener is a shop that writes down whatever a request carried of a secret.
func listener(secrets ...string) (doerFunc, *[]string) {
	store, heard := &shop{password: "right"}, []string{}
	return func(req *http.Request) (*http.Response, error) {
		text := req.Header.Get("Authorization")
		if req.Body != nil {
			raw, _ := io.ReadAll(req.Body)
			req.Body = io.NopCloser(strings.NewReader(string(raw)))
			text += string(raw)
		}
		for _, s := range secrets {
			if strings.Contains(text, s) {
				heard = append(heard, req.URL.Scheme+"://"+req.URL.Host)
			}
		}
		return store.Do(req)
	}, &heard
}

// edit changes a record behind Storekey's back.
func edit(t *testing.T, e *env, id string, pairs ...string) {
	t.Helper()
	raw, err := e.state.Get(t.Context(), "local", "store:"+id)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(pairs...).Replace(string(raw))
	if changed == string(raw) {
		t.Fatal("nothing to change")
	}
	_ = e.state.Set(t.Context(), "local", "store:"+id, []byte(changed))
}

func TestSavedSecretsDoNotFollowAnEditedRecord(t *testing.T) {
	for name, pairs := range map[string][]string{
		"everything":  {"https://shop.test", "https://evil.example"},
		"the web API": {`"restUrl":"https://shop.test`, `"restUrl":"https://evil.example`},
		"the scheme":  {"https://shop.test", "http://shop.test"},
		"the base":    {`"baseUrl":"https://shop.test"`, `"baseUrl":"https://evil.example"`, `"restUrl":"https://shop.test/rest"`, `"restUrl":""`},
	} {
		t.Run(name, func(t *testing.T) {
			answer, heard := listener("right", "Basic", adminToken)
			e, id, cid := panel(t, answer)
			path := "/v1/stores/" + id + "/credentials/" + cid
			must(t, call(t, e, "PUT", path, fields{"token": adminToken}, nil))
			must(t, call(t, e, "PUT", "/v1/stores/"+id, fields{"door": fields{"username": "u", "password": "p"}}, nil))
			edit(t, e, id, pairs...)
			for _, way := range []string{"/renew", "/use"} {
				err := call(t, e, "POST", path+way, fields{}, nil)
				wantCode(t, err, "address_changed")
				if want := "evil.example"; name == "everything" && (err.Params["host"] != want || err.Params["saved"] != "shop.test") {
					t.Errorf("told %v", err.Params)
				}
			}
			_ = call(t, e, "POST", "/v1/check", fields{"store": fields{"id": id}, "credential": fields{"token": "a.b.c"}}, nil)
			if name != "the web API" { // nothing else is sealed for the new address
				wantCode(t, call(t, e, "PUT", path, fields{"fields": fields{"password": "right2"}}, nil), "address_changed")
			}
			if len(*heard) != 0 {
				t.Errorf("secrets went to %v", *heard)
			}
		})
	}
}

func must(t *testing.T, err *api.Error) {
	t.Helper()
	if err != nil {
		t.Fatal(err.Code, err.Message, err.Params)
	}
}

func TestANewAddressNeedsTheVaultAndAYes(t *testing.T) {
	answer, heard := listener("right")
	e, id, cid := panel(t, answer)
	path := "/v1/stores/" + id
	move := fields{"url": "https://new.test"}
	must(t, call(t, e, "POST", "/v1/vault/lock", nil, nil))
	must(t, call(t, e, "PUT", path, fields{"notes": "x", "origins": []string{"https://shop.test/b2b"}}, nil))
	wantCode(t, call(t, e, "PUT", path, move, nil), "vault_locked")
	must(t, call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": phrase}, nil))
	err := call(t, e, "PUT", path, move, nil)
	wantCode(t, err, "address_consent")
	if err.Params["host"] != "new.test" {
		t.Errorf("asks for %v", err.Params)
	}
	wantCode(t, call(t, e, "PUT", path, fields{"origins": []string{"https://other.test"}}, nil), "address_consent")
	move["consent"] = []string{"host:other.test"}
	wantCode(t, call(t, e, "PUT", path, move, nil), "address_consent")
	var entry wire.StoreEntry
	move["consent"] = []string{"host:new.test"}
	must(t, call(t, e, "PUT", path, move, &entry))
	if !slices.Equal(entry.Origins, []string{"https://new.test"}) || entry.Store.RestURL != "" {
		t.Errorf("the old addresses stayed: %v, web API at %q", entry.Origins, entry.Store.RestURL)
	}
	must(t, call(t, e, "POST", path+"/credentials/"+cid+"/renew", fields{}, nil))
	if !slices.Equal(*heard, []string{"https://new.test"}) {
		t.Errorf("the password went to %v", *heard)
	}
}

func TestAStoreWithoutSecretsMovesFreely(t *testing.T) {
	e := newEnv(t, exits{})
	id := addStore(t, e, fields{"url": "https://shop.example"}).ID
	var entry wire.StoreEntry
	must(t, call(t, e, "PUT", "/v1/stores/"+id, fields{"url": "https://other.example", "origins": []string{"https://b.example"}}, &entry))
	if !slices.Equal(entry.Origins, []string{"https://other.example", "https://b.example"}) {
		t.Errorf("addresses %v", entry.Origins)
	}
}

func TestFoundOriginsAreOnesToSendTo(t *testing.T) {
	answer, heard := listener("right")
	e, id, cid := panel(t, func(req *http.Request) (*http.Response, error) {
		if strings.HasSuffix(req.URL.Path, "/storeConfigs") {
			return reply(200, "application/json", `[{"code":"default","base_url":"http://shop.test/","secure_base_url":"https://de.test/"}]`), nil
		}
		return answer(req)
	})
	path := "/v1/stores/" + id
	renew := fields{"origin": "https://de.test", "path": "/"}
	in := fields{"credential": fields{"token": adminToken}, "add": []string{"https://de.test"}}
	must(t, call(t, e, "POST", "/v1/vault/lock", nil, nil))
	wantCode(t, call(t, e, "POST", path+"/origins", in, nil), "vault_locked")
	must(t, call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": phrase}, nil))
	var found wire.OriginsFound
	must(t, call(t, e, "POST", path+"/origins", in, &found))
	if !slices.Equal(found.Entry.Origins, []string{"https://shop.test", "https://de.test"}) {
		t.Errorf("addresses %v", found.Entry.Origins)
	}
	must(t, call(t, e, "POST", path+"/credentials/"+cid+"/renew", renew, nil))
	if !slices.Equal(*heard, []string{"https://de.test"}) {
		t.Errorf("the password went to %v", *heard)
	}
}

func TestSavedSecretsNeedAYesForPlainHTTP(t *testing.T) {
	answer, heard := listener("right", "Basic")
	e := newEnv(t, exits{direct: answer, tab: answer})
	setPassphrase(t, e)
	id := addStore(t, e, fields{"url": "http://shop.example", "door": fields{"username": "u", "password": "p"}}).ID
	var entry wire.StoreEntry
	in := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "right"}}
	must(t, call(t, e, "POST", "/v1/stores/"+id+"/credentials", in, &entry))
	path := "/v1/stores/" + id + "/credentials/" + entry.Credentials[0].ID + "/renew"
	must(t, call(t, e.withHeaders("message-0001", "5"), "POST", "/v1/recognise", fields{"snapshot": fields{"url": "http://shop.example/admin"}}, nil))
	for _, way := range []string{"message-0002", "message-0003"} {
		wantCode(t, call(t, e.withHeaders(way, "5"), "POST", path, fields{}, nil), "plain_http")
	}
	if len(*heard) != 0 {
		t.Errorf("secrets went to %v", *heard)
	}
	must(t, call(t, e.withHeaders("message-0004", "5"), "POST", path, fields{"consent": []string{"plain_http"}}, nil))
	if len(*heard) == 0 {
		t.Error("nothing was sent in spite of a yes")
	}
}

func TestUserInAnAddressIsToldOf(t *testing.T) {
	e := newEnv(t, exits{})
	err := call(t, e, "POST", "/v1/stores", fields{"url": "https://u:hunter22@shop.example"}, nil)
	wantCode(t, err, "address_user")
	if strings.Contains(err.Message+err.Hint, "hunter22") {
		t.Error("the error repeats the password")
	}
	wantCode(t, call(t, e, "POST", "/v1/stores", fields{"url": "https://é.example"}, nil), "host_letters")
}

func TestNameOfAnAddressGoesWithIt(t *testing.T) {
	e := newEnv(t, exits{})
	entry := addStore(t, e, fields{"url": "https://shop.example"})
	must(t, call(t, e, "PUT", "/v1/stores/"+entry.ID, fields{"name": entry.Name, "url": "https://other.example"}, &entry))
	if entry.Name != "other.example" {
		t.Errorf("named %s", entry.Name)
	}
	wantCode(t, call(t, e, "POST", "/v1/stores", fields{"url": "https://other.example"}, nil), "store_name_taken")
	wantCode(t, call(t, e, "POST", "/v1/stores", fields{"url": "https://evil.example", "name": "shop.example"}, nil), "value_refused")
}

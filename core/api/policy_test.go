package api_test

import (
	"net/http"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

func managed(t *testing.T, p wire.Policy) *env {
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) { return reply(200, "application/json", `{}`), nil }})
	e.Handler = api.New(api.Config{Exits: exits{direct: func(*http.Request) (*http.Response, error) { return reply(200, "application/json", `{}`), nil }},
		State: e.state, Policy: func() wire.Policy { return p }})
	return e
}

func TestPolicyForbidsSaving(t *testing.T) {
	e := managed(t, wire.Policy{NoSaving: true})
	setPassphrase(t, e)
	addStore(t, e, fields{"url": "https://shop.example", "credential": fields{"provider": "admin", "fields": fields{"username": "u"}}})
	for _, in := range []fields{
		{"url": "https://a.example", "credential": fields{"provider": "admin", "fields": fields{"username": "u", "password": "p"}}},
		{"url": "https://b.example", "credential": fields{"token": adminToken}},
		{"url": "https://c.example", "door": fields{"username": "u", "password": "p"}},
	} {
		wantCode(t, call(t, e, "POST", "/v1/stores", in, nil), "policy_no_saving")
	}
	wantCode(t, call(t, e, "POST", "/v1/stores/csv", fields{"text": "url;username;password\nhttps://d.example;u;p\n"}, nil), "policy_no_saving")
	wantCode(t, call(t, e, "POST", "/v1/import", fields{"text": "BASE_URL=https://e.example\nTOKEN=" + adminToken + "\n"}, nil), "policy_no_saving")
	if total := listStores(t, e, "").Total; total != 1 {
		t.Errorf("%d stores", total)
	}
}

func TestPolicyForbidsRevealing(t *testing.T) {
	e := managed(t, wire.Policy{NoReveal: true})
	setPassphrase(t, e)
	entry := addStore(t, e, fields{"url": "https://shop.example", "credential": fields{"provider": "admin", "fields": fields{"username": "u", "password": "p"}, "token": adminToken}})
	var held wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/stores/"+entry.ID+"/credentials/"+entry.Credentials[0].ID+"/use", nil, &held))
	for _, as := range []string{"token", "header", "curl"} {
		wantCode(t, call(t, e, "POST", "/v1/reveal", fields{"ref": held.Ref, "as": as}, nil), "policy_no_reveal")
	}
	snippet := fields{"request": requestTo("GET", "/rest/V1/modules", ""), "credential": fields{"token": adminToken}}
	wantCode(t, call(t, e, "POST", "/v1/snippet/curl", snippet, nil), "policy_no_reveal")
	snippet["secret"] = "masked"
	wantOK(t, call(t, e, "POST", "/v1/snippet/curl", snippet, nil))
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "env", "secrets": "tokens"}, nil), "policy_no_reveal")
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "sealed", "passphrase": filePhrase}, nil), "policy_no_reveal")
	wantCode(t, call(t, e, "POST", "/v1/lend", fields{"ref": held.Ref, "passphrase": filePhrase}, nil), "policy_no_reveal")
	wantOK(t, call(t, e, "POST", "/v1/export", fields{"format": "env"}, nil))
	var told wire.Policy
	if wantOK(t, call(t, e, "GET", "/v1/policy", nil, &told)); !told.NoReveal {
		t.Error("the page is not told")
	}
}

func TestPolicyMakesProductionReadOnly(t *testing.T) {
	e := managed(t, wire.Policy{ProductionReadOnly: true})
	addStore(t, e, fields{"url": "https://shop.test", "stage": "production"})
	write := fields{"request": requestTo("POST", "/rest/V1/products", "{}"), "consent": []string{"write"}, "host": "shop.test"}
	wantCode(t, call(t, e, "POST", "/v1/send", write, nil), "policy_read_only")
	wantOK(t, call(t, e, "POST", "/v1/send", fields{"request": requestTo("GET", "/rest/V1/products", "")}, nil))
	write["request"] = fields{"method": "POST", "url": "https://dev.shop.test/rest/V1/products", "headers": []fields{}, "body": "{}"}
	wantOK(t, call(t, e, "POST", "/v1/send", write, nil))
}

// What Storekey itself sends on a click changes nothing there either; logging in
// does not count as a change.
func TestPolicyKeepsTokensInProduction(t *testing.T) {
	store := &revoking{user: 5}
	e := newEnv(t, exits{})
	e.Handler = api.New(api.Config{Exits: exits{direct: store.Do}, State: e.state, Policy: func() wire.Policy { return wire.Policy{ProductionReadOnly: true} }})
	addStore(t, e, fields{"url": "https://shop.test", "stage": "production"})
	var c wire.Credential
	in := login("c5@example.com", "right")
	wantOK(t, call(t, e, "POST", "/v1/token/customer", in, &c))
	before := len(store.paths)
	wantCode(t, call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": c.Ref, "consent": []string{"revoke_all"}}, nil), "policy_read_only")
	if len(store.paths) != before {
		t.Error("the store was asked all the same")
	}
}

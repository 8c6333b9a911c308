package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// shortLived is a panel whose tokens last an hour from when they are issued.
type shortLived struct {
	*shop
	e      *env
	issued int
	refuse bool
}

func (s *shortLived) Do(req *http.Request) (*http.Response, error) {
	resp, err := s.shop.Do(req)
	if err != nil || req.Method != http.MethodPost || resp.StatusCode != 200 {
		return resp, err
	}
	if s.refuse {
		return reply(401, "application/json", `{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}`), nil
	}
	s.issued++
	at := s.e.now.Unix()
	return reply(200, "application/json", `"`+claimed(7, 2, at, at+3600)+`"`), nil
}

// renewing is a saved login with a token that was used in tab 7 at noon.
func renewing(t *testing.T, auto bool) (*env, *shortLived, string, wire.Credential) {
	t.Helper()
	store := &shortLived{shop: &shop{password: "right"}}
	e, id, cid := panel(t, store.Do)
	store.e = e
	path := "/v1/stores/" + id + "/credentials/" + cid
	must(t, call(t, e, "PUT", "/v1/vault/settings", fields{"idleMinutes": 60}, nil))
	must(t, call(t, e, "PUT", path, fields{"autoRenew": auto}, nil))
	must(t, call(t, e.inTab(""), "POST", "/v1/recognise", page("https://shop.test/admin"), nil))
	var c wire.Credential
	must(t, call(t, e.inTab(""), "POST", path+"/renew", fields{"origin": "https://shop.test"}, &c))
	return e, store, path, c
}

func (e *env) tickAt(after time.Duration) {
	e.t.Helper()
	e.now = noon.Add(after)
	must(e.t, call(e.t, e, "POST", "/v1/tick", nil, nil))
}

func savedOnly(t *testing.T, e *env) wire.SavedCredential {
	t.Helper()
	return listStores(t, e, "").Stores[0].Credentials[0]
}

func TestRenewsByItselfShortlyBeforeTheEnd(t *testing.T) {
	e, store, _, old := renewing(t, true)
	e.tickAt(57 * time.Minute)
	if store.issued != 1 {
		t.Fatal("renewed too early")
	}
	e.tickAt(58*time.Minute + time.Second)
	e.tickAt(58*time.Minute + 2*time.Second)
	if c := savedOnly(t, e); store.issued != 2 || c.ExpiresAt != "2026-11-23T13:58:01Z" || !c.AutoRenew {
		t.Fatalf("%d issued, saved %+v", store.issued, c)
	}
	var held struct{ Credentials []wire.Credential }
	must(t, call(t, e.inTab(""), "GET", "/v1/credentials", nil, &held))
	if len(held.Credentials) != 1 || held.Credentials[0].Ref == old.Ref || held.Credentials[0].Token.ExpiresAt != "2026-11-23T13:58:01Z" {
		t.Errorf("held %+v", held.Credentials)
	}
	must(t, call(t, e, "DELETE", "/v1/tabs/7", nil, nil))
	if keys, _ := e.state.Keys(t.Context(), "session", "cred:"); len(keys) != 0 {
		t.Errorf("the new token does not go with its tab: %v", keys)
	}
}

func TestRenewsByItselfOnlyWhenItMay(t *testing.T) {
	for name, set := range map[string]func(e *env, path string){
		"not asked to": func(e *env, path string) { must(e.t, call(e.t, e, "PUT", path, fields{"autoRenew": false}, nil)) },
		"locked":       func(e *env, _ string) { must(e.t, call(e.t, e, "POST", "/v1/vault/lock", fields{}, nil)) },
		"deleted":      func(e *env, path string) { must(e.t, call(e.t, e, "DELETE", path, nil, nil)) },
		"refused before": func(e *env, _ string) {
			e.now = noon.Add(50 * time.Minute)
			wantCode(e.t, call(e.t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil), "invalid_grant")
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, store, path, _ := renewing(t, true)
			set(e, path)
			e.tickAt(59 * time.Minute)
			if store.issued != 1 {
				t.Error("renewed")
			}
		})
	}
}

func TestRenewsByItselfOnce(t *testing.T) {
	e, store, _, _ := renewing(t, true)
	store.refuse = true
	before := store.count("POST " + adminRoute)
	for _, at := range []time.Duration{58*time.Minute + time.Second, 59 * time.Minute, 59*time.Minute + 30*time.Second} {
		e.tickAt(at)
	}
	if n := store.count("POST "+adminRoute) - before; n != 1 {
		t.Errorf("%d tries after a refusal, want 1", n)
	}
	keys, _ := e.state.Keys(t.Context(), "local", "lock:")
	if len(keys) != 1 {
		t.Error("the refusal is not counted")
	}
}

// An hour that nobody sits before lets the vault lock: a renewal is no use of it.
func TestRenewalIsNoUseOfTheVault(t *testing.T) {
	e, store, _, _ := renewing(t, true)
	e.tickAt(59 * time.Minute)
	if store.issued != 2 {
		t.Fatal("not renewed")
	}
	e.now = noon.Add(61 * time.Minute)
	var status wire.VaultState
	must(t, call(t, e, "GET", "/v1/vault", nil, &status))
	if status.State != wire.VaultLocked {
		t.Errorf("the vault is %s", status.State)
	}
}

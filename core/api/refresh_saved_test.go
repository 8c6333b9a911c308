package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// savedService is a saved store whose credential is of a token service, saved
// with its login: the path of that credential.
func savedService(t *testing.T, s *tokenService, more ...string) (*env, string) {
	t.Helper()
	e, c := obtainOAuth2(t, s, more...)
	setPassphrase(t, e)
	entry := addStore(t, e, fields{"name": "Shop", "origins": []string{"https://shop.test"}})
	values := oauth2Login(more...)["fields"]
	var saved wire.StoreEntry
	wantOK(t, call(t, e, "POST", "/v1/stores/"+entry.ID+"/credentials", fields{"ref": c.Ref, "fields": values}, &saved))
	if len(saved.Credentials) != 1 || saved.Credentials[0].ExpiresAt != c.Token.ExpiresAt {
		t.Fatalf("saved %+v", saved.Credentials)
	}
	for name := range saved.Credentials[0].Fields {
		if strings.HasPrefix(name, "=") {
			t.Errorf("field %s is shown", name)
		}
	}
	return e, "/v1/stores/" + entry.ID + "/credentials/" + saved.Credentials[0].ID
}

// The refresh token is sealed with the credential, and replaced there with each
// refresh, so that the saved one never dies.
func TestSavedRefreshTokenRotatesToo(t *testing.T) {
	s := &tokenService{}
	e, path := savedService(t, s)
	for range 2 {
		wantNoSecret(t, e, "refresh-")
		wantNoSecret(t, e, "s3cr3t")
		forgetSession(t, e)
		var c wire.Credential
		wantOK(t, call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test"}, &c))
		if !c.CanRefresh || c.Token.ExpiresAt == "" {
			t.Fatalf("used %+v", c)
		}
		wantOK(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, &c))
		for _, f := range c.Findings {
			if f.Code == "refresh_not_saved" {
				t.Error(f.Message)
			}
		}
	}
	forgetSession(t, e)
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test"}, &c))
	if textOf(t, e, c.Ref) != "access-token-number-3-of-the-service" {
		t.Error("the saved token is an older one")
	}
}

// forgetSession is the browser closed and opened again.
func forgetSession(t *testing.T, e *env) {
	t.Helper()
	for _, prefix := range []string{"cred:", "text:"} {
		keys, _ := e.state.Keys(t.Context(), "session", prefix)
		for _, key := range keys {
			_ = e.state.Delete(t.Context(), "session", key)
		}
	}
}

// Renewing by a click refreshes: no password is sent where none is needed.
func TestRenewRefreshes(t *testing.T) {
	s := &tokenService{}
	e, path := savedService(t, s)
	forgetSession(t, e)
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/renew", fields{"origin": "https://shop.test"}, &c))
	if got := strings.Join(s.grants, " "); got != "password refresh_token" || c.Saved == nil {
		t.Errorf("asked %s", got)
	}
}

// What is saved would die where its successor may not be saved.
func TestSavedIsNotRefreshedWhereNothingMayBeSaved(t *testing.T) {
	s := &tokenService{}
	e, path := savedService(t, s)
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test"}, &c))
	e.Handler = api.New(api.Config{Exits: exits{direct: s.Do}, State: e.state, Now: func() time.Time { return e.now }, Policy: func() wire.Policy { return wire.Policy{NoSaving: true} }})
	wantCode(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), "policy_no_saving")
	if got := strings.Join(s.grants, " "); got != "password" {
		t.Errorf("asked %s", got)
	}
}

// What is saved would die with a refresh that cannot be saved.
func TestSavedIsNotRefreshedWhileLocked(t *testing.T) {
	s := &tokenService{}
	e, path := savedService(t, s)
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test"}, &c))
	wantOK(t, call(t, e, "POST", "/v1/vault/lock", fields{}, nil))
	wantCode(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), "vault_locked")
	if len(s.grants) != 1 {
		t.Errorf("asked %v", s.grants)
	}
}

// A saved address of a token service stands in clear: somebody may have changed
// it, so saved secrets go there only after a yes.
func TestSavedLoginGoesElsewhereAfterAYes(t *testing.T) {
	s := &tokenService{bare: true}
	e, path := savedService(t, s)
	in := fields{"origin": "https://shop.test"}
	wantCode(t, call(t, e, "POST", path+"/renew", in, nil), "asks_elsewhere")
	if len(s.grants) != 1 {
		t.Errorf("asked %v", s.grants)
	}
	in["consent"] = []string{"elsewhere"}
	wantOK(t, call(t, e, "POST", path+"/renew", in, nil))
	typed := fields{"origin": "https://shop.test", "fields": fields{"tokenUrl": "https://login.example.com/oauth/token"}}
	wantOK(t, call(t, e, "POST", path+"/renew", typed, nil))
}

// Where the refresh token is dead, the saved login is used in the same click.
func TestRenewLogsInWhereTheRefreshTokenIsDead(t *testing.T) {
	s := &tokenService{}
	e, path := savedService(t, s)
	forgetSession(t, e)
	s.dead = map[string]bool{"refresh-1": true}
	in := fields{"origin": "https://shop.test", "consent": []string{"elsewhere"}}
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/renew", in, &c))
	if got := strings.Join(s.grants, " "); got != "password refresh_token password" || !c.CanRefresh {
		t.Errorf("asked %s", got)
	}
	forgetSession(t, e)
	wantOK(t, call(t, e, "POST", path+"/renew", in, &c))
	if got := strings.Join(s.grants, " "); got != "password refresh_token password refresh_token" {
		t.Errorf("asked %s", got)
	}
}

// Where a saved login is asked about is kept in clear: a host that is neither the
// store's nor the service's gets the token and the client's secret after a yes only.
func TestSavedTokenAsksNoStrangerUnasked(t *testing.T) {
	stranger := 0
	s := &tokenService{}
	e, path := savedService(t, s, "introspectUrl", "https://collect.example.org/introspect")
	e.restart(exits{direct: func(req *http.Request) (*http.Response, error) {
		if req.URL.Host == "collect.example.org" {
			stranger++
			return reply(200, "application/json", `{"active":true}`), nil
		}
		return s.Do(req)
	}})
	var c wire.Credential
	wantOK(t, call(t, e, "POST", path+"/use", fields{"origin": "https://shop.test"}, &c))
	wantCode(t, call(t, e, "POST", "/v1/credentials/introspect", fields{"ref": c.Ref}, nil), "asks_elsewhere")
	if stranger != 0 {
		t.Fatal("the token went there")
	}
	wantOK(t, call(t, e, "POST", "/v1/credentials/introspect", fields{"ref": c.Ref, "consent": []string{"elsewhere"}}, nil))
}

package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// tokenService rotates refresh tokens as Laravel Passport does: the last one is
// good, once. It stands beside a shop.
type tokenService struct {
	shop
	mu      sync.Mutex
	issued  int
	dead    map[string]bool
	grants  []string
	revoked []string
	// lose has the answer of a refresh get lost.
	lose   bool
	before func()
	// bare gives no refresh tokens.
	bare bool
}

func (s *tokenService) Do(req *http.Request) (*http.Response, error) {
	raw := []byte{}
	if req.Body != nil {
		raw, _ = io.ReadAll(req.Body)
	}
	if req.URL.Host != "login.example.com" {
		return s.shop.Do(req)
	}
	if req.Header.Get("Cookie") != "" || strings.HasPrefix(req.Header.Get("Authorization"), "Basic c3RhZ2") {
		return nil, errors.New("the store's front door went elsewhere")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch req.URL.Path {
	case "/introspect":
		return reply(200, "application/json", `{"active":true,"username":"jane"}`), nil
	case "/revoke":
		s.revoked = append(s.revoked, formOf(string(raw))["token_type_hint"])
		return reply(200, "application/json", ""), nil
	}
	return s.grant(raw)
}

func formOf(body string) map[string]string {
	got := map[string]string{}
	for _, one := range strings.Split(body, "&") {
		name, value, _ := strings.Cut(one, "=")
		got[name] = value
	}
	return got
}

func (s *tokenService) grant(raw []byte) (*http.Response, error) {
	var in map[string]string
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	s.grants = append(s.grants, in["grant_type"])
	if s.before != nil {
		s.before()
	}
	if in["client_secret"] != "s3cr3t" {
		return reply(401, "application/json", `{"error":"invalid_client","error_description":"Client authentication failed"}`), nil
	}
	switch in["grant_type"] {
	case "password":
		if in["password"] != "right" {
			return reply(400, "application/json", `{"error":"invalid_grant","error_description":"The user credentials were incorrect."}`), nil
		}
	case "refresh_token":
		if s.dead[in["refresh_token"]] || in["refresh_token"] != fmt.Sprintf("refresh-%d", s.issued) {
			return reply(400, "application/json", `{"error":"invalid_grant","error_description":"The refresh token is invalid.","hint":"Token has been revoked"}`), nil
		}
	}
	s.issued++
	if s.lose {
		s.lose = false
		return nil, errors.New("connection reset")
	}
	if s.bare {
		return reply(200, "application/json", fmt.Sprintf(`{"access_token":"access-token-number-%d-of-the-service"}`, s.issued)), nil
	}
	return reply(200, "application/json", fmt.Sprintf(
		`{"token_type":"Bearer","expires_in":3600,"access_token":"access-token-number-%d-of-the-service","refresh_token":"refresh-%d"}`, s.issued, s.issued)), nil
}

func oauth2Login(more ...string) fields {
	values := fields{"tokenUrl": "https://login.example.com/oauth/token", "clientId": "2", "clientSecret": "s3cr3t", "username": "jane", "password": "right"}
	for i := 0; i+1 < len(more); i += 2 {
		values[more[i]] = more[i+1]
	}
	return fields{"store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"}, "fields": values}
}

func obtainOAuth2(t *testing.T, s *tokenService, more ...string) (*env, wire.Credential) {
	t.Helper()
	e := newEnv(t, exits{direct: s.Do})
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/oauth2", oauth2Login(more...), &c))
	return e, c
}

func textOf(t *testing.T, e *env, ref string) string {
	t.Helper()
	var got struct{ Text string }
	wantOK(t, call(t, e, "POST", "/v1/reveal", fields{"ref": ref, "as": "token"}, &got))
	return got.Text
}

func TestTokenOfAServiceBelongsToTheStore(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s)
	if c.Origin != "https://shop.test" || c.Token.Kind != wire.KindOAuth2 || !c.CanRefresh || c.CanRevoke || c.Who != "jane" {
		t.Errorf("credential %+v", c)
	}
	if c.Token.ExpiresAt != "2026-11-23T13:00:00Z" || c.Token.Expired == nil || *c.Token.Expired {
		t.Errorf("ends %s", c.Token.ExpiresAt)
	}
	// What the service told beside the token is there for the next page, too.
	var list struct{ Credentials []wire.Credential }
	wantOK(t, call(t, e, "GET", "/v1/credentials", nil, &list))
	if len(list.Credentials) != 1 || list.Credentials[0].Token.ExpiresAt != c.Token.ExpiresAt {
		t.Errorf("kept %+v", list)
	}
	keys, _ := e.state.Keys(t.Context(), "session", "")
	for _, key := range keys {
		raw, _ := e.state.Get(t.Context(), "session", key)
		if strings.Contains(string(raw), "right") || strings.Contains(string(raw), "refresh-1") != strings.HasPrefix(key, "text:refresh:") {
			t.Errorf("record %s", key)
		}
	}
	wantOK(t, call(t, e, "DELETE", "/v1/credentials/"+strings.ReplaceAll(c.Ref, "/", "%2F"), nil, nil))
	if keys, _ := e.state.Keys(t.Context(), "session", "text:"); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

func TestRefreshRotates(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s)
	for turn := 2; turn < 5; turn++ {
		var next wire.Credential
		wantOK(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, &next))
		want := fmt.Sprintf("access-token-number-%d-of-the-service", turn)
		if next.Ref != c.Ref || next.Who != "jane" || textOf(t, e, c.Ref) != want {
			t.Fatalf("turn %d: %+v", turn, next)
		}
	}
	if got := strings.Join(s.grants, " "); got != "password refresh_token refresh_token refresh_token" {
		t.Errorf("asked %s", got)
	}
}

// Those who refresh at once: one asks, all get what came.
func TestRefreshAtOnce(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s)
	begun := make(chan bool)
	s.before = func() { <-begun }
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var next wire.Credential
			if err := api.Call(t.Context(), e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, &next); err != nil || next.Ref != c.Ref {
				t.Error(err)
			}
		})
	}
	close(begun)
	wait.Wait()
	// Who came after the others were through asked anew; nobody used an old one.
	if n := s.issued; n < 2 || textOf(t, e, c.Ref) != fmt.Sprintf("access-token-number-%d-of-the-service", n) {
		t.Errorf("%d issued", n)
	}
}

func TestLostAnswerIsSaid(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s)
	refresh := func() *api.Error {
		return call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil)
	}
	s.lose = true
	wantCode(t, refresh(), "refresh_lost")
	wantCode(t, refresh(), "refresh_lost_before")
	if len(s.grants) != 3 {
		t.Errorf("asked %v", s.grants)
	}
	if textOf(t, e, c.Ref) != "access-token-number-1-of-the-service" {
		t.Error("the present token is gone")
	}
}

// A refresh that has left is not cancelled: its answer would be lost.
func TestCancelledRefreshIsKept(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	s.before = cancel
	_ = api.Call(ctx, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil)
	if got := textOf(t, e, c.Ref); got != "access-token-number-2-of-the-service" {
		t.Errorf("kept %d bytes", len(got))
	}
	s.before = nil
	wantOK(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil))
}

func TestRefreshRefused(t *testing.T) {
	s := &tokenService{dead: map[string]bool{"refresh-1": true}}
	e, c := obtainOAuth2(t, s)
	for _, code := range []string{"invalid_grant", "refresh_none"} {
		wantCode(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), code)
	}
	store := &shop{password: "right"}
	other := newEnv(t, exits{direct: store.Do})
	var admin wire.Credential
	wantOK(t, call(t, other, "POST", "/v1/token/admin", login("jane", "right"), &admin))
	wantCode(t, call(t, other, "POST", "/v1/credentials/refresh", fields{"ref": admin.Ref}, nil), "refresh_none")
}

// Without a refresh token the client asks as before.
func TestClientAloneIsAskedAgain(t *testing.T) {
	s := &tokenService{bare: true}
	e, c := obtainOAuth2(t, s, "grant", "client_credentials", "username", "", "password", "")
	wantOK(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil))
	if got := strings.Join(s.grants, " "); got != "client_credentials client_credentials" || textOf(t, e, c.Ref) != "access-token-number-2-of-the-service" {
		t.Errorf("asked %s", got)
	}
	e, c = obtainOAuth2(t, &tokenService{bare: true})
	if c.CanRefresh {
		t.Error("nothing to refresh it with")
	}
	wantCode(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), "refresh_none")
}

func TestPasswordsForAServiceAreCounted(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: s.Do})
	for range 3 {
		wantCode(t, call(t, e, "POST", "/v1/token/oauth2", oauth2Login("password", "wrong"), nil), "invalid_grant")
	}
	wantCode(t, call(t, e, "POST", "/v1/token/oauth2", oauth2Login(), nil), "locked_out")
	if len(s.grants) != 3 {
		t.Errorf("asked %v", s.grants)
	}
}

func TestServiceOverPlainHTTPNeedsAYes(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: s.Do})
	in := oauth2Login("tokenUrl", "http://login.example.com/oauth/token")
	wantCode(t, call(t, e, "POST", "/v1/token/oauth2", in, nil), "plain_http")
	if len(s.grants) != 0 {
		t.Error("the password left")
	}
	in["consent"] = []string{"plain_http"}
	wantOK(t, call(t, e, "POST", "/v1/token/oauth2", in, nil))
	for _, address := range []string{"login.example.com", "ftp://login.example.com/", "https://user:pw@login.example.com/", "javascript:1"} {
		wantCode(t, call(t, e, "POST", "/v1/token/oauth2", oauth2Login("tokenUrl", address), nil), "asks_not_address")
	}
}

// The front door of the store stays at the store (see Do above).
func TestFrontDoorStaysAtTheStore(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: s.Do})
	in := oauth2Login()
	in["door"] = fields{"username": "stage", "password": "door", "headers": "Cookie: a=b"}
	wantOK(t, call(t, e, "POST", "/v1/token/oauth2", in, nil))
}

// Such a service may stand before anything: the address need not be a Magento.
func TestServiceOfWhatIsNoMagento(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		if req.URL.Host == "shop.test" && req.URL.Path != "/oauth/token" {
			return reply(404, "text/html", "<title>404 Not Found</title>"), nil
		}
		req.URL.Host = "login.example.com"
		return s.Do(req)
	}})
	in := oauth2Login("tokenUrl", "")
	in["store"] = "https://shop.test"
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/oauth2", in, &c))
	if c.Origin != "https://shop.test" {
		t.Errorf("belongs to %s", c.Origin)
	}
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right", "store", "https://shop.test"), nil), "page_not_found")
}

func TestOtherBodyIsOffered(t *testing.T) {
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		return reply(415, "application/json", ""), nil
	}})
	err := call(t, e, "POST", "/v1/token/oauth2", oauth2Login(), nil)
	wantCode(t, err, "oauth2_other_body")
	if len(err.Choices) != 1 || err.Choices[0] != "form" || len(err.Evidence) != 1 {
		t.Errorf("offers %v", err.Choices)
	}
}

func TestFieldsFollowTheGrant(t *testing.T) {
	s := &tokenService{}
	e := newEnv(t, exits{direct: s.Do})
	for code, in := range map[string]fields{
		"field_required":  oauth2Login("password", ""),
		"value_not_known": oauth2Login("grant", "implicit"),
	} {
		wantCode(t, call(t, e, "POST", "/v1/token/oauth2", in, nil), code)
	}
	wantCode(t, call(t, e, "POST", "/v1/token/oauth2", oauth2Login("grant", "refresh_token"), nil), "field_required")
}

func TestIntrospectAndRevokeAtTheService(t *testing.T) {
	s := &tokenService{}
	e, c := obtainOAuth2(t, s, "introspectUrl", "https://login.example.com/introspect", "revokeUrl", "https://login.example.com/revoke")
	if !c.CanIntrospect || !c.CanRevoke {
		t.Errorf("credential %+v", c)
	}
	var held wire.Introspection
	wantOK(t, call(t, e, "POST", "/v1/credentials/introspect", fields{"ref": c.Ref}, &held))
	if !held.Active || held.Username != "jane" {
		t.Errorf("got %+v", held)
	}
	var out struct {
		Refs     []string
		Findings []wire.Finding
	}
	wantOK(t, call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": c.Ref}, &out))
	if len(out.Refs) != 1 || out.Findings[0].Code != "oauth2_revoked" || strings.Join(s.revoked, " ") != "refresh_token access_token" {
		t.Errorf("got %+v after %v", out, s.revoked)
	}
	wantCode(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, nil), "credential_unknown")
	e, c = obtainOAuth2(t, &tokenService{})
	wantCode(t, call(t, e, "POST", "/v1/credentials/introspect", fields{"ref": c.Ref}, nil), "oauth2_no_address")
}

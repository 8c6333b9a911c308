package api_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// saved saves the store of a shop, with a login.
func saved(t *testing.T, e *env, credential fields) wire.StoreEntry {
	t.Helper()
	setPassphrase(t, e)
	return addStore(t, e, fields{"url": "https://shop.test", "store": fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"}, "credential": credential})
}

func tested(t *testing.T, e *env, id string) wire.ConnectionTest {
	t.Helper()
	var out wire.ConnectionTest
	wantOK(t, call(t, e, "POST", "/v1/stores/"+id+"/test", fields{}, &out))
	if len(out.Steps) != 6 {
		t.Fatalf("%d steps", len(out.Steps))
	}
	return out
}

func results(out wire.ConnectionTest) string {
	var list []string
	for _, s := range out.Steps {
		list = append(list, s.Step+":"+s.Result)
	}
	return strings.Join(list, " ")
}

func stepCodes(out wire.ConnectionTest, step string) string {
	for _, s := range out.Steps {
		if s.Step == step {
			return codesOf(s.Findings)
		}
	}
	return ""
}

const allGood = "address:ok tls:ok door:ok magento:ok credentials:ok rights:"

func TestConnectionWithASavedToken(t *testing.T) {
	s := &shop{password: "s3cret!"}
	e := newEnv(t, exits{direct: s.Do})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}, "token": adminToken})
	out := tested(t, e, entry.ID)
	if !strings.HasPrefix(results(out), allGood) || out.Logins != 0 || s.count("POST "+adminRoute) != 0 {
		t.Errorf("%s, %d logins", results(out), out.Logins)
	}
	if !strings.Contains(stepCodes(out, "credentials"), "test_token_good") {
		t.Errorf("%s", stepCodes(out, "credentials"))
	}
}

func TestConnectionLogsInOnce(t *testing.T) {
	s := &shop{password: "s3cret!"}
	e := newEnv(t, exits{direct: s.Do})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
	out := tested(t, e, entry.ID)
	if !strings.HasPrefix(results(out), allGood) || out.Logins != 1 || s.count("POST "+adminRoute) != 1 {
		t.Errorf("%s, %d logins", results(out), out.Logins)
	}
}

func TestConnectionWithAWrongPassword(t *testing.T) {
	s := &shop{password: "another"}
	e := newEnv(t, exits{direct: s.Do})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
	out := tested(t, e, entry.ID)
	if out.Result != wire.StepFailed || stepCodes(out, "credentials") != "sign_in_refused" || s.count("POST "+adminRoute) != 1 {
		t.Errorf("%s: %s", results(out), stepCodes(out, "credentials"))
	}
	for range 5 {
		tested(t, e, entry.ID)
	}
	if n := s.count("POST " + adminRoute); n != 3 {
		t.Errorf("%d logins left", n)
	}
}

// forgetful is a store that was refreshed from another one: its users have other
// IDs and passwords, and it knows no integration of before.
type forgetful struct {
	shop
	gives string
}

func (f *forgetful) Do(req *http.Request) (*http.Response, error) {
	switch a := req.Header.Get("Authorization"); {
	case strings.HasPrefix(a, "OAuth "):
		return reply(401, "application/json", `{"message":"A consumer having the specified key does not exist"}`), nil
	case strings.HasPrefix(a, "Bearer ") && a != "Bearer "+f.gives:
		return reply(401, "application/json", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::admin"}}`), nil
	case strings.HasPrefix(a, "Bearer "):
		return reply(200, "application/json", `["Magento_Store"]`), nil
	case req.URL.Path == adminRoute && f.gives != "":
		return reply(200, "application/json", `"`+f.gives+`"`), nil
	}
	return f.shop.Do(req)
}

func TestConnectionTellsARefreshedEnvironmentFromAWrongPassword(t *testing.T) {
	integration := fields{"provider": "integration", "fields": fields{
		"consumerKey": "k" + strings.Repeat("0", 31), "consumerSecret": "s" + strings.Repeat("1", 31),
		"accessToken": "t" + strings.Repeat("2", 31), "accessTokenSecret": "u" + strings.Repeat("3", 31)}}
	user := fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}}
	withToken := fields{"provider": "admin", "fields": user["fields"], "token": adminToken}
	// The same token of user 8.
	const otherUser = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjgsInV0eXBpZCI6MiwiaWF0IjoxNzk1NDM1MjAwLCJleHAiOjE3OTU0Mzg4MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS1pbi1wYXJ0aWN1bGFyLTAwMDA"
	for name, test := range map[string]struct {
		first, second fields
		gives, want   string
	}{
		"the integration":        {integration, nil, "", "refreshed_integration"},
		"password, integration":  {user, integration, "", "refreshed_integration"},
		"password and token":     {withToken, nil, "", "refreshed_token"},
		"the ID of the user":     {withToken, nil, otherUser, "refreshed_admin"},
		"only a wrong password":  {user, nil, "", "sign_in_refused"},
		"a new token, same user": {user, nil, otherUser, "test_logged_in"},
	} {
		f := &forgetful{gives: test.gives}
		f.password = "another"
		e := newEnv(t, exits{direct: f.Do})
		entry := saved(t, e, test.first)
		if test.second != nil {
			wantOK(t, call(t, e, "POST", "/v1/stores/"+entry.ID+"/credentials", test.second, nil))
		}
		var out wire.ConnectionTest
		in := fields{"credential": entry.Credentials[0].ID}
		wantOK(t, call(t, e, "POST", "/v1/stores/"+entry.ID+"/test", in, &out))
		codes := stepCodes(out, "credentials")
		if !strings.Contains(codes, test.want) || strings.HasPrefix(test.want, "refreshed") != strings.Contains(codes, "refreshed") || out.Logins > 1 {
			t.Errorf("%s: %s, %d logins", name, codes, out.Logins)
		}
	}
}

func TestConnectionStopsAtTheStepThatFails(t *testing.T) {
	page := func(status int, header http.Header) doerFunc {
		return func(*http.Request) (*http.Response, error) {
			r := reply(status, "text/html", "<html><title>x</title></html>")
			for name, values := range header {
				r.Header[name] = values
			}
			return r, nil
		}
	}
	jsonPage := func(status int, body string) doerFunc {
		return func(*http.Request) (*http.Response, error) { return reply(status, "application/json", body), nil }
	}
	for name, test := range map[string]struct {
		do   doerFunc
		want string
	}{
		"nobody there": {func(*http.Request) (*http.Response, error) { return nil, errors.New("no route to host") },
			"address:failed tls:skipped door:skipped magento:skipped"},
		"certificate": {func(*http.Request) (*http.Response, error) { return nil, errors.New("x509: unknown authority") },
			"address:ok tls:failed door:skipped magento:skipped"},
		"basic":       {page(401, http.Header{"Www-Authenticate": {`Basic realm="x"`}}), "address:ok tls:ok door:failed magento:skipped"},
		"not Magento": {page(404, nil), "address:ok tls:ok door:ok magento:failed"},
		"self-signed": {func(*http.Request) (*http.Response, error) { return nil, magento.ErrSelfSigned },
			"address:ok tls:failed door:skipped magento:skipped"},
		"certificate over": {func(*http.Request) (*http.Response, error) { return nil, magento.ErrOutOfDate },
			"address:ok tls:failed door:skipped magento:skipped"},
		"maintenance": {jsonPage(503, `{"message":"maintenance"}`), "address:ok tls:ok door:ok magento:failed"},
		"no PHP":      {page(502, nil), "address:ok tls:ok door:ok magento:failed"},
		"challenge":   {page(403, http.Header{"Cf-Mitigated": {"challenge"}}), "address:ok tls:ok door:failed magento:skipped"},
	} {
		e := newEnv(t, exits{direct: test.do})
		entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
		out := tested(t, e, entry.ID)
		if got := results(out); got != test.want+" credentials:skipped rights:skipped" || out.Logins != 0 {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestConnectionWithALockedVaultOrWithoutALogin(t *testing.T) {
	s := &shop{}
	e := newEnv(t, exits{direct: s.Do})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
	wantOK(t, call(t, e, "POST", "/v1/vault/lock", nil, nil))
	if got := stepCodes(tested(t, e, entry.ID), "credentials"); got != "test_locked" {
		t.Errorf("%s", got)
	}
	bare := addStore(t, e, fields{"url": "https://shop.test", "name": "bare"})
	if got := stepCodes(tested(t, e, bare.ID), "credentials"); got != "test_no_credential" {
		t.Errorf("%s", got)
	}
}

// Who watches sees the steps come: the record has those that are done.
func TestConnectionTellsItsStepsAsTheyCome(t *testing.T) {
	s := &shop{password: "s3cret!"}
	var e *env
	var seen []int
	e = newEnv(t, exits{direct: doerFunc(func(req *http.Request) (*http.Response, error) {
		var record wire.Call
		var so wire.ConnectionTest
		if raw, _ := e.state.Get(req.Context(), "session", "call:the-test"); len(raw) > 0 {
			_ = json.Unmarshal(raw, &record)
			_ = json.Unmarshal(record.Body, &so)
			seen = append(seen, len(so.Steps))
		}
		return s.Do(req)
	})})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
	wantOK(t, call(t, e.withHeaders("the-test", "0"), "POST", "/v1/stores/"+entry.ID+"/test", fields{}, nil))
	if len(seen) == 0 || seen[0] != 0 || seen[len(seen)-1] != 5 {
		t.Errorf("steps seen: %v", seen)
	}
}

func TestConnectionSaysWhatToDoNext(t *testing.T) {
	s := &shop{password: "another"}
	e := newEnv(t, exits{direct: s.Do})
	entry := saved(t, e, fields{"provider": "admin", "fields": fields{"username": "jane", "password": "s3cret!"}})
	next := func(id, step string) string {
		for _, s := range tested(t, e, id).Steps {
			if s.Step == step {
				return s.Next
			}
		}
		return ""
	}
	if got := next(entry.ID, "credentials"); got != "login" {
		t.Errorf("a wrong password leads to %q", got)
	}
	wantOK(t, call(t, e, "POST", "/v1/vault/lock", nil, nil))
	if got := next(entry.ID, "credentials"); got != "unlock" {
		t.Errorf("a closed seal leads to %q", got)
	}
	if got := next(entry.ID, "address"); got != "" {
		t.Errorf("what is right leads to %q", got)
	}
}

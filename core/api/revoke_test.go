package api_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// madeUp is a token of nobody's, issued about noon for an hour.
func madeUp(user, kind, serial int) string {
	return claimed(user, kind, noon.Unix()-int64(serial), noon.Unix()+3600)
}

func claimed(user, kind int, from, to int64) string {
	claims := fmt.Sprintf(`{"uid":%d,"utypid":%d,"iat":%d,"exp":%d}`, user, kind, from, to)
	code := base64.RawURLEncoding.EncodeToString
	return code([]byte(`{"kid":"1","alg":"HS256"}`)) + "." + code([]byte(claims)) + "." + code([]byte("signature-of-nobody-in-particular-000"))
}

// revoking is a store that issues customer tokens and revokes them.
type revoking struct {
	issued int
	user   int
	paths  []string
	carry  []string
	status int // of a revocation, 0: it works
	body   string
}

func (s *revoking) Do(req *http.Request) (*http.Response, error) {
	s.paths, s.carry = append(s.paths, req.URL.Path), append(s.carry, req.Header.Get("Authorization"))
	switch {
	case strings.HasSuffix(req.URL.Path, "/integration/customer/token"):
		s.issued++
		return reply(200, "application/json", `"`+madeUp(s.user, 3, s.issued)+`"`), nil
	case s.status != 0:
		return reply(s.status, "application/json", s.body), nil
	case strings.HasSuffix(req.URL.Path, "/revoke-customer-token"):
		return reply(200, "application/json", `true`), nil
	case req.URL.Path == "/graphql":
		sent, _ := io.ReadAll(req.Body)
		if !strings.Contains(string(sent), "revokeCustomerToken") {
			break
		}
		return reply(200, "application/json", `{"data":{"revokeCustomerToken":{"result":true}}}`), nil
	}
	return reply(404, "application/json", `{"message":"Request does not match any route."}`), nil
}

// customers holds two tokens of customer 5 and one of customer 6.
func customers(t *testing.T, store *revoking) (*env, []string) {
	e := newEnv(t, exits{direct: store.Do})
	var refs []string
	for i, user := range []int{5, 5, 6} {
		store.user = user
		var c wire.Credential
		in := login(fmt.Sprintf("c%d@example.com", user), "right")
		in["store"] = fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest", "storeCode": "german"}
		must(t, call(t, e.withHeaders(fmt.Sprintf("call-%d", i), "7"), "POST", "/v1/token/customer", in, &c))
		refs = append(refs, c.Ref)
	}
	return e, refs
}

func TestRevokeEndsAllOfACustomer(t *testing.T) {
	for over, path := range map[string]string{
		"": "/rest/german/V1/integration/customer/revoke-customer-token", "rest": "/rest/german/V1/integration/customer/revoke-customer-token",
		"graphql": "/graphql",
	} {
		store := &revoking{}
		e, refs := customers(t, store)
		ask := fields{"ref": refs[0], "over": over}
		before := len(store.paths)
		wantCode(t, call(t, e.inTab(""), "POST", "/v1/credentials/revoke", ask, nil), "revoke_all")
		if len(store.paths) != before {
			t.Fatalf("%s: the store was asked without a yes", over)
		}
		ask["consent"] = []string{"revoke_all"}
		var got struct {
			Refs     []string
			Evidence []wire.Evidence
			Findings []wire.Finding
		}
		must(t, call(t, e.inTab(""), "POST", "/v1/credentials/revoke", ask, &got))
		if last := len(store.paths) - 1; store.paths[last] != path || store.carry[last] != "Bearer "+madeUp(5, 3, 1) || last != before {
			t.Errorf("%s: asked %v", over, store.paths[before:])
		}
		if len(got.Refs) != 2 || len(got.Evidence) != 1 || got.Findings[0].Code != "revoked_all" {
			t.Errorf("%s: %+v", over, got)
		}
		if keys, _ := e.state.Keys(t.Context(), "session", "cred:"); len(keys) != 1 || keys[0] != "cred:"+refs[2] {
			t.Errorf("%s: left %v", over, keys)
		}
	}
}

func TestRevokeRefused(t *testing.T) {
	for _, test := range []struct {
		over   string
		status int
		body   string
		code   string
	}{
		{"rest", 401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`, "revoke_dead"},
		{"rest", 404, `{"message":"Request does not match any route."}`, "revoke_no_route"},
		{"rest", 200, `false`, "unexpected_answer"},
		{"graphql", 200, `{"errors":[{"message":"The current customer isn't authorized.","extensions":{"category":"graphql-authorization"}}]}`, "revoke_dead"},
		{"graphql", 200, `{"data":{"revokeCustomerToken":{"result":false}}}`, "unexpected_answer"},
		{"pigeon", 200, `true`, "invalid_request"},
	} {
		store := &revoking{status: test.status, body: test.body}
		e, refs := customers(t, store)
		ask := fields{"ref": refs[0], "over": test.over, "consent": []string{"revoke_all"}}
		wantCode(t, call(t, e, "POST", "/v1/credentials/revoke", ask, nil), test.code)
		if keys, _ := e.state.Keys(t.Context(), "session", "cred:"); len(keys) != 3 {
			t.Errorf("%s: left %v", test.body, keys)
		}
	}
}

// What Magento cannot revoke is told, and nothing is asked.
func TestRevokeOfOthers(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var c wire.Credential
	must(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c))
	asked := len(store.requests)
	err := call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": c.Ref, "consent": []string{"revoke_all"}}, nil)
	wantCode(t, err, "revoke_admin")
	if !strings.Contains(err.Hint, "Force Sign-In") || len(store.requests) != asked {
		t.Errorf("%s; asked %v", err.Hint, store.requests)
	}
	in := fields{"store": shopStore, "fields": fields{"token": "consumer_key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nconsumer_secret=b\naccess_token=c\naccess_token_secret=d"}}
	must(t, call(t, e, "POST", "/v1/token/paste", in, &c))
	wantCode(t, call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": c.Ref}, nil), "revoke_integration")
	wantCode(t, call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": "https://shop.test:none"}, nil), "credential_unknown")
}

// A token of the second in which the others were revoked would be dead at once.
func TestLoginAfterRevokeWaits(t *testing.T) {
	store := &revoking{}
	e, refs := customers(t, store)
	var waited []time.Duration
	e.Handler = api.New(api.Config{Exits: exits{direct: store.Do}, State: e.state, Now: func() time.Time { return e.now },
		Wait: func(_ context.Context, d time.Duration) error {
			waited = append(waited, d)
			e.now = e.now.Add(d)
			return nil
		}})
	e.now = noon.Add(300 * time.Millisecond)
	must(t, call(t, e, "POST", "/v1/credentials/revoke", fields{"ref": refs[0], "consent": []string{"revoke_all"}}, nil))
	must(t, call(t, e, "POST", "/v1/token/customer", login("c5@example.com", "right"), nil))
	must(t, call(t, e, "POST", "/v1/token/customer", login("c5@example.com", "right"), nil))
	if len(waited) != 1 || waited[0] != 1700*time.Millisecond {
		t.Errorf("waited %v", waited)
	}
}

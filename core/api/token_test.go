package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestLoginGivesACredentialWithoutItsText(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var c wire.Credential
	if err := call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c); err != nil {
		t.Fatal(err.Message)
	}
	if c.Token.Kind != wire.KindAdmin || c.Who != "jane" || c.Origin != "https://shop.test" {
		t.Errorf("credential is %+v", c)
	}
	if text, _ := json.Marshal(c); strings.Contains(string(text), adminToken) {
		t.Error("the answer holds the token's text")
	}
	for as, want := range map[string]string{
		"token":  adminToken,
		"header": "Authorization: Bearer " + adminToken,
	} {
		var got struct{ Text string }
		if err := call(t, e, "POST", "/v1/reveal", fields{"ref": c.Ref, "as": as}, &got); err != nil {
			t.Fatal(err.Message)
		}
		if strings.TrimSpace(got.Text) != want {
			t.Errorf("revealed as %s: another text than expected, of %d bytes", as, len(got.Text))
		}
	}
}

func TestAddressThatWasTypedIsConfirmedFirst(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	in := login("jane", "right", "store", "https://shop.test/admin_ab12/")
	var c wire.Credential
	if err := call(t, e, "POST", "/v1/token/admin", in, &c); err != nil {
		t.Fatal(err.Message)
	}
	if c.Store.RestURL == "" || store.count("GET /rest/V1/directory/currency") != 1 {
		t.Errorf("store %+v after %v", c.Store, store.requests)
	}
}

func TestRefusedSignInsAreCountedPerStoreKindAndUser(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	try := func(user, password string, more ...any) (code string, warnings []string) {
		err := call(t, e, "POST", "/v1/token/admin", login(user, password, more...), nil)
		if err == nil {
			return "", nil
		}
		for _, f := range err.Findings {
			warnings = append(warnings, f.Code)
		}
		return err.Code, warnings
	}
	steps := []struct {
		name, user, password string
		consent              []string
		code, warns          string
	}{
		{name: "first", user: "jane", password: "wrong", code: "invalid_grant", warns: "sign_in_counted"},
		{name: "second", user: "jane", password: "wrong", code: "invalid_grant", warns: "lock_warning"},
		{name: "another user", user: "joe", password: "wrong", code: "invalid_grant", warns: "sign_in_counted"},
		{name: "third", user: "jane", password: "wrong", code: "invalid_grant", warns: "lock_stop"},
		{name: "fourth is not sent", user: "jane", password: "right", code: "locked_out"},
		{name: "insisting sends one", user: "jane", password: "wrong", consent: []string{"locked"}, code: "invalid_grant", warns: "lock_stop"},
		{name: "success", user: "jane", password: "right", consent: []string{"locked"}},
		{name: "success forgets", user: "jane", password: "wrong", code: "invalid_grant", warns: "sign_in_counted"},
	}
	for _, step := range steps {
		before := store.count("POST " + adminRoute)
		code, warns := try(step.user, step.password, "consent", step.consent)
		if code != step.code || strings.Join(warns, " ") != step.warns {
			t.Errorf("%s: %q with %v, want %q with %q", step.name, code, warns, step.code, step.warns)
		}
		sent, want := store.count("POST "+adminRoute)-before, 1
		if step.code == "locked_out" {
			want = 0
		}
		if sent != want {
			t.Errorf("%s: %d sign-ins reached the store, want %d", step.name, sent, want)
		}
	}
}

func TestCountEndsWithTheStoresLock(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	for range 3 {
		wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "wrong"), nil), "invalid_grant")
	}
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), nil), "locked_out")
	e.now = e.now.Add(31 * time.Minute)
	if err := call(t, e, "POST", "/v1/token/admin", login("jane", "right"), nil); err != nil {
		t.Fatal(err.Message)
	}
}

func TestCountHoldsNoUserName(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	call(t, e, "POST", "/v1/token/admin", login("jane.doe@example.com", "wrong"), nil)
	keys, _ := e.state.Keys(t.Context(), "local", "lock:")
	if len(keys) != 1 || strings.Contains(keys[0], "jane") {
		t.Errorf("keys %v", keys)
	}
}

func TestPlainHTTPNeedsAYes(t *testing.T) {
	store := &shop{password: "right"}
	for _, c := range []struct {
		name, base string
		more       []any
		code       string
	}{
		{name: "public host", base: "http://shop.example", code: "plain_http"},
		{name: "public host after a yes", base: "http://shop.example", more: []any{"consent", []string{"plain_http"}}},
		{name: "private host", base: "http://10.1.2.3:8080"},
		{name: "development host", base: "http://shop.ddev.site"},
		{name: "https", base: "https://shop.example"},
	} {
		e := newEnv(t, exits{direct: store.Do})
		in := login("jane", "right", append(c.more, "store", fields{"baseUrl": c.base, "restUrl": c.base + "/rest"})...)
		err := call(t, e, "POST", "/v1/token/admin", in, nil)
		if c.code == "" && err != nil {
			t.Errorf("%s: %s", c.name, err.Message)
		}
		if c.code != "" && (err == nil || err.Code != c.code) {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
}

func TestMissingFieldIsNotSent(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("jane", ""), nil), "field_required")
	if len(store.requests) != 0 {
		t.Errorf("requests %v", store.requests)
	}
}

package api_test

import (
	"net/url"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestRoutes(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	for _, c := range []struct{ method, path, code string }{
		{"GET", "/v1/providers", ""},
		{"POST", "/v1/providers", "unknown_call"},
		{"GET", "/v1/providers/", "unknown_call"},
		{"GET", "/v1", "unknown_call"},
		{"GET", "/", "unknown_call"},
		{"GET", "/v1/calls/", "unknown_call"},
		{"GET", "/v1/calls/none", "call_unknown"},
		{"GET", "/v1/calls/a%2Fb", "call_unknown"},
		{"GET", "/v1/calls/a/b", "unknown_call"},
	} {
		err := call(t, e, c.method, c.path, nil, nil)
		switch {
		case err == nil && c.code != "":
			t.Errorf("%s %s succeeded, want %s", c.method, c.path, c.code)
		case err != nil && err.Code != c.code:
			t.Errorf("%s %s: %s, want %q", c.method, c.path, err.Code, c.code)
		}
	}
}

// A ref holds an origin, slashes and all.
func TestRefInAPath(t *testing.T) {
	store := &shop{password: "right"}
	e := newEnv(t, exits{direct: store.Do})
	var c wire.Credential
	call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c)
	if err := call(t, e, "DELETE", "/v1/credentials/"+url.PathEscape(c.Ref), nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	if keys, _ := e.state.Keys(t.Context(), "session", ""); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
}

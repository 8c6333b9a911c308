package api_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// refusing refuses every login in its own protocol's words.
func refusing(req *http.Request) (*http.Response, error) {
	const said = "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."
	if req.Method == http.MethodGet {
		return reply(200, "application/wsdl+xml", `<?xml version="1.0"?><definitions targetNamespace="`+req.URL.String()+`"/>`), nil
	}
	_, _ = io.Copy(io.Discard, req.Body)
	switch {
	case strings.HasPrefix(req.URL.Path, "/soap"):
		return reply(200, "application/soap+xml", `<?xml version="1.0"?><env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body>`+
			`<env:Fault><env:Reason><env:Text>`+said+`</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`), nil
	case req.URL.Path == "/graphql":
		return reply(200, "application/json", `{"errors":[{"message":"`+said+`","extensions":{"category":"graphql-authentication"}}]}`), nil
	}
	return reply(401, "application/json", `{"message":"`+said+`"}`), nil
}

// The store counts by kind of user and name, whatever the protocol: so does
// Storekey, and a field that the provider does not have changes nothing.
func TestCountsAreTheUsers(t *testing.T) {
	for kind, ways := range map[string][]struct {
		provider string
		more     fields
	}{
		"admin": {{"admin", nil}, {"xml", nil}, {"soap", fields{"kind": "admin"}}, {"admin", fields{"kind": "nobody", "otp": "123456"}}},
		"customer": {{"customer", nil}, {"customergraphql", fields{"kind": "nobody"}}, {"xml", fields{"kind": "customer"}},
			{"soap", fields{"kind": "customer"}}},
	} {
		e := newEnv(t, exits{direct: refusing})
		for i, way := range ways {
			in := login("jane@example.com", "wrong")
			for name, value := range way.more {
				in["fields"].(fields)[name] = value
			}
			err := call(t, e, "POST", "/v1/token/"+way.provider, in, nil)
			if want := []string{"invalid_grant", "invalid_grant", "invalid_grant", "locked_out"}[i]; err == nil || err.Code != want {
				t.Fatalf("%s, try %d by %s: %+v, want %s", kind, i+1, way.provider, err, want)
			}
			if want := []string{"sign_in_counted", "lock_warning", "lock_stop"}; i < 3 {
				last := err.Findings[len(err.Findings)-1].Code
				if last != want[i] {
					t.Errorf("%s, try %d: told %s", kind, i+1, last)
				}
			}
		}
		keys, _ := e.state.Keys(t.Context(), "local", "lock:")
		if len(keys) != 1 || !strings.HasPrefix(keys[0], "lock:https://shop.test:"+kind+":") {
			t.Errorf("%s: counted as %v", kind, keys)
		}
	}
}

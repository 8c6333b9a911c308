package api_test

import (
	"net/http"
	"testing"
)

// Of two stores on one origin, the door goes that is the store's own.
func TestDoorIsThatOfTheStore(t *testing.T) {
	var seen map[string]bool
	shop := func(req *http.Request) (*http.Response, error) {
		seen[req.Header.Get("Authorization")] = true
		return reply(200, "application/json; charset=utf-8", `{"base_currency_code":"USD"}`), nil
	}
	e := newEnv(t, exits{direct: shop})
	setPassphrase(t, e)
	add := func(name, address, user string) string {
		t.Helper()
		return addStore(t, e, fields{"name": name, "origins": []string{address}, "door": fields{"username": user, "password": "1"}}).ID
	}
	add("a", "https://h.example/a", "a")
	b := add("b", "https://h.example/b", "b")
	c := add("c", "https://h.example/b", "c")
	const forC, forA = "Basic Yzox", "Basic YTox"
	for _, step := range []struct {
		what, path string
		body       fields
		want       string
	}{
		{"page of a", "/v1/recognise", fields{"snapshot": fields{"url": "https://h.example/a/admin"}}, forA},
		{"page of two", "/v1/recognise", fields{"snapshot": fields{"url": "https://h.example/b/admin"}}, ""},
		{"page of none", "/v1/recognise", fields{"snapshot": fields{"url": "https://h.example/c"}}, ""},
		{"store by its id", "/v1/check", fields{"store": fields{"id": c}, "credential": fields{"token": adminToken}}, forC},
	} {
		for range 10 { // the order of stores is by chance
			seen = map[string]bool{}
			_ = call(t, e.withHeaders("", "3"), "POST", step.path, step.body, nil)
			if !seen[step.want] {
				t.Fatalf("%s: doors %v", step.what, seen)
			}
			for other := range seen {
				if other != step.want && other != "" && other != "Bearer "+adminToken {
					t.Fatalf("%s: doors %v", step.what, seen)
				}
			}
		}
	}
	must(t, call(t, e, "DELETE", "/v1/stores/"+b, nil, nil))
	seen = map[string]bool{}
	_ = call(t, e.withHeaders("", "3"), "POST", "/v1/recognise", fields{"snapshot": fields{"url": "https://h.example/b/admin"}}, nil)
	if !seen[forC] {
		t.Errorf("one store left: doors %v", seen)
	}
}

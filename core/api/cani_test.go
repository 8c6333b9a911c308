package api_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// schemaShop is the shop with a schema: a route of its own for those with a
// token.
func schemaShop(s *shop) doerFunc {
	return func(req *http.Request) (*http.Response, error) {
		guest := `"/V1/directory/currency":{"get":{"tags":["c"]}}`
		switch {
		case strings.HasSuffix(req.URL.Path, "/schema") && req.Header.Get("Authorization") == "":
			return reply(200, "application/json", `{"swagger":"2.0","paths":{`+guest+`}}`), nil
		case strings.HasSuffix(req.URL.Path, "/schema"):
			return reply(200, "application/json", `{"swagger":"2.0","paths":{`+guest+`,"/V1/modules":{"get":{"tags":["m"]}},"/V1/shelves":{"get":{"tags":["s"]}}}}`), nil
		case strings.HasSuffix(req.URL.Path, "/V1/shelves"):
			return reply(401, "application/json", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Acme_Shelves::read"}}`), nil
		}
		return s.Do(req)
	}
}

func TestCanI(t *testing.T) {
	e := newEnv(t, exits{direct: schemaShop(&shop{})})
	var entry wire.StoreEntry
	wantOK(t, call(t, e, "POST", "/v1/stores", fields{"name": "Shop", "store": shopStore}, &entry))
	in := fields{"store": shopStore, "credential": fields{"token": adminToken},
		"tree": []wire.TreeNode{{ID: "Acme_Shelves::read", Title: "Read shelves"}}}
	var m wire.AccessMap
	wantOK(t, call(t, e, "POST", "/v1/can-i", in, &m))
	if m.Verdict != wire.VerdictValid || len(m.Resources) < 50 {
		t.Fatalf("%s, %d resources", m.Verdict, len(m.Resources))
	}
	if r := m.Resources[0]; r.ID != "Acme_Shelves::read" || r.Title != "Read shelves" || r.Allowed != wire.Yes || r.How != wire.ByProbe {
		t.Errorf("%+v", r)
	}
	// The store's own route is kept with the saved store.
	wantOK(t, call(t, e, "GET", "/v1/stores/"+entry.ID, nil, &entry))
	if !strings.Contains(string(entry.Routes), "/V1/shelves") || strings.Contains(string(entry.Routes), "/V1/modules") {
		t.Errorf("learnt %s", entry.Routes)
	}
}

// guarded is a shop that several requests may ask at once, with no schema.
func guarded(s *shop) doerFunc {
	var mu sync.Mutex
	return func(req *http.Request) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		return s.Do(req)
	}
}

// The rights are asked for by several requests at once, each of which learns
// that the door let it through: what they share is guarded (go test -race).
func TestCanIBehindDoor(t *testing.T) {
	e := newEnv(t, exits{direct: guarded(&shop{})})
	in := fields{"store": shopStore, "credential": fields{"token": adminToken}, "door": fields{"headers": proxyLines}}
	var m wire.AccessMap
	wantOK(t, call(t, e.withHeaders("", "7"), "POST", "/v1/can-i", in, &m))
	if m.Verdict != wire.VerdictValid {
		t.Errorf("%s because of %s", m.Verdict, m.Reason)
	}
}

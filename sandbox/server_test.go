package sandbox_test

import (
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// A login counts when it arrives, whatever becomes of it: so a test can tell
// that none was sent twice.
func TestClientLeavesWhileTheStoreIsSlow(t *testing.T) {
	store := sandbox.New(sandbox.Options{})
	store.SetMode(sandbox.Mode{LatencyMS: 3_600_000})
	ctx, leave := context.WithCancel(context.Background())
	r := httptest.NewRequest("POST", adminRoute, strings.NewReader(`{"username":"admin","password":"x"}`)).WithContext(ctx)
	leave()
	w := httptest.NewRecorder()
	store.ServeHTTP(w, r)
	if w.Body.Len() > 0 {
		t.Errorf("answered %s to a client that left", w.Body)
	}
	if got := ask(t, store, "GET", "/_sandbox/counters", "").body; !strings.Contains(got, `"byUser":{"admin":1}`) {
		t.Errorf("counted %s", got)
	}
	if got := ask(t, store, "GET", "/_sandbox/requests", "").body; !strings.Contains(got, `"status":0`) {
		t.Errorf("noted %s", got)
	}
}

func TestUnreachable(t *testing.T) {
	store := sandbox.New(sandbox.Options{Mode: "unreachable"})
	server := httptest.NewServer(store)
	defer server.Close()
	if _, err := http.Get(server.URL); err == nil {
		t.Error("answered")
	}
	store.SetMode(sandbox.Mode{})
	if _, err := http.Get(server.URL); err != nil {
		t.Error(err)
	}
}

func TestSelfSigned(t *testing.T) {
	certificate, err := sandbox.SelfSigned()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(sandbox.New(sandbox.Options{}))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.StartTLS()
	defer server.Close()
	if _, err := http.Get(server.URL); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a stranger gets %v", err)
	}
	trusting := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	response, err := trusting.Post(server.URL+"/graphql", "application/json", strings.NewReader(`{"query":"{storeConfig{base_url}}"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	v := &visitor{T: t}
	v.has(v.read(response, nil), `https:\/\/127.0.0.1`)
}

func TestIntegrationTokenAsBearer(t *testing.T) {
	bearer := "Authorization: Bearer " + account("Limited integration").AccessToken
	off, _ := newStore(sandbox.Options{})
	expect(t, ask(t, off, "GET", "/rest/V1/modules", "", bearer), 401, "isn't authorized")
	on, _ := newStore(sandbox.Options{BearerToken: true})
	expect(t, ask(t, on, "GET", "/rest/V1/modules", "", bearer), 200, "Magento_")
	expect(t, ask(t, on, "GET", "/rest/V1/orders", "", bearer), 401, "actions_view")
	expect(t, ask(t, on, "GET", "/rest/V1/modules", "", "Authorization: Bearer "), 401, "isn't authorized")
}

func TestAccounts(t *testing.T) {
	kinds := map[string]int{}
	for _, one := range sandbox.Accounts() {
		kinds[one.Kind]++
		for _, text := range []string{one.ConsumerKey, one.ConsumerSecret, one.AccessToken, one.TokenSecret} {
			if text != "" && len(text) != 32 {
				t.Errorf("%s has a credential of %d characters", one.Name, len(text))
			}
		}
	}
	if kinds["admin"] != 3 || kinds["customer"] != 2 || kinds["integration"] != 3 {
		t.Errorf("accounts are %v", kinds)
	}
}

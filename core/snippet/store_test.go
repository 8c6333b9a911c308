//go:build !js

package snippet

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/sandbox"
)

// TestAStoreTakesTheSignatures runs every self-signing form against a store
// that verifies as Magento does, twice: a second run needs a new signature.
func TestAStoreTakesTheSignatures(t *testing.T) {
	for _, tl := range tools {
		target, _ := Get(tl.id)
		if !target.Signs() {
			continue
		}
		t.Run(tl.id, func(t *testing.T) {
			t.Parallel()
			tl.isThere(t)
			store := newSignedStore(t)
			r := &trial{target: target, tool: tl, scripts: t.TempDir(), work: t.TempDir(), home: t.TempDir()}
			for i, query := range signedQueries {
				request := wire.Request{Method: "GET", URL: store.URL + "/rest/V1/products?" + query}
				text, err := target.WriteWith(request, Options{OAuth: store.oauth})
				if err != nil {
					t.Fatal(err)
				}
				file := filepath.Join(r.scripts, "call"+string(rune('a'+i))+"."+target.Extension)
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				r.texts, r.files = append(r.texts, text), append(r.files, file)
			}
			said := tl.run(t, r) + tl.run(t, r)
			if store.taken != 2*len(signedQueries) || store.refused != 0 {
				t.Errorf("%d taken and %d refused of %d: %s", store.taken, store.refused, 2*len(signedQueries), said)
			}
		})
	}
}

var signedQueries = []string{
	"searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25bag%25&searchCriteria[pageSize]=5&fields=items[sku,name]",
	"searchCriteria[filter_groups][0][filters][0][field]=name&searchCriteria[filter_groups][0][filters][0][value]=Zoë it's 日本&searchCriteria[pageSize]=1",
	"searchCriteria[pageSize]=1&x=a+b%2Bc%20d&y=~-._!*'()&z=a=b;c&empty=&bare",
	"searchCriteria=",
}

// signedStore is the sandbox, which counts how it answered.
type signedStore struct {
	*httptest.Server
	oauth          OAuth
	mu             sync.Mutex
	taken, refused int
}

func newSignedStore(t *testing.T) *signedStore {
	s := &signedStore{}
	for _, account := range sandbox.Accounts() {
		if account.Kind == "integration" && s.oauth.ConsumerKey == "" && strings.Contains(account.Name, "Seed") {
			s.oauth = OAuth{account.ConsumerKey, account.ConsumerSecret, account.AccessToken, account.TokenSecret}
		}
	}
	store := sandbox.New(sandbox.Options{})
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		store.ServeHTTP(answer, r)
		s.mu.Lock()
		if answer.Code == http.StatusOK {
			s.taken++
		} else {
			s.refused++
		}
		s.mu.Unlock()
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}))
	t.Cleanup(s.Close)
	return s
}

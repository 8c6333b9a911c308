package check

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// branches is a store of several websites: token is a customer's of one view.
type branches struct {
	list  string // what GraphQL answers
	home  string // the view where the token counts
	alone bool   // nobody needs a token there
	mu    sync.Mutex
	asked []string
}

const twoWebsites = `{"data":{"storeConfig":{"store_code":"default","website_code":"base"},"availableStores":[` +
	`{"store_code":"default","website_code":"base"},{"store_code":"german","website_code":"base"},{"store_code":"second","website_code":"second"},` +
	`{"store_code":"second_fr","website_code":"second"},{"store_code":"third","website_code":"third"},{"store_code":"fourth","website_code":"fourth"},{"store_code":"fifth","website_code":"fifth"}]}}`

func (b *branches) Do(req *http.Request) (*http.Response, error) {
	auth := req.Header.Get("Authorization")
	scheme, _, _ := strings.Cut(auth, " ")
	path := strings.TrimSuffix(strings.TrimPrefix(req.URL.Path, "/rest"), "/V1/customers/me")
	b.mu.Lock()
	b.asked = append(b.asked, strings.TrimSpace(path+" "+scheme))
	b.mu.Unlock()
	r := noSelf
	switch {
	case req.URL.Path == "/graphql":
		r = reply{200, b.list, ""}
		if auth != "" || b.list == "" {
			r = reply{500, "", ""}
		}
	case strings.HasSuffix(req.URL.Path, "/modules"):
		r = noAdmin
	case scheme == "OAuth":
		r = stranger
	case path == "/"+b.home && (auth != "" || b.alone):
		r = customer
	}
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func TestOtherView(t *testing.T) {
	tests := []struct {
		name   string
		token  token.Token
		code   string
		store  *branches
		views  []string
		reason string
		view   string
		asked  string
	}{
		{"of another website", liveCustomer, "german", &branches{list: twoWebsites, home: "second"}, nil, "customer_other_view", "second",
			"/german, /german Bearer, /graphql, /second Bearer, /second"},
		{"of a third website", liveCustomer, "german", &branches{list: twoWebsites, home: "third"}, nil, "customer_other_view", "third",
			"/german, /german Bearer, /graphql, /second Bearer, /third Bearer, /third"},
		{"asked on the default view", liveCustomer, "", &branches{list: twoWebsites, home: "second"}, nil, "customer_other_view", "second",
			", Bearer, /graphql, /second Bearer, /second"},
		{"asked on all", liveCustomer, "all", &branches{list: twoWebsites, home: "second"}, nil, "customer_other_view", "second",
			", Bearer, /graphql, /second Bearer, /second"},
		{"of none: three at most are asked", liveCustomer, "german", &branches{list: twoWebsites, home: "nowhere"}, []string{"more"}, "customer_refused", "",
			"/german, /german Bearer, /graphql, /second Bearer, /third Bearer, /fourth Bearer, /german OAuth"},
		{"the page names views", liveCustomer, "german", &branches{home: "nordic"}, []string{"german", "admin", "no code", "nordic"}, "customer_other_view", "nordic",
			"/german, /german Bearer, /graphql, /nordic Bearer, /nordic"},
		{"no names at all", liveCustomer, "german", &branches{home: "second"}, nil, "customer_refused", "",
			"/german, /german Bearer, /graphql, /german OAuth"},
		{"opaque", opaque, "german", &branches{list: twoWebsites, home: "second"}, nil, "customer_other_view", "second",
			"/V1/modules, /V1/modules Bearer, /german, /german Bearer, /graphql, /second Bearer, /second"},
		{"open to everybody there", liveCustomer, "german", &branches{list: twoWebsites, home: "second", alone: true}, nil, "control_open", "",
			"/german, /german Bearer, /graphql, /second Bearer, /second"},
		{"expired: no need", tok(wire.KindCustomer, wire.FormatJWS, now.Add(-time.Hour)), "german", &branches{list: twoWebsites, home: "second"}, nil, "expired", "",
			"/german, /german Bearer"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := test.store
			steps, last := 0, 0
			env := Env{Doer: s, Now: func() time.Time { return now }, Views: test.views, Step: func(_ string, done, total int) {
				if steps++; done >= total || done != steps-1 || total < last {
					t.Errorf("step %d: %d of %d", steps, done, total)
				}
				last = total
			}}
			got := Check(context.Background(), env, wire.Store{BaseURL: "https://host", RestURL: "https://host/rest", StoreCode: test.code}, test.token, nil)
			if asked := strings.Join(s.asked, ", "); got.Reason != test.reason || asked != test.asked {
				t.Errorf("%s after %s", got.Reason, asked)
			}
			if len(got.Evidence) != len(s.asked) || steps != len(s.asked) {
				t.Errorf("%d requests, %d noted, %d steps", len(s.asked), len(got.Evidence), steps)
			}
			for _, f := range got.Findings {
				if f.Params["view"] != test.view && f.Code == "customer_other_view" {
					t.Errorf("%+v", f)
				}
			}
			if (test.code == "all") != strings.Contains(codes(got.Findings), "customer_on_all") {
				t.Error(codes(got.Findings))
			}
			if test.view != "" && (got.Verdict != wire.VerdictValid || got.Who != "roni@example.com") {
				t.Errorf("%s, %s", got.Verdict, got.Who)
			}
		})
	}
}

func TestViewsBehindIndex(t *testing.T) {
	s := &branches{list: twoWebsites, home: "second"}
	env := Env{Doer: s, Now: func() time.Time { return now }}
	Check(context.Background(), env, wire.Store{BaseURL: "https://host", RestURL: "https://host/index.php/rest", StoreCode: "german"}, liveCustomer, nil)
	if asked := strings.Join(s.asked, ", "); !strings.Contains(asked, "/index.php/graphql") {
		t.Error(asked)
	}
}

func TestIsCode(t *testing.T) {
	for code, want := range map[string]bool{"german": true, "en_US2": true, "": false, "2nd": false, "_x": false, "a/b": false, "a b": false, strings.Repeat("a", 33): false} {
		if isCode(code) != want {
			t.Errorf("%q", code)
		}
	}
}

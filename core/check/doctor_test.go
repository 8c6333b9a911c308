package check_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/sandbox"
)

var clock = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// proxy stands before the sandbox and changes what a request says of itself, as
// proxies do: the scheme, the Host header, the path, the query.
type proxy struct {
	store  http.Handler
	change func(*http.Request)
	asked  int
}

// Do hands a request on as the web server behind the proxy gets it.
func (p *proxy) Do(req *http.Request) (*http.Response, error) {
	p.asked++
	r := httptest.NewRequest(req.Method, req.URL.RequestURI(), nil).WithContext(req.Context())
	r.RequestURI = rawTarget(req)
	r.Host, r.Header = req.URL.Host, req.Header.Clone()
	if req.URL.Scheme == "https" {
		r.Header.Set("X-Forwarded-Proto", "https")
	}
	if p.change != nil {
		p.change(r)
	}
	w := httptest.NewRecorder()
	p.store.ServeHTTP(w, r)
	return w.Result(), nil
}

func rawTarget(req *http.Request) string {
	if req.URL.RawQuery == "" {
		return req.URL.EscapedPath()
	}
	return req.URL.EscapedPath() + "?" + req.URL.RawQuery
}

func four(name string) token.Four {
	for _, a := range sandbox.Accounts() {
		if a.Name == name {
			return token.Four{ConsumerKey: secret.New(a.ConsumerKey), ConsumerSecret: secret.New(a.ConsumerSecret),
				AccessToken: secret.New(a.AccessToken), AccessTokenSecret: secret.New(a.TokenSecret)}
		}
	}
	return token.Four{}
}

func codesOf(findings []wire.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

func TestDoctor(t *testing.T) {
	seed, limited := four("Seed integration"), four("Limited integration")
	wrong := seed
	wrong.ConsumerSecret = secret.New("m4d3up00000000000000000000000002")
	unknown := seed
	unknown.AccessToken = secret.New(strings.Repeat("z", 32))
	half := token.Four{ConsumerKey: seed.ConsumerKey, ConsumerSecret: seed.ConsumerSecret}
	host := func(host string) func(*http.Request) { return func(r *http.Request) { r.Host = host } }
	noProto := func(r *http.Request) { r.Header.Del("X-Forwarded-Proto") }
	const views = "/rest/V1/store/storeViews"
	for _, c := range []struct {
		name, base, path string
		four             token.Four
		options          sandbox.Options
		change           func(*http.Request)
		door             []wire.Header
		want, signed     string
		asked            int
	}{
		{"nothing in between", "https://shop.test", views, seed, sandbox.Options{}, nil, nil, "oauth1_store_accepts", "https://shop.test", 2},
		{"TLS ends before PHP", "https://shop.test", views, seed, sandbox.Options{}, noProto, nil, "oauth1_store_wants", "http://shop.test", 3},
		{"port dropped", "http://shop.test:8380", views, seed, sandbox.Options{}, host("shop.test"), nil, "oauth1_store_wants", "http://shop.test", 4},
		{"TLS and port dropped", "https://shop.test:8443", views, seed, sandbox.Options{}, func(r *http.Request) { noProto(r); r.Host = "shop.test" }, nil, "oauth1_store_wants", "http://shop.test", 5},
		{"port added", "https://shop.test", views, seed, sandbox.Options{}, func(r *http.Request) { noProto(r); r.Host = "shop.test:443" }, nil, "oauth1_store_wants", "http://shop.test:443", 4},
		{"host rewritten", "https://shop.test", views, seed, sandbox.Options{}, host("backend.internal"), nil, "oauth1_store_refuses", "", 4},
		{"a right is missing", "https://shop.test", views, limited, sandbox.Options{}, nil, nil, "oauth1_store_right", "https://shop.test", 3},
		{"a right is missing, TLS ends before", "https://shop.test", views, limited, sandbox.Options{}, noProto, nil, "oauth1_store_right", "http://shop.test", 3},
		{"the header is lost", "https://shop.test", views, seed, sandbox.Options{Mode: "header_lost"}, nil, nil, "header_lost", "", 3},
		{"wrong secret", "https://shop.test", views, wrong, sandbox.Options{}, nil, nil, "oauth1_store_refuses", "", 4},
		{"unknown token", "https://shop.test", views, unknown, sandbox.Options{}, nil, nil, "token_unknown", "", 2},
		{"search without criteria", "https://shop.test", "/rest/V1/orders", seed, sandbox.Options{}, nil, nil, "oauth1_store_accepts", "https://shop.test", 2},
		{"brackets", "https://shop.test", "/rest/V1/products?searchCriteria[pageSize]=1&fields=total_count", seed, sandbox.Options{}, nil, nil, "oauth1_store_accepts", "https://shop.test", 2},
		{"eleven groups", "https://shop.test", "/rest/V1/products?searchCriteria[filter_groups][2][filters][0][field]=a&searchCriteria[filter_groups][10][filters][0][field]=sku", seed, sandbox.Options{}, nil, nil, "oauth1_store_order", "https://shop.test", 3},
		{"escape in the path", "https://shop.test", "/rest/V1/products/a%2Bb", seed, sandbox.Options{}, nil, nil, "oauth1_store_path", "https://shop.test", 3},
		{"behind Basic", "https://shop.test", views, seed, sandbox.Options{Basic: "u:p"}, nil, []wire.Header{{Name: "Authorization", Value: "Basic dTpw"}}, "oauth1_store_accepts", "https://shop.test", 2},
		{"old store", "https://shop.test", views, seed, sandbox.Options{SHA1: true}, nil, nil, "oauth1_store_accepts", "https://shop.test", 2},
		{"anonymous route", "https://shop.test", "/rest/V1/directory/currency", seed, sandbox.Options{}, nil, nil, "control_open", "", 1},
		{"another store's address", "https://shop.test", "", seed, sandbox.Options{}, nil, nil, "oauth1_get_only", "", 0},
		{"two of four", "https://shop.test", views, half, sandbox.Options{}, nil, nil, "four_incomplete_check", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.options.Now = func() time.Time { return clock }
			p := &proxy{store: sandbox.New(c.options), change: c.change}
			url := c.base + c.path
			if c.path == "" {
				url = "https://evil.test/rest/V1/modules"
			}
			got := check.Doctor(context.Background(), check.Env{Doer: p, Now: c.options.Now}, wire.Store{BaseURL: c.base, RestURL: c.base + "/rest"}, url, c.four, c.door)
			signed := ""
			for _, v := range got.Variants {
				if v.Matches {
					signed, _, _ = strings.Cut(v.URL, "/rest")
				}
			}
			if codesOf(got.Findings) != c.want || signed != c.signed || p.asked != c.asked {
				t.Errorf("\n got %s, signed %q, asked %d\nwant %s, signed %q, asked %d", codesOf(got.Findings), signed, p.asked, c.want, c.signed, c.asked)
			}
			if got.Matches != (c.want == "oauth1_store_accepts" || c.name == "a right is missing") {
				t.Errorf("matches %t", got.Matches)
			}
			if strings.Contains(got.BaseString, c.four.AccessToken.Reveal()) && !c.four.AccessToken.Empty() {
				t.Error("the base string shows the access token")
			}
		})
	}
}

// TestCheckBehindBasic: the signature shares the one header with Basic.
func TestCheckBehindBasic(t *testing.T) {
	seed := four("Seed integration")
	p := &proxy{store: sandbox.New(sandbox.Options{Now: func() time.Time { return clock }, Basic: "u:p"})}
	tok := token.Parse(seed.Text(), clock)
	got := check.Check(context.Background(), check.Env{Doer: p, Now: func() time.Time { return clock }},
		wire.Store{BaseURL: "https://shop.test", RestURL: "https://shop.test/rest"}, tok, []wire.Header{{Name: "Authorization", Value: "Basic dTpw"}})
	if got.Verdict != wire.VerdictValid || got.Reason != "accepted_signed" || codesOf(got.Findings) != "accepted_signed" || p.asked != 2 {
		t.Errorf("%s %s: %s, asked %d", got.Verdict, got.Reason, codesOf(got.Findings), p.asked)
	}
	if got.Masked != seed.ConsumerKey.Masked() {
		t.Errorf("masked as %s", got.Masked)
	}
}

// TestDoctorAsksSevenTimesAtMost: the control, and six variants.
func TestDoctorAsksSevenTimesAtMost(t *testing.T) {
	p := &proxy{store: sandbox.New(sandbox.Options{Now: func() time.Time { return clock }}), change: func(r *http.Request) { r.Host = "backend" }}
	steps := 0
	env := check.Env{Doer: p, Now: func() time.Time { return clock }, Step: func(string, int, int) { steps++ }}
	got := check.Doctor(context.Background(), env, wire.Store{BaseURL: "https://www.shop.test", RestURL: "https://shop.test:8443/rest"},
		"https://shop.test:8443/rest/V1/orders?a[1]=x&a[2]=y&a[10]=z", four("Seed integration"), nil)
	if p.asked != 7 || steps != 7 || len(got.Variants) != 6 || codesOf(got.Findings) != "oauth1_store_refuses" {
		t.Errorf("asked %d, %d steps, %d variants, %s", p.asked, steps, len(got.Variants), codesOf(got.Findings))
	}
}

func TestExamine(t *testing.T) {
	seed, body := four("Seed integration"), "a=1"
	request := wire.Request{Method: "POST", URL: "https://shop.test/x", Body: &body, Headers: []wire.Header{
		{Name: "authorization", Value: "Basic dTpw, OAuth oauth_consumer_key=\"" + seed.ConsumerKey.Reveal() + "\", oauth_nonce=\"n\""},
		{Name: "Content-type", Value: "application/x-www-form-urlencoded; charset=UTF-8"},
	}}
	got := check.Examine(check.Env{Now: func() time.Time { return clock }}, wire.Store{BaseURL: "https://www.shop.test"}, request, seed)
	if codesOf(got.Findings) != "oauth1_parameter_missing oauth1_unexplained" || !strings.Contains(got.BaseString, "a%3D1") {
		t.Errorf("%s: %s", codesOf(got.Findings), got.BaseString)
	}
	if len(got.Variants) < 4 || !strings.Contains(got.Variants[len(got.Variants)-1].URL, "www.shop.test") {
		t.Errorf("%d variants", len(got.Variants))
	}
}

package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func requestTo(method, path, body string) fields {
	r := fields{"method": method, "url": "https://shop.test" + path, "headers": []fields{{"name": "Accept", "value": "application/json"}}}
	if body != "" {
		r["body"] = body
	}
	return r
}

func TestSend(t *testing.T) {
	var seen http.Header
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		seen = req.Header
		resp := reply(200, "application/json", `{"total_count":1}`)
		resp.Header.Set("Set-Cookie", "PHPSESSID=secret")
		return resp, nil
	}})
	var out wire.Sent
	in := fields{"request": requestTo("GET", "/rest/V1/orders", ""), "credential": fields{"token": adminToken}}
	wantOK(t, call(t, e, "POST", "/v1/send", in, &out))
	if out.Status != 200 || out.Body != `{"total_count":1}` || out.Size != 17 || len(out.Headers) != 1 {
		t.Errorf("%+v", out)
	}
	if seen.Get("Authorization") != "Bearer "+adminToken {
		t.Error("sent without the token")
	}
}

func TestSendAsksBeforeAWrite(t *testing.T) {
	sent := 0
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) {
		sent++
		return reply(200, "application/json", `{}`), nil
	}})
	graphql := func(query string) fields { return requestTo("POST", "/graphql", `{"query":"`+query+`"}`) }
	for name, test := range map[string]struct {
		request fields
		asks    bool
	}{
		"GET":                          {requestTo("GET", "/rest/V1/orders", ""), false},
		"POST":                         {requestTo("POST", "/rest/V1/products", "{}"), true},
		"PUT":                          {requestTo("PUT", "/rest/V1/products/x", "{}"), true},
		"DELETE":                       {requestTo("DELETE", "/rest/V1/products/x", ""), true},
		"a route that computes":        {requestTo("POST", "/rest/V1/carts/mine/estimate-shipping-methods", "{}"), false},
		"the same, queued":             {requestTo("POST", "/rest/async/V1/carts/mine/estimate-shipping-methods", "{}"), true},
		"a query":                      {graphql("{storeConfig{store_code}}"), false},
		"a named query":                {graphql("query mutation{a(b:1){c}}"), true}, // asks rather than guesses
		"a query with variables":       {graphql("query Q($mutation:String){a(mutation:$mutation)}"), false},
		"a mutation":                   {graphql("mutation{x}"), true},
		"a mutation behind a query":    {graphql("query A{a} mutation B{b}"), true},
		"a mutation behind a comment":  {graphql("# query\\nmutation{x}"), true},
		"the word in a comment":        {graphql("# mutation\\n{x}"), false},
		"the word in a string":         {graphql("{x(a:\\\"mutation\\\")}"), false},
		"the word in a block string":   {graphql("{x(a:\\\"\\\"\\\"} mutation {\\\"\\\"\\\")}"), false},
		"a brace in a string, then it": {graphql("{x(a:\\\"{\\\")} mutation{y}"), true},
		"behind a quote in a block":    {graphql(`query A{x(a:\"\"\" \\\"\"\" \"\"\")} mutation B{y} #\"\"\"`), true},
		"the last of two members":      {requestTo("POST", "/graphql", `{"query":"{a}","query":"mutation{b}"}`), true},
		"of two spellings":             {requestTo("POST", "/graphql", `{"query":"{a}","\u0071uery":"mutation{b}"}`), true},
		"no JSON":                      {requestTo("POST", "/graphql", "{"), true},
		"a subscription":               {graphql("subscription{x}"), true},
	} {
		sent = 0
		err := call(t, e, "POST", "/v1/send", fields{"request": test.request}, nil)
		if test.asks {
			wantCode(t, err, "write_asks")
			wantOK(t, call(t, e, "POST", "/v1/send", fields{"request": test.request, "consent": []string{"write"}}, nil))
		}
		if sent != 1 {
			t.Errorf("%s: sent %d times (%v)", name, sent, err)
		}
	}
}

func TestSendInProduction(t *testing.T) {
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) { return reply(200, "application/json", `{}`), nil }})
	wantOK(t, call(t, e, "PUT", "/v1/settings/hosts", fields{"patterns": []fields{{"pattern": "shop.test", "stage": "production"}}}, nil))
	h := e.inTab("")
	in := func(host string) fields {
		return fields{"request": requestTo("PUT", "/rest/V1/products/x", "{}"), "consent": []string{"write"}, "host": host}
	}
	wantCode(t, call(t, h, "POST", "/v1/send", in(""), nil), "write_production")
	wantCode(t, call(t, h, "POST", "/v1/send", in("shop.tes"), nil), "write_production")
	wantOK(t, call(t, h, "POST", "/v1/send", in(" Shop.test"), nil))
	wantOK(t, call(t, h, "POST", "/v1/send", in(""), nil))
	wantCode(t, call(t, e, "POST", "/v1/send", in(""), nil), "write_production") // another tab
	e.now = e.now.Add(10*time.Minute + time.Second)
	wantCode(t, call(t, h, "POST", "/v1/send", in(""), nil), "write_production")
	wantOK(t, call(t, h, "POST", "/v1/send", fields{"request": requestTo("POST", "/graphql", `{"query":"{a}"}`)}, nil))
}

// A store below a path, one of several at a host, and the other scheme of a saved
// address are in production, too.
func TestSendKnowsProductionWhereverItIsSaved(t *testing.T) {
	for name, saved := range map[string][]fields{
		"below a path":      {{"url": "https://shop.test/de", "stage": "production"}},
		"one of two":        {{"name": "a", "url": "https://shop.test", "stage": "dev"}, {"name": "b", "url": "https://shop.test", "stage": "production"}},
		"one of two, first": {{"name": "a", "url": "https://shop.test/live", "stage": "production"}, {"name": "b", "url": "https://shop.test/dev", "stage": "dev"}},
		"plain http":        {{"url": "http://shop.test", "stage": "production"}},
	} {
		e := newEnv(t, nobody(t))
		for _, store := range saved {
			addStore(t, e, store)
		}
		in := fields{"request": requestTo("PUT", "/de/rest/V1/products/x", "{}"), "consent": []string{"write"}}
		if err := call(t, e, "POST", "/v1/send", in, nil); err == nil || err.Code != "write_production" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSendOffersTheStatusOfWhatWasQueued(t *testing.T) {
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) {
		return reply(202, "application/json", `{"bulk_uuid":"9d-1","request_items":[],"errors":false}`), nil
	}})
	var out wire.Sent
	in := fields{"request": requestTo("POST", "/rest/all/async/V1/products", "{}"), "consent": []string{"write"}}
	wantOK(t, call(t, e, "POST", "/v1/send", in, &out))
	if out.Next == nil || out.Next.URL != "https://shop.test/rest/all/V1/bulk/9d-1/status" || out.Next.Method != "GET" {
		t.Errorf("%+v", out.Next)
	}
}

func TestSendKeepsACredentialAtItsOrigin(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{password: "right"}).Do})
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c))
	in := fields{"request": fields{"method": "GET", "url": "https://evil.test/rest/V1/modules", "headers": []fields{}}, "credential": fields{"ref": c.Ref}}
	wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "other_origin")
	for _, address := range []string{"", "ftp://shop.test/", "https://user:pass@shop.test/", "javascript:alert(1)"} {
		in["request"] = fields{"method": "GET", "url": address, "headers": []fields{}}
		wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "not_address")
	}
}

func TestSendShowsTextOnlyAndNotTooMuch(t *testing.T) {
	body := "\xff\xfe"
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) { return reply(200, "image/png", body), nil }})
	var out wire.Sent
	in := fields{"request": requestTo("GET", "/media/x.png", "")}
	wantOK(t, call(t, e, "POST", "/v1/send", in, &out))
	if !out.Binary || out.Body != "" || out.Size != 2 {
		t.Errorf("%+v", out)
	}
	body = strings.Repeat("ä", 200_000)
	out = wire.Sent{}
	wantOK(t, call(t, e, "POST", "/v1/send", in, &out))
	if !out.Cut || out.Size != 400_000 || len(out.Body) > 256<<10 || strings.ContainsRune(out.Body, '\ufffd') {
		t.Errorf("%d bytes of %d, cut %v", len(out.Body), out.Size, out.Cut)
	}
}

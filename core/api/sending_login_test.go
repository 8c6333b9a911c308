package api_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// loginShop lets in whoever says "right", over REST, GraphQL and SOAP.
func loginShop(req *http.Request) (*http.Response, error) {
	sent, _ := io.ReadAll(req.Body)
	right := strings.Contains(string(sent), "right")
	switch {
	case req.URL.Path == "/graphql" && right:
		return reply(200, "application/json", `{"data":{"generateCustomerToken":{"token":"`+customerToken+`"}}}`), nil
	case req.URL.Path == "/graphql":
		return reply(200, "application/json", `{"errors":[{"message":"Nein.","extensions":{"category":"graphql-authentication"}}],"data":{"generateCustomerToken":null}}`), nil
	case req.URL.Path == "/soap/default" && right:
		return reply(200, "application/soap+xml", `<env:Envelope><env:Body><ns1:xResponse><result>0123456789abcdefghijklmnopqrstuv</result></ns1:xResponse></env:Body></env:Envelope>`), nil
	case right:
		return reply(200, "application/json", `"`+adminToken+`"`), nil
	}
	return reply(401, "application/json", `{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}`), nil
}

const (
	loginQuery    = `{"query":"mutation Login($e:String!,$p:String!){generateCustomerToken(email:$e,password:$p){token}}","variables":{"e":"Jane@example.com","p":"PASS"}}`
	loginEnvelope = `<env:Envelope xmlns:env="e" xmlns:ns1="n"><env:Body><ns1:integrationAdminTokenServiceV1CreateAdminAccessTokenRequest><username>jane</username><password>PASS</password></ns1:integrationAdminTokenServiceV1CreateAdminAccessTokenRequest></env:Body></env:Envelope>`
)

// logins are ways to send a password by hand.
func sentLogins(password string) map[string]fields {
	with := func(body string) string { return strings.Replace(body, "PASS", password, 1) }
	return map[string]fields{
		"REST":    requestTo("POST", "/rest/V1/integration/admin/token", with(`{"username":"jane","password":"PASS"}`)),
		"GraphQL": requestTo("POST", "/graphql", with(loginQuery)),
		"inline":  requestTo("POST", "/graphql", with(`{"query":"mutation generateCustomerToken{generateCustomerToken(email: \"jane@example.com\", password: \"PASS\"){token}}"}`)),
		"SOAP":    requestTo("POST", "/soap/default?services=integrationAdminTokenServiceV1", with(loginEnvelope)),
	}
}

func TestALoginThatIsSentIsTakenFromTheAnswer(t *testing.T) {
	for name, request := range sentLogins("right") {
		e := newEnv(t, exits{direct: loginShop})
		var out wire.Sent
		in := fields{"request": request, "consent": []string{"write"}}
		wantOK(t, call(t, e.withHeaders("call-0001", "7"), "POST", "/v1/send", in, &out))
		if len(out.Findings) == 0 || out.Findings[len(out.Findings)-1].Code != "send_token_kept" {
			t.Errorf("%s: %+v", name, out.Findings)
		}
		var held struct{ Credentials []wire.Credential }
		wantOK(t, call(t, e, "GET", "/v1/credentials?origin=https://shop.test", nil, &held))
		if len(held.Credentials) != 1 || !strings.EqualFold(held.Credentials[0].Who, "jane") && !strings.EqualFold(held.Credentials[0].Who, "jane@example.com") {
			t.Errorf("%s: %+v", name, held.Credentials)
		}
		record, _ := e.state.Get(context.Background(), api.AreaSession, "call:call-0001")
		for _, secret := range []string{adminToken, customerToken, "0123456789abcdefghijklmnopqrstuv"} {
			if strings.Contains(string(record), secret) {
				t.Errorf("%s: the token is in the record of the call", name)
			}
		}
	}
}

func TestALoginThatIsSentIsCounted(t *testing.T) {
	for name, request := range sentLogins("wrong") {
		e := newEnv(t, exits{direct: loginShop})
		in := fields{"request": request, "consent": []string{"write"}}
		for try := range 3 {
			var out wire.Sent
			wantOK(t, call(t, e, "POST", "/v1/send", in, &out))
			last := "sign_in_counted"
			if try > 0 {
				last = "lock_warning"
			}
			if try > 1 {
				last = "lock_stop"
			}
			if len(out.Findings) == 0 || out.Findings[len(out.Findings)-1].Code != last {
				t.Errorf("%s, try %d: %+v", name, try, out.Findings)
			}
		}
		wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "locked_out")
	}
}

// The login form and a request by hand count together.
func TestLoginsCountTogether(t *testing.T) {
	e := newEnv(t, exits{direct: loginShop})
	in := fields{"request": sentLogins("wrong")["REST"], "consent": []string{"write"}}
	for range 2 {
		wantOK(t, call(t, e, "POST", "/v1/send", in, nil))
	}
	wantCode(t, call(t, e, "POST", "/v1/token/admin", login("Jane ", "wrong"), nil), "invalid_grant")
	wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "locked_out")
}

// A password crosses no public network unencrypted; a tab that is there already
// has done so before.
func TestALoginGoesEncrypted(t *testing.T) {
	sent := 0
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		if req.Body == nil {
			return reply(404, "text/html", ""), nil
		}
		sent++
		return loginShop(req)
	}})
	request := sentLogins("wrong")["REST"]
	request["url"] = strings.Replace(request["url"].(string), "https://shop.test", "http://shop.example", 1)
	in := fields{"request": request, "consent": []string{"write"}}
	wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "send_plain")
	if sent != 0 {
		t.Error("it left")
	}
	there := e.withHeaders("", "7")
	call(t, there, "POST", "/v1/recognise", page("http://shop.example/"), nil)
	wantOK(t, call(t, there, "POST", "/v1/send", in, nil))
}

func TestSeveralLoginsInOneRequest(t *testing.T) {
	sent := 0
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) { sent++; return loginShop(req) }})
	body := `{"query":"mutation{a:generateCustomerToken(email:\"a\",password:\"1\"){token} b:generateCustomerToken(email:\"a\",password:\"2\"){token}}"}`
	in := fields{"request": requestTo("POST", "/graphql", body), "consent": []string{"write"}}
	wantCode(t, call(t, e, "POST", "/v1/send", in, nil), "send_logins")
	if sent != 0 {
		t.Error("it left")
	}
}

// What the store takes for a login is one, however it is written.
func TestLoginsInOtherWords(t *testing.T) {
	graphQL := func(query string) string {
		raw, _ := json.Marshal(query)
		return `{"query":` + string(raw) + `}`
	}
	two := `mutation{a:generateCustomerToken(email:"a",password:"1"){token},b:generateCustomerToken(email:"a",password:"2"){token}}`
	for name, test := range map[string]struct {
		request fields
		code    string
	}{
		"below graphql":       {requestTo("POST", "/graphql/V1/totals-information", graphQL(two)), "send_logins"},
		"slash, graphql":      {requestTo("POST", "/graphql/", graphQL(two)), "send_logins"},
		"comma and comment":   {requestTo("POST", "/graphql", graphQL(strings.ReplaceAll(two, "Token(", "Token,#(\n("))), "send_logins"},
		"behind a comment":    {requestTo("POST", "/graphql", graphQL(strings.ReplaceAll(two, "generate", "#mutation\ngenerate"))), "send_logins"},
		"query twice":         {requestTo("POST", "/graphql", `{"query":"{a}",`+graphQL(two)[1:]), "send_logins"},
		"in the queue":        {requestTo("POST", "/rest/async/V1/integration/admin/token", `{"username":"jane","password":"wrong"}`), "not_queued"},
		"many in the queue":   {requestTo("POST", "/rest/async/bulk/V1/integration/customer/token", `[{"username":"jane","password":"wrong"}]`), "not_queued"},
		"slash, REST":         {requestTo("POST", "/rest/V1/integration/admin/token/", `{"username":"jane","password":"wrong"}`), ""},
		"e-mail behind":       {requestTo("POST", "/graphql", graphQL(`mutation{generateCustomerToken(password:"email",email:"jane"){token}}`)), ""},
		"the last one counts": {requestTo("POST", "/rest/V1/integration/customer/token", `{"username":"x","username":"jane","password":"wrong"}`), ""},
	} {
		e := newEnv(t, exits{direct: loginShop})
		in := fields{"request": test.request, "consent": []string{"write"}}
		if test.code != "" {
			if err := call(t, e, "POST", "/v1/send", in, nil); err == nil || err.Code != test.code {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		provider := "customer"
		if name == "slash, REST" {
			provider = "admin"
		}
		for range 2 {
			wantOK(t, call(t, e, "POST", "/v1/send", in, nil))
		}
		wantCode(t, call(t, e, "POST", "/v1/token/"+provider, login("jane", "wrong"), nil), "invalid_grant")
		if err := call(t, e, "POST", "/v1/token/"+provider, login("jane", "wrong"), nil); err == nil || err.Code != "locked_out" {
			t.Errorf("%s: it was not counted for jane: %v", name, err)
		}
	}
}

// Nothing that changes anything goes by for a login.
func TestPolicyLooksBehindLogins(t *testing.T) {
	for name, request := range map[string]fields{
		"GraphQL, beside":   requestTo("POST", "/graphql", `{"query":"mutation{generateCustomerToken(email:\"a\",password:\"b\"){token} deleteCustomerAddress(id:1)}"}`),
		"GraphQL, a spread": requestTo("POST", "/graphql", `{"query":"mutation{generateCustomerToken(email:\"a\",password:\"b\"){token} ...F} fragment F on Mutation{deleteCustomer}"}`),
		"GraphQL, another":  requestTo("POST", "/graphql", `{"query":"mutation A{generateCustomerToken(email:\"a\",password:\"b\"){token}} mutation B{deleteCustomer}","operationName":"B"}`),
		"GraphQL, an alias": requestTo("POST", "/graphql", `{"query":"mutation{a:generateCustomerToken(email:\"a\",password:\"b\"){token} generateCustomerToken:deleteCustomer}"}`),
		"SOAP, in a value":  requestTo("POST", "/soap/default?services=x", `<e:Envelope><e:Body><n:aV1SaveRequest><x>CreateCustomerAccessTokenRequest</x></n:aV1SaveRequest></e:Body></e:Envelope>`),
		"GraphQL, below":    requestTo("POST", "/graphql/V1/totals-information", `{"query":"mutation{deleteCustomer}"}`),
	} {
		e := newEnv(t, exits{})
		e.Handler = api.New(api.Config{Exits: exits{direct: loginShop}, State: e.state, Policy: func() wire.Policy { return wire.Policy{ProductionReadOnly: true} }})
		addStore(t, e, fields{"url": "https://shop.test", "stage": "production"})
		in := fields{"request": request, "consent": []string{"write"}, "host": "shop.test"}
		if err := call(t, e, "POST", "/v1/send", in, nil); err == nil || err.Code != "policy_read_only" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPolicyLetsLoginsThrough(t *testing.T) {
	e := newEnv(t, exits{})
	e.Handler = api.New(api.Config{Exits: exits{direct: loginShop}, State: e.state, Policy: func() wire.Policy { return wire.Policy{ProductionReadOnly: true} }})
	addStore(t, e, fields{"url": "https://shop.test", "stage": "production"})
	for _, request := range sentLogins("right") {
		in := fields{"request": request, "consent": []string{"write"}, "host": "shop.test"}
		wantOK(t, call(t, e, "POST", "/v1/send", in, nil))
	}
}

func TestWhichEnvelopesRead(t *testing.T) {
	envelope := func(inner string) string {
		return `<?xml version="1.0"?><env:Envelope xmlns:env="e" xmlns:n="x"><env:Header/><env:Body>` + inner + `</env:Body></env:Envelope>`
	}
	for _, test := range []struct {
		name, body string
		reads      bool
	}{
		{"a list", envelope(`<n:catalogProductRepositoryV1GetListRequest><searchCriteria/></n:catalogProductRepositoryV1GetListRequest>`), true},
		{"one", envelope(`<n:catalogProductRepositoryV1GetRequest><sku>a</sku></n:catalogProductRepositoryV1GetRequest>`), true},
		{"empty", envelope(`<n:backendModuleServiceV1GetModulesRequest/>`), true},
		{"a write", envelope(`<n:catalogProductRepositoryV1SaveRequest><product/></n:catalogProductRepositoryV1SaveRequest>`), false},
		{"a word that begins so", envelope(`<n:acmeThingV1GetawayRequest/>`), false},
		{"two", envelope(`<n:aV1GetRequest></n:aV1GetRequest><n:aV1SaveRequest></n:aV1SaveRequest>`), false},
		{"a comment", envelope(`<!-- <n:aV1GetRequest/> --><n:aV1SaveRequest/>`), false},
		{"CDATA", envelope(`<![CDATA[<n:aV1GetRequest/>]]><n:aV1SaveRequest/>`), false},
		{"two bodies", `<e:Envelope><e:Body><n:aV1GetRequest/></e:Body><e:Body><n:aV1SaveRequest/></e:Body></e:Envelope>`, false},
		{"a body in the header", `<e:Envelope><e:Header><Body><n:aV1GetRequest/></Body></e:Header><e:Body><n:aV1SaveRequest/></e:Body></e:Envelope>`, false},
		{"an end within quotes", envelope(`<n:aV1GetRequest a=">"/><n:aV1SaveRequest></n:aV1SaveRequest><?x ></y?>`), false},
		{"a processing instruction", envelope(`<?x > <n:aV1SaveRequest/> ?><n:aV1GetRequest/>`), true},
		{"quotes in processing instructions", envelope(`<?x ' ?><n:aV1SaveRequest/><?x ' ?><n:aV1GetRequest/>`), false},
		{"quotes", envelope(`<n:aV1GetRequest a="'>" b='"'/>`), true},
		{"not closed", `<e:Envelope><e:Body><n:aV1GetRequest>`, false},
		{"nothing", "", false},
	} {
		e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) { return reply(200, "text/xml", "<a/>"), nil }})
		err := call(t, e, "POST", "/v1/send", fields{"request": requestTo("POST", "/soap/default?services=x", test.body)}, nil)
		if (err == nil) != test.reads {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

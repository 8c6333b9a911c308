package provider

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var fourValues = map[string]string{
	"consumerKey": "k0123456789abcdefghijklmnopqrstu", "consumerSecret": "s0123456789abcdefghijklmnopqrstu",
	"accessToken": "t0123456789abcdefghijklmnopqrstu", "accessTokenSecret": "u0123456789abcdefghijklmnopqrstu",
}

const fourText = "consumer_key=k0123456789abcdefghijklmnopqrstu\nconsumer_secret=s0123456789abcdefghijklmnopqrstu\n" +
	"access_token=t0123456789abcdefghijklmnopqrstu\naccess_token_secret=u0123456789abcdefghijklmnopqrstu"

func give(id string, d doer, fields map[string]string) (Credential, error) {
	p, _ := Get(id)
	in := Input{Store: testStore, Fields: map[string]secret.Text{}}
	for name, value := range fields {
		in.Fields[name] = secret.New(value)
	}
	return p.Obtain(context.Background(), Env{Doer: d, Now: func() time.Time { return time.Unix(1_700_000_000, 0) }}, in)
}

func nobody(*http.Request) (*http.Response, error) { return nil, errors.New("asked") }

func codeOf(err error) string {
	var said interface{ Finding() wire.Finding }
	if errors.As(err, &said) {
		return said.Finding().Code
	}
	return ""
}

func TestIntegrationTyped(t *testing.T) {
	without := func(name string) map[string]string {
		some := map[string]string{}
		for k, v := range fourValues {
			if k != name {
				some[k] = v
			}
		}
		return some
	}
	block := "Access Token: " + fourValues["accessToken"] + "\nConsumer Key\t" + fourValues["consumerKey"] +
		"\nAccess Token Secret = " + fourValues["accessTokenSecret"] + "\nConsumer Secret: " + fourValues["consumerSecret"]
	for name, test := range map[string]struct {
		fields map[string]string
		code   string
	}{
		"typed":         {fourValues, ""},
		"a block":       {map[string]string{"block": block}, ""},
		"both":          {map[string]string{"block": block, "consumerSecret": fourValues["consumerSecret"]}, ""},
		"three":         {without("accessTokenSecret"), "four_incomplete_check"},
		"nothing":       {nil, "four_incomplete_check"},
		"another block": {map[string]string{"block": "hello"}, "four_not_found"},
	} {
		c, err := give("integration", nobody, test.fields)
		if codeOf(err) != test.code || err == nil && (c.Token.Reveal() != fourText || c.Kind != wire.KindIntegration) {
			t.Errorf("%s: %v", name, codeOf(err))
		}
	}
}

func TestIntegrationExchange(t *testing.T) {
	var asked []string
	store := doer(func(req *http.Request) (*http.Response, error) {
		header := req.Header.Get("Authorization")
		asked = append(asked, req.Method+" "+req.URL.Path)
		body := "oauth_token=r0123456789abcdefghijklmnopqrstu&oauth_token_secret=q0123456789abcdefghijklmnopqrstu"
		if strings.HasSuffix(req.URL.Path, "access") {
			if !strings.Contains(header, `oauth_token="r0123456789abcdefghijklmnopqrstu"`) || !strings.Contains(header, `oauth_verifier="v1"`) {
				t.Error("the request token and the verifier do not go with the exchange")
			}
			body = "oauth_token=" + fourValues["accessToken"] + "&oauth_token_secret=" + fourValues["accessTokenSecret"]
		}
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
	})
	fields := map[string]string{"consumerKey": fourValues["consumerKey"], "consumerSecret": fourValues["consumerSecret"], "verifier": "v1"}
	c, err := give("integration", store, fields)
	if err != nil || c.Token.Reveal() != fourText || len(c.Evidence) != 2 {
		t.Fatalf("%v", err)
	}
	if got := strings.Join(asked, ", "); got != "POST /shop/oauth/token/request, POST /shop/oauth/token/access" {
		t.Errorf("asked %s", got)
	}
}

func TestIntegrationExchangeRefused(t *testing.T) {
	late := doer(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 401, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("oauth_problem=Consumer+key+has+expired"))}, nil
	})
	fields := map[string]string{"consumerKey": fourValues["consumerKey"], "consumerSecret": fourValues["consumerSecret"], "verifier": "v1"}
	if _, err := give("integration", late, fields); codeOf(err) == "" {
		t.Errorf("got %v", err)
	}
}

func TestPaste(t *testing.T) {
	for text, want := range map[string]string{
		"curl -H 'Authorization: Bearer " + adminToken + "' https://x/": "admin",
		fourText:                         "integration",
		"Cookie: PHPSESSID=" + sessionID: "session",
		"hello":                          "nothing_token_like",
		adminToken + " " + customerToken: "several_tokens",
	} {
		c, err := give("paste", nobody, map[string]string{"token": text})
		if got := c.Kind + codeOf(err); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestCustomerAsAdmin(t *testing.T) {
	answer := `{"data":{"generateCustomerTokenAsAdmin":{"customer_token":"` + customerToken + `"}}}`
	var seen *http.Request
	var sent string
	store := doer(func(req *http.Request) (*http.Response, error) {
		seen = req
		raw, _ := io.ReadAll(req.Body)
		sent = string(raw)
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(answer))}, nil
	})
	on := testStore
	ask := func(bearer string) (Credential, error) {
		p, _ := Get("customerasadmin")
		in := Input{Store: on, Bearer: secret.New(bearer), Fields: map[string]secret.Text{"email": secret.New(`o"neil@example.com`)}}
		return p.Obtain(context.Background(), Env{Doer: store, Now: func() time.Time { return time.Unix(1_700_000_000, 0) }}, in)
	}
	c, err := ask(adminToken)
	if err != nil || c.Kind != wire.KindCustomer || c.Token.Reveal() != customerToken {
		t.Fatal(err)
	}
	if seen.URL.String() != "https://host/shop/graphql" || seen.Header.Get("Store") != "german" || seen.Header.Get("Authorization") != "Bearer "+adminToken {
		t.Error("not the request of an administrator on that store view")
	}
	if !strings.Contains(sent, `"email":"o\"neil@example.com"`) {
		t.Errorf("sent %s", sent)
	}
	on.RestURL = "https://host/shop/index.php/rest"
	if _, err := ask(adminToken); err != nil || seen.URL.Path != "/shop/index.php/graphql" {
		t.Errorf("asked %s of a store that needs index.php: %v", seen.URL.Path, err)
	}
	seen = nil
	for bearer, code := range map[string]string{"": "admin_token_needed", customerToken: "admin_token_other", "PHPSESSID=" + sessionID: "admin_token_other", fourText: "admin_token_other"} {
		if _, err := ask(bearer); codeOf(err) != code || seen != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	for body, code := range map[string]string{
		`{"errors":[{"message":"The current customer isn't authorized.","extensions":{"category":"graphql-authorization"}}]}`:  "as_admin_not_allowed",
		`{"errors":[{"message":"Customer email provided does not exist","extensions":{"category":"graphql-no-such-entity"}}]}`: "customer_email_unknown",
		`{"data":{}}`: "not_a_token",
	} {
		answer = body
		if _, err := ask(adminToken); codeOf(err) != code {
			t.Errorf("%s: got %s", code, codeOf(err))
		}
	}
}

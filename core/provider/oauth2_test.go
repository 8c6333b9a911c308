package provider

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// passport answers every request alike.
type passport struct {
	status int
	body   string
	header http.Header
	got    []*http.Request
	bodies []string
}

func (p *passport) Do(req *http.Request) (*http.Response, error) {
	raw, _ := io.ReadAll(req.Body)
	p.got, p.bodies = append(p.got, req), append(p.bodies, string(raw))
	header := p.header
	if header == nil {
		header = http.Header{}
	}
	return &http.Response{StatusCode: max(p.status, 200), Header: header, Body: io.NopCloser(strings.NewReader(p.body))}, nil
}

const serviceAnswer = `{"token_type":"Bearer","expires_in":31536000,"access_token":"0123456789abcdef0123456789ABCDEF-._~+/=","refresh_token":"def50200f"}`

func owner(more ...string) map[string]string {
	fields := map[string]string{"clientId": "2", "clientSecret": "c/l i+e&n=t", "username": "jane@example.com", "password": "p&=w \"%"}
	for i := 0; i+1 < len(more); i += 2 {
		fields[more[i]] = more[i+1]
	}
	return fields
}

func TestOAuth2Requests(t *testing.T) {
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("2:c%2Fl+i%2Be%26n%3Dt"))
	for _, test := range []struct {
		name   string
		fields map[string]string
		url    string
		basic  string
		want   map[string]string
	}{
		{"as the service's documentation has it", owner(), "https://host/shop/oauth/token", "",
			map[string]string{"grant_type": "password", "client_id": "2", "client_secret": "c/l i+e&n=t", "username": "jane@example.com", "password": "p&=w \"%"}},
		{"another address, scope and extra fields", owner("tokenUrl", " https://login.example.com/token ", "scope", "*", "extra", "otp=12=3\r\n\naudience= x "), "https://login.example.com/token", "",
			map[string]string{"grant_type": "password", "client_id": "2", "client_secret": "c/l i+e&n=t", "username": "jane@example.com", "password": "p&=w \"%", "scope": "*", "otp": "12=3", "audience": " x "}},
		{"the client by Basic", owner("clientAuth", "basic"), "https://host/shop/oauth/token", basic,
			map[string]string{"grant_type": "password", "username": "jane@example.com", "password": "p&=w \"%"}},
		{"an extra field in the place of another", owner("extra", "grant_type=social"), "https://host/shop/oauth/token", "",
			map[string]string{"grant_type": "social", "client_id": "2", "client_secret": "c/l i+e&n=t", "username": "jane@example.com", "password": "p&=w \"%"}},
		{"the client alone", map[string]string{"grant": "client_credentials", "clientId": "2", "clientSecret": "x", "password": "not sent"}, "https://host/shop/oauth/token", "",
			map[string]string{"grant_type": "client_credentials", "client_id": "2", "client_secret": "x"}},
		{"a refresh token", map[string]string{"grant": "refresh_token", "clientId": "2", "refreshToken": "def50200f"}, "https://host/shop/oauth/token", "",
			map[string]string{"grant_type": "refresh_token", "client_id": "2", "refresh_token": "def50200f"}},
	} {
		for _, encoding := range []string{"", "json", "form"} {
			p := &passport{body: serviceAnswer}
			test.fields["encoding"] = encoding
			c, err := give("oauth2", p.Do, test.fields)
			if err != nil || len(p.got) != 1 {
				t.Errorf("%s: %v after %d requests", test.name, err, len(p.got))
				continue
			}
			req := p.got[0]
			if req.URL.String() != test.url || req.Header.Get("Authorization") != test.basic || req.GetBody != nil || req.Header.Get("Accept") != "application/json" {
				t.Errorf("%s: %s %v", test.name, req.URL, req.Header)
			}
			if got := sentTo(t, req, p.bodies[0]); !same(got, test.want) {
				t.Errorf("%s as %s: other values arrived", test.name, encoding)
			}
			if c.Kind != wire.KindOAuth2 || c.Refresh.Reveal() != "def50200f" || !c.ExpiresAt.Equal(time.Unix(1_700_000_000+31536000, 0)) {
				t.Errorf("%s: %s until %v", test.name, c.Kind, c.ExpiresAt)
			}
		}
	}
}

// sentTo reads a body by its media type.
func sentTo(t *testing.T, req *http.Request, body string) map[string]string {
	t.Helper()
	got := map[string]string{}
	if req.Header.Get("Content-Type") == "application/json" {
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Error(err)
		}
		return got
	}
	values, err := url.ParseQuery(body)
	if err != nil || req.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		t.Error(err, req.Header)
	}
	for name, value := range values {
		got[name] = strings.Join(value, "|")
	}
	return got
}

func same(a, b map[string]string) bool {
	for name, value := range a {
		if b[name] != value {
			return false
		}
	}
	return len(a) == len(b)
}

// Whatever is typed arrives, in both forms of the body.
func TestOAuth2CarriesAnyPassword(t *testing.T) {
	for i, value := range nasty {
		for _, encoding := range []string{"json", "form"} {
			p := &passport{body: serviceAnswer}
			_, err := give("oauth2", p.Do, owner("username", value, "password", value, "clientSecret", value, "encoding", encoding))
			if strings.ContainsRune(value, 0) {
				if codeOf(err) != "value_nul" || len(p.got) != 0 {
					t.Errorf("value %d: %v", i, err)
				}
				continue
			}
			if err != nil {
				t.Errorf("value %d as %s: %v", i, encoding, err)
				continue
			}
			if got := sentTo(t, p.got[0], p.bodies[0]); got["username"] != value || got["password"] != value || got["client_secret"] != value {
				t.Errorf("value %d as %s arrived otherwise", i, encoding)
			}
		}
	}
}

func TestOAuth2AnswersAreReadLeniently(t *testing.T) {
	const tok = "0123456789abcdef0123456789abcdef01234567"
	end := time.Unix(1_700_000_000, 0).Add(time.Hour)
	for _, test := range []struct {
		body, refresh, finding string
		end                    time.Time
	}{
		{`{"access_token":"` + tok + `","token_type":"Bearer","expires_in":3600,"refresh_token":"r"}`, "r", "", end},
		{`{"access_token":"` + tok + `","token_type":"bearer","expires_in":"3600"}`, "", "", end},
		{`{"access_token":"` + tok + `","token_type":"BEARER","expires_in":3600.0,"user":{"id":1}}`, "", "", end},
		{`{"access_token":"` + tok + `"}`, "", "", time.Time{}},
		{`{'access_token': '` + tok + `', 'token_type': 'Bearer', 'expires_in': 3600}`, "", "", end},
		{`{"access_token":"` + tok + `","token_type":"mac","expires_in":-1}`, "", "oauth2_token_type", time.Time{}},
		{`{"access_token":"` + tok + `","expires_in":null}`, "", "", time.Time{}},
		{`{"access_token":"` + tok + `","expires_in":1e300}`, "", "", time.Time{}},
	} {
		c, err := give("oauth2", (&passport{body: test.body}).Do, owner())
		if err != nil || c.Token.Reveal() != tok || c.Refresh.Reveal() != test.refresh || !c.ExpiresAt.Equal(test.end) {
			t.Errorf("%s: %v, until %v", test.body, err, c.ExpiresAt)
		}
		if (len(c.Findings) == 1 && c.Findings[0].Code == test.finding) != (test.finding != "") {
			t.Errorf("%s: %v", test.body, c.Findings)
		}
	}
	for _, body := range []string{`{}`, `[]`, `"` + tok + `"`, `{"access_token":""}`, `{"access_token":7}`, `{"access_token":"a b"}`, `{"access_token":"a\nb"}`} {
		if _, err := give("oauth2", (&passport{body: body}).Do, owner()); codeOf(err) != "service_not_token" {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestOAuth2MagentosOwnTokenStaysOne(t *testing.T) {
	p := &passport{body: `{"access_token":"` + customerToken + `","expires_in":3600}`}
	c, err := give("oauth2", p.Do, owner())
	if err != nil || c.Kind != wire.KindCustomer || !c.ExpiresAt.IsZero() {
		t.Errorf("%v: %s, %v", err, c.Kind, c.ExpiresAt)
	}
}

func TestOAuth2TellsOfAnotherHost(t *testing.T) {
	p := &passport{body: serviceAnswer}
	c, err := give("oauth2", p.Do, owner("tokenUrl", "https://login.example.com/token"))
	if err != nil || len(c.Findings) != 1 || c.Findings[0].Params["host"] != "login.example.com" {
		t.Errorf("%v %v", err, c.Findings)
	}
}

const (
	unsupported = "The authorization grant type is not supported by the authorization server."
	incorrect   = "The user credentials were incorrect."
	longGrant   = "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client."
	badClient   = "Client authentication failed"
	badRefresh  = "The refresh token is invalid."
	allRequired = "Check that all required parameters have been provided"
)

// passportErrors is every error of the generations of thephpleague/oauth2-server
// and Laravel Passport: LOLD is 6 and 7.0, L74 to L8 has the text twice, L9 has no
// message any more.
var passportErrors = []struct {
	generation, error, text, hint string
	status                        int
	grant, code                   string
}{
	{"LOLD", "unsupported_grant_type", unsupported, allRequired, 400, "", "oauth2_other_body"},
	{"L74", "unsupported_grant_type", unsupported, allRequired, 400, "", "oauth2_other_body"},
	{"L9", "unsupported_grant_type", unsupported, allRequired, 400, "", "oauth2_other_body"},
	{"RFC", "unsupported_grant_type", "", "", 400, "", "oauth2_grant_type"},
	{"L9", "invalid_request", "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.", "Check the `client_id` parameter", 400, "", "oauth2_other_body"},
	{"L9", "invalid_request", "The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.", "Check the `device` parameter", 400, "", "oauth2_request"},
	{"LOLD", "invalid_client", badClient, "", 401, "", "oauth2_client"},
	{"L74", "invalid_client", badClient, "", 401, "", "oauth2_client"},
	{"L9", "invalid_client", badClient, "", 401, "", "oauth2_client"},
	{"L9", "invalid_scope", "The requested scope is invalid, unknown, or malformed", "Check the `admin` scope", 400, "", "oauth2_scope"},
	{"LOLD", "invalid_credentials", incorrect, "", 401, "", "oauth2_password"},
	{"L74", "invalid_credentials", incorrect, "", 401, "", "oauth2_password"},
	{"L8", "invalid_grant", incorrect, "", 400, "", "oauth2_password"},
	{"L9", "invalid_grant", incorrect, "", 400, "", "oauth2_password"},
	{"L8", "invalid_grant", longGrant, "", 400, "", "oauth2_grant"},
	{"RFC", "invalid_grant", "", "", 400, "", "oauth2_grant"},
	{"LOLD", "invalid_request", badRefresh, "Cannot decrypt the refresh token", 401, GrantRefresh, "oauth2_refresh_used"},
	{"L74", "invalid_request", badRefresh, "Token is not linked to client", 401, GrantRefresh, "oauth2_refresh_used"},
	{"L8", "invalid_request", badRefresh, "Token has expired", 401, GrantRefresh, "oauth2_refresh_used"},
	{"L9", "invalid_grant", badRefresh, "Token has been revoked", 400, GrantRefresh, "oauth2_refresh_used"},
	{"L9", "access_denied", "The resource owner or authorization server denied the request.", `Missing "Authorization" header`, 401, "", "oauth2_header_missing"},
	{"L9", "unauthorized_client", "The authenticated client is not authorized to use this authorization grant type.", "", 400, "", "oauth2_not_for_client"},
	{"L9", "server_error", "The authorization server encountered an unexpected condition which prevented it from fulfilling the request: x", "", 500, "", "oauth2_server"},
}

// body is the error as that generation writes it.
func passportBody(generation, code, text, hint string) string {
	fields := map[string]string{"error": code}
	switch generation {
	case "LOLD":
		fields["message"] = text
	case "L74", "L8":
		fields["error_description"], fields["message"] = text, text
	case "L9", "RFC":
		if text != "" {
			fields["error_description"] = text
		}
	}
	if hint != "" {
		fields["hint"] = hint
	}
	raw, _ := json.Marshal(fields)
	return string(raw)
}

func TestPassportErrors(t *testing.T) {
	for _, test := range passportErrors {
		p := &passport{status: test.status, body: passportBody(test.generation, test.error, test.text, test.hint),
			header: http.Header{"Www-Authenticate": {`Basic realm="OAuth"`}}}
		fields := owner("grant", test.grant, "refreshToken", "def50200f", "password", "hunter22")
		_, err := give("oauth2", p.Do, fields)
		if got := codeOf(err); got != test.code {
			t.Errorf("%s %s %q: got %s, want %s", test.generation, test.error, test.hint, got, test.code)
		}
		var refusal *magento.Refusal
		if !errors.As(err, &refusal) || len(refusal.Evidence) != 1 || len(p.got) != 1 {
			t.Errorf("%s %s: %v after %d requests", test.generation, test.error, err, len(p.got))
		} else if test.text != "" && !strings.HasPrefix(refusal.StoreMessage, test.text) || !strings.HasSuffix(refusal.StoreMessage, test.hint) {
			t.Errorf("%s %s: says %q", test.generation, test.error, refusal.StoreMessage)
		}
	}
}

func TestLaravelAndOtherErrors(t *testing.T) {
	for _, test := range []struct {
		status     int
		body, code string
		header     http.Header
	}{
		{401, `{"message":"Unauthenticated."}`, "oauth2_token_refused", nil},
		{422, `{"message":"The given data was invalid.","errors":{"username":["The username field is required."]}}`, "oauth2_other_body", nil},
		{422, `{"message":"The given data was invalid.","errors":{"device":["The device field is required."]}}`, "oauth2_request", nil},
		{429, `{"message":"Too Many Attempts."}`, "oauth2_throttled", http.Header{"Retry-After": {"42"}}},
		{415, ``, "oauth2_other_body", nil},
		{400, `{"error":"invalid_request","error_description":"Missing form parameter: grant_type"}`, "oauth2_other_body", nil},
		{404, `<html><title>404 Not Found</title></html>`, "oauth2_no_endpoint", nil},
		{405, ``, "oauth2_no_endpoint", nil},
		{302, ``, "redirected", http.Header{"Location": {"https://elsewhere.example/"}}},
		{200, `<html><title>Home</title></html>`, "web_page_answer", nil},
		{200, `{"error":"invalid_grant"}`, "oauth2_grant", nil},
		{401, ``, "basic_auth", http.Header{"Www-Authenticate": {`Basic realm="Staging"`}}},
	} {
		p := &passport{status: test.status, body: test.body, header: test.header}
		_, err := give("oauth2", p.Do, owner())
		if codeOf(err) != test.code || len(p.got) != 1 {
			t.Errorf("%d %s: %v", test.status, test.body, err)
		}
		var body *BodyError
		if errors.As(err, &body) && body.Other != "form" {
			t.Errorf("offers %s", body.Other)
		}
		var refusal *magento.Refusal
		if test.code == "oauth2_throttled" && (!errors.As(err, &refusal) || !strings.Contains(refusal.Finding().Message, "42 s")) {
			t.Errorf("the wait is not told: %v", err)
		}
	}
}

func TestOAuth2EchoIsRedacted(t *testing.T) {
	p := &passport{status: 400, body: `{"error":"invalid_grant","error_description":"no hunter22 with c1i3nts3cr3t, def50200f"}`}
	_, err := give("oauth2", p.Do, owner("password", "hunter22", "clientSecret", "c1i3nts3cr3t"))
	for _, text := range []string{"hunter22", "c1i3nts3cr3t"} {
		if err == nil || strings.Contains(err.Error(), text) {
			t.Error("a secret came back")
		}
	}
}

func TestOAuth2FieldsAreCheckedFirst(t *testing.T) {
	for code, fields := range map[string]map[string]string{
		"value_missing":    owner("password", ""),
		"value_not_known":  owner("grant", "implicit"),
		"extra_unreadable": owner("extra", "otp"),
		"value_unreadable": owner("password", "\xff"),
	} {
		p := &passport{body: serviceAnswer}
		if _, err := give("oauth2", p.Do, fields); codeOf(err) != code || len(p.got) != 0 {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestIMS(t *testing.T) {
	p := &passport{body: `{"access_token":"` + "0123456789abcdef0123456789abcdef" + `","token_type":"bearer","expires_in":86399}`}
	fields := map[string]string{"clientId": "id", "clientSecret": "p8e-x/y+z=", "scope": "openid,commerce.accs"}
	c, err := give("ims", p.Do, fields)
	if err != nil || c.Kind != wire.KindIMS || c.Who != "id" || c.ExpiresAt.IsZero() {
		t.Fatalf("%v, %s", err, c.Kind)
	}
	want := map[string]string{"grant_type": "client_credentials", "client_id": "id", "client_secret": "p8e-x/y+z=", "scope": "openid,commerce.accs"}
	if got := sentTo(t, p.got[0], p.bodies[0]); p.got[0].URL.String() != "https://ims-na1.adobelogin.com/ims/token/v3" || !same(got, want) {
		t.Errorf("asked %s", p.got[0].URL)
	}
	fields["tokenUrl"] = "https://ims.test/token"
	p = &passport{status: 400, body: `{"error":"invalid_client","error_description":"invalid client_secret parameter"}`}
	if _, err := give("ims", p.Do, fields); codeOf(err) != "oauth2_client" || p.got[0].URL.Host != "ims.test" {
		t.Error(err)
	}
	for _, name := range []string{"clientId", "clientSecret", "scope"} {
		if _, err := give("ims", nobody, map[string]string{"clientId": fields["clientId"], "clientSecret": fields["clientSecret"], "scope": fields["scope"], name: ""}); codeOf(err) != "value_missing" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func ended(fields map[string]string) Input {
	in := Input{Store: testStore, Fields: map[string]secret.Text{}}
	for name, value := range fields {
		in.Fields[name] = secret.New(value)
	}
	return in
}

func TestIntrospect(t *testing.T) {
	in := ended(owner("introspectUrl", "https://login.example.com/introspect", "clientAuth", "basic"))
	for body, want := range map[string]wire.Introspection{
		`{"active":false,"scope":"x"}`: {},
		`{"active":true,"scope":"a b","client_id":"2","username":"jane","exp":"1700003600","iat":1700000000,"sub":"7","aud":["x"],"iss":"y","token_type":"Bearer"}`: {Active: true, Scope: "a b",
			ClientID: "2", Username: "jane", ExpiresAt: "2023-11-14T23:13:20Z", IssuedAt: "2023-11-14T22:13:20Z", Subject: "7", Audience: `["x"]`, Issuer: "y", TokenType: "Bearer"},
	} {
		p := &passport{body: body}
		got, err := Introspect(context.Background(), Env{Doer: doer(p.Do)}, in, secret.New("t0k3n"))
		if err != nil || len(got.Findings) != 1 || len(got.Evidence) != 1 {
			t.Fatalf("%s: %v", body, err)
		}
		got.Findings, got.Evidence = nil, nil
		if a, b := jsonOf(got), jsonOf(want); a != b {
			t.Errorf("got %s, want %s", a, b)
		}
		if sent := sentTo(t, p.got[0], p.bodies[0]); sent["token"] != "t0k3n" || sent["client_id"] != "" || !strings.HasPrefix(p.got[0].Header.Get("Authorization"), "Basic ") {
			t.Error("not a request of RFC 7662")
		}
	}
	for body, code := range map[string]string{`{"error":"invalid_client"}`: "oauth2_client", `{}`: "service_not_token"} {
		if _, err := Introspect(context.Background(), Env{Doer: doer((&passport{body: body}).Do)}, in, secret.New("t0k3n")); codeOf(err) != code {
			t.Errorf("%s: %v", body, err)
		}
	}
	if _, err := Introspect(context.Background(), Env{Doer: doer(nobody)}, ended(owner()), secret.New("x")); codeOf(err) != "oauth2_no_address" {
		t.Error(err)
	}
}

func jsonOf(v any) string {
	raw, _ := json.Marshal(v)
	return string(raw)
}

func TestRevokeOAuth2(t *testing.T) {
	in := ended(owner("revokeUrl", "https://login.example.com/revoke"))
	for _, test := range []struct {
		status     int
		body, code string
	}{
		{200, "", ""}, {204, "", ""}, {503, "", "oauth2_not_revoked_yet"}, {400, `{"error":"unsupported_token_type"}`, "oauth2_no_revoking"}, {401, `{"error":"invalid_client"}`, "oauth2_client"},
	} {
		p := &passport{status: test.status, body: test.body}
		evidence, err := Revoke(context.Background(), Env{Doer: doer(p.Do)}, in, secret.New("t0k3n"), "refresh_token")
		if codeOf(err) != test.code || err == nil && len(evidence) != 1 {
			t.Errorf("%d: %v", test.status, err)
		}
		if sent := sentTo(t, p.got[0], p.bodies[0]); sent["token"] != "t0k3n" || sent["token_type_hint"] != "refresh_token" || sent["client_id"] != "2" {
			t.Error("not a request of RFC 7009")
		}
	}
}

func TestLost(t *testing.T) {
	for _, err := range []error{magento.ErrTimeout, magento.ErrUnreachable, &magento.Refusal{Status: 502}} {
		if !Lost(err) {
			t.Errorf("%v is an answer", err)
		}
	}
	for _, err := range []error{nil, &magento.Refusal{Status: 400}, &FieldError{Code: "value_missing"}} {
		if Lost(err) {
			t.Errorf("%v is none", err)
		}
	}
}

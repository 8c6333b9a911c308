package provider

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Made here, signed with nothing: utypid 2 and 3.
const (
	adminToken    = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6MiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtMDA"
	customerToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6MywiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.c2lnbmF0dXJlLXNpZ25hdHVyZS1zaWduYXR1cmUtMDA"
)

var testStore = wire.Store{BaseURL: "https://host/shop", RestURL: "https://host/shop/rest", StoreCode: "german"}

// store answers every request alike and keeps what arrived.
type store struct {
	status int
	body   string
	header http.Header
	err    error

	requests []*http.Request
	bodies   []string
}

func (s *store) Do(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	s.requests, s.bodies = append(s.requests, req), append(s.bodies, string(body))
	if s.err != nil {
		return nil, s.err
	}
	if s.header == nil {
		s.header = http.Header{}
	}
	return &http.Response{StatusCode: s.status, Header: s.header, Body: io.NopCloser(strings.NewReader(s.body))}, nil
}

func obtain(t *testing.T, id string, s *store, fields map[string]string, headers ...wire.Header) (Credential, error) {
	t.Helper()
	p, ok := Get(id)
	if !ok {
		t.Fatal(id)
	}
	in := Input{Store: testStore, Fields: map[string]secret.Text{}, Headers: headers}
	for name, value := range fields {
		in.Fields[name] = secret.New(value)
	}
	now := func() time.Time { return time.Unix(1_700_000_000, 0) }
	return p.Obtain(context.Background(), Env{Doer: s, Now: now}, in)
}

func login2(username, password string) map[string]string {
	return map[string]string{"username": username, "password": password}
}

func TestObtain(t *testing.T) {
	for _, test := range []struct{ id, token, kind, url string }{
		{"admin", adminToken, wire.KindAdmin, "https://host/shop/rest/V1/integration/admin/token"},
		{"customer", customerToken, wire.KindCustomer, "https://host/shop/rest/german/V1/integration/customer/token"},
		{"admin", "abcdefghijklmnopqrstuvwxyz012345", wire.KindAdmin, "https://host/shop/rest/V1/integration/admin/token"},
	} {
		s := &store{status: 200, body: `"` + test.token + `"`}
		got, err := obtain(t, test.id, s, login2("roni", "secret pass"), wire.Header{Name: "Authorization", Value: "Basic eDp5"}, wire.Header{Name: "Content-Type", Value: "text/plain"})
		if err != nil {
			t.Fatal(err)
		}
		if got.Token.Reveal() != test.token || got.Kind != test.kind || got.Who != "roni" {
			t.Errorf("%s: kind %s, who %s", test.id, got.Kind, got.Who)
		}
		if len(s.requests) != 1 {
			t.Fatalf("%d requests", len(s.requests))
		}
		req := s.requests[0]
		if req.Method != "POST" || req.URL.String() != test.url || req.Header.Get("Authorization") != "Basic eDp5" ||
			req.Header.Get("Content-Type") != "application/json" || req.Header.Get("Accept") != "application/json" || len(req.Header["Content-Type"]) != 1 {
			t.Errorf("%s %s %v", req.Method, req.URL, req.Header)
		}
		if req.GetBody != nil {
			t.Error("the body can be sent again")
		}
		if e := got.Evidence; len(e) != 1 || e[0].URL != test.url || e[0].Status != 200 || e[0].Note == "" {
			t.Errorf("evidence %+v", e)
		}
		if strings.Contains(fmt.Sprintf("%+v", got), test.token) {
			t.Error("the token is printed")
		}
	}
}

func TestCustomerNeverOnTheAdminStore(t *testing.T) {
	for code, want := range map[string]string{"all": "/rest/V1/", "admin": "/rest/V1/", "": "/rest/V1/", "de": "/rest/de/V1/"} {
		s := &store{status: 200, body: `"` + customerToken + `"`}
		p, _ := Get("customer")
		_, err := p.Obtain(context.Background(), Env{Doer: s, Now: time.Now}, Input{
			Store:  wire.Store{RestURL: "http://shop.test/rest", StoreCode: code},
			Fields: map[string]secret.Text{"username": secret.New("a"), "password": secret.New("b")},
		})
		if err != nil || !strings.Contains(s.requests[0].URL.Path, want) {
			t.Errorf("%q: %v, %v", code, s.requests[0].URL, err)
		}
	}
}

var nasty = []string{
	"a", " leading", "trailing ", "  ", "\t", "in side", `"quoted"`, `it's`, "`backtick`", `back\slash`, `\n`, `\u0041`, "line\nbreak", "\r\n", "tab\there",
	"<b>&amp;</b>", "]]>", "<!--", "</script>", "& < >", "%41%", "%s%d%n", "{}", `{"a":1}`, "[]", "null", "true", "0", "-1", "1e9",
	"$HOME", "$(id)", "; rm -rf /", "|", "&&", "!history", "#comment", "*?[]", "~", "=", "a=b&c=d", "?x", "@", "user@example.com", "a+b@example.com",
	"ä ö ü ß", "日本語", "العربية", "😀🔑", "👩‍👩‍👧", "e\u0301", "\u00e9", "\u200b", "\u2028\u2029", "\ufeff", "\u00a0", "\x01", "\x1b[31m", "\x7f",
	strings.Repeat("x", 1000), strings.Repeat("é", 1000), strings.Repeat("\"", 1000),
}

// Whatever is typed arrives exactly: never trimmed, never cut, never escaped
// twice.
func TestValuesArriveExactly(t *testing.T) {
	if len(nasty) < 60 {
		t.Fatalf("%d values", len(nasty))
	}
	for _, id := range []string{"admin", "customer"} {
		for i, value := range nasty {
			s := &store{status: 200, body: `"` + adminToken + `"`}
			other := nasty[(i+7)%len(nasty)]
			if _, err := obtain(t, id, s, login2(value, other)); err != nil {
				t.Errorf("%s, value %d: %v", id, i, err)
				continue
			}
			var got map[string]string
			if err := json.Unmarshal([]byte(s.bodies[0]), &got); err != nil {
				t.Errorf("%s, value %d: %v", id, i, err)
			}
			if len(got) != 2 || got["username"] != value || got["password"] != other {
				t.Errorf("%s, value %d arrived otherwise", id, i)
			}
			if int64(len(s.bodies[0])) != s.requests[0].ContentLength {
				t.Errorf("%s, value %d: length", id, i)
			}
		}
	}
}

func TestFieldsAreCheckedFirst(t *testing.T) {
	for _, test := range []struct {
		id     string
		fields map[string]string
		code   string
		field  string
	}{
		{"admin", login2("", "x"), "value_missing", "username"},
		{"admin", login2("x", ""), "value_missing", "password"},
		{"customer", login2("", ""), "value_missing", "username"},
		{"admin", login2("x", "\xff"), "value_unreadable", "password"},
		{"customer", login2("x", "a\x00b"), "value_nul", "password"},
		{"admin", login2("a\x00b", "x"), "value_nul", "username"},
		{"admin", map[string]string{"username": "x", "password": "y", "otp": "  "}, "value_missing", "otp"},
	} {
		s := &store{status: 200}
		_, err := obtain(t, test.id, s, test.fields)
		var field *FieldError
		if !errors.As(err, &field) || field.Code != test.code || field.Field.Name != test.field {
			t.Errorf("%v: %v", test, err)
		} else if f := field.Finding(); !strings.Contains(f.Message, field.Field.Label) {
			t.Errorf("%v", f)
		}
		if len(s.requests) != 0 {
			t.Error("a request was made")
		}
	}
}

func TestSecondFactor(t *testing.T) {
	const wanted = `{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":%s}}`
	for active, answerable := range map[string]bool{`["google"]`: true, `["authy","google"]`: true, `["u2fkey"]`: true, `["sms_by_acme"]`: false, `[]`: false} {
		s := &store{status: 400, body: fmt.Sprintf(wanted, active)}
		_, err := obtain(t, "admin", s, login2("admin", "right"))
		var second *TwoFactor
		if !errors.As(err, &second) || second.Answerable() != answerable || len(second.Evidence) != 1 {
			t.Errorf("%s: %v", active, err)
			continue
		}
		want := "two_factor_other"
		if answerable {
			want = "two_factor_required"
		} else if active == "[]" {
			want = "two_factor_not_set_up"
		}
		if f := second.Finding(); f.Code != want {
			t.Errorf("%s: %s", active, f.Code)
		}
		if len(s.requests) != 1 {
			t.Errorf("%d requests", len(s.requests))
		}
	}
}

func TestCodeGoesToItsOwnRouteOnly(t *testing.T) {
	s := &store{status: 200, body: `"` + adminToken + `"`}
	fields := login2(" admin ", " right ")
	fields["otp"] = " 123 456\n"
	got, err := obtain(t, "admin", s, fields)
	if err != nil || got.Token.Reveal() != adminToken {
		t.Fatal(err)
	}
	if len(s.requests) != 1 || s.requests[0].URL.Path != "/shop/rest/V1/tfa/provider/google/authenticate" {
		t.Errorf("%d requests, %v", len(s.requests), s.requests[0].URL)
	}
	if s.bodies[0] != `{"username":" admin ","password":" right ","otp":"123456"}` {
		t.Error(s.bodies[0])
	}
}

func TestRefusals(t *testing.T) {
	const signIn = `{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}`
	tests := []struct {
		name   string
		status int
		body   string
		otp    string
		code   string
	}{
		{"wrong password", 401, signIn, "", "sign_in_refused"},
		{"wrong password, another language", 401, `{"message":"Falsch."}`, "", "sign_in_refused"},
		{"wrong password with a code", 401, signIn, "1", "sign_in_refused"},
		{"wrong code", 401, `{"message":"Invalid code."}`, "1", "wrong_code"},
		{"not allowed", 400, `{"message":"Provider is not allowed."}`, "1", "provider_not_allowed"},
		{"not set up", 400, `{"message":"Provider is not configured."}`, "1", "provider_not_configured"},
		{"mail", 400, `{"message":"You are required to configure personal Two-Factor Authorization in order to login. Please check your email.","parameters":{"providers":["google"],"active_providers":[]}}`, "", "two_factor_mail_sent"},
		{"mail failed", 400, `{"message":"Failed to send the message. Please contact the administrator"}`, "", "two_factor_mail_failed"},
		{"no second factor there", 404, `{"message":"Request does not match any route."}`, "1", "no_two_factor"},
		{"no such route", 404, `{"message":"Request does not match any route."}`, "", "route_not_found"},
		{"IMS", 401, `{"message":"Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN."}`, "", "ims_only"},
		{"page", 200, "<!doctype html><title>Home</title>", "", "web_page_answer"},
		{"null", 200, "null", "", "not_a_token"},
		{"object", 200, `{"token":"` + adminToken + `"}`, "", "not_a_token"},
		{"empty string", 200, `""`, "", "not_a_token"},
		{"sentence", 200, `"please log in at the usual place"`, "", "not_a_token"},
		{"markup", 200, `"<b>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</b>"`, "", "not_a_token"},
		{"too long", 200, `"` + strings.Repeat("a", 20_000) + `"`, "", "not_a_token"},
		{"line break inside", 200, `"aaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaa"`, "", "not_a_token"},
		{"redirect", 302, "", "", "redirected"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &store{status: test.status, body: test.body}
			fields := login2("admin", "hunter22")
			if test.otp != "" {
				fields["otp"] = test.otp
			}
			got, err := obtain(t, "admin", s, fields)
			var refusal *magento.Refusal
			if !errors.As(err, &refusal) || refusal.Code != test.code {
				t.Fatalf("got %v", err)
			}
			if !got.Token.Empty() || len(s.requests) != 1 {
				t.Errorf("%d requests", len(s.requests))
			}
			if e := refusal.Evidence; len(e) != 1 || e[0].Note == "" || e[0].Status != test.status {
				t.Errorf("evidence %+v", e)
			}
			if strings.Contains(err.Error()+fmt.Sprintf("%+v", refusal), "hunter22") {
				t.Error("the password is in the error")
			}
		})
	}
}

// A store that repeats what it was sent is not quoted with it.
func TestEchoIsRedacted(t *testing.T) {
	s := &store{status: 400, body: `{"message":"Cannot use %1","parameters":["hunter22 and 123456"]}`}
	fields := login2("admin", "hunter22")
	fields["otp"] = "123456"
	_, err := obtain(t, "admin", s, fields)
	if err == nil || strings.Contains(err.Error(), "hunter22") || strings.Contains(err.Error(), "123456") {
		t.Error("a secret came back")
	}
	s = &store{status: 302, header: http.Header{"Location": {"https://host/?p=hunter22"}}}
	_, err = obtain(t, "admin", s, login2("admin", "hunter22"))
	var refusal *magento.Refusal
	if !errors.As(err, &refusal) || strings.Contains(refusal.Params["target"], "hunter22") || strings.Contains(refusal.Finding().Hint, "hunter22") {
		t.Error("a secret came back")
	}
}

func TestUnanswered(t *testing.T) {
	s := &store{err: errors.New("connection refused")}
	if _, err := obtain(t, "customer", s, login2("a", "b")); !errors.Is(err, magento.ErrUnreachable) || len(s.requests) != 1 {
		t.Errorf("%d requests, %v", len(s.requests), err)
	}
	s = &store{err: context.Canceled}
	if _, err := obtain(t, "customer", s, login2("a", "b")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestEncryptedToken(t *testing.T) {
	const jwe = `{"ciphertext":"a","iv":"b","tag":"c","protected":"eyJlbmMiOiJBMTI4R0NNIiwiYWxnIjoiQTEyOEtXIn0","encrypted_key":"d"}`
	body, err := json.Marshal(jwe)
	if err != nil {
		t.Fatal(err)
	}
	got, err := obtain(t, "admin", &store{status: 200, body: string(body)}, login2("a", "b"))
	if err != nil || got.Token.Reveal() != jwe || got.Kind != wire.KindAdmin {
		t.Errorf("%v, %s", err, got.Kind)
	}
}

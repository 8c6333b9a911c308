package provider

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

const (
	providerRoute = "/shop/rest/V1/tfa/provider/"
	// 12345678901234567890 in Base32: the key of RFC 6238, whose code at the
	// tests' moment is known from another implementation.
	appKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
)

// factorCase are fields, and the one request that they lead to.
type factorCase struct {
	name   string
	fields map[string]string
	path   string
	sent   map[string]string // beside user name and password
}

var factorCases = []factorCase{
	{"a code", map[string]string{"otp": " 123 456\n"}, "google/authenticate", map[string]string{"otp": "123456"}},
	{"a code for google", map[string]string{"otp": "123456", "factor": "google"}, "google/authenticate", map[string]string{"otp": "123456"}},
	{"the app's address", map[string]string{"otp": "otpauth://totp/x?secret=" + appKey}, "google/authenticate", map[string]string{"otp": appCode}},
	{"the app's key", map[string]string{"otp": strings.ToLower(appKey)}, "google/authenticate", map[string]string{"otp": appCode}},
	{"the saved key", map[string]string{"totp": appKey}, "google/authenticate", map[string]string{"otp": appCode}},
	{"a code over the saved key", map[string]string{"totp": appKey, "otp": "123456"}, "google/authenticate", map[string]string{"otp": "123456"}},
	{"authy", map[string]string{"factor": "authy", "otp": "12 34 567"}, "authy/authenticate", map[string]string{"otp": "1234567"}},
	{"authy's app", map[string]string{"factor": "onetouch"}, "authy/authenticate-onetouch", nil},
	{"duo", map[string]string{"factor": "duo_security", "otp": "1234567"}, "duo_security/authenticate", map[string]string{"passcode": "1234567"}},
	{"key", map[string]string{"factor": "u2fkey", "assertion": `{"id":"x"}`}, "u2fkey/verify", map[string]string{"publicKeyCredentialJson": `{"id":"x"}`}},
}

// appCode is the code of appKey at the tests' moment.
const appCode = "921300"

func TestFactorsGoToTheirOwnRouteOnly(t *testing.T) {
	for _, test := range factorCases {
		s := &store{status: 200, body: `"` + adminToken + `"`}
		got, err := obtain(t, "admin", s, withUser(test.fields))
		if err != nil || got.Token.Reveal() != adminToken || got.Who != " admin " || len(s.requests) != 1 {
			t.Errorf("%s: %d requests, %v", test.name, len(s.requests), err)
			continue
		}
		test.fits(t, s)
	}
}

func (c factorCase) fits(t *testing.T, s *store) {
	t.Helper()
	if got := s.requests[0].URL.Path; got != providerRoute+c.path {
		t.Errorf("%s: %s", c.name, got)
	}
	want := map[string]string{"username": " admin ", "password": " right "}
	for name, value := range c.sent {
		want[name] = value
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(s.bodies[0]), &got); err != nil || len(got) != len(want) {
		t.Errorf("%s: sent %v, %v", c.name, got, err)
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s: %s is %q, want %q", c.name, name, got[name], value)
		}
	}
}

func withUser(fields map[string]string) map[string]string {
	all := login2(" admin ", " right ")
	for name, value := range fields {
		all[name] = value
	}
	return all
}

// What is sent to the user, and the key's task, are steps on the way: no token,
// and no request but the one.
func TestFactorSteps(t *testing.T) {
	const challenge = `{"credentialRequestOptions":{"challenge":[1,2]}}`
	task, _ := json.Marshal(map[string]string{"credential_request_options_json": challenge})
	for _, test := range []struct {
		factorCase
		answer, factor, sent, challenge, code string
	}{
		{factorCase{"by text", map[string]string{"send": "sms"}, "authy/send-token/sms", nil}, `[]`, "authy", "sms", "", "two_factor_sent_sms"},
		{factorCase{"by call", map[string]string{"send": "call", "factor": "authy"}, "authy/send-token/call", nil}, `[]`, "authy", "call", "", "two_factor_sent_call"},
		{factorCase{"app", map[string]string{"send": "onetouch"}, "authy/send-token/onetouch", nil}, `[]`, "onetouch", "onetouch", "", "two_factor_sent_app"},
		{factorCase{"key", map[string]string{"factor": "u2fkey"}, "u2fkey/authentication-challenge", nil}, string(task), "u2fkey", "", challenge, "two_factor_touch"},
	} {
		s := &store{status: 200, body: test.answer}
		_, err := obtain(t, "admin", s, withUser(test.fields))
		var second *TwoFactor
		if !errors.As(err, &second) || len(s.requests) != 1 {
			t.Errorf("%s: %d requests, %v", test.name, len(s.requests), err)
			continue
		}
		if second.Factor != test.factor || second.Sent != test.sent || second.Challenge != test.challenge || second.Finding().Code != test.code {
			t.Errorf("%s: %+v", test.name, second)
		}
		if len(second.Evidence) != 1 || second.Evidence[0].Note == "" {
			t.Errorf("%s: evidence %+v", test.name, second.Evidence)
		}
		test.fits(t, s)
	}
}

func TestFactorFieldsAreCheckedFirst(t *testing.T) {
	for _, test := range []struct {
		fields      map[string]string
		code, label string
	}{
		{map[string]string{"factor": "pigeon", "otp": "1"}, "value_not_known", "Second factor"},
		{map[string]string{"send": "pigeon"}, "value_not_known", "Send a code"},
		{map[string]string{"factor": "google"}, "value_missing", "One-time code"},
		{map[string]string{"factor": "authy"}, "value_missing", "One-time code"},
		{map[string]string{"factor": "duo_security", "otp": " "}, "value_missing", "One-time code"},
		{map[string]string{"otp": "no code"}, "code_unreadable", "One-time code"},
		{map[string]string{"totp": "no key"}, "code_unreadable", "Authenticator key"},
		{map[string]string{"factor": "u2fkey", "assertion": "touch"}, "assertion_unreadable", "Answer of the security key"},
	} {
		s := &store{status: 200}
		_, err := obtain(t, "admin", s, withUser(test.fields))
		var field *FieldError
		if !errors.As(err, &field) || field.Code != test.code || field.Field.Label != test.label || len(s.requests) != 0 {
			t.Errorf("%v: %v, %d requests", test.fields, err, len(s.requests))
		} else if f := field.Finding(); strings.Contains(f.Message+f.Hint, "{") {
			t.Errorf("%v", f)
		}
	}
}

func TestFactorRefusals(t *testing.T) {
	for _, test := range []struct {
		factor string
		status int
		body   string
		code   string
	}{
		{"google", 401, `{"message":"Invalid code."}`, "wrong_code"},
		{"authy", 400, `{"message":"Invalid code format"}`, "wrong_code"},
		{"authy", 400, `{"message":"Token is invalid. Token was used recently"}`, "factor_refused"},
		{"authy", 400, `{"message":"Provider is not configured."}`, "provider_not_configured"},
		{"onetouch", 400, `{"message":"Onetouch prompt was denied or timed out."}`, "onetouch_denied"},
		{"onetouch", 400, `{"message":"No approval requests for this user"}`, "onetouch_not_sent"},
		{"duo_security", 400, `{"message":"Invalid response"}`, "wrong_code"},
		{"duo_security", 400, `{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"signatureResponse"}}`, "duo_signature"},
		{"duo_security", 401, `{"message":"Falsch."}`, "sign_in_refused"},
		{"u2fkey", 400, `{"message":"Invalid U2F key."}`, "security_key_refused"},
		{"u2fkey", 404, `{"message":"Request does not match any route."}`, "no_two_factor"},
	} {
		s := &store{status: test.status, body: test.body}
		fields := withUser(map[string]string{"factor": test.factor, "otp": "123456", "assertion": "{}"})
		_, err := obtain(t, "admin", s, fields)
		var refusal *magento.Refusal
		if !errors.As(err, &refusal) || refusal.Code != test.code || len(s.requests) != 1 {
			t.Errorf("%s, %s: %v", test.factor, test.body, err)
		} else if f := refusal.Finding(); f.Hint == "" || strings.Contains(f.Message+f.Hint, "{") {
			t.Errorf("%s: %+v", test.factor, f)
		}
	}
}

func TestChallengeThatIsNone(t *testing.T) {
	for _, body := range []string{`[]`, `{"credential_request_options_json":"touch"}`, `<p>`} {
		_, err := obtain(t, "admin", &store{status: 200, body: body}, withUser(map[string]string{"factor": "u2fkey"}))
		var refusal *magento.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// The card alone makes forms and flags: the code comes first of what is asked
// for in a second step, since a terminal asks for one thing.
func TestFactorFieldsOfTheCard(t *testing.T) {
	p, _ := Get("admin")
	var second []string
	for _, field := range p.Fields {
		if field.Step > 1 {
			second = append(second, field.Name)
			if !field.Optional {
				t.Errorf("%s is not optional", field.Name)
			}
		}
		for _, choice := range field.Choices {
			if choice.Value == "" || choice.Label == "" {
				t.Errorf("%s: %+v", field.Name, choice)
			}
			if _, known := factorCalls[choice.Value]; field.Name == "factor" && !known {
				t.Errorf("no request for %s", choice.Value)
			}
		}
	}
	if strings.Join(second, " ") != "otp factor send assertion" || p.Kinds[0] != wire.KindAdmin {
		t.Errorf("got %v", second)
	}
}

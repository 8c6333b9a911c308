package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var now = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

const (
	modules = "/rest/V1/modules"
	me      = "/rest/german/V1/customers/me"
)

// reply is an answer of the fake store; headers as "Name: value" lines.
type reply struct {
	status  int
	body    string
	headers string
}

var (
	noAdmin  = reply{401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::admin"}}`, ""}
	noSelf   = reply{401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`, ""}
	stranger = reply{401, `{"message":"A consumer having the specified key does not exist"}`, ""}
	list     = reply{200, `["Magento_Store","Magento_Config"]`, ""}
	customer = reply{200, `{"id":1,"email":"roni@example.com"}`, ""}
	noID     = reply{400, `{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"customerId"}}`, ""}
)

// store answers by path and by what stands in the Authorization header: "",
// "Bearer", "OAuth".
type store struct {
	answers map[string]reply
	err     map[string]error
	asked   []string
	headers []http.Header
}

func (s *store) Do(req *http.Request) (*http.Response, error) {
	scheme, _, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	key := strings.TrimSpace(req.URL.Path + " " + scheme)
	s.asked, s.headers = append(s.asked, key), append(s.headers, req.Header)
	if req.Method != http.MethodGet || len(req.Header.Values("Authorization")) > 1 || strings.Contains(req.URL.RawQuery, "searchCriteria") {
		return nil, errors.New("not such a request")
	}
	if err := s.err[key]; err != nil {
		return nil, err
	}
	r, ok := s.answers[key]
	if !ok {
		return nil, fmt.Errorf("%s is not answered", key)
	}
	resp := &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}
	for _, line := range strings.Split(r.headers, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			resp.Header.Add(name, value)
		}
	}
	return resp, nil
}

func (r reply) with(headers string) reply { r.headers = headers; return r }

func tok(kind, format string, expires time.Time) token.Token {
	return token.Token{Kind: kind, Format: format, Text: secret.New("abcdefghijklmnopqrstuvwxyz012345"), ExpiresAt: expires}
}

var (
	liveAdmin    = tok(wire.KindAdmin, wire.FormatJWS, now.Add(time.Hour))
	deadAdmin    = tok(wire.KindAdmin, wire.FormatJWS, now.Add(-time.Hour))
	liveCustomer = tok(wire.KindCustomer, wire.FormatJWS, now.Add(time.Hour))
	opaque       = tok(wire.KindUnknown, wire.FormatOpaque, time.Time{})
	garbage      = tok(wire.KindUnknown, wire.FormatUnknown, time.Time{})
)

func codes(findings []wire.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

func ask(s *store, t token.Token, headers ...wire.Header) wire.Check {
	env := Env{Doer: s, Now: func() time.Time { return now }}
	return Check(context.Background(), env, wire.Store{RestURL: "https://host/rest", StoreCode: "german"}, t, headers)
}

func TestCheck(t *testing.T) {
	date := func(d time.Duration) string { return "Date: " + now.Add(d).Format(http.TimeFormat) }
	tests := []struct {
		name     string
		token    token.Token
		answers  map[string]reply
		verdict  string
		reason   string
		findings string
		asked    int
	}{
		{"live administrator", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": list}, "valid", "accepted", "accepted", 2},
		{"live integration", tok(wire.KindIntegration, wire.FormatOpaque, time.Time{}), map[string]reply{modules: noAdmin, modules + " Bearer": list}, "valid", "accepted", "accepted", 2},
		{"live customer", liveCustomer, map[string]reply{me: noSelf, me + " Bearer": customer}, "valid", "accepted", "accepted", 2},
		{"opaque administrator", opaque, map[string]reply{modules: noAdmin, modules + " Bearer": list}, "valid", "accepted", "admin_or_integration accepted", 2},
		{"opaque customer", opaque, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, me: noSelf, me + " Bearer": customer}, "valid", "accepted", "accepted", 4},
		{"administrator told by the customer's route", liveCustomer, map[string]reply{me: noSelf, me + " Bearer": noID}, "valid", "accepted", "accepted", 2},

		{"expired", deadAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin}, "invalid", "expired", "expired", 2},
		{"expired, yet accepted", deadAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": list}, "valid", "accepted", "expired_but_accepted accepted", 2},
		{"expired by the store's clock", liveAdmin, map[string]reply{modules: noAdmin.with(date(2 * time.Hour)), modules + " Bearer": noAdmin}, "invalid", "expired", "expired clock_differs", 2},
		{"not expired by the store's clock", deadAdmin, map[string]reply{modules: noAdmin.with(date(-2 * time.Hour)), modules + " Bearer": list}, "valid", "accepted", "clock_differs accepted", 2},
		{"same clock", liveAdmin, map[string]reply{modules: noAdmin.with(date(time.Minute)), modules + " Bearer": list}, "valid", "accepted", "accepted", 2},
		{"expired by IMS's word", tok(wire.KindIMS, wire.FormatJWS, time.Time{}), map[string]reply{modules: noAdmin, modules + " Bearer": {401, `{"message":"Token has expired"}`, ""}}, "invalid", "expired", "expired", 2},
		{"tampered administrator", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, modules + " OAuth": stranger}, "invalid", "not_accepted", "not_accepted", 3},
		{"revoked customer", liveCustomer, map[string]reply{me: noSelf, me + " Bearer": noSelf, me + " OAuth": stranger}, "invalid", "customer_refused", "customer_refused", 3},
		{"garbage", garbage, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, me: noSelf, me + " Bearer": noSelf, me + " OAuth": stranger}, "invalid", "not_accepted_undated", "not_accepted_undated", 5},

		{"header lost", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, modules + " OAuth": noAdmin}, "unknown", "header_lost", "header_lost", 3},
		{"opaque refused", opaque, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, me: noSelf, me + " Bearer": noSelf, me + " OAuth": stranger}, "unknown", "opaque_refused", "opaque_refused", 5},
		{"header stopped by a firewall", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, modules + " OAuth": {403, "<html><title>Access denied</title>", ""}}, "unknown", "waf_page", "waf_page", 3},
		{"header answered oddly", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, modules + " OAuth": list}, "unknown", "unexpected_answer", "unexpected_answer", 3},
		{"control open", liveAdmin, map[string]reply{modules: list}, "unknown", "control_open", "control_open", 1},
		{"control from a cache", liveAdmin, map[string]reply{modules: noAdmin.with("Age: 7")}, "unknown", "cached_answer", "cached_answer", 1},
		{"acceptance from a cache", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": list.with("X-Cache: HIT")}, "unknown", "cached_answer", "cached_answer", 2},
		{"refusal from a cache", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin.with("CF-Cache-Status: HIT")}, "unknown", "cached_answer", "cached_answer", 2},
		{"Basic", liveAdmin, map[string]reply{modules: {401, "<html>", "WWW-Authenticate: Basic realm=\"x\""}}, "unknown", "basic_auth", "basic_auth", 1},
		{"bearer behind Basic", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": {401, "<html>", "WWW-Authenticate: Basic realm=\"x\""}}, "unknown", "basic_and_bearer", "basic_and_bearer", 2},
		{"bot challenge", liveAdmin, map[string]reply{modules: {403, "<html>", "Cf-Mitigated: challenge"}}, "unknown", "bot_challenge", "bot_challenge", 1},
		{"bot challenge for the token alone", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": {403, "<html>", "Cf-Mitigated: challenge"}}, "unknown", "bot_challenge", "bot_challenge", 2},
		{"firewall", liveAdmin, map[string]reply{modules: {403, "<html><title>Request blocked</title>", ""}}, "unknown", "waf_page", "waf_page", 1},
		{"the program blocked by its name", liveAdmin, map[string]reply{modules: {403, "error code: 1010", "Server: cloudflare"}}, "unknown", "agent_blocked", "agent_blocked", 1},
		{"a CDN that waited too long", liveAdmin, map[string]reply{modules: {503, "<html><title>503 first byte timeout</title>", ""}}, "unknown", "origin_slow", "origin_slow", 1},
		{"a web server that waited too long", liveAdmin, map[string]reply{modules: {504, "<html><title>504 Gateway Time-out</title>", ""}}, "unknown", "php_silent", "php_silent", 1},
		{"nothing behind the web server", liveAdmin, map[string]reply{modules: {502, "<html><title>502 Bad Gateway</title>", ""}}, "unknown", "php_down", "php_down", 1},
		{"a page", liveAdmin, map[string]reply{modules: {200, "<html><title>Welcome</title>", ""}}, "unknown", "web_page_answer", "web_page_answer", 1},
		{"Magento without the route", liveAdmin, map[string]reply{modules: {404, `{"message":"Request does not match any route."}`, ""}}, "unknown", "route_not_found", "route_not_found", 1},
		{"redirect", liveAdmin, map[string]reply{modules: {301, "", "Location: https://www.host/"}}, "unknown", "redirected", "redirected", 1},
		{"maintenance", liveAdmin, map[string]reply{modules: {503, "<html>maintenance", ""}}, "unknown", "maintenance", "maintenance", 1},
		{"not Magento", liveAdmin, map[string]reply{modules: {404, "<html><title>404 Not Found</title>", ""}}, "unknown", "page_not_found", "page_not_found", 1},
		{"store code unknown", liveCustomer, map[string]reply{me: {400, `{"message":"Specified request cannot be processed."}`, ""}}, "unknown", "store_code_unknown", "store_code_unknown", 1},
		{"store broken", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": {500, `{"message":"Internal Error. Details are available in Magento log file. Report ID: webapi-1"}`, ""}}, "unknown", "store_error", "store_error", 2},
		{"too many", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": {429, "<html>", ""}}, "unknown", "rate_limited", "rate_limited", 2},
		{"other JSON", liveAdmin, map[string]reply{modules: noAdmin, modules + " Bearer": {200, `{"ok":true}`, ""}}, "unknown", "unexpected_answer", "unexpected_answer", 2},
		{"another JSON for a customer", liveCustomer, map[string]reply{me: noSelf, me + " Bearer": {200, `{"ok":true}`, ""}}, "unknown", "unexpected_answer", "unexpected_answer", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &store{answers: test.answers}
			got := ask(s, test.token)
			if got.Verdict != test.verdict || got.Reason != test.reason || codes(got.Findings) != test.findings {
				t.Errorf("got %s, %s: %s", got.Verdict, got.Reason, codes(got.Findings))
			}
			if len(s.asked) != test.asked || len(got.Evidence) != test.asked {
				t.Errorf("%d requests, %d noted: %v", len(s.asked), len(got.Evidence), s.asked)
			}
			for _, e := range got.Evidence {
				if e.Note == "" || e.Method != "GET" || e.Status == 0 {
					t.Errorf("evidence %+v", e)
				}
			}
			for _, f := range got.Findings {
				if strings.ContainsAny(f.Message+f.Hint, "{}") {
					t.Errorf("%s: %s %s", f.Code, f.Message, f.Hint)
				}
			}
			if !wire.HasPhrase(got.Reason) {
				t.Errorf("no words for %s", got.Reason)
			}
		})
	}
}

// Nothing secret leaves before the control request came back as it should.
func TestControlComesFirst(t *testing.T) {
	s := &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": list}}
	ask(s, liveAdmin, wire.Header{Name: "CF-Access-Client-Id", Value: "a"})
	if len(s.asked) != 2 || s.asked[0] != modules || s.asked[1] != modules+" Bearer" {
		t.Fatalf("asked %v", s.asked)
	}
	for _, h := range s.headers {
		if h.Get("Cf-Access-Client-Id") != "a" || h.Get("Accept") != "application/json" || h.Get("X-Requested-With") != "" {
			t.Errorf("headers %v", h)
		}
	}
	if got := s.headers[1].Get("Authorization"); got != "Bearer "+liveAdmin.Text.Reveal() {
		t.Error("the token did not arrive as it is")
	}
}

func TestWhoAndKind(t *testing.T) {
	s := &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, me: noSelf, me + " Bearer": customer}}
	if got := ask(s, opaque); got.Who != "roni@example.com" || got.Kind != wire.KindCustomer {
		t.Errorf("%s, %s", got.Who, got.Kind)
	}
	s = &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": list}}
	if got := ask(s, opaque); got.Who != "" || got.Kind != wire.KindUnknown {
		t.Errorf("%s, %s", got.Who, got.Kind)
	}
}

func TestCustomerNeverOnTheAdminStore(t *testing.T) {
	for code, path := range map[string]string{"all": "/rest/V1/customers/me", "": "/rest/V1/customers/me", "de": "/rest/de/V1/customers/me"} {
		s := &store{answers: map[string]reply{path: noSelf, path + " Bearer": customer}}
		got := Check(context.Background(), Env{Doer: s, Now: time.Now}, wire.Store{RestURL: "https://host/rest", StoreCode: code}, liveCustomer, nil)
		if got.Verdict != wire.VerdictValid {
			t.Errorf("%q: %s, %v", code, got.Reason, s.asked)
		}
	}
}

func TestNothingIsAsked(t *testing.T) {
	broken := liveAdmin
	broken.Text = secret.New("two\nlines")
	empty := liveAdmin
	empty.Text = secret.Text{}
	for _, test := range []struct {
		token   token.Token
		headers []wire.Header
		reason  string
	}{
		{liveAdmin, []wire.Header{{Name: "authorization", Value: "Basic eDp5"}}, "basic_and_bearer"},
		{tok(wire.KindIntegration, wire.FormatOAuth1, time.Time{}), nil, "not_a_bearer"},
		{tok(wire.KindSession, wire.FormatCookie, time.Time{}), nil, "not_a_bearer"},
		{broken, nil, "not_a_bearer"},
		{empty, nil, "not_a_bearer"},
	} {
		s := &store{}
		got := ask(s, test.token, test.headers...)
		if got.Verdict != wire.VerdictUnknown || got.Reason != test.reason || len(s.asked) != 0 || got.Evidence == nil {
			t.Errorf("%s: %v", got.Reason, s.asked)
		}
	}
}

func TestUnanswered(t *testing.T) {
	for err, reason := range map[error]string{
		errors.New("connection refused"): "unreachable",
		context.DeadlineExceeded:         "timeout",
		context.Canceled:                 "check_stopped",
	} {
		for _, at := range []string{modules, modules + " Bearer", modules + " OAuth"} {
			s := &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin}, err: map[string]error{at: err}}
			got := ask(s, liveAdmin)
			last := got.Evidence[len(got.Evidence)-1]
			if got.Verdict != wire.VerdictUnknown || got.Reason != reason || last.Status != 0 || last.Note == "" {
				t.Errorf("%s at %s: %s, %+v", reason, at, got.Reason, last)
			}
		}
	}
}

func TestSteps(t *testing.T) {
	var steps []string
	env := Env{
		Doer: &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": noAdmin, modules + " OAuth": stranger}},
		Now:  func() time.Time { return now },
		Step: func(step string, done, total int) { steps = append(steps, fmt.Sprintf("%s %d/%d", step, done, total)) },
	}
	Check(context.Background(), env, wire.Store{RestURL: "https://host/rest"}, liveAdmin, nil)
	want := "control 0/2|with_token 1/2|header 2/3"
	if got := strings.Join(steps, "|"); got != want {
		t.Errorf("got %s", got)
	}
}

// A store that repeats the token does not get it into the report.
func TestEchoIsRedacted(t *testing.T) {
	echo := reply{400, `{"message":"Bad token ` + liveAdmin.Text.Reveal() + `"}`, ""}
	s := &store{answers: map[string]reply{modules: noAdmin, modules + " Bearer": echo}}
	if got := fmt.Sprintf("%+v", ask(s, liveAdmin)); strings.Contains(got, liveAdmin.Text.Reveal()) {
		t.Error("the token is in the report")
	}
}

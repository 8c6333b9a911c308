package magento

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestInFront(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer *http.Response
		code   string
	}{
		{"challenge by its header", response(403, "<title>Just a moment...</title>", "Cf-Mitigated: challenge"), "bot_challenge"},
		{"challenge by its page", response(403, "<html><title>Just a moment...</title>"), "bot_challenge"},
		{"a program blocked by name", response(403, "error code: 1010", "Server: cloudflare"), "agent_blocked"},
		{"Fastly waited too long", response(503, "<html><title>503 first byte timeout</title>"), "origin_slow"},
		{"nginx waited too long", response(504, "<html><title>504 Gateway Time-out</title>"), "php_silent"},
		{"nothing behind nginx", response(502, "<html><title>502 Bad Gateway</title>"), "php_down"},
		{"a firewall that says no more", response(403, "<html><title>Request blocked</title>"), "waf_page"},
		{"maintenance", response(503, "<html>maintenance"), "maintenance"},
		{"web server’s 404", response(404, "<html><title>404 Not Found</title>"), "page_not_found"},
		{"Magento’s 404", response(404, `{"message":"Request does not match any route."}`), "route_not_found"},
		{"Magento’s refusal", response(401, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`), "self_only"},
	} {
		a, err := Get(context.Background(), &doer{answer: func(*http.Request) (*http.Response, error) { return test.answer, nil }}, "http://host/")
		if err != nil {
			t.Fatal(err)
		}
		if r := InFront(a, Refused(a)); r == nil || r.Code != test.code || !wire.HasPhrase(r.Code) {
			t.Errorf("%s: %v", test.name, r)
		}
	}
	if InFront(Answer{Status: 200}, nil) != nil {
		t.Error("an answer as it should be is refused")
	}
}

// named is a Doer that goes by the User-Agent of each request.
type named struct {
	doer
	other string
}

func (n *named) OtherAgent() string { return n.other }

func TestBlocked(t *testing.T) {
	blocks := func(prefix string) *named {
		return &named{doer: doer{answer: func(req *http.Request) (*http.Response, error) {
			if strings.HasPrefix(req.UserAgent(), prefix) {
				return response(403, "<html><title>403 Forbidden</title>"), nil
			}
			return response(401, `{"message":"x"}`), nil
		}}, other: OtherAgent}
	}
	waf := &Refusal{Status: 403, Code: "waf_page"}
	ours := wire.Header{Name: "user-agent", Value: "curl/8.5"}
	got, evidence := Blocked(context.Background(), blocks("curl"), "http://host/", waf, ours)
	if got.Code != "agent_blocked" || len(evidence) != 1 || evidence[0].Status != 401 {
		t.Errorf("%s, %v", got.Code, evidence)
	}
	got, evidence = Blocked(context.Background(), blocks(""), "http://host/", waf, ours)
	if got != waf || len(evidence) != 1 || evidence[0].Status != 403 {
		t.Errorf("%s, %v", got.Code, evidence)
	}
	for _, d := range []Doer{&doer{}, &named{}} {
		if got, evidence := Blocked(context.Background(), d, "http://host/", waf); got != waf || evidence != nil {
			t.Error("asked again")
		}
	}
	if got, evidence := Blocked(context.Background(), blocks(""), "http://host/", &Refusal{Code: "maintenance"}); got.Code != "maintenance" || evidence != nil {
		t.Error("asked again about something else")
	}
}

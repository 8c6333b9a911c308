package provider

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const sessionID = "0123456789abcdefghijklmnop"

// panelAndShop takes one session in either area, as a store does.
func panelAndShop(req *http.Request) (*http.Response, error) {
	known := req.Header.Get("Cookie") == "PHPSESSID="+sessionID
	status, body := http.StatusUnauthorized, `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"self"}}`
	switch {
	case known && req.URL.Path == "/shop/rest/V1/modules":
		status, body = http.StatusOK, `["Magento_Store"]`
	case known && req.URL.Path == "/shop/rest/german/V1/customers/me" && req.Header.Get("X-Requested-With") != "":
		status, body = http.StatusOK, `{"id":1,"email":"roni@example.com"}`
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(req *http.Request) (*http.Response, error) { return d(req) }

func TestSession(t *testing.T) {
	jar := map[string]string{
		"https://host/shop/admin admin":   sessionID,
		"https://host/shop/back admin":    sessionID,
		"https://host/shop/ PHPSESSID":    sessionID,
		"https://host/shop/ended admin":   "ended-0123456789abcdefghij",
		"https://host/shop/nothing admin": "",
	}
	cookies := func(_ context.Context, url, name string) (string, error) { return jar[url+" "+name], nil }
	tests := []struct {
		name   string
		fields map[string]string
		cookie func(context.Context, string, string) (string, error)
		want   string
	}{
		{"panel", nil, cookies, "session panel "},
		{"panel elsewhere", map[string]string{"frontName": "back"}, cookies, "session panel "},
		{"customer", map[string]string{"area": "customer"}, cookies, "session customer roni@example.com"},
		{"typed", map[string]string{"cookie": sessionID}, nil, "session panel "},
		{"ended", map[string]string{"frontName": "ended"}, cookies, "panel_session_ended"},
		{"ended at the shop", map[string]string{"area": "customer", "cookie": "ended-0123456789abcdefghij"}, nil, "customer_session_ended"},
		{"no cookie", map[string]string{"frontName": "nothing"}, cookies, "session_missing"},
		{"no browser", nil, nil, "session_no_browser"},
		{"another area", map[string]string{"area": "root"}, cookies, "value_missing"},
	}
	p, _ := Get("session")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			in := Input{Store: testStore, Fields: map[string]secret.Text{}}
			for name, value := range test.fields {
				in.Fields[name] = secret.New(value)
			}
			asked := 0
			count := doer(func(req *http.Request) (*http.Response, error) { asked++; return panelAndShop(req) })
			c, err := p.Obtain(context.Background(), Env{Doer: count, Cookie: test.cookie}, in)
			got := c.Kind + " " + c.Area + " " + c.Who
			var said interface{ Finding() wire.Finding }
			if errors.As(err, &said) {
				got = said.Finding().Code
			}
			if got != test.want || asked > 1 {
				t.Errorf("got %q (%v) by %d requests, want %q", got, err, asked, test.want)
			}
			if err == nil && c.Token.Reveal() != "PHPSESSID="+sessionID {
				t.Error("another cookie line")
			}
		})
	}
}

func TestSessionTellsAWebServerFromMagento(t *testing.T) {
	page := doer(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/html"}}, Body: io.NopCloser(strings.NewReader("<html>"))}, nil
	})
	p, _ := Get("session")
	_, err := p.Obtain(context.Background(), Env{Doer: page}, Input{Store: testStore, Fields: map[string]secret.Text{"cookie": secret.New(sessionID)}})
	var refusal *magento.Refusal
	if !errors.As(err, &refusal) {
		t.Fatalf("got %v", err)
	}
}

package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

const fourValues = "consumer_key=k0123456789abcdefghijklmnopqrstu\nconsumer_secret=s0123456789abcdefghijklmnopqrstu\n" +
	"access_token=t0123456789abcdefghijklmnopqrstu\naccess_token_secret=u0123456789abcdefghijklmnopqrstu"

func TestSnippetOfAnIntegration(t *testing.T) {
	e := newEnv(t, exits{})
	in := fields{
		"request":    fields{"method": "GET", "url": "https://shop.test/rest/V1/modules", "headers": []fields{}},
		"credential": fields{"token": fourValues},
	}
	var out struct{ Text string }
	wantOK(t, call(t, e, "POST", "/v1/snippet/header", in, &out))
	if !strings.HasPrefix(out.Text, `Authorization: OAuth oauth_consumer_key="k0123456789abcdefghijklmnopqrstu"`) || !strings.Contains(out.Text, "oauth_signature=") {
		t.Error("not a signed header")
	}
	in["secret"] = "masked"
	wantOK(t, call(t, e, "POST", "/v1/snippet/header", in, &out))
	for _, value := range strings.Fields(fourValues) {
		if _, secret, _ := strings.Cut(value, "="); strings.Contains(out.Text, secret) {
			t.Error("a value is shown")
		}
	}
}

func TestRequestWithASession(t *testing.T) {
	e := newEnv(t, exits{})
	in := fields{"store": shopStore, "method": "GET", "path": "/V1/customers/me", "credential": fields{"token": "Cookie: PHPSESSID=" + panelID}}
	var out struct{ Request wire.Request }
	wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
	want := []wire.Header{{Name: "Cookie", Value: "PHPSESSID=" + panelID}, {Name: "X-Requested-With", Value: "XMLHttpRequest"}}
	if len(out.Request.Headers) != 2 || out.Request.Headers[0] != want[0] || out.Request.Headers[1] != want[1] {
		t.Error("the cookie and what makes it count are not all there")
	}
}

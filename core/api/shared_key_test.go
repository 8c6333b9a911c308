package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// anyToken is a store that takes whatever bearer or signature it is shown.
func anyToken(req *http.Request) (*http.Response, error) {
	if req.Header.Get("Authorization") != "" && req.URL.Path == "/rest/V1/modules" {
		return reply(200, "application/json", `["Magento_Store"]`), nil
	}
	return (&shop{}).Do(req)
}

func sharedAt(t *testing.T, h http.Handler, host, text string) (code, others string) {
	t.Helper()
	store := fields{"baseUrl": "https://" + host, "restUrl": "https://" + host + "/rest"}
	var report wire.Check
	wantOK(t, call(t, h, "POST", "/v1/check", fields{"store": store, "credential": fields{"token": text}}, &report))
	if report.Verdict != wire.VerdictValid {
		t.Fatalf("%s: %s", host, report.Reason)
	}
	for _, f := range report.Findings {
		if strings.HasPrefix(f.Code, "shared_") {
			code, others = f.Code, f.Params["others"]
		}
	}
	return code, others
}

func TestSharedKey(t *testing.T) {
	e := newEnv(t, exits{direct: anyToken})
	for _, step := range []struct{ host, token, code, others string }{
		{"shop.test", adminToken, "", ""},
		{"shop.test", adminToken, "", ""},
		{"staging.test", adminToken, "shared_key", "https://shop.test"},
		{"dev.test", adminToken, "shared_key", "https://shop.test, https://staging.test"},
		{"dev.test", fourValues, "", ""},
		{"shop.test", fourValues, "shared_tokens", "https://dev.test"},
	} {
		if code, others := sharedAt(t, e, step.host, step.token); code != step.code || others != step.others {
			t.Errorf("%s: %q %q", step.host, code, others)
		}
	}
	keys, _ := e.state.Keys(t.Context(), "session", "")
	for _, key := range keys {
		value, _ := e.state.Get(t.Context(), "session", key)
		if strings.Contains(key+string(value), adminToken) || strings.Contains(key+string(value), "t0123456789") {
			t.Error("the token itself is kept")
		}
	}
}

// Two addresses of one saved store are one environment.
func TestSharedKeyOfOneStore(t *testing.T) {
	e := newEnv(t, exits{direct: anyToken})
	wantOK(t, call(t, e, "POST", "/v1/stores", fields{"name": "Shop", "store": shopStore,
		"origins": []string{"https://shop.test", "https://www.shop.test"}}, nil))
	sharedAt(t, e, "shop.test", adminToken)
	if code, _ := sharedAt(t, e, "www.shop.test", adminToken); code != "" {
		t.Error(code)
	}
}

func TestSharedKeyOfAPrivateWindow(t *testing.T) {
	e := newEnv(t, exits{direct: anyToken})
	private := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set("Storekey-Private", "1")
		e.ServeHTTP(w, req)
	})
	sharedAt(t, private, "shop.test", adminToken)
	if code, _ := sharedAt(t, e, "staging.test", adminToken); code != "" {
		t.Error("remembered beyond the private window")
	}
}

// A pasted token names no store: without one nobody is asked, however many are
// saved.
func TestPastedTokenIsTriedNowhere(t *testing.T) {
	asked := 0
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		asked++
		return anyToken(req)
	}})
	for _, host := range []string{"one.test", "two.test"} {
		store := fields{"baseUrl": "https://" + host, "restUrl": "https://" + host + "/rest"}
		wantOK(t, call(t, e, "POST", "/v1/stores", fields{"name": host, "store": store}, nil))
	}
	asked = 0
	for _, path := range []string{"/v1/check", "/v1/can-i"} {
		wantCode(t, call(t, e, "POST", path, fields{"credential": fields{"token": adminToken}}, nil), "store_missing")
		wantCode(t, call(t, e, "POST", path, fields{"store": "", "credential": fields{"token": adminToken}}, nil), "store_missing")
	}
	wantOK(t, call(t, e, "POST", "/v1/inspect", fields{"text": adminToken}, nil))
	if asked != 0 {
		t.Errorf("%d requests", asked)
	}
}

func TestCheckOfARoute(t *testing.T) {
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		if strings.HasSuffix(req.URL.Path, "/V1/orders") {
			return reply(401, "application/json", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Sales::actions_view"}}`), nil
		}
		return anyToken(req)
	}})
	var report wire.Check
	wantOK(t, call(t, e, "POST", "/v1/check", fields{"store": shopStore, "credential": fields{"token": adminToken}, "method": "GET", "path": "/V1/orders"}, &report))
	if report.Verdict != wire.VerdictValid || report.Reason != "right_lacking" {
		t.Errorf("%s, %s", report.Verdict, report.Reason)
	}
}

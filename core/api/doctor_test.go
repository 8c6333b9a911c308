package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	doctorKey, doctorSecret = "abcdefghijklmnopqrstuvwxyz012345", "bcdefghijklmnopqrstuvwxyz0123456"
	doctorToken, doctorTail = "cdefghijklmnopqrstuvwxyz01234567", "defghijklmnopqrstuvwxyz012345678"
	doctorFour              = "consumer_key=" + doctorKey + "\nconsumer_secret=" + doctorSecret + "\naccess_token=" + doctorToken + "\naccess_token_secret=" + doctorTail
)

// A signature that was made for http is told from the right one without asking
// anybody.
func TestDoctorOffline(t *testing.T) {
	nobody := func(req *http.Request) (*http.Response, error) {
		t.Errorf("asked %s", req.URL.Path)
		return unreachable(req)
	}
	e := newEnv(t, exits{direct: nobody})
	header, err := oauth1.Sign(oauth1.Request{Method: "GET", URL: "http://shop.test/rest/V1/modules"}, oauth1.Credentials{
		ConsumerKey: secret.New(doctorKey), ConsumerSecret: secret.New(doctorSecret), Token: secret.New(doctorToken), TokenSecret: secret.New(doctorTail),
	}, oauth1.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	var out wire.Signature
	wantOK(t, call(t, e, "POST", "/v1/doctor", fields{
		"store": "https://shop.test", "method": "get", "path": "/V1/modules", "offline": true,
		"headers": []wire.Header{{Name: "Authorization", Value: header}}, "credential": fields{"token": doctorFour},
	}, &out))
	if out.Matches || len(out.Findings) == 0 || out.Findings[0].Code != "oauth1_wrong_scheme" {
		t.Errorf("%+v", out)
	}
	if strings.Contains(out.BaseString, doctorToken) {
		t.Error("the access token is in the base string")
	}
}

func TestDoctorAsks(t *testing.T) {
	s := &shop{}
	taken := func(req *http.Request) (*http.Response, error) {
		if strings.HasPrefix(req.Header.Get("Authorization"), "OAuth ") {
			return reply(200, "application/json", `["Magento_Store"]`), nil
		}
		return s.Do(req)
	}
	e := newEnv(t, exits{direct: taken})
	in := fields{"store": shopStore, "method": "GET", "path": "/V1/modules", "credential": fields{"token": doctorFour}}
	var out wire.Signature
	wantOK(t, call(t, e, "POST", "/v1/doctor", in, &out))
	if !out.Matches || out.Findings[0].Code != "oauth1_store_accepts" {
		t.Errorf("%+v", out)
	}
	in["method"] = "POST"
	wantOK(t, call(t, e, "POST", "/v1/doctor", in, &out))
	if out.Findings[0].Code != "oauth1_get_only" {
		t.Errorf("%+v", out)
	}
	in["credential"] = fields{"token": adminToken}
	wantCode(t, call(t, e, "POST", "/v1/doctor", in, nil), "four_incomplete_check")
}

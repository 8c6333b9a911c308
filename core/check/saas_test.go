package check

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// cloud is Commerce as a Cloud Service behind Adobe's gateway; its words are from
// Adobe's documentation.
type cloud struct {
	takes string
	asked []string
}

func (c *cloud) Do(req *http.Request) (*http.Response, error) {
	c.asked = append(c.asked, req.URL.Path)
	status, body := 401, `{"error_code":"401010","message":"Oauth token is missing"}`
	switch req.Header.Get("Authorization") {
	case "":
	case "Bearer " + c.takes:
		status, body = 200, `["Magento_Store"]`
	default:
		body = `{"error_code":"401013","message":"Oauth token is not valid"}`
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

// The API has no /rest, and answers nobody without a token.
func TestCloudService(t *testing.T) {
	at := time.UnixMilli(1700000000000)
	ims := func(created string) string {
		return b64(`{"alg":"RS256","x5u":"ims_na1-key-at-1.cer"}`) + "." +
			b64(`{"type":"access_token","client_id":"x","created_at":"`+created+`","expires_in":"86400000"}`) + "." + b64("signature")
	}
	live, over := ims("1700000000000"), ims("1600000000000")
	store := wire.Store{BaseURL: "https://na1.api.commerce.adobe.com/tenant", RestURL: "https://na1.api.commerce.adobe.com/tenant"}
	for _, test := range []struct{ name, text, takes, verdict string }{
		{"taken", live, live, wire.VerdictValid},
		{"not taken", live, "another", wire.VerdictUnknown},
		{"over", over, "another", wire.VerdictInvalid},
	} {
		c := &cloud{takes: test.takes}
		env := Env{Doer: c, Now: func() time.Time { return at }}
		out := Check(context.Background(), env, store, token.Parse(secret.New(test.text), at), nil)
		if out.Verdict != test.verdict || strings.Join(c.asked, " ") != "/tenant/V1/modules /tenant/V1/modules" {
			t.Errorf("%s: %s (%s) after %v", test.name, out.Verdict, out.Reason, c.asked)
		}
	}
}

func b64(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// Commerce as a Cloud Service: IMS is asked, the token belongs to the API, whose
// paths have no /rest, and nobody asks that without a token.
func TestIMSForTheCloudService(t *testing.T) {
	var asked []string
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		asked = append(asked, req.Method+" "+req.URL.String())
		return reply(200, "application/json", `{"access_token":"0123456789abcdef0123456789abcdef","token_type":"bearer","expires_in":86399}`), nil
	}})
	in := fields{
		"store":  "https://na1-sandbox.api.commerce.adobe.com/tenant/V1/products",
		"fields": fields{"clientId": "id", "clientSecret": "s3cr3t", "scope": "commerce.accs"},
	}
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/ims", in, &c))
	if c.Origin != "https://na1-sandbox.api.commerce.adobe.com" || c.Token.Kind != wire.KindIMS || !c.CanRefresh ||
		c.Request.URL != "https://na1-sandbox.api.commerce.adobe.com/tenant/V1/modules" {
		t.Errorf("credential %+v", c)
	}
	if got := strings.Join(asked, ", "); got != "POST https://ims-na1.adobelogin.com/ims/token/v3" {
		t.Errorf("asked %s", got)
	}
	wantOK(t, call(t, e, "POST", "/v1/credentials/refresh", fields{"ref": c.Ref}, &c))
	if len(asked) != 2 {
		t.Errorf("asked %v", asked)
	}
}

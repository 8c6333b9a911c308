package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestReport(t *testing.T) {
	e := newEnv(t, exits{direct: schemaShop(&shop{})})
	in := fields{"store": shopStore, "credential": fields{"token": adminToken}}
	for path, name := range map[string]string{"/v1/check": "check", "/v1/can-i": "accessMap"} {
		var answer map[string]any
		wantOK(t, call(t, e, "POST", path, in, &answer))
		var out struct{ Text string }
		wantOK(t, call(t, e, "POST", "/v1/report", fields{name: answer}, &out))
		if !strings.HasPrefix(out.Text, "## ✅ Valid") || strings.Contains(out.Text, adminToken) {
			t.Errorf("%s: %s", path, out.Text)
		}
	}
	wantCode(t, call(t, e, "POST", "/v1/report", fields{}, nil), "invalid_request")
	wantCode(t, call(t, e, "POST", "/v1/report", fields{"check": wire.Check{}, "accessMap": wire.AccessMap{}}, nil), "invalid_request")
}

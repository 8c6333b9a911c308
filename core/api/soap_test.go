package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestSOAP(t *testing.T) {
	e := newEnv(t, exits{direct: func(req *http.Request) (*http.Response, error) {
		if req.URL.Path != "/soap/default" || !strings.HasPrefix(req.URL.RawQuery, "wsdl&services=") {
			return reply(404, "text/html", ""), nil
		}
		if req.Header.Get("Authorization") == "" || !strings.HasSuffix(req.URL.RawQuery, "aV1") {
			return reply(401, "application/soap+xml", "<Envelope/>"), nil
		}
		return reply(200, "text/xml", `<types><xsd:schema><xsd:complexType name="AV1GetRequest"><xsd:sequence><xsd:element name="id" minOccurs="1" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:schema></types><portType><operation name="aV1Get"/></portType>`), nil
	}})
	var out struct{ Operations []wire.SOAPOperation }
	in := fields{"store": shopStore, "service": "aV1", "credential": fields{"token": adminToken}}
	wantOK(t, call(t, e, "POST", "/v1/soap", in, &out))
	if len(out.Operations) != 1 || out.Operations[0].Name != "aV1Get" || out.Operations[0].Request.URL != "https://shop.test/soap/default?services=aV1" ||
		!strings.Contains(*out.Operations[0].Request.Body, "<id></id>") {
		t.Errorf("%+v", out)
	}
	in["service"] = "other"
	wantCode(t, call(t, e, "POST", "/v1/soap", in, nil), "service_unknown")
}

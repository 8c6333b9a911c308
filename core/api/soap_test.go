package api_test

import (
	"net/http"
	"slices"
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
			return reply(400, "application/soap+xml", `<env:Envelope><env:Body><env:Fault><env:Reason><env:Text>Requested service is not available: "other"</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`), nil
		}
		return reply(200, "text/xml", `<definitions targetNamespace="https://inner.test/soap/default?services=aV1&amp;x"><types><xsd:schema><xsd:complexType name="AV1GetRequest"><xsd:sequence><xsd:element name="id" minOccurs="1" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:schema></types><portType><operation name="aV1Get"/></portType></definitions>`), nil
	}})
	var out struct{ Operations []wire.SOAPOperation }
	in := fields{"store": shopStore, "service": "aV1", "credential": fields{"token": adminToken}}
	wantOK(t, call(t, e, "POST", "/v1/soap", in, &out))
	if len(out.Operations) != 1 || out.Operations[0].Name != "aV1Get" || out.Operations[0].Request.URL != "https://shop.test/soap/default?services=aV1" ||
		!out.Operations[0].Reads || !strings.Contains(*out.Operations[0].Request.Body, "<id></id>") ||
		!strings.Contains(*out.Operations[0].Request.Body, `"https://inner.test/soap/default?services=aV1&amp;x"`) {
		t.Errorf("%+v", out)
	}
	for operation, code := range map[string]string{"aV1Get": "", "aV1": "", "aV1Other": "operation_unknown", "nothing": "service_unknown"} {
		in := fields{"store": shopStore, "operation": operation, "storeCode": "default", "credential": fields{"token": adminToken}}
		if err := call(t, e, "POST", "/v1/soap", in, nil); code == "" {
			wantOK(t, err)
		} else {
			wantCode(t, err, code)
		}
	}
	in["service"] = "other"
	wantCode(t, call(t, e, "POST", "/v1/soap", in, nil), "service_unknown")
}

func TestSOAPServices(t *testing.T) {
	e := newEnv(t, exits{})
	var out struct{ Services []string }
	wantOK(t, call(t, e, "GET", "/v1/soap/services?origin=https://shop.test", nil, &out))
	if len(out.Services) < 100 || !slices.Contains(out.Services, "catalogProductRepositoryV1") {
		t.Errorf("%d services", len(out.Services))
	}
}

func TestSOAPWithoutTheRight(t *testing.T) {
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) {
		return reply(401, "application/soap+xml", `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text>The consumer isn't authorized to access Magento_Catalog::products.</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>`), nil
	}})
	in := fields{"store": shopStore, "service": "catalogProductRepositoryV1"}
	if err := call(t, e, "POST", "/v1/soap", in, nil); err == nil || err.Code == "service_unknown" {
		t.Errorf("%v", err)
	} else if !strings.Contains(err.Message+err.Params["storeMessage"], "Magento_Catalog::products") && err.Params["resources"] == "" {
		t.Errorf("%+v", err)
	}
}

func TestASOAPRequest(t *testing.T) {
	e := newEnv(t, exits{})
	var out requestAnswer
	in := fields{"store": shopStore, "storeCode": "german", "soap": fields{"service": "aV1", "envelope": "<Envelope/>"}, "headers": []fields{{"name": "accept", "value": "application/json"}}}
	wantOK(t, call(t, e, "POST", "/v1/request", in, &out))
	r := out.Request
	if r.Method != "POST" || r.URL != "https://shop.test/soap/german?services=aV1" || *r.Body != "<Envelope/>" || len(r.Headers) != 2 ||
		r.Headers[0].Value != "application/soap+xml; charset=utf-8" || r.Headers[1].Value != "application/soap+xml" {
		t.Errorf("%+v", r)
	}
}

func TestWhichOperationIsLikely(t *testing.T) {
	operations := ""
	for _, name := range []string{"Save", "Get", "GetList", "DeleteById", "Delete"} {
		operations += `<operation name="aV1` + name + `"/>`
	}
	e := newEnv(t, exits{direct: func(*http.Request) (*http.Response, error) {
		return reply(200, "text/xml", "<definitions><portType>"+operations+"</portType></definitions>"), nil
	}})
	for route, want := range map[string]string{"GET /V1/a": "aV1GetList", "GET /V1/a/{id}": "aV1Get", "POST /V1/a": "aV1Save", "PUT /V1/a/{id}": "aV1Save", "DELETE /V1/a/{id}": "aV1DeleteById", " ": "aV1GetList", "PATCH x": "aV1GetList"} {
		method, path, _ := strings.Cut(route, " ")
		var out struct{ Likely string }
		wantOK(t, call(t, e, "POST", "/v1/soap", fields{"store": shopStore, "service": "aV1", "method": method, "path": path}, &out))
		if out.Likely != want {
			t.Errorf("%s: %s", route, out.Likely)
		}
	}
}

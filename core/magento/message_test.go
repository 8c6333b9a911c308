package magento

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseMessage(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"plain", `{"message":"Decoding error."}`, "Decoding error."},
		{"object", `{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"password"}}`, `"password" is required. Enter and try again.`},
		{"list", `{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA1"]}`, "Signature method HMAC-SHA1 is not supported"},
		{"list of ten", `{"message":"%1 %10 %11","parameters":["a","b","c","d","e","f","g","h","i","j"]}`, "a j a1"},
		{"longest name first", `{"message":"%a %ab %abc","parameters":{"a":"1","abc":"3","ab":"2"}}`, "1 2 3"},
		{"a value is not filled again", `{"message":"%a %b","parameters":{"a":"%b","b":"%a"}}`, "%b %a"},
		{"unknown name stays", `{"message":"100% of %nope","parameters":{"a":"1"}}`, "100% of %nope"},
		{"per cent at the end", `{"message":"100%","parameters":{"a":"1"}}`, "100%"},
		{"empty name", `{"message":"5% x","parameters":{"":"1"}}`, "5% x"},
		{"no parameters", `{"message":"The %1 thing"}`, "The %1 thing"},
		{"null parameters", `{"message":"The %1 thing","parameters":null,"trace":null}`, "The %1 thing"},
		{"number", `{"message":"id %1","parameters":[7]}`, "id 7"},
		{"array value", `{"message":"use %active_providers","parameters":{"active_providers":["google","authy"]}}`, "use google, authy"},
		{"byte order mark and blanks", "\xef\xbb\xbf \n{\"message\":\"a\"}\n", "a"},
		{"control characters go", `{"message":"a\u0000b\u001b[31m"}`, "ab[31m"},
		{"shutdown form", `{"messages":{"error":[{"code":406,"message":"Server cannot match"}]}}`, "Server cannot match"},
		{"graphql", `{"errors":[{"message":"The current customer isn't authorized.","extensions":{"category":"graphql-authorization"}}],"data":{"customer":null}}`, "The current customer isn't authorized."},
		{"xml", `<?xml version="1.0"?><response><message>Decoding error.</message></response>`, "Decoding error."},
		{"xml object", `<response><message>access %resources.</message><parameters><resources>self</resources></parameters></response>`, "access self."},
		{"xml list", `<response><message>method %1, %2</message><parameters><item>PUT</item><item>GET</item></parameters></response>`, "method PUT, GET"},
		{"xml array value", `<response><message>use %active_providers</message><parameters><active_providers><item>google</item><item>authy</item></active_providers></parameters></response>`, "use google, authy"},
		{"xml entities", `<response><message>&quot;%f&quot; &lt;b&gt; &amp;</message><parameters><f>a</f></parameters></response>`, `"a" <b> &`},
		{"xml shutdown", `<?xml version="1.0"?><error><messages><error><data_item><code>500</code><message>Internal Error</message></data_item></error></messages></error>`, "Internal Error"},
		{"soap 1.2", `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text xml:lang="en">The %1 thing</env:Text></env:Reason><env:Detail><m:GenericFault xmlns:m="x"><m:Parameters><m:GenericFaultParameter><m:key>1</m:key><m:value>first</m:value></m:GenericFaultParameter></m:Parameters></m:GenericFault></env:Detail></env:Fault></env:Body></env:Envelope>`, "The first thing"},
		{"soap 1.1", `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>x</faultcode><faultstring>No</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>`, "No"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, ok := ParseMessage([]byte(test.body))
			if !ok || m.Text != test.want {
				t.Errorf("got %q, %v, want %q", m.Text, ok, test.want)
			}
		})
	}
}

func TestParseMessageRefuses(t *testing.T) {
	for _, body := range []string{
		"", "  ", "x", `"a string"`, `[]`, `{}`, `{"message":7}`, `{"message":{"a":1}}`, `{"error":"invalid_grant"}`, `{"errors":[]}`,
		`{"errors":{"a":["b"]}}`, `{"message":"a"`, `<response>token</response>`, `<response><message>a</response>`, `<html><body>no</body></html>`,
		`<!DOCTYPE x [<!ENTITY a "b">]><response><message>&a;</message></response>`, strings.Repeat("<a>", 100_000), `<`,
	} {
		if m, ok := ParseMessage([]byte(body)); ok {
			t.Errorf("%.60q gave %q", body, m.Text)
		}
	}
}

func TestParseMessageListsErrors(t *testing.T) {
	bodies := []string{
		`{"message":"One or more input exceptions have occurred.","errors":[{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"username"}},{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"password"}}]}`,
		`<response><message>One or more input exceptions have occurred.</message><errors><item><message>"%fieldName" is required. Enter and try again.</message><parameters><fieldName>username</fieldName></parameters></item><item><message>"%fieldName" is required. Enter and try again.</message><parameters><fieldName>password</fieldName></parameters></item></errors></response>`,
	}
	for _, body := range bodies {
		m, ok := ParseMessage([]byte(body))
		if !ok || len(m.Errors) != 2 {
			t.Fatalf("got %+v", m)
		}
		for i, want := range []string{`"username" is required. Enter and try again.`, `"password" is required. Enter and try again.`} {
			if m.Errors[i].Text != want {
				t.Errorf("%d: got %q", i, m.Errors[i].Text)
			}
		}
	}
}

func TestParseMessageIsBounded(t *testing.T) {
	long := strings.Repeat("é%a", 50_000)
	m, ok := ParseMessage([]byte(`{"message":"` + long + `","parameters":{"a":"` + strings.Repeat("x", 10_000) + `"}}`))
	if !ok || len(m.Text) > maxMessage+8 || !utf8.ValidString(m.Text) {
		t.Errorf("%d bytes, valid %v", len(m.Text), utf8.ValidString(m.Text))
	}
}

func FuzzParseMessage(f *testing.F) {
	for _, seed := range []string{
		`{"message":"%1 %name","parameters":{"1":"a","name":["b"]}}`, `{"errors":[{"message":"a"}]}`, `{"messages":{"error":[{"message":"x"}]}}`,
		`<response><message>%1</message><parameters><item>a</item></parameters></response>`, `<a:Envelope><Body><Fault><faultstring>x</faultstring></Fault></Body></a:Envelope>`,
		`<html><title>502 Bad Gateway</title>`, "HTTP/1.1 401 x\nWWW-Authenticate: Basic\n\n<html>", `oauth_problem=The+signature+is+invalid.`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		m, ok := ParseMessage([]byte(body))
		if !ok && m.Text != "" {
			t.Errorf("text %q without a message", m.Text)
		}
		if !utf8.ValidString(m.Text) || len(m.Text) > maxMessage+8 {
			t.Errorf("unfit text of %d bytes", len(m.Text))
		}
		Explain(0, body)
		if r := Refused(Answer{Status: 500, Body: []byte(body)}); r == nil || r.Finding().Message == "" {
			t.Errorf("a 500 is a refusal: %v", r)
		}
	})
}

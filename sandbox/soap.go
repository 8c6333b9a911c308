package sandbox

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
)

// The namespaces of envelopes: SOAP 1.2, as recorded, and 1.1.
const (
	soap12 = "http://www.w3.org/2003/05/soap-envelope"
	soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
)

// soapOperations are those that do something here, by service and method. The
// names of the second factor's follow from the source and were not observed.
var soapOperations = map[string]handler{
	"integrationAdminTokenServiceV1CreateAdminAccessToken":       postAdminToken,
	"integrationCustomerTokenServiceV1CreateCustomerAccessToken": postCustomerToken,
	"integrationCustomerTokenServiceV1RevokeCustomerAccessToken": postRevoke,
	"backendModuleServiceV1GetModules":                           getModules,
}

var twoFactorOperations = map[string]handler{
	"twoFactorAuthAdminTokenServiceV1CreateAdminAccessToken":  postAdminToken,
	"twoFactorAuthGoogleAuthenticateV1CreateAdminAccessToken": postGoogle,
}

const adminService = "integrationAdminTokenServiceV1"

// envelope is a SOAP request, read.
type envelope struct {
	version   string // namespace of the envelope
	operation string // local name of the element in the body
	space     string // its namespace
	fields    map[string]any
}

// soap answers /soap/<code>: a description for GET, an operation for POST.
func (s *Store) soap(w http.ResponseWriter, r *http.Request, path string) {
	c := &call{s: s, r: r}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.store, _ = cutSegment(path)
	query := r.URL.Query()
	switch {
	case c.store != "all" && s.storeView(c.store) == nil && c.store != "":
		soapFault(w, http.StatusBadRequest, soap12, "env:Sender", "Specified request cannot be processed.")
	case query.Has("wsdl_list"):
		c.wsdlList(w)
	case query.Has("wsdl"):
		c.wsdl(w)
	case r.Method != http.MethodPost:
		soapFault(w, http.StatusOK, soap12, "env:Sender", "Incorrect format of request URI or Requested services are missing.")
	default:
		c.operate(w)
	}
}

// operate runs the operation of an envelope. A fault has the status 200, too.
func (c *call) operate(w http.ResponseWriter) {
	body, _ := io.ReadAll(io.LimitReader(c.r.Body, 1<<20))
	sent, err := readEnvelope(body)
	if err != nil {
		soapFault(w, http.StatusOK, soap12, "env:Sender", "Bad Request")
		return
	}
	name, isRequest := strings.CutSuffix(sent.operation, "Request")
	act := c.operation(name)
	if !isRequest || act == nil || sent.space != c.soapAddress() {
		soapFault(w, http.StatusOK, sent.version, "env:Sender", `Procedure '`+sent.operation+`' not present`)
		return
	}
	c.given = sent.fields
	value, no := c.permitted(name, act)
	c.setCookies(w)
	if no != nil {
		soapFault(w, http.StatusOK, sent.version, "env:Sender", filled(no))
		return
	}
	soapAnswer(w, sent.version, c.soapAddress(), name, value)
}

// operation finds what answers, among the services that the address names.
func (c *call) operation(name string) handler {
	for _, service := range strings.Split(c.r.URL.Query().Get("services"), ",") {
		if service == "" || !strings.HasPrefix(name, service) {
			continue
		}
		if own := twoFactorOperations[name]; own != nil && c.s.mode.TwoFactor {
			return own
		}
		if c.s.mode.TwoFactor && service == adminService {
			return nil // the second factor's stands in its place; from the source
		}
		return soapOperations[name]
	}
	return nil
}

// permitted checks the right of an operation, then runs it.
func (c *call) permitted(name string, act handler) (any, *refusal) {
	resource := "anonymous"
	switch name {
	case "backendModuleServiceV1GetModules":
		resource = "Magento_Backend::admin"
	case "integrationCustomerTokenServiceV1RevokeCustomerAccessToken":
		resource = "self"
	}
	if no := c.permit(resource); no != nil {
		return nil, no
	}
	return act(c)
}

// soapAddress is the namespace of the operations: the address without wsdl.
func (c *call) soapAddress() string {
	path := "soap"
	if c.store != "" {
		path += "/" + c.store
	}
	return c.s.baseURL(c.r) + path + "?services=" + c.r.URL.Query().Get("services")
}

var errNoEnvelope = errors.New("sandbox: no SOAP envelope")

// readEnvelope finds the first element of the body, with its fields.
func readEnvelope(text []byte) (sent envelope, err error) {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	inBody := false
	for {
		token, err := decoder.Token()
		if err != nil {
			return sent, err
		}
		start, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case sent.version == "":
			if sent.version = start.Name.Space; start.Name.Local != "Envelope" || sent.version != soap12 && sent.version != soap11 {
				return sent, errNoEnvelope
			}
		case start.Name.Local == "Body" && start.Name.Space == sent.version:
			inBody = true
		case inBody:
			sent.operation, sent.space = start.Name.Local, start.Name.Space
			value, err := readElement(decoder)
			sent.fields, _ = value.(map[string]any)
			if sent.fields == nil {
				sent.fields = map[string]any{}
			}
			return sent, err
		}
	}
}

func soapMedia(version string) string {
	if version == soap11 {
		return "text/xml"
	}
	return "application/soap+xml"
}

func soapAnswer(w http.ResponseWriter, version, space, name string, value any) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<env:Envelope xmlns:env="` + version + `" xmlns:ns1="` + escapedXML(space) +
		`"><env:Body><ns1:` + name + `Response>`)
	writeResult(&b, "result", value)
	b.WriteString(`</ns1:` + name + "Response></env:Body></env:Envelope>\n")
	w.Header().Set("Content-Type", soapMedia(version)+"; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, b.String())
}

func writeResult(b *strings.Builder, name string, value any) {
	b.WriteString("<" + name + ">")
	if list := elements(value); len(list) > 0 {
		for _, one := range list {
			writeResult(b, one.name, one.value)
		}
	} else {
		b.WriteString(escapedXML(scalar(value)))
	}
	b.WriteString("</" + name + ">")
}

func escapedXML(text string) string {
	return strings.ReplaceAll(xmlText.Replace(text), `"`, "&quot;")
}

// soapFault has the blanks of the recorded ones. Where a description was asked
// for it comes with a status of its own.
func soapFault(w http.ResponseWriter, status int, version, code, reason string) {
	media := soapMedia(version)
	if status != http.StatusOK {
		media = "text/xml"
	}
	w.Header().Set("Content-Type", media+"; charset=UTF-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fault := `         <env:Code>
            <env:Value>` + code + `</env:Value>
         </env:Code>
         <env:Reason>
            <env:Text xml:lang="en">` + escapedXML(reason) + `</env:Text>
         </env:Reason>
         
`
	if version == soap11 { // not observed
		fault = "         <faultcode>" + code + "</faultcode>\n         <faultstring>" + escapedXML(reason) + "</faultstring>\n"
	}
	_, _ = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="`+version+`" >
   <env:Body>
      <env:Fault>
`+fault+`      </env:Fault>
   </env:Body>
</env:Envelope>`)
}

package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// SOAP is what the store tells of one of its services.
type SOAP struct {
	Problem *wire.Error

	// services are the names of those that are known, operations what the store
	// told of the service of.
	services, operations []value
	of                   string
}

func (s *SOAP) operation(name string) value {
	for _, o := range s.operations {
		if o.str("name") == name {
			return o
		}
	}
	return value{}
}

func (m *Model) servicesAnswered(e Answered) []Effect {
	v, _ := e.read()
	m.Request.SOAP.services = v.get("services").items
	return nil
}

// soapAsked is the click on "Ask the store": it describes its services itself. A
// second one is the yes to asking from the tab, where the first was told to be that.
func (m *Model) soapAsked() []Effect {
	r, s := &m.Request, &m.Request.SOAP
	service := r.service()
	switch {
	case !m.confirmed() || m.asked[AskSOAP] != "":
		return nil
	case service == "":
		return []Effect{FocusField{"request", "service"}}
	}
	store := m.requestStore()
	store.StoreCode = r.Code
	o := new(object).raw("store", writeStore(store)).str("service", service).opt("method", r.Values["method"]).opt("path", r.Values["path"])
	if r.Ref != "" {
		o.raw("credential", writeRef(wire.CredentialRef{Ref: r.Ref}))
	}
	if s.Problem != nil && s.Problem.Code == codeTabConsent {
		o.consent([]string{consentTab})
	}
	s.Problem, s.of = nil, service
	ask := m.ask(AskSOAP, "POST", "/v1/soap", o.door(m.Login.front, OriginOf(store.BaseURL)).body())
	ask.Origin = OriginOf(store.BaseURL)
	return []Effect{ask}
}

func (r *Request) service() string { return strings.TrimSpace(r.Values["service"]) }

func (m *Model) soapAnswered(e Answered) []Effect {
	r, s := &m.Request, &m.Request.SOAP
	v, problem := e.read()
	s.Problem, s.operations = problem, v.get("operations").items
	if problem != nil {
		return []Effect{Focus{"soap-ask"}}
	}
	if r.Values["envelope"] != "" && s.operation(r.Values["soap-operation"]).fields != nil {
		return nil // what stands there may have been filled in
	}
	return append(m.operationChosen(v.str("likely")), Focus{"soap-operation"})
}

// operationChosen writes the envelope of an operation over what stands there.
func (m *Model) operationChosen(name string) []Effect {
	r := &m.Request
	r.set("soap-operation", name, "envelope", r.SOAP.operation(name).get("request").str("body"))
	r.Sending.forget()
	return append(m.fillRequest(), m.keepRequest())
}

// moveEnvelope brings the address in the envelope's namespace to another store
// code: the store knows its operations by it.
func (r *Request) moveEnvelope(before string) {
	r.set("envelope", strings.ReplaceAll(r.Values["envelope"], soapPath(before), soapPath(r.Code)))
}

func soapPath(code string) string {
	if code == "" {
		code = "default"
	}
	return "/soap/" + code + "?"
}

// takeSOAP takes a pasted SOAP request apart into its fields.
func (m *Model) takeSOAP(path, body string) {
	r := &m.Request
	_, rest, found := strings.Cut(path, "/soap/")
	code, service, named := strings.Cut(rest, "?services=")
	if !found || !named {
		return
	}
	r.Protocol, r.Code = protocolSOAP, strings.TrimPrefix(code, "default")
	r.set("service", service, "envelope", body, "data", "")
}

// SOAPPanel is the form of a SOAP request.
type SOAPPanel struct {
	Services, Operations []Option
	Ask                  Button
	// Envelope says that there is one to show.
	Envelope bool
	Problem  string
	Note     string
}

func (m *Model) drawSOAP(w Words) SOAPPanel {
	r, s := m.Request, m.Request.SOAP
	p := SOAPPanel{Ask: Button{Label: w("soapAsk"), Off: !m.confirmed(), Busy: m.asked[AskSOAP] != ""}, Envelope: r.Values["envelope"] != ""}
	for _, name := range s.services {
		p.Services = append(p.Services, Option{Value: name.text})
	}
	if r.service() == s.of {
		for _, o := range s.operations {
			name := o.str("name")
			p.Operations = append(p.Operations, Option{name, strings.TrimPrefix(name, s.of), name == r.Values["soap-operation"]})
		}
	}
	if s.Problem != nil {
		p.Problem = m.sentence(w, s.Problem)
		if s.Problem.Code == codeTabConsent {
			p.Ask.Label = w("sendFromTab")
		}
	} else if len(p.Operations) == 0 {
		p.Note = w("soapNote")
	}
	return p
}

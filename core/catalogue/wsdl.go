package catalogue

import "strings"

// SOAPOperation is an operation of a service, with the members of its request.
type SOAPOperation struct {
	Name    string
	Members []Property
}

// maxEnvelopes of one service: each operation becomes an envelope.
const maxEnvelopes = 200

// ReadWSDL reads what a store gives at /soap/<code>?wsdl&services=<service>
// (Magento_Webapi's WSDL generator): the operations and their requests, with
// the types that those lead to. What is not understood is left out.
func ReadWSDL(wsdl string) ([]SOAPOperation, *Catalogue) {
	w := wsdlReader{types: map[string][]Property{}}
	for w.tag(wsdl); w.name != ""; w.tag(wsdl) {
		w.take()
	}
	for i := range w.operations {
		o := &w.operations[i]
		o.Members = w.types[strings.ToLower(o.Name)+"request"]
	}
	return w.operations, &Catalogue{types: w.types}
}

// Namespace is that of a WSDL's operations, empty where it names none.
func Namespace(wsdl string) string {
	w := wsdlReader{}
	for w.tag(wsdl); w.name != ""; w.tag(wsdl) {
		if w.name == "definitions" {
			return unescapeXML(w.attribute("targetNamespace"))
		}
	}
	return ""
}

// wsdlReader goes through the tags of a WSDL.
type wsdlReader struct {
	at         int
	name       string
	attributes string
	closing    bool
	empty      bool
	// port says that the operations of the port type are being read, within is
	// the type whose members are.
	port       bool
	within     string
	types      map[string][]Property
	operations []SOAPOperation
}

// tag reads the next tag; no name is the end.
func (w *wsdlReader) tag(text string) {
	w.name = ""
	for {
		open := strings.IndexByte(text[w.at:], '<')
		if open < 0 {
			return
		}
		begin := w.at + open + 1
		end := strings.IndexByte(text[begin:], '>')
		if end < 0 {
			return
		}
		w.at = begin + end + 1
		inner := text[begin : begin+end]
		if inner == "" || inner[0] == '?' || inner[0] == '!' {
			continue
		}
		inner, w.empty = strings.CutSuffix(inner, "/")
		inner, w.closing = strings.CutPrefix(inner, "/")
		name, attributes, _ := strings.Cut(strings.ReplaceAll(inner, "\n", " "), " ")
		if colon := strings.IndexByte(name, ':'); colon >= 0 {
			name = name[colon+1:]
		}
		w.name, w.attributes = name, " "+attributes
		return
	}
}

// attribute is the value of one of the tag's.
func (w *wsdlReader) attribute(name string) string {
	_, after, found := strings.Cut(w.attributes, " "+name+"=")
	if !found || after == "" {
		return ""
	}
	end := strings.IndexByte(after[1:], after[0])
	if end < 0 {
		return ""
	}
	return after[1 : 1+end]
}

func (w *wsdlReader) take() {
	name := w.attribute("name")
	switch {
	case w.name == "portType":
		w.port = !w.closing
	case w.name == "operation" && w.port && !w.closing && isPlain(name) && len(w.operations) < maxEnvelopes:
		w.operations = append(w.operations, SOAPOperation{Name: name})
	case w.name == "complexType" && !w.closing && name != "":
		w.begin(name)
	case w.name == "complexType" && w.closing:
		w.within = ""
	case w.name == "element" && !w.closing && w.within == "" && !w.empty:
		w.begin(name) // its type stands in it
	case w.name == "element" && !w.closing && w.within != "" && isPlain(name) && len(w.types[w.within]) < maxMembers:
		w.types[w.within] = append(w.types[w.within], Property{name, w.typeOf(), w.attribute("minOccurs") != "0"})
	}
}

// begin notes that members of a type follow. Types are found without regard to
// case: a request's begins with a capital, its operation does not.
func (w *wsdlReader) begin(name string) {
	w.within = strings.ToLower(name)
	if _, known := w.types[w.within]; !known && len(w.types) < maxTypes {
		w.types[w.within] = []Property{}
	}
}

func (w *wsdlReader) typeOf() string {
	prefix, name, found := strings.Cut(w.attribute("type"), ":")
	if !found {
		return "s"
	}
	typ := "@" + strings.ToLower(name)
	if prefix != "tns" {
		switch typ = "s"; name {
		case "int", "long", "integer", "short":
			typ = "i"
		case "float", "double", "decimal":
			typ = "n"
		case "boolean":
			typ = "b"
		}
	}
	if occurs := w.attribute("maxOccurs"); occurs != "" && occurs != "1" {
		typ = "[" + typ
	}
	return typ
}

// Envelope is a SOAP 1.2 request for an operation, its members empty. The
// namespace is the address of the service without wsdl.
func (c *Catalogue) Envelope(o SOAPOperation, namespace string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope" xmlns:ns1="` + escapeXML(namespace) + `">` + "\n  <env:Body>\n    <ns1:" + o.Name + "Request>")
	c.elements(&b, o.Members, nil, 3)
	b.WriteString("\n    </ns1:" + o.Name + "Request>\n  </env:Body>\n</env:Envelope>")
	return b.String()
}

func (c *Catalogue) elements(b *strings.Builder, list []Property, within []string, level int) {
	indent := "\n" + strings.Repeat("  ", level)
	for _, p := range list {
		if !p.Required || p.Name == extensions || p.Name == "extensionAttributes" || b.Len() > maxSkeleton {
			continue
		}
		b.WriteString(indent + "<" + p.Name + ">")
		name, isType := strings.CutPrefix(strings.TrimLeft(p.Type, "["), "@")
		members := c.types[name]
		if isType && len(members) > 0 && !contains(within, name) && len(within) < depth {
			c.elements(b, members, append(within, name), level+1)
			b.WriteString(indent)
		}
		b.WriteString("</" + p.Name + ">")
	}
}

func unescapeXML(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&").Replace(text)
}

func escapeXML(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(text)
}

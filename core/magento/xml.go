package magento

import (
	"bytes"
	"strconv"
	"strings"
)

// node is an element of an XML answer: its local name, its own text, its
// children.
type node struct {
	name     string
	text     string
	children []*node
}

// find walks down by names; nil where one is missing.
func (n *node) find(path ...string) *node {
	for _, name := range path {
		n = n.child(name)
	}
	return n
}

func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (n *node) value() string {
	if n == nil {
		return ""
	}
	return strings.TrimSpace(n.text)
}

// XMLText is the text of the element at path in a document, without the blanks
// around it; false where the document has none, or is none.
func XMLText(body []byte, path ...string) (string, bool) {
	n := parseXML(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))).find(path...)
	return n.value(), n != nil && len(n.children) == 0
}

// xmlMessage reads the XML forms: <response><message>, the shutdown form
// <error><messages><error><data_item> (Framework Webapi Rest Response Renderer
// Xml), and SOAP 1.1 and 1.2 faults.
func xmlMessage(body []byte) (Message, bool) {
	root := parseXML(body)
	if m, ok := responseMessage(root.find("response")); ok {
		return m, true
	}
	if m, ok := responseMessage(root.find("error", "messages", "error", "data_item")); ok {
		return m, true
	}
	return soapFault(root.find("Envelope", "Body", "Fault"))
}

// isFault reports whether a body is SOAP's way to refuse.
func isFault(body []byte) bool { return parseXML(body).find("Envelope", "Body", "Fault") != nil }

func responseMessage(n *node) (Message, bool) {
	text := n.child("message")
	if text == nil {
		return Message{}, false
	}
	m := newMessage(text.value(), xmlParams(n.child("parameters")))
	if errors := n.child("errors"); errors != nil {
		for _, item := range errors.children {
			if one, ok := responseMessage(item); ok {
				m.Errors = append(m.Errors, one)
			}
		}
	}
	return m, true
}

func xmlParams(n *node) params {
	var p params
	if n == nil {
		return p
	}
	for i, c := range n.children {
		name := c.name
		if name == "item" {
			name = strconv.Itoa(i + 1)
		}
		if len(c.children) == 0 {
			p.add(name, c.value())
			continue
		}
		var texts []string
		for _, item := range c.children {
			texts = append(texts, item.value())
		}
		p.addList(name, texts)
	}
	return p
}

func soapFault(fault *node) (Message, bool) {
	text := fault.find("Reason", "Text")
	if text == nil {
		text = fault.child("faultstring")
	}
	if text == nil {
		return Message{}, false
	}
	return newMessage(text.value(), soapParams(fault.find("Detail", "GenericFault", "Parameters"))), true
}

// soapParams reads <GenericFaultParameter><key/><value/> (Magento_Webapi
// Soap Fault).
func soapParams(n *node) params {
	var p params
	if n == nil {
		return p
	}
	for _, c := range n.children {
		p.add(c.child("key").value(), c.child("value").value())
	}
	return p
}

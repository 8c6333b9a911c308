package magento

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

var documents = []string{
	`<?xml version="1.0"?><response><message>The &quot;%1&quot; &#39;x&#x27;</message><parameters><item>7</item></parameters></response>`,
	`<a:Envelope xmlns:a="http://x/"><a:Body><Fault/></a:Body ></a:Envelope>`,
	`<!DOCTYPE html><html><body>&amp;<!-- <b> --><![CDATA[<raw> & ]]></body></html>`,
	"<a\n b = 'x>y' c=\"1\" />\r\n",
	`<error><messages><error><data_item><code>500</code><message/></data_item></error></messages></error>`,
	"\ufeff<a>é</a>",
}

var broken = []string{
	"<a>", "</a>", "<a></b>", "<a b></a>", "<a b=c></a>", "<a>&nbsp;</a>", "<a>&#0;</a>", "<a>&", "<>", "< a></a>", "<a",
	"<a/", "<a/b>", "<!-- ", "<![CDATA[", "<?xml", "<a:b:c/>", "<1/>", "<a>]]></a>", "<a b=\"<\"/>", "<a>\xff</a>",
	`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`,
}

func TestXMLIsReadAsTheLibraryReadsIt(t *testing.T) {
	for _, text := range documents {
		if got, want := outline(parseXML([]byte(text))), outline(libraryXML([]byte(text))); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for _, text := range broken {
		if got := parseXML([]byte(text)); got != nil {
			t.Errorf("%q: %s, want nothing", text, outline(got))
		}
	}
	if parseXML([]byte(strings.Repeat("<a>", 40)+strings.Repeat("</a>", 40))) != nil {
		t.Error("too deep a document was read")
	}
}

// FuzzXML compares with encoding/xml wherever both read a document.
func FuzzXML(f *testing.F) {
	for _, text := range append(documents, broken...) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		own, other := parseXML(body), libraryXML(body)
		if own != nil && other != nil && outline(own) != outline(other) {
			t.Errorf("read as %s, by the library as %s", outline(own), outline(other))
		}
	})
}

func outline(n *node) string {
	if n == nil {
		return "nothing"
	}
	text := n.name + "(" + n.text
	for _, c := range n.children {
		text += outline(c)
	}
	return text + ")"
}

func libraryXML(body []byte) *node {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	open := []*node{{}}
	for {
		t, err := d.Token()
		if err == io.EOF && len(open) == 1 {
			return open[0]
		}
		if err != nil {
			return nil
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			child := &node{name: t.Name.Local}
			top.children = append(top.children, child)
			open = append(open, child)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if len(top.text) < maxMessage {
				top.text += string(t)
			}
		}
	}
}

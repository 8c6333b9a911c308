package catalogue

import (
	"strings"
	"testing"
)

// In Magento's own form: types apart from their elements.
const wsdl = `<?xml version="1.0"?><definitions xmlns:tns="x"><types><xsd:schema>
<xsd:element name="shelfRepositoryV1SaveRequest" type="tns:ShelfRepositoryV1SaveRequest"/>
<xsd:complexType name="ShelfRepositoryV1SaveRequest"><xsd:annotation><xsd:documentation/></xsd:annotation><xsd:sequence>
 <xsd:element name="shelf" minOccurs="1" maxOccurs="1" type="tns:Shelf"><xsd:annotation/></xsd:element>
 <xsd:element name="note" minOccurs="0" maxOccurs="1" type="xsd:string"/></xsd:sequence></xsd:complexType>
<xsd:complexType name="Shelf"><xsd:sequence><xsd:element name="sku" minOccurs="1" maxOccurs="1" type="xsd:string"/>
 <xsd:element name="boxes" minOccurs="1" maxOccurs="unbounded" type="tns:Shelf"/><xsd:element name="open" minOccurs="1" type="xsd:boolean"/></xsd:sequence></xsd:complexType>
</xsd:schema></types><portType name="p"><operation name="shelfRepositoryV1Save"><input/></operation></portType>
<binding><operation name="shelfRepositoryV1Save"><input/></operation></binding></definitions>`

// In the form with the type inside its element.
const inlineWSDL = `<types><xsd:schema><xsd:element name="aV1GetRequest"><xsd:complexType><xsd:sequence><xsd:element name="id" minOccurs="1" type="xsd:int"/></xsd:sequence></xsd:complexType></xsd:element></xsd:schema></types>` +
	`<portType><operation name="aV1Get"/></portType>`

func TestReadWSDL(t *testing.T) {
	operations, c := ReadWSDL(wsdl)
	if len(operations) != 1 || operations[0].Name != "shelfRepositoryV1Save" || len(operations[0].Members) != 2 {
		t.Fatalf("%+v", operations)
	}
	golden(t, "envelope.xml", c.Envelope(operations[0], "https://shop.test/soap/default?services=a&b"))
	operations, c = ReadWSDL(inlineWSDL)
	if len(operations) != 1 || !strings.Contains(c.Envelope(operations[0], "x"), "<ns1:aV1GetRequest>\n      <id></id>\n") {
		t.Errorf("%+v", operations)
	}
}

func FuzzReadWSDL(f *testing.F) {
	f.Add(wsdl)
	f.Add("<a b='<portType><operation name=")
	f.Fuzz(func(_ *testing.T, text string) {
		operations, c := ReadWSDL(text)
		for _, o := range operations {
			c.Envelope(o, text)
		}
	})
}

// A hostile service has as many operations as it likes, each with a large request.
func TestReadWSDLIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<types><xsd:complexType name="ARequest">` + strings.Repeat(`<xsd:element name="member" minOccurs="1" type="xsd:string"/>`, 2000) +
		`</xsd:complexType></types><portType>` + strings.Repeat(`<operation name="a"/>`, 100_000))
	operations, _ := ReadWSDL(b.String())
	if len(operations) > maxEnvelopes {
		t.Errorf("%d operations", len(operations))
	}
}

package view

import (
	"strings"
	"testing"
)

func TestXMLIsWrittenOverLines(t *testing.T) {
	const head = `<?xml version="1.0"?>`
	for text, want := range map[string]string{
		head + `<a x="1"><b>one &amp; two</b><c/><d></d></a>`: head + "\n<a x=\"1\">\n  <b>one &amp; two</b>\n  <c/>\n  <d></d>\n</a>",
		head + "\n<a>\n<b><c> 1 </c></b>\n</a>\n":             head + "\n<a>\n  <b>\n    <c> 1 </c>\n  </b>\n</a>",
		head + "<a>one <b>two</b> three</a>":                  "",
		head + "<a>one</b></a></a>":                           "",
		head + "<a><b></a>":                                   "",
		head + "<a><![CDATA[<x>]]></a>":                       "",
		head + "<a":                                           "",
		head + "<a>1</a> and more":                            "",
		"<html><p>one<br>two</html>":                          "",
	} {
		if want == "" {
			want = text
		}
		if got := indented(text); got != want {
			t.Errorf("%s\n%s", text, got)
		}
	}
}

func FuzzXMLKeepsItsText(f *testing.F) {
	f.Add(`<?xml version="1.0"?><a><b c="d">e</b></a>`)
	bare := strings.NewReplacer(" ", "", "\n", "", "\t", "", "\r", "", "\v", "", "\f", "", "\u0085", "", "\u00a0", "")
	f.Fuzz(func(t *testing.T, text string) {
		if bare.Replace(indentedXML(text)) != bare.Replace(text) && strings.TrimSpace(text) == text {
			t.Errorf("%q: %q", text, indentedXML(text))
		}
	})
}

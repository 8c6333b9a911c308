package view

import (
	"encoding/json"
	"strings"
	"testing"
)

func marks(text string) string {
	var b strings.Builder
	for _, s := range coloured(text) {
		if s.Class == "" {
			b.WriteString(s.Text)
		} else {
			b.WriteString("<" + s.Class[:1] + ":" + s.Text + ">")
		}
	}
	return b.String()
}

func TestColours(t *testing.T) {
	for text, want := range map[string]string{
		`curl -X PUT --data-raw 'a b' x`:             `<n:curl> <f:-X> <n:PUT> <f:--data-raw> <s:'a b'> x`,
		`-H "Authorization: Bearer $STOREKEY_TOKEN"`: `<f:-H> <s:"Authorization: Bearer ><v:$STOREKEY_TOKEN><s:">`,
		`"Bearer ${env:STOREKEY_TOKEN}!"`:            `<s:"Bearer ><v:${env:STOREKEY_TOKEN}><s:!">`,
		`{"a": "b", "c": 1}`:                         `{<n:"a">: <s:"b">, <n:"c">: 1}`,
		"# note\nx a//no // yes":                     "<n:# note>\nx a//no <n:// yes>",
		`const x = await fetch("u");`:                `<n:const> x = <n:await> fetch(<s:"u">);`,
		`a-b x.get GETTER /GET`:                      `a-b x.get GETTER /GET`,
		`"unended \`:                                 `<s:"unended \>`,
		`echo $x ${y} $ 5`:                           `<n:echo> <v:$x> <v:${y}> $ 5`,
	} {
		if got := marks(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestIndented(t *testing.T) {
	for text, want := range map[string]string{
		``: ``, `x`: `x`, `{`: `{`, `"a"`: `"a"`, ` {} `: `{}`, `[ ]`: `[]`, `{"a":{},"b":[1,"{,}"]}`: "{\n  \"a\": {},\n  \"b\": [\n    1,\n    \"{,}\"\n  ]\n}",
	} {
		if got := indented(text); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

// FuzzColours: whatever the text, its pieces are the text; and indenting changes
// nothing but blanks.
func FuzzColours(f *testing.F) {
	for _, seed := range []string{"curl -H \"$STOREKEY_TOKEN\"", `{"a":[1,{"b":"\\\""}]}`, "'", "\"STOREKEY_", "%STOREKEY_TOKEN%", "#", "--", "${", "é😀"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := said(coloured(text)); got != text {
			t.Errorf("%q became %q", text, got)
		}
		var a, b any
		if json.Unmarshal([]byte(text), &a) == nil {
			if err := json.Unmarshal([]byte(indented(text)), &b); err != nil {
				t.Errorf("%q is no JSON any more: %v", text, err)
			}
		}
		jsonFault(text)
		Marked(text, text)
	})
}

package sandbox

import (
	"strings"
	"testing"
)

func TestPHPJSON(t *testing.T) {
	for want, value := range map[string]any{
		`"a\/b\"\\\n\r\t\u0001"`:      "a/b\"\\\n\r\t\x01",
		`"\u00fc\ud83d\ude00"`:        "ü😀",
		`{}`:                          object{},
		`[]`:                          []any{},
		`{"b":1,"a":[true,null,0.5]}`: object{{"b", 1}, {"a", []any{true, nil, 0.5}}},
	} {
		if got := phpJSON(value); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestRestXML(t *testing.T) {
	for want, value := range map[string]any{
		"<response>a&amp;&lt;b</response>\n": "a&<b",
		"<response>true</response>\n":        true,
		"<response/>\n":                      object{},
		"<response>\n  <a>\n    <item>1</item>\n    <item/>\n  </a>\n</response>\n": object{{"a", []any{1, ""}}},
	} {
		if got := restXML(value); got != "<?xml version=\"1.0\"?>\n"+want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestRoutesAreRead(t *testing.T) {
	if len(routes) != 406 {
		t.Errorf("%d operations, the recorded store has 406", len(routes))
	}
	known := map[string]bool{}
	for _, one := range routes {
		known[one.method+" "+strings.Join(one.pattern, "/")] = true
	}
	for operation := range handlers {
		if !known[operation] {
			t.Errorf("no route for the handler of %s", operation)
		}
	}
	for _, one := range routes {
		if one.handle == nil || one.resource == "" || one.resource[0] == '?' {
			t.Errorf("%s %v is not whole", one.method, one.pattern)
		}
	}
}

package view

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestReadJSON(t *testing.T) {
	v, ok := readJSON([]byte(` {"a": "x\n\"\\\/é\ud83d\ude00", "n": -12, "y": true, "no": null, "list": ["p", "q"],
		"deep": {"a": {"b": [1.5e3, {}]}}, "a2": "\ud800!", "map": {"k": "v"}} `))
	if !ok {
		t.Fatal("not read")
	}
	var list []string
	var deep, missing json.RawMessage
	v.into("list", &list, "deep", &deep, "missing", &missing)
	for got, want := range map[string]string{
		v.str("a"): "x\n\"\\/é😀", v.str("a2"): "�!", v.str("missing"): "",
		strings.Join(list, "+"): "p+q", v.get("map").texts()["k"]: "v",
		string(deep): `{"a": {"b": [1.5e3, {}]}}`,
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if v.num("n") != -12 || !v.yes("y") || v.yes("no") || missing != nil {
		t.Error("numbers, booleans or absent fields are read wrong")
	}
}

func TestReadJSONRefuses(t *testing.T) {
	for _, text := range []string{
		``, ` `, `{`, `{"a"}`, `{"a":}`, `{"a":1,}`, `{a:1}`, `[1,]`, `[1 2]`, `"`, `"\x"`, `"\u12"`, `tru`, `1x`, `.5`, `+1`,
		`{"a":1}}`, `{"a":1} x`, "\"\n\"", `NaN`, `Infinity`, strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		if _, ok := readJSON([]byte(text)); ok {
			t.Errorf("reads %q", text)
		}
	}
}

func TestTheLastFieldOfAnameCounts(t *testing.T) {
	v, _ := readJSON([]byte(`{"a":"1","a":"2"}`))
	if v.str("a") != "2" {
		t.Error("the first one does")
	}
}

func TestQuoteIsJSON(t *testing.T) {
	for _, text := range []string{"", `a"b\c`, "\x00\x1f\n\t", "é😀\u2028", "\x7f", strings.Repeat("x", 1000)} {
		var back string
		if err := json.Unmarshal([]byte(quote(text)), &back); err != nil || back != text {
			t.Errorf("%q comes back as %q, %v", text, back, err)
		}
	}
}

// FuzzReadJSON holds the reader against encoding/json: whatever that takes, ours
// takes with the same meaning, as deep as ours goes.
func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,"x",null,{"b":false}]}`, `"\ud83d\ude00"`, `[[[]]]`, `-0.5e+7`, `{"a":1,"a":2}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := readJSON([]byte(text))
		var want any
		err := json.Unmarshal([]byte(text), &want)
		if err == nil && !ok && strings.Count(text, "[")+strings.Count(text, "{") < maxDepth {
			t.Fatalf("does not read %q", text)
		}
		if err == nil && ok && !reflect.DeepEqual(plain(v), want) && validUTF8(text) {
			t.Fatalf("reads %q as %v, not %v", text, plain(v), want)
		}
	})
}

func validUTF8(text string) bool { return strings.ToValidUTF8(text, "") == text }

// plain is the value as encoding/json gives it.
func plain(v value) any {
	switch {
	case v.fields != nil:
		m := map[string]any{}
		for _, f := range v.fields {
			m[f.name] = plain(f.value)
		}
		return m
	case v.items != nil:
		return append([]any{}, each(v, plain)...)
	case strings.HasPrefix(v.raw, `"`):
		return v.text
	case v.raw == "null":
		return nil
	case v.raw == "true" || v.raw == "false":
		return v.raw == "true"
	}
	var n float64
	_ = json.Unmarshal([]byte(v.raw), &n)
	return n
}

package token

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzValue holds the reader of JSON against encoding/json.
func FuzzValue(f *testing.F) {
	for _, text := range []string{
		`{"a":1,"b":[true,false,null,-0.5e+3],"c":{"d":"\u00e9\ud83d\ude00\n\"\\\/"}}`, `[]`, `{}`, `""`, `"\ud83d"`, `"\ud83dx\u0041"`,
		`01`, `1.`, `-`, `1e`, `.5`, `{"a"}`, `{"a":}`, `{,}`, `[1,]`, `tru`, "\"\x01\"", `"\x"`, `"\u12"`, "\"\xff\"", ` [ 1 , "a" ] `, `{"a":1}x`,
		jweObject, quote(jweObject),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := readValue(text)
		if want := json.Valid([]byte(text)) && depth(text) <= maxDepth; ok != want {
			t.Fatalf("%q: valid %v, want %v", text, ok, want)
		}
		if ok {
			checkValue(t, v)
		}
	})
}

func checkValue(t *testing.T, v value) {
	t.Helper()
	if compact := v.compact(); !json.Valid([]byte(compact)) || len(compact) > len(v) {
		t.Errorf("%q compact is %q", v, compact)
	}
	switch {
	case v.isString():
		var want string
		if json.Unmarshal([]byte(v), &want) != nil || utf8.ValidString(string(v)) && v.text() != want {
			t.Errorf("%q reads as %q, want %q", v, v.text(), want)
		}
	case v.isArray():
		var want []json.RawMessage
		if err := json.Unmarshal([]byte(v), &want); err != nil {
			t.Fatal(err)
		}
		v.each(func(name string, member value) {
			if len(want) == 0 || name != "" || string(member) != string(want[0]) {
				t.Fatalf("%q: member %q", v, member)
			}
			want = want[1:]
		})
		if len(want) > 0 {
			t.Errorf("%q: %d members missed", v, len(want))
		}
	case v.isObject():
		checkObject(t, v)
	}
}

func checkObject(t *testing.T, v value) {
	t.Helper()
	want := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(v), &want); err != nil {
		t.Fatal(err)
	}
	o, ok := readObject(string(v))
	if !ok {
		t.Fatalf("%q is no object", v)
	}
	for name, member := range o.members {
		if utf8.ValidString(name) && string(want[name]) != string(member) {
			t.Errorf("%q: %s is %q, want %q", v, name, member, want[name])
		}
	}
}

func TestObject(t *testing.T) {
	o, ok := readObject(`{"n":1,"n":2,"s":"3","f":1.5,"big":1e300,"t":"x","a":[1],"z":null}`)
	if !ok || len(o.twice) != 1 || o.twice[0] != "n" {
		t.Fatalf("twice is %v", o.twice)
	}
	for _, c := range []struct {
		name      string
		value     int64
		exact, ok bool
	}{
		{"n", 2, true, true}, {"s", 3, false, true}, {"f", 1, false, true}, {"big", 0, false, false},
		{"t", 0, false, false}, {"a", 0, false, false}, {"z", 0, false, false}, {"none", 0, false, false},
	} {
		value, exact, ok := o.integer(c.name)
		if value != c.value || exact != c.exact || ok != c.ok {
			t.Errorf("%s: %d %v %v", c.name, value, exact, ok)
		}
	}
	if _, ok := readObject(strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)); ok {
		t.Error("a deep array is an object")
	}
}

package source

import (
	"strings"
	"testing"
	"time"
)

func TestMemberIsTheLastOfItsName(t *testing.T) {
	v := document(`{"a":{"b":"1"},"a":{"b":"2","b":"3"}}`)
	if got := text(v, "a", "b"); got != "3" {
		t.Error(got)
	}
	for _, path := range [][]string{{"a", "c"}, {"x"}, {"a", "b", "c"}, {"a.b"}} {
		if got := text(v, path...); got != "" {
			t.Errorf("%v: %q", path, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for raw, want := range map[string]float64{"7": 7, `" 7 "`: 7, "1.5": 1.5, "0": 0, "-1": 0, `""`: 0, "true": 0, "null": 0, "[7]": 0, `"x"`: 0, "1e99": 0, `"NaN"`: 0, `"Inf"`: 0} {
		if n, ok := number(document(`{"n":`+raw+`}`), "n"); ok != (want > 0) || ok && n != want {
			t.Errorf("%s: %v, %v", raw, n, ok)
		}
	}
}

func TestSet(t *testing.T) {
	for _, test := range []struct {
		raw  string
		path []string
		want string
	}{
		{`{}`, []string{"a"}, `{"a":1}`},
		{``, []string{"a", "b"}, `{"a":{"b":1}}`},
		{`{"a":0,"b":[1, 2],"a":9}`, []string{"a"}, `{"a":1,"b":[1, 2],"a":1}`},
		{`{"a":{"x":1.50,"é\u00e9":null}}`, []string{"a", "b"}, `{"a":{"x":1.50,"é\u00e9":null,"b":1}}`},
		{`{"a":[]}`, []string{"a", "b"}, `{"a":{"b":1}}`},
		{`{"a.b":{"*":2}}`, []string{"a.b", "*"}, `{"a.b":{"*":1}}`},
		{`{"\u0061":2}`, []string{"a"}, `{"\u0061":1}`},
	} {
		if got := set(test.raw, "1", test.path...); got != test.want {
			t.Errorf("%s: %s, want %s", test.raw, got, test.want)
		}
	}
}

func TestUnquote(t *testing.T) {
	for value, want := range map[string]string{"": "", "a": "a", `"a"`: "a", `"\"a\""`: "a", `"a`: `"a`, `"`: `"`, `{"a":1}`: `{"a":1}`, `"\u0061"`: "a", "7": "7"} {
		if got := unquote(value); got != want {
			t.Errorf("%s: %s", value, got)
		}
	}
}

func TestEscapeIsEncodeURIComponent(t *testing.T) {
	const text = "aZ09-_.!~*'() \"%&+,/:;<=>?@[]{}é€"
	got := escape(text)
	if got != "aZ09-_.!~*'()%20%22%25%26%2B%2C%2F%3A%3B%3C%3D%3E%3F%40%5B%5D%7B%7D%C3%A9%E2%82%AC" || unescape(got) != text {
		t.Error(got)
	}
	if unescape("%2%ZZ+") != "%2%ZZ+" || unescape("a+b") != "a+b" {
		t.Error("not as decodeURIComponent")
	}
}

func TestDate(t *testing.T) {
	want := time.Unix(1_700_000_000, 0).UTC()
	for _, text := range []string{"2023-11-14T22:13:20.000Z", "Tue, 14 Nov 2023 22:13:20 GMT", "2023-11-14T23:13:20+01:00"} {
		if got := date(text); !got.Equal(want) {
			t.Errorf("%s: %s", text, got)
		}
	}
	if want.Format(isoMillis) != "2023-11-14T22:13:20.000Z" || want.Format(utcString) != "Tue, 14 Nov 2023 22:13:20 GMT" {
		t.Error("dates are written otherwise")
	}
	for _, text := range []string{"", "null", "tomorrow", "1700000000"} {
		if got := date(text); !got.IsZero() {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "token": "token", "auth_token": "auth token", "authToken": "auth token", "AUTH_TOKEN": "auth token",
		"X-Auth-Token2": "x auth token", "cartID": "cart id", "persist:auth": "persist auth", "a1b": "a b", "…é": "", "İd": "id",
	} {
		if got := strings.Join(words(name), " "); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

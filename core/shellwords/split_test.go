package shellwords

import (
	"slices"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		text    string
		dialect Dialect
		want    []string
	}{
		{"curl  'a b' \"c\\\"d$e\\n\" f\\ g ''", POSIX, []string{"curl", "a b", `c"d$e\n`, "f g", ""}},
		{`'it'"'"'s' 'a'"\\"'b'`, POSIX, []string{"it's", `a\b`}},
		{`$'a\'\n\x41\u00e9\041\e\z'`, POSIX, []string{"a'\nAé!\x1b\\z"}},
		{"a \\\n  b \\\r\n c", POSIX, []string{"a", "b", "c"}},
		{"a b; touch x", POSIX, []string{"a", "b"}},
		{"a b # c", POSIX, []string{"a", "b"}},
		{"a b#c", POSIX, []string{"a", "b#c"}},
		{"a\nb", POSIX, []string{"a"}},
		{"a 'b\r\nc'", POSIX, []string{"a", "b\r\nc"}},
		{"curl ^\"http://x/?a=1^&b=^%^20^\" ^\n  -H ^\"a: b\\^\"c\\\\^\"", Cmd, []string{"curl", "http://x/?a=1&b=%20", "-H", `a: b"c\`}},
		{"curl \"http://x/?a=1&b=2\" ^\r\n  --data-raw \"{\\\"a\\\":\\\"b\"\"c^d\\\"}\"", Cmd, []string{"curl", "http://x/?a=1&b=2", "--data-raw", `{"a":"b"cd"}`}},
		{"curl ^\"a^\n\nb^\" ^& c", Cmd, []string{"curl", "a\nb", "&", "c"}},
		{"curl a & calc", Cmd, []string{"curl", "a"}},
		{`a\b\\c ""`, Cmd, []string{`a\b\\c`, ""}},
		{"curl.exe 'it''s' \"a`n`$b`\"\"\"$([char]0x1b)\" `\n -H 'x: y'", PowerShell, []string{"curl.exe", "it's", "a\n$b\"\"\x1b", "-H", "x: y"}},
		{"a \"$([char]55357)$([char]0xdc4d) $([char]55357) $(x)\" @\"\n{`\"a`\":\"$b\"}\r\n\"@ @'\n`a''\n'@", PowerShell, []string{"a", "👍 \ufffd $(x)", `{"a":"$b"}`, "`a''"}},
	} {
		if got, _ := Split(test.text, test.dialect); !slices.Equal(got, test.want) {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDetect(t *testing.T) {
	for text, want := range map[string]Dialect{
		"curl 'a' \\\n -H 'b'": POSIX, "curl ^\"a^\"": Cmd, "curl \"a\" ^\r\n -H \"b\"": Cmd, "curl.exe 'a' `\n -H 'b'": PowerShell,
		`curl "http://a" -d "{""b"":1}"`: Cmd, `curl -X "'" 'http://a/""'`: POSIX, `curl "a" -d ""`: POSIX, `curl "a" -H "b: \"" -d "" c`: POSIX, `curl 'a' -d '{"b":""}'`: POSIX, `curl 'it'"'"'s'`: POSIX,
	} {
		if got := Detect(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}

// FuzzSplit wants an end, and no more than the text.
func FuzzSplit(f *testing.F) {
	for _, seed := range []string{"", "a 'b", "$'\\", "^", "^\n", "`", "\"$([char]", "a\\"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, d := range []Dialect{POSIX, Cmd, PowerShell} {
			if _, length := Split(text, d); length > len(text) {
				t.Errorf("%q: %d", text, length)
			}
		}
	})
}

package literal

import (
	"encoding/json"
	"strconv"
	"testing"
	"unicode/utf8"
)

func TestQuote(t *testing.T) {
	for _, test := range []struct {
		style      *Style
		text, want string
	}{
		{JSON, "it's \"a\"\\\b\x01\u2028é👍", `"it's \"a\"\\\b\u0001\u2028é👍"`},
		{JS, "plain", `"plain"`},
		{JS, `say "a"`, `'say "a"'`},
		{JS, `it's "a"`, `"it's \"a\""`},
		{Python, "\x1b\u0085\u202e", `"\x1b\u0085\u202e"`},
		{PHP, `it's $a \n`, `'it\'s $a \\n'`},
		{PHP, "$a\n\x1b\u202e\"", `"\$a\n\e\u{202e}\""`},
		{Ruby, "#{a}", `'#{a}'`},
		{Ruby, "#{a}\t\x01", `"\#{a}\t\x01"`},
		{Go, `{"a":1}`, "`{\"a\":1}`"},
		{Go, "\"`", "\"\\\"`\""},
		{Go, "plain\x01", `"plain\x01"`},
		{Java, "\x01\u2028\\u000a", `"\001\u2028\\u000a"`},
		{CSharp, "\x01\"", `"\u0001\""`},
		{Rust, `{"a":1}`, `r#"{"a":1}"#`},
		{Rust, `"#`, `"\"#"`},
		{Rust, "\u202e\x7f", `"\u{202e}\x7f"`},
		{ANSI, "a'\\!\x01\n\u202e", `'a\'\\\041\001\n` + "\u202e'"},
		{Hurl, "`a`\x01", "`\\`a\\`\\u{0001}`"},
	} {
		if got := test.style.Quote(test.text); got != test.want {
			t.Errorf("Quote(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzQuote reads JSON's and Go's literals back by readers that are not ours.
// The other languages read theirs in the tests of the targets.
func FuzzQuote(f *testing.F) {
	for _, seed := range []string{"", "a", `"'\`, "`", "\x00\x1b\x7f\u0085\u2028\ufeff👍"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		var got string
		if err := json.Unmarshal([]byte(JSON.Quote(text)), &got); err != nil || got != text {
			t.Errorf("JSON: %q becomes %q, %v", text, got, err)
		}
		if got, err := strconv.Unquote(Go.Quote(text)); err != nil || got != text {
			t.Errorf("Go: %q becomes %q, %v", text, got, err)
		}
	})
}

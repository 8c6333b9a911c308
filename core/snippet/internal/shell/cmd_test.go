package shell

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// The vectors follow what Chromium's "Copy as cURL (cmd)" is tested with; it
// doubles every backslash, which the C runtime does not read as one.
func TestQuoteCmd(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", `^"^"`},
		{"plain text", `^"plain text^"`},
		{`query="evil"`, `^"query=\^"evil\^"^"`},
		{"%OS%", `^"^%^OS^%^"`},
		{"100%", `^"100^%^"`},
		{"%20a%20b", `^"^%^20a^%^20b^"`},
		{`C:\dir\`, `^"C:\dir\\^"`},
		{`\"`, `^"\\\^"^"`},
		{`\\"`, `^"\\\\\^"^"`},
		{"a&b|c<d>e^f!", `^"a^&b^|c^<d^>e^^f^!^"`},
		{"query=evil\n\n & cmd /c calc.exe \n\n", "^\"query=evil^\n\n^\n\n ^& cmd /c calc.exe ^\n\n^\n\n^\""},
	} {
		var b strings.Builder
		if QuoteCmd(&b, test.text); b.String() != test.want {
			t.Errorf("QuoteCmd(%q) = %s, want %s", test.text, b.String(), test.want)
		}
	}
}

// FuzzQuoteCmd reads the word back as cmd.exe and then the C runtime would.
func FuzzQuoteCmd(f *testing.F) {
	for _, seed := range []string{"", `a\"b\\`, "%PATH%", "^&|", "a\n\nb", `\\"\`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\x00\r") {
			t.Skip()
		}
		var b strings.Builder
		QuoteCmd(&b, text)
		line := uncaret(t, b.String())
		if got := crtWord(t, line); got != text {
			t.Errorf("%q becomes %q, then %q", text, b.String(), got)
		}
	})
}

// uncaret takes the carets away, as cmd.exe does outside quotes, and fails on
// what it would see a meaning in.
func uncaret(t *testing.T, line string) string {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '^' && strings.HasPrefix(line[i:], "^\n\n"):
			b.WriteByte('\n')
			i += 2
			continue
		case c == '^':
			i++
			if line[i] == '%' && i+1 < len(line) && line[i+1] != '^' {
				t.Fatalf("a variable could begin at %q", line[i:])
			}
		case strings.IndexByte("\"&|<>%!()\n", c) >= 0:
			t.Fatalf("%q stands bare in %q", c, line)
		}
		b.WriteByte(line[i])
	}
	return b.String()
}

// crtWord reads one quoted argument.
func crtWord(t *testing.T, line string) string {
	t.Helper()
	var b strings.Builder
	for i := 1; i < len(line); i++ {
		run := 0
		for line[i] == '\\' {
			run++
			i++
		}
		if line[i] != '"' {
			b.WriteString(strings.Repeat(`\`, run))
			b.WriteByte(line[i])
			continue
		}
		b.WriteString(strings.Repeat(`\`, run/2))
		if run%2 == 0 {
			if i != len(line)-1 {
				t.Fatalf("the word ends early in %q", line)
			}
			return b.String()
		}
		b.WriteByte('"')
	}
	t.Fatalf("no end of %q", line)
	return ""
}

func TestQuotePowerShell(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "''"},
		{"it's $a `b", "'it''s $a `b'"},
		{"‘a’ ‚b‛", "'‘‘a’’ ‚‚b‛‛'"},
		{"a\n$b \"c\" “d” `", "\"a`n`$b `\"c`\" `“d`” ``\""},
		{"\x1b\u202e", "\"$([char]0x001b)$([char]0x202e)\""},
	} {
		if got := QuotePowerShell(test.text); got != test.want {
			t.Errorf("QuotePowerShell(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzQuotePowerShell reads the string back by the rules of PowerShell's
// tokenizer.
func FuzzQuotePowerShell(f *testing.F) {
	for _, seed := range []string{"", "'", "‘’", "$(x)`\n", "\u202e\""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		if got := readPowerShell(t, QuotePowerShell(text)); got != text {
			t.Errorf("%q becomes %q, then %q", text, QuotePowerShell(text), got)
		}
	})
}

func readPowerShell(t *testing.T, literal string) string {
	t.Helper()
	runes := []rune(literal)
	var b strings.Builder
	if runes[0] == '\'' {
		for i := 1; i < len(runes); i++ {
			if strings.ContainsRune("'‘’‚‛", runes[i]) {
				if i++; i == len(runes) {
					return b.String()
				}
				if !strings.ContainsRune("'‘’‚‛", runes[i]) {
					t.Fatalf("%q ends early", literal)
				}
			}
			b.WriteRune(runes[i])
		}
		t.Fatalf("no end of %q", literal)
	}
	for i := 1; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '`':
			i++
			if at := strings.IndexRune("nrtbfva", runes[i]); at >= 0 {
				b.WriteByte("\n\r\t\b\f\v\a"[at])
			} else {
				b.WriteRune(runes[i])
			}
		case r == '$':
			if !strings.HasPrefix(string(runes[i:]), "$([char]0x") {
				t.Fatalf("%q is a variable", literal)
			}
			code := rune(0)
			for i += len("$([char]0x"); runes[i] != ')'; i++ {
				code = code<<4 | rune(strings.IndexRune("0123456789abcdef", runes[i]))
			}
			b.WriteRune(code)
		case strings.ContainsRune("\"“”„", r):
			if i != len(runes)-1 {
				t.Fatalf("%q ends early", literal)
			}
			return b.String()
		default:
			b.WriteRune(r)
		}
	}
	t.Fatalf("no end of %q", literal)
	return ""
}

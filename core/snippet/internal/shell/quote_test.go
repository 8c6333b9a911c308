package shell

import (
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

func quoted(text string) string {
	var b strings.Builder
	Quote(&b, text)
	return b.String()
}

func TestQuote(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", `''`},
		{"plain", `'plain'`},
		{"$HOME `x` $(y) !", "'$HOME `x` $(y) !'"},
		{"it's", `'it'"'"'s'`},
		{`a\b`, `'a'"\\"'b'`},
		{`\'`, `"\\'"`},
		{"''", `"''"`},
		{"a\nb", "'a\nb'"},
	} {
		if got := quoted(test.text); got != test.want {
			t.Errorf("Quote(%q) = %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzQuote reads the word back by the rules of three shells. The one of
// mvdan.cc/sh is a whole POSIX parser that is not ours.
func FuzzQuote(f *testing.F) {
	for _, seed := range []string{"", "a", "'", `\`, `\'`, `a'\'b\\`, "$(x)\n", "é'\u2028", `'; touch x; echo '`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		word := quoted(text)
		if got := unquote(word, false); got != text {
			t.Errorf("POSIX reads %s as %q, want %q", word, got, text)
		}
		if got := unquote(word, true); got != text {
			t.Errorf("fish reads %s as %q, want %q", word, got, text)
		}
		if strings.Contains(word, "''") && strings.Count(text, "'") == 0 && text != "" {
			t.Errorf("%s has two runs side by side", word)
		}
		if utf8.ValidString(text) && !strings.ContainsAny(text, "\x00\r") {
			wantParsed(t, word, text)
		}
	})
}

// unquote reads a word of quoted runs: a small second opinion. Fish reads \\
// and \' in single quotes as one character, POSIX shells read no escape there.
func unquote(word string, fish bool) string {
	var b strings.Builder
	for i := 0; i < len(word); i++ {
		quote := word[i]
		for i++; word[i] != quote; i++ {
			escapes := quote == '"' || fish
			if escapes && word[i] == '\\' && (word[i+1] == '\\' || word[i+1] == quote) {
				i++
			}
			b.WriteByte(word[i])
		}
	}
	return b.String()
}

func wantParsed(t *testing.T, word, text string) {
	t.Helper()
	file, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader("x "+word+"\n"), "")
	if err != nil || len(file.Stmts) != 1 {
		t.Fatalf("%s: %v", word, err)
	}
	call, ok := file.Stmts[0].Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) != 2 {
		t.Fatalf("%s is not one word", word)
	}
	if got := wordText(t, call.Args[1]); got != text {
		t.Errorf("parsed %s as %q, want %q", word, got, text)
	}
}

func wordText(t *testing.T, word *syntax.Word) string {
	t.Helper()
	var b strings.Builder
	for _, part := range word.Parts {
		switch part := part.(type) {
		case *syntax.SglQuoted:
			b.WriteString(part.Value)
		case *syntax.DblQuoted:
			for _, inner := range part.Parts {
				b.WriteString(strings.ReplaceAll(inner.(*syntax.Lit).Value, `\\`, `\`))
			}
		default:
			t.Fatalf("unquoted %T", part)
		}
	}
	return b.String()
}

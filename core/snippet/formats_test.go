package snippet

import (
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/shellwords"
	"github.com/storekey/storekey/core/wire"
)

// TestFormatsWithoutATool reads xh commands and Hurl files back by the rules of
// their own parsers (xh src/request_items.rs and utils.rs; Hurl
// packages/hurl_core/src/parser), as neither can be installed here.
func TestFormatsWithoutATool(t *testing.T) {
	for id, read := range map[string]func(*testing.T, string) wire.Request{"xh": readXh, "hurl": readHurl} {
		written := 0
		for _, c := range hostileCases(func(int) string { return "http://shop.test/x" }) {
			text, err := targets[id].Write(c.request)
			if err != nil {
				continue
			}
			written++
			if got, want := describe(read(t, text)), asWritten(t, id, c.request); got != want {
				t.Errorf("%s, %s: %s\nis %s\nwant %s", id, c.name, shortened(text), shortened(got), shortened(want))
			}
		}
		if written < 200 {
			t.Errorf("%s: only %d", id, written)
		}
	}
}

// readXh takes the words of a command apart as xh does: the first separator
// parts name and value, and a backslash before one of =@:;\ goes.
func readXh(t *testing.T, text string) (r wire.Request) {
	t.Helper()
	words, _ := shellwords.Split(text, shellwords.POSIX)
	r.Method, r.URL = words[2], words[3]
	for _, word := range words[4:] {
		if body, found := strings.CutPrefix(word, "--raw="); found {
			r.Body = &body
			continue
		}
		at := strings.IndexAny(word, ":;=@")
		switch {
		case strings.HasPrefix(word[at:], ":=") || strings.HasPrefix(word[at:], ":@") || word[at] != ':' && word[at] != ';':
			t.Fatalf("%q is no header", word)
		case word[at] == ';' && at != len(word)-1:
			t.Fatalf("%q is no empty header", word)
		}
		r.Headers = append(r.Headers, wire.Header{Name: word[:at], Value: trimBlanks(unescapeXh(word[at+1:]))})
	}
	return r
}

func unescapeXh(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			if i++; strings.IndexByte(`=@:;\`, text[i]) < 0 {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func readHurl(t *testing.T, text string) (r wire.Request) {
	t.Helper()
	lines := strings.Split(text, "\n")
	r.Method, r.URL, _ = strings.Cut(lines[0], " ")
	if strings.ContainsAny(r.URL, "#{}\"<>|\\^`") {
		t.Fatalf("%q holds what Hurl's address cannot", r.URL)
	}
	for _, line := range lines[1:] {
		if inner, found := strings.CutPrefix(line, "`"); found {
			body := unescapeHurl(t, strings.TrimSuffix(inner, "`"), "`")
			r.Body = &body
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		r.Headers = append(r.Headers, wire.Header{Name: unescapeHurl(t, name, "#: "), Value: unescapeHurl(t, trimBlanks(value), "#")})
	}
	return r
}

// unescapeHurl fails on what would end the text or begin a variable.
func unescapeHurl(t *testing.T, text, ends string) string {
	t.Helper()
	if strings.Contains(text, "{{") {
		t.Fatalf("a variable in %q", text)
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c != '\\' {
			if strings.IndexByte(ends, c) >= 0 || isControl(rune(c)) && c != '\t' {
				t.Fatalf("%q ends at %q", text, c)
			}
			b.WriteByte(c)
			continue
		}
		i++
		at := strings.IndexByte("nrtbf", text[i])
		switch {
		case at >= 0:
			b.WriteByte("\n\r\t\b\f"[at])
		case text[i] == 'u':
			code, rest, _ := strings.Cut(text[i+2:], "}")
			value, err := strconv.ParseUint(code, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			b.WriteRune(rune(value))
			i = len(text) - len(rest) - 1
		case strings.IndexByte("#\"`\\/:", text[i]) >= 0:
			b.WriteByte(text[i])
		default:
			t.Fatalf("no escape: %q", text[i-1:])
		}
	}
	return b.String()
}

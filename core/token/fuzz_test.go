package token

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// FuzzInspect: whatever the text, inspect ends, shows no token, and reads a
// token that it found the same way again.
func FuzzInspect(f *testing.F) {
	for _, group := range allCases {
		for _, c := range group {
			if len(c.text) < 4096 {
				f.Add(c.text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		report := Inspect(text, now)
		shown, err := json.Marshal(report.Wire(now))
		if err != nil {
			t.Fatalf("report is no JSON: %v", err)
		}
		if len(report.Tokens)+len(report.Findings) == 0 {
			t.Error("nothing said")
		}
		for _, token := range report.Tokens {
			checkHidden(t, token, string(shown))
			checkAgain(t, token)
		}
	})
}

// checkHidden looks for the token's text in everything that is shown.
func checkHidden(t *testing.T, token Token, shown string) {
	t.Helper()
	plain := token.Text.Reveal()
	if len(plain) < 16 {
		t.Errorf("token of %d characters", len(plain))
	}
	quoted, err := json.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(shown, plain) || strings.Contains(shown, strings.Trim(string(quoted), `"`)) {
		t.Errorf("the report shows the %s token", token.Format)
	}
}

// checkAgain inspects the token's own text.
func checkAgain(t *testing.T, token Token) {
	t.Helper()
	again := Inspect(token.Text.Reveal(), now)
	if len(again.Tokens) != 1 {
		t.Fatalf("%s token alone reads as %s", token.Format, summary(again))
	}
	got := again.Tokens[0]
	if !got.Text.Equal(token.Text) || got.Format != token.Format {
		t.Errorf("%s token alone reads as another: %s", token.Format, tokenSummary(got))
	}
	if !got.ExpiresAt.Equal(token.ExpiresAt) || (got.UserID == nil) != (token.UserID == nil) {
		t.Errorf("%s token alone tells something else: %s", token.Format, tokenSummary(got))
	}
	parsed := Parse(token.Text, now)
	if parsed.Kind != got.Kind || !parsed.Text.Equal(token.Text) {
		t.Errorf("parse reads %s, inspect %s", tokenSummary(parsed), tokenSummary(got))
	}
}

// FuzzShellWords: every command ends, and quoting a word gives it back.
func FuzzShellWords(f *testing.F) {
	for _, c := range curlCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shellWords(text)
		if strings.ContainsAny(text, "\x00\r^`") {
			return
		}
		quoted := "'" + strings.ReplaceAll(text, "'", `'"'"'`) + "'"
		if words := shellWords("curl " + quoted); len(words) != 2 || words[1] != text {
			t.Errorf("quoted %q reads as %q", text, words)
		}
	})
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"bare", admin, "admin jws #1 live (text)"},
		{"with scheme", "Bearer " + admin, "admin jws #1 live (text)"},
		{"nothing", "abc", "unknown unknown (text) unknown_format nothing_found"},
		{"two", admin + " " + customer, "unknown unknown (text) unknown_format"},
	} {
		if got := tokenSummary(Parse(secret.New(c.text), now)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59 * time.Second: "59 s", 52 * time.Minute: "52 min", time.Hour: "1 h",
		82 * time.Minute: "1 h 22 min", -25 * time.Hour: "1 d 1 h", 400 * 24 * time.Hour: "1 y 35 d",
	} {
		if got := span(d); got != want {
			t.Errorf("span(%v) = %q, want %q", d, got, want)
		}
	}
}

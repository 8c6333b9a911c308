package token

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// summary writes a report in one line: each token as kind, format, user id,
// live or expired, source and finding codes; after a bar the findings about the
// text and its address.
func summary(r Report) string {
	var tokens []string
	for _, t := range r.Tokens {
		tokens = append(tokens, tokenSummary(t))
	}
	line := strings.Join(tokens, "; ")
	if len(r.Findings) > 0 {
		line += " | " + codes(r.Findings)
	}
	if r.URL != "" {
		line += " @ " + r.URL
	}
	return strings.TrimSpace(line)
}

func tokenSummary(t Token) string {
	words := []string{t.Kind, t.Format}
	if t.UserID != nil {
		words = append(words, "#"+itoa(*t.UserID))
	}
	switch {
	case t.Expired(now):
		words = append(words, "expired")
	case !t.ExpiresAt.IsZero():
		words = append(words, "live")
	}
	return strings.TrimSpace(strings.Join(words, " ") + " (" + t.Source + ") " + codes(t.Findings))
}

func codes(findings []wire.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

func TestInspect(t *testing.T) {
	for _, group := range allCases {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				if got := summary(Inspect(c.text, now)); got != c.want {
					t.Errorf("\n got %s\nwant %s", got, c.want)
				}
			})
		}
	}
}

type inspectCase struct{ name, text, want string }

var allCases = [][]inspectCase{wordCases, textCases, jsonCases, curlCases, signedCases, otherCases, fourCases, sessionCases, wrongCases}

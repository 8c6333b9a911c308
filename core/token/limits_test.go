package token

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestLimits(t *testing.T) {
	long := Inspect(admin+"\n"+strings.Repeat("ä ", maxText), now)
	if got := summary(long); got != "admin jws #1 live (text) | text_cut" {
		t.Errorf("a long text: %s", got)
	}
	var many strings.Builder
	for id := range maxTokens + 10 {
		fmt.Fprintln(&many, magento("HS256", id, 3, iat, exp))
	}
	report := Inspect(many.String(), now)
	if len(report.Tokens) != maxTokens || codes(report.Findings) != "many_tokens" {
		t.Errorf("%d tokens, %s", len(report.Tokens), codes(report.Findings))
	}
}

// TestHostileLengths: texts made to be slow are not.
func TestHostileLengths(t *testing.T) {
	for _, piece := range []string{"{", "[", `{"a":`, "eyJ", "eyJ.", "eyJ ", "Bearer ", "Authorization:", "Bearer {", "OAuth a=", `\"`, "curl ", "curl -H ", "https://", "eyJhbGciOiJIUzI1NiJ9.e ", "a=", "0:", ".", "eyJ/.", "eyJ~", "0000000000.eyJ/", "oauth_,", "1:", "token,", "consumer key:",
		"admin=", "PHPSESSID=", "-----BEGIN ", "/key/", "ssh-rsa AAAA ", "def50200", "consumer_key=" + fourKey + "\n", "token secret " + fourKey + " " + fourSecret + " "} {
		Inspect(strings.Repeat(piece, maxText/len(piece)), now)
	}
}

func TestWire(t *testing.T) {
	text, err := json.Marshal(Inspect(expired, now).Wire(now))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tokens []map[string]any
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]any{
		"kind": "admin", "format": "jws", "source": "text", "userId": 27.0, "expired": true, "lifetimeSeconds": 3600.0,
		"issuedAt": "2026-11-23T09:40:00Z", "expiresAt": "2026-11-23T10:40:00Z",
	} {
		if got.Tokens[0][name] != want {
			t.Errorf("%s: got %v, want %v", name, got.Tokens[0][name], want)
		}
	}
}

// TestWireSaysNothingUntold: what a token does not tell is absent, and lists
// are there though empty.
func TestWireSaysNothingUntold(t *testing.T) {
	text, err := json.Marshal(Inspect(opaque, now).Wire(now).Tokens[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"userId", "issuedAt", "expiresAt", "expired", "lifetimeSeconds", "header", "claims"} {
		if strings.Contains(string(text), `"`+name+`"`) {
			t.Errorf("%s is in %s", name, text)
		}
	}
	empty, err := json.Marshal(Report{Tokens: []Token{{Format: wire.FormatJWS}}}.Wire(now))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(empty), "null") {
		t.Errorf("null in %s", empty)
	}
}
